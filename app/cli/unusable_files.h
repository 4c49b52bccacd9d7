// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <string>
#include <utility>
#include <vector>

namespace recap::cli {

// Files of which nothing could be used, each with a reason: throws Error(BadFormat) when there are any, so that a
// script notices. Call it when everything else has been printed.
inline void requireUsableFiles(const std::vector<std::pair<std::string, Message>>& unusable) {
    if (unusable.empty()) return;
    const auto& [file, reason] = unusable.front();
    if (unusable.size() == 1)
        throw Error(ErrorCode::BadFormat, message("Nothing in %1 could be used: %2", file, reason));
    throw Error(ErrorCode::BadFormat, message("Nothing could be used in %1 files, the first of which is %2: %3",
                                              unusable.size(), file, reason));
}

}  // namespace recap::cli
