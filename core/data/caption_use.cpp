// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/caption_use.h"

#include "base/unicode.h"

namespace recap {

std::optional<CaptionRefusal> captionRefusal(std::string_view text, CaptionStatus status, bool approvedOnly) {
    if (trimmed(text).empty()) return CaptionRefusal::Empty;
    if (status == CaptionStatus::Rejected) return CaptionRefusal::Rejected;
    if (approvedOnly && !isApproved(status)) return CaptionRefusal::NotAccepted;
    return std::nullopt;
}

}  // namespace recap
