// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace recap {

// ISO 639-1 code of the language a text is probably in ("en", "de", "zh", ...; some have more letters), or "und" when
// it is too short or too mixed to tell. A guess: right for nearly all sentences, often "und" for a few words. Any
// thread.
std::string guessLanguage(std::string_view text);

}  // namespace recap
