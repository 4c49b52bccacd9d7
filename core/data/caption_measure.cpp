// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/caption_measure.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/paths.h"
#include "text/caption_statistics.h"
#include "text/clip_tokenizer.h"

#include <algorithm>
#include <charconv>
#include <memory>
#include <string>

namespace recap {
namespace {

std::unique_ptr<const ClipTokenizer> loadTokenizer() {
    try {
        return std::make_unique<const ClipTokenizer>(ClipTokenizer::fromFolder(resourceDirectory() / "vocab/clip"));
    } catch (const Error&) {
        return nullptr;
    }
}

bool isAscii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0; });
}

std::ptrdiff_t asciiLetters(std::string_view text) {
    return std::count_if(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    });
}

std::string lettersOf(std::string_view text) {
    std::string out;
    for (const auto& word : captionWords(text)) out += word;
    std::erase_if(out, [](char c) { return c == '-' || c == '\''; });
    return out;
}

bool sameLetters(std::string_view text, const std::string& name) {
    // Nearly all captions are told from a name by their length.
    if (isAscii(text) && isAscii(name) && asciiLetters(text) != asciiLetters(name)) return false;
    return lettersOf(text) == lettersOf(name);
}

}  // namespace

CaptionMeasure measureCaption(std::string_view text) {
    static const std::unique_ptr<const ClipTokenizer> tokenizer = loadTokenizer();
    CaptionMeasure measure;
    measure.words = static_cast<int>(captionWords(text).size());
    if (tokenizer != nullptr) measure.tokens = static_cast<int>(tokenizer->count(text).tokens);
    return measure;
}

bool saysFileName(std::string_view text, const std::filesystem::path& file) {
    if (!sameLetters(text, file.filename().string()) && !sameLetters(text, file.stem().string())) return false;
    return !lettersOf(text).empty();
}

std::int64_t textNumber(std::string_view text) {
    const std::string digits = sha256(text);
    std::uint64_t number = 0;
    std::from_chars(digits.data(), digits.data() + 16, number, 16);
    return static_cast<std::int64_t>(number);
}

}  // namespace recap
