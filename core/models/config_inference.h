// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/message.h"
#include "models/ldm_file.h"

#include <string>
#include <vector>

namespace recap {

// Configurations for weights that come without any. Weights of the published 1.x shapes get the published
// configuration; of others everything that shows in names and shapes is read off, and the three numbers that do not
// (heads, normalisation groups, picture size) are assumed, with one sentence each in `assumed`.
// Throws Error(BadFormat) when even the stem of a network is missing.
LdmConfigs inferConfigs(const PipelineWeights& weights, std::vector<Message>& assumed);

}  // namespace recap
