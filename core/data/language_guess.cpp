// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/language_guess.h"

#include "base/unicode.h"

#include <cld2/public/compact_lang_det.h>

#include <cstdint>

namespace recap {
namespace {

// Chinese, Japanese and Korean are told by their scripts: a caption is too short there for the statistics of CLD2.
// Empty: less than half of the characters beyond white space are of them.
std::string byScript(std::string_view text) {
    std::int64_t han = 0, kana = 0, hangul = 0, all = 0;
    for (const auto c : codePoints(text)) {
        all += c > ' ' ? 1 : 0;
        kana += c >= 0x3040 && c <= 0x30FF ? 1 : 0;
        hangul += c >= 0xAC00 && c <= 0xD7AF ? 1 : 0;
        han += (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x3FFFF) ? 1 : 0;
    }
    if (2 * (han + kana + hangul) <= all) return {};
    if (hangul > han + kana) return "ko";
    return kana > 0 ? "ja" : "zh";
}

}  // namespace

std::string guessLanguage(std::string_view text) {
    const std::string good = repairUtf8(text);
    if (auto language = byScript(good); !language.empty()) return language;
    bool reliable = false;
    const auto language = CLD2::DetectLanguage(good.data(), static_cast<int>(good.size()), true, &reliable);
    if (!reliable || language == CLD2::UNKNOWN_LANGUAGE) return "und";
    return CLD2::LanguageCode(language);
}

}  // namespace recap
