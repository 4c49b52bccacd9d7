// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/bpe_trainer.h"

#include "base/atomic_file.h"
#include "base/json.h"
#include "text/clip_words.h"

#include <cstdint>
#include <map>
#include <set>

namespace recap {
namespace {

using Pair = std::pair<std::string, std::string>;

struct Word {
    std::vector<std::string> symbols;
    std::int64_t count = 0;
};

std::vector<Word> distinctWords(std::span<const std::string> texts) {
    std::map<std::string, std::int64_t> counts;
    for (const auto& text : texts)
        for (const auto& word : clipWords(clipNormalized(text))) ++counts[word];
    std::vector<Word> words;
    for (const auto& [text, count] : counts) {
        Word word{{}, count};
        for (const char c : text) word.symbols.push_back(byteSymbols()[static_cast<unsigned char>(c)]);
        word.symbols.back() += kEndOfWord;
        words.push_back(std::move(word));
    }
    return words;
}

// Occurrences of each neighbouring pair, and the words in which to look for it.
class PairTable {
public:
    explicit PairTable(const std::vector<Word>& words) {
        for (std::size_t i = 0; i < words.size(); ++i) add(words[i], i, +1);
    }
    void add(const Word& word, std::size_t index, int sign) {
        for (std::size_t k = 0; k + 1 < word.symbols.size(); ++k) {
            auto& entry = pairs_[{word.symbols[k], word.symbols[k + 1]}];
            entry.count += sign * word.count;
            if (sign > 0) entry.words.insert(index);
        }
    }
    // Null when no pair occurs twice. std::map is ordered, so the first of equals is the alphabetically first.
    const Pair* mostFrequent() const {
        const Pair* best = nullptr;
        std::int64_t most = 1;
        for (const auto& [pair, entry] : pairs_) {
            if (entry.count <= most) continue;
            most = entry.count;
            best = &pair;
        }
        return best;
    }
    std::set<std::size_t> take(const Pair& pair) {
        auto node = pairs_.extract(pair);
        return node.empty() ? std::set<std::size_t>{} : std::move(node.mapped().words);
    }

private:
    struct Entry {
        std::int64_t count = 0;
        std::set<std::size_t> words;
    };
    std::map<Pair, Entry> pairs_;
};

void joinPair(Word& word, const Pair& pair) {
    std::vector<std::string> joined;
    for (std::size_t k = 0; k < word.symbols.size(); ++k) {
        const bool here =
            k + 1 < word.symbols.size() && word.symbols[k] == pair.first && word.symbols[k + 1] == pair.second;
        joined.push_back(here ? pair.first + pair.second : word.symbols[k]);
        if (here) ++k;
    }
    word.symbols = std::move(joined);
}

}  // namespace

BpeVocabulary trainBpe(std::span<const std::string> texts, int merges) {
    BpeVocabulary out;
    for (const auto byte : byteSymbolOrder()) out.vocab.push_back(byteSymbols()[byte]);
    for (const auto byte : byteSymbolOrder()) out.vocab.push_back(byteSymbols()[byte] + std::string(kEndOfWord));
    auto words = distinctWords(texts);
    PairTable table(words);
    for (int i = 0; i < merges; ++i) {
        const Pair* best = table.mostFrequent();
        if (best == nullptr) break;
        const Pair pair = *best;
        for (const auto index : table.take(pair)) {
            table.add(words[index], index, -1);
            joinPair(words[index], pair);
            table.add(words[index], index, +1);
        }
        table.take(pair);  // the subtraction above has put an empty entry back
        out.merges.push_back(pair);
        out.vocab.push_back(pair.first + pair.second);
    }
    out.vocab.emplace_back(kClipStart);
    out.vocab.emplace_back(kClipEnd);
    return out;
}

void writeTokenizerFolder(const std::filesystem::path& folder, const BpeVocabulary& vocabulary, int modelMaxLength) {
    ensureDirectory(folder);
    // Written by hand: an ordered Json object looks its keys up one by one.
    std::string vocab;
    for (std::size_t id = 0; id < vocabulary.vocab.size(); ++id)
        vocab.append(id == 0 ? "{" : ",")
            .append(Json(vocabulary.vocab[id]).dump())
            .append(":")
            .append(std::to_string(id));
    vocab += '}';
    writeTextAtomically(folder / "vocab.json", vocab);
    std::string merges = "#version: 0.2\n";
    for (const auto& [left, right] : vocabulary.merges) merges += left + ' ' + right + '\n';
    writeTextAtomically(folder / "merges.txt", merges);
    const Json special{
        {"bos_token", kClipStart}, {"eos_token", kClipEnd}, {"pad_token", kClipEnd}, {"unk_token", kClipEnd}};
    writeJsonFile(folder / "special_tokens_map.json", special);
    Json config{{"add_prefix_space", false},
                {"do_lower_case", true},
                {"errors", "replace"},
                {"model_max_length", modelMaxLength},
                {"tokenizer_class", "CLIPTokenizer"}};
    config.update(special);
    writeJsonFile(folder / "tokenizer_config.json", config);
}

}  // namespace recap
