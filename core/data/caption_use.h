// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which captions may be learned from and written out: the one rule of training, captioner, export and what is shown.
#pragma once

#include "data/records.h"

#include <optional>
#include <string_view>

namespace recap {

// A person has said that the caption is right, or has written it.
constexpr bool isApproved(CaptionStatus status) {
    return status == CaptionStatus::Accepted || status == CaptionStatus::Edited;
}

enum class CaptionRefusal { Empty, Rejected, NotAccepted };
// Why a caption is not used; nullopt when it is. Empty: nothing but white space. `approvedOnly`: only captions that
// were accepted or edited.
std::optional<CaptionRefusal> captionRefusal(std::string_view text, CaptionStatus status, bool approvedOnly);

}  // namespace recap
