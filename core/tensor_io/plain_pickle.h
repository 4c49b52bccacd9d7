// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"

#include <string_view>

namespace recap {

// A pickle of plain data as JSON: lists, dictionaries with texts or whole numbers as keys, texts, numbers, truth values
// and None. Nothing is called and every name of a class or function is refused (pickle_machine.h). At most 20 levels,
// ten million values and 256 MiB of text, however often the pickle repeats them. Throws Error(BadFormat), one sentence
// that begins with `origin`.
Json readPlainPickle(std::string_view pickle, std::string_view origin);

// Whether bytes begin as a pickle of a list or dictionary does, of any protocol.
bool looksLikePickle(std::string_view bytes);

}  // namespace recap
