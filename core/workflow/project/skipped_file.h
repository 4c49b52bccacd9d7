// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/message.h"

#include <string>

namespace recap {

struct SkippedFile {
    std::string file = {};     // path, with ":line" for a row of a metadata file
    Message reason = {};       // one sentence
    bool taken = false;        // a remark on something that was taken all the same
    std::int64_t files = 0;    // files that were seen and not taken, for which this entry stands
    bool passed_over = false;  // nobody would expect it to be taken: hidden files, caches, README
};

}  // namespace recap
