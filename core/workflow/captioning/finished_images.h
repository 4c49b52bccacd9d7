// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/message.h"
#include "workflow/captioning/recaption_ledger.h"
#include "workflow/project/project.h"

#include <string>

namespace recap {

// Numbers of the images that a captioner leaves alone: their caption of `source` is its own, or a person has approved
// it. `again`: a query; own captions that fulfil it are written again.
NumberSet finishedImages(Project& project, const std::string& source, const std::string& author,
                         const std::string& again = {});

// Why nothing is left to do when all images of the filter are finished: the filter selects none (and why that may be),
// or all have such captions.
Message whyNothing(Project& project, const std::string& filter, const std::string& source, const std::string& author);

}  // namespace recap
