// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "workflow/pretrain/pretrain_data_internal.h"

namespace recap {

// Trains the part, writes it below request.out and returns what was measured.
Json pretrainJudge(const PretrainRequest& request, const PretrainData& data, JobContext& context);

}  // namespace recap
