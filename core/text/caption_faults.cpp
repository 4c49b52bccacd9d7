// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/caption_faults.h"

#include "base/unicode.h"
#include "text/caption_statistics.h"
#include "text/characters.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace recap {
namespace {

constexpr std::int64_t kShortest = 16;    // characters
constexpr std::int64_t kIdeograph = 4;    // what an ideograph counts among them: it says about as much as a short word
constexpr std::size_t kGram = 4;          // words
constexpr std::int64_t kGramRepeats = 4;  // that often, the words are a loop
constexpr std::size_t kCharacterGram = 10;  // data-juicer's rep_len and max_ratio
constexpr double kMostRepetition = 0.5;
constexpr std::size_t kLongEnough = 60;  // characters; below, names and numbers repeat by chance

// Only at the beginning of a sentence: elsewhere people say such things of what a picture shows.
constexpr auto kRefusals = std::to_array<std::string_view>(
    {"i'm sorry", "i am sorry", "sorry, i", "sorry, but i", "unfortunately, i", "i cannot", "i can't", "i can not",
     "i'm unable", "i am unable", "i'm not able", "i don't see an", "i do not see an", "as an ai", "i apologize",
     "抱歉", "对不起", "我无法", "作为ai"});

constexpr auto kBeginnings = std::to_array<std::string_view>(
    {"caption:", "there is ", "there are ", "someone is ", "a picture of ", "an image of ", "this is a picture of ",
     "this is an image of ", "this is a photo of ", "a photograph showing ", "in this image,", "in this picture,",
     "in this photo,", "in the image,", "in the picture,", "here is a ", "here's a ", "sure! ", "sure, here"});
constexpr std::array<std::string_view, 2> kPointers{"the ", "this "};
constexpr std::array<std::string_view, 4> kPictures{"image ", "picture ", "photo ", "photograph "};
constexpr std::array<std::string_view, 7> kVerbs{"shows",   "showcases", "features", "captures",
                                                 "depicts", "displays",  "is of"};
// Words that BLIP's captioners invented and no dictionary has.
constexpr std::array<std::string_view, 3> kInvented{"araffe", "arafed", "arafe"};

// Lower case, with one kind of apostrophe.
std::string plain(std::string_view caption) {
    std::string text = toLower(repairUtf8(trimmed(caption)));
    constexpr std::string_view kCurly = "\u2019";
    for (auto at = text.find(kCurly); at != std::string::npos; at = text.find(kCurly, at + 1))
        text.replace(at, kCurly.size(), "'");
    return text;
}

// Takes one of `choices` from the front of `text`.
bool take(std::string_view& text, std::span<const std::string_view> choices) {
    for (const auto& choice : choices)
        if (text.starts_with(choice)) {
            text.remove_prefix(choice.size());
            return true;
        }
    return false;
}

bool isShort(const std::vector<std::int32_t>& codes) {
    std::int64_t length = 0;
    for (const auto code : codes) length += isCjk(code) ? kIdeograph : 1;
    return length < kShortest;
}

bool refuses(std::string_view text) {
    while (!text.empty()) {
        const auto begin = text.find_first_not_of(" \t\r\n\"'(*");
        if (begin == text.npos) return false;
        text.remove_prefix(begin);
        for (const auto& refusal : kRefusals)
            if (text.starts_with(refusal)) return true;
        const auto end = text.find_first_of(".!?\n");
        if (end == text.npos) return false;
        text.remove_prefix(end + 1);
    }
    return false;
}

bool isBoilerplate(const std::string& text) {
    std::string_view rest = text;
    rest.remove_prefix(std::min(rest.find_first_not_of("*_#\"' "), rest.size()));  // marks of Markdown, quotation marks
    if (take(rest, kBeginnings)) return true;
    if (take(rest, kPointers) && take(rest, kPictures) && take(rest, kVerbs)) return true;
    const auto words = captionWords(text);
    return std::any_of(words.begin(), words.end(), [](const std::string& word) {
        return std::find(kInvented.begin(), kInvented.end(), word) != kInvented.end();
    });
}

// Words, and the single ideographs of scripts that put no space between words.
std::vector<std::string> unitsOf(const std::string& text) {
    std::vector<std::string> units;
    for (auto& word : captionWords(text)) {
        const auto codes = codePoints(word);
        if (std::none_of(codes.begin(), codes.end(), isCjk))
            units.push_back(std::move(word));
        else
            for (const auto code : codes) units.push_back(utf8FromCodePoints({code}));
    }
    return units;
}

bool loops(const std::string& text, std::size_t characters) {
    const auto words = unitsOf(text);
    std::map<std::string, std::int64_t> seen;
    for (std::size_t i = 0; i + kGram <= words.size(); ++i) {
        std::string gram;
        for (std::size_t k = 0; k < kGram; ++k) gram.append(words[i + k]).append(" ");
        if (++seen[gram] == kGramRepeats) return true;
    }
    return characters >= kLongEnough && characterRepetition(text, kCharacterGram) > kMostRepetition;
}

}  // namespace

const std::vector<CaptionFaultInfo>& captionFaultInfos() {
    static const std::vector<CaptionFaultInfo> infos{
        {CaptionFault::Short, "short", "a caption has fewer than 16 characters", message("shorter than 16 characters")},
        {CaptionFault::Refusal, "refusal", "a caption says that a model will not or cannot answer",
         message("refusals of a model")},
        {CaptionFault::Loop, "loop", "a caption says the same again and again", message("repeat themselves")},
        {CaptionFault::Boilerplate, "boilerplate", "a caption begins with words that say nothing about the picture",
         message("begin with boilerplate")}};
    return infos;
}

double characterRepetition(std::string_view text, std::size_t n) {
    const auto codes = codePoints(text);
    if (n == 0 || codes.size() < n) return 0;
    std::map<std::vector<std::int32_t>, std::int64_t> counts;
    for (std::size_t i = 0; i + n <= codes.size(); ++i) {
        const auto begin = codes.begin() + static_cast<std::ptrdiff_t>(i);
        ++counts[std::vector<std::int32_t>(begin, begin + static_cast<std::ptrdiff_t>(n))];
    }
    std::vector<std::int64_t> repeated;
    for (const auto& [gram, count] : counts)
        if (count > 1) repeated.push_back(count);
    std::sort(repeated.begin(), repeated.end(), std::greater<>());
    repeated.resize(std::min(repeated.size(), static_cast<std::size_t>(std::sqrt(static_cast<double>(counts.size())))));
    std::int64_t sum = 0;
    for (const auto count : repeated) sum += count;
    return static_cast<double>(sum) / static_cast<double>(codes.size() - n + 1);
}

unsigned captionFaults(std::string_view caption) {
    const std::string text = plain(caption);
    const auto codes = codePoints(text);
    unsigned faults = 0;
    const auto add = [&](bool found, CaptionFault fault) { faults |= found ? static_cast<unsigned>(fault) : 0U; };
    add(isShort(codes), CaptionFault::Short);
    add(refuses(text), CaptionFault::Refusal);
    add(loops(text, codes.size()), CaptionFault::Loop);
    add(isBoilerplate(text), CaptionFault::Boilerplate);
    return faults;
}

}  // namespace recap
