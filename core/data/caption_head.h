// SPDX-License-Identifier: GPL-3.0-or-later
//
// The one place that moves the current version of a caption and keeps the full-text index in step; private to
// core/data.
#pragma once

#include "data/database.h"
#include "data/records.h"

#include <string>
#include <string_view>

namespace recap {

// Row of caption_head; version 0: the image has no caption of the source.
struct CaptionHead {
    std::int64_t version = 0;
    std::int64_t status = 0;
    std::string reviewer = {};
    bool operator==(const CaptionHead&) const = default;
};

bool imageExists(Database& db, ImageId image);

// 0 when there is none and `create` is false. Throws Error(InvalidOption) for a name that may not be created.
std::int64_t captionSourceId(Database& db, std::string_view name, bool create);

CaptionHead readCaptionHead(Database& db, ImageId image, std::int64_t source);
// text: that of the version, when it is at hand.
void writeCaptionHead(Database& db, ImageId image, std::int64_t source, const CaptionHead& head,
                      const std::string* text = nullptr);

// The image's file has another name now: which of its captions say that name is found out again.
void updateFileNames(Database& db, ImageId image);

}  // namespace recap
