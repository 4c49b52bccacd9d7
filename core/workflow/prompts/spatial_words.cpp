// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/prompts/spatial_words.h"

#include <array>

namespace recap {
namespace {

constexpr std::array<SpatialWord, 18> kWords{{
    {"left of", "right of"},
    {"right of", "left of"},
    {"above", "below"},
    {"below", "above"},
    {"under", "on top of"},
    {"beneath", "on top of"},
    {"underneath", "on top of"},
    {"on top of", "under"},
    {"at the top of", "at the bottom of"},
    {"at the bottom of", "at the top of"},
    {"behind", "in front of"},
    {"in front of", "behind"},
    {"inside", "outside"},
    {"outside", "inside"},
    {"between", "far from"},
    {"next to", "far from"},
    {"beside", "far from"},
    {"near", "far from"},
}};

struct Place {
    const SpatialWord* word = nullptr;
    std::size_t begin = 0, end = 0;  // words of the caption
};

// How many words of the caption from `begin` on are this phrase; 0: they are not.
std::size_t lengthOf(const std::vector<CaptionWord>& words, std::size_t begin, std::string_view phrase) {
    std::size_t at = begin;
    while (!phrase.empty()) {
        const auto blank = phrase.find(' ');
        if (at == words.size() || words[at].text != phrase.substr(0, blank) || (at > begin && !words[at].follows))
            return 0;
        phrase = blank == phrase.npos ? std::string_view() : phrase.substr(blank + 1);
        ++at;
    }
    return at - begin;
}

std::vector<Place> placesOf(const std::vector<CaptionWord>& words) {
    std::vector<Place> places;
    for (std::size_t begin = 0; begin < words.size();) {
        std::size_t length = 1;
        for (const auto& word : kWords)
            if (const auto n = lengthOf(words, begin, word.word); n > 0) {
                places.push_back({&word, begin, begin + n});
                length = n;
                break;  // no word of the list begins with another one and a blank
            }
        begin += length;
    }
    return places;
}

}  // namespace

std::span<const SpatialWord> spatialWords() {
    return kWords;
}

std::optional<SpatialCaption> spatialCaption(const std::string& caption) {
    const auto words = captionWords(caption);
    const auto places = placesOf(words);
    if (places.size() != 1) return std::nullopt;
    const Place& place = places.front();
    const CocoMention *first = nullptr, *second = nullptr;
    const auto mentions = cocoMentions(words);
    for (const auto& mention : mentions) {
        if (mention.end <= place.begin) first = &mention;
        if (mention.begin >= place.end && second == nullptr) second = &mention;
    }
    if (first == nullptr || second == nullptr || first->index == second->index) return std::nullopt;
    SpatialCaption out{std::string(place.word->word), first->index, second->index, caption};
    const auto begin = words[place.begin].begin;
    out.false_caption.replace(begin, words[place.end - 1].end - begin, place.word->opposite);
    return out;
}

}  // namespace recap
