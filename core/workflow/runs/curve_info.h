// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/message.h"

#include <string>

namespace recap {

// A curve of a run, for those who show it.
struct CurveInfo {
    std::string name;  // of the scalar
    Message label;
    Message help;                   // what it means, a sentence
    bool larger_is_better = false;  // of a measure of quality
};

}  // namespace recap
