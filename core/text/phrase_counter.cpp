// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/phrase_counter.h"

#include <algorithm>

namespace recap {

void PhraseCounter::add(const std::vector<std::string>& words) {
    ++texts_;
    std::string phrase;
    for (std::size_t begin = 0; begin + kShortest <= words.size(); ++begin) {
        phrase.clear();
        for (std::size_t length = 1; length <= kLongest && begin + length <= words.size(); ++length) {
            if (length > 1) phrase += ' ';
            phrase += words[begin + length - 1];
            if (length < kShortest) continue;
            auto it = entries_.find(std::string_view(phrase));
            if (it == entries_.end()) it = entries_.emplace(phrase, Entry{0, missed_, 0}).first;
            if (it->second.last == texts_) continue;
            it->second.last = texts_;
            ++it->second.texts;
        }
    }
    if (entries_.size() > most_) prune();
}

void PhraseCounter::prune() {
    while (entries_.size() > most_ / 2) {
        ++missed_;
        std::erase_if(entries_, [this](const auto& item) { return item.second.texts + item.second.missed <= missed_; });
    }
}

std::vector<std::pair<std::string, std::int64_t>> PhraseCounter::top(std::size_t count, std::int64_t least) const {
    std::vector<std::pair<std::string, std::int64_t>> out;
    // Of a phrase: the most texts of a phrase that has one word more.
    std::unordered_map<std::string_view, std::int64_t> longer;
    for (const auto& [text, entry] : entries_) {
        if (entry.texts < least) continue;
        out.emplace_back(text, entry.texts);
        const std::string_view whole = text;
        for (const auto part : {whole.substr(whole.find(' ') + 1), whole.substr(0, whole.rfind(' '))}) {
            auto& most = longer[part];
            most = std::max(most, entry.texts);
        }
    }
    std::erase_if(out, [&](const auto& phrase) {
        const auto it = longer.find(phrase.first);
        return it != longer.end() && 10 * it->second >= 9 * phrase.second;
    });
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
        return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    if (out.size() > count) out.resize(count);
    return out;
}

}  // namespace recap
