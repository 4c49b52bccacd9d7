// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which captions of a project a captioner learns from, and which are held out.
#pragma once

#include "caption/caption_loss.h"
#include "caption/caption_train_options.h"
#include "workflow/project/project.h"

#include <cstdint>
#include <string>
#include <vector>

namespace recap {

struct CaptionItem {
    std::string path;  // of the picture
    CaptionExample caption;
    std::string image = {};  // SHA-256 of the picture
};

struct CaptionData {
    std::vector<CaptionItem> training, validation;
    std::string digest;       // DataDigest of all of them
    std::int64_t images = 0;  // with a caption
};

// Rejected and empty captions are left out. Images are held out by the seed, with all their captions. Throws
// Error(InvalidOption) when no image has a caption.
CaptionData collectCaptionData(Project& project, const CaptionTrainOptions& options);

}  // namespace recap
