// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/clip_tokenizer.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/json.h"
#include "base/unicode.h"
#include "text/clip_words.h"

#include <algorithm>
#include <queue>
#include <set>
#include <tuple>

namespace recap {
namespace {

constexpr std::int64_t kLargestId = 1 << 24;  // far above any vocabulary; keeps a damaged file from a huge allocation
constexpr int kDefaultLength = 77;

std::uint64_t pairKey(std::int32_t left, std::int32_t right) {
    return static_cast<std::uint64_t>(static_cast<std::uint32_t>(left)) << 32 | static_cast<std::uint32_t>(right);
}

// Json keeps the order of its keys and looks them up one by one, which takes seconds for a vocabulary; this one does
// not.
using SortedJson = nlohmann::json;

SortedJson parseSortedJson(std::string_view text, const std::string& origin) {
    try {
        return SortedJson::parse(text);
    } catch (const SortedJson::exception& error) {
        throw Error(ErrorCode::BadFormat, message("%1 is not JSON: %2", origin, error.what()));
    }
}

std::vector<std::string> vocabularyFromJson(const SortedJson& json, const std::string& origin) {
    if (!json.is_object())
        throw Error(ErrorCode::BadFormat, message("%1 must be an object of tokens and ids.", origin));
    std::vector<std::string> tokens;
    for (const auto& [token, id] : json.items()) {
        const bool fits = id.is_number_integer() && id.get<std::int64_t>() >= 0 && id.get<std::int64_t>() < kLargestId;
        if (!fits)
            throw Error(ErrorCode::BadFormat, message("The id of '%1' in %2 is not a small number.", token, origin));
        const auto index = id.get<std::size_t>();
        if (index >= tokens.size()) tokens.resize(index + 1);
        tokens[index] = token;
    }
    return tokens;
}

std::pair<std::string, std::string> mergeFromLine(std::string_view line, const std::string& origin) {
    const auto space = line.find(' ');
    const bool two = space != std::string_view::npos && space > 0 && space + 1 < line.size();
    if (!two) throw Error(ErrorCode::BadFormat, message("A merge in %1 is not two tokens: '%2'.", origin, line));
    return {std::string(line.substr(0, space)), std::string(line.substr(space + 1))};
}

std::vector<std::pair<std::string, std::string>> mergesFromText(std::string_view text, const std::string& origin) {
    std::vector<std::pair<std::string, std::string>> merges;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.empty() || line.starts_with("#version")) continue;
        merges.push_back(mergeFromLine(line, origin));
    }
    return merges;
}

// tokenizer.json of the tokenizers library, which newer folders carry instead of the two files.
BpeVocabulary vocabularyFromTokenizerJson(std::string_view text, const std::string& origin) {
    const SortedJson json = parseSortedJson(text, origin);
    const bool usable = json.is_object() && json.contains("model") && json["model"].is_object() &&
                        json["model"].contains("vocab") && json["model"].contains("merges");
    if (!usable) throw Error(ErrorCode::BadFormat, message("%1 holds no BPE model with vocab and merges.", origin));
    BpeVocabulary out;
    out.vocab = vocabularyFromJson(json["model"]["vocab"], origin);
    for (const auto& merge : json["model"]["merges"]) {
        if (merge.is_string())
            out.merges.push_back(mergeFromLine(merge.get<std::string>(), origin));
        else if (merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string())
            out.merges.emplace_back(merge[0].get<std::string>(), merge[1].get<std::string>());
        else
            throw Error(ErrorCode::BadFormat, message("A merge in %1 is not two tokens.", origin));
    }
    return out;
}

// Reads the file `name` out of `files`. Throws Error(FileNotFound).
const std::string& fileNamed(const ClipTokenizerFiles& files, const std::string& name, const std::string& origin) {
    const auto found = files.find(name);
    if (found == files.end())
        throw Error(ErrorCode::FileNotFound, message("The tokenizer %1 has no file %2.", origin, name));
    return found->second;
}

BpeVocabulary vocabularyFromFiles(const ClipTokenizerFiles& files, const std::string& origin) {
    const std::string vocab = "vocab.json", merges = "merges.txt", both = "tokenizer.json";
    if (!files.contains(vocab) && files.contains(both))
        return vocabularyFromTokenizerJson(files.at(both), origin + "/" + both);
    const auto& vocabText = fileNamed(files, vocab, origin);
    return {vocabularyFromJson(parseSortedJson(vocabText, origin + "/" + vocab), origin + "/" + vocab),
            mergesFromText(fileNamed(files, merges, origin), origin + "/" + merges)};
}

}  // namespace

ClipTokenizerFiles readClipTokenizerFiles(const std::filesystem::path& folder) {
    ClipTokenizerFiles files;
    for (const char* name : {"vocab.json", "merges.txt", "special_tokens_map.json", "tokenizer_config.json",
                             "added_tokens.json", "tokenizer.json"})
        if (const auto path = folder / name; std::filesystem::exists(path)) files[name] = readTextFile(path);
    return files;
}

ClipTokenizer ClipTokenizer::fromFolder(const std::filesystem::path& folder) {
    return fromFiles(readClipTokenizerFiles(folder), folder.string());
}

ClipTokenizer ClipTokenizer::fromFiles(const ClipTokenizerFiles& files, const std::string& origin) {
    int length = kDefaultLength;
    if (const auto file = files.find("tokenizer_config.json"); file != files.end()) {
        const Json config = parseJson(file->second, origin + "/" + file->first);
        // "No limit" is written as 1e30; the text encoder has 77 positions then.
        if (config.is_object() && config.contains("model_max_length") && config["model_max_length"].is_number()) {
            const double value = config["model_max_length"].get<double>();
            if (value >= 2 && value <= 1e6) length = static_cast<int>(value);
        }
    }
    return ClipTokenizer(vocabularyFromFiles(files, origin), length, readTokenNames(files, origin));
}

ClipTokenizer::ClipTokenizer(const BpeVocabulary& vocabulary, int modelMaxLength, const ClipTokenNames& names)
    : tokens_(vocabulary.vocab), modelMaxLength_(modelMaxLength), baseSize_(vocabulary.vocab.size()) {
    if (modelMaxLength < 2)
        throw Error(ErrorCode::InvalidOption, message("A tokenizer needs room for the start and end tokens."));
    std::unordered_map<std::string, std::int32_t> ids;
    for (std::size_t i = 0; i < tokens_.size(); ++i)
        if (!tokens_[i].empty()) ids.emplace(tokens_[i], static_cast<std::int32_t>(i));
    auto idOf = [&](const std::string& token, const auto& what) {
        const auto it = ids.find(token);
        if (it == ids.end())
            throw Error(ErrorCode::BadFormat, message("%1 '%2' is not in the vocabulary.", what(), token));
        return it->second;
    };
    const auto result = [] { return message("The result of a merge,"); };
    const auto part = [] { return message("A merged token,"); };
    std::int32_t rank = 0;
    for (const auto& [left, right] : vocabulary.merges) {
        const Merge merge{rank++, idOf(left + right, result)};
        merges_.try_emplace(pairKey(idOf(left, part), idOf(right, part)), merge);
    }
    addTokens(names, ids);
    start_ = idOf(names.special.start, [] { return message("The start token"); });
    end_ = idOf(names.special.end, [] { return message("The end token"); });
    padding_ = idOf(names.special.padding, [] { return message("The padding token"); });
    const auto unknown = idOf(names.special.unknown, [] { return message("The token for unknown bytes"); });
    for (std::size_t b = 0; b < 256; ++b) {
        const auto plain = ids.find(byteSymbols()[b]), last = ids.find(byteSymbols()[b] + std::string(kEndOfWord));
        byteIds_[b] = plain == ids.end() ? unknown : plain->second;
        lastByteIds_[b] = last == ids.end() ? unknown : last->second;
    }
}

void ClipTokenizer::addTokens(const ClipTokenNames& names, std::unordered_map<std::string, std::int32_t>& ids) {
    const auto vocabularyCount = static_cast<std::int64_t>(ids.size());
    std::int64_t largest = -1;
    std::map<std::int64_t, AddedToken> tokens;  // a later one replaces an earlier one of the same text
    const auto& special = names.special;
    for (const auto& token : names.added) {
        // Without these nothing works, so a vocabulary that lacks them is damaged; padding may come behind it.
        const bool needed =
            token.content == special.start || token.content == special.end || token.content == special.unknown;
        if (needed && !token.declared && !ids.contains(token.content)) continue;
        const auto next = std::max(largest + 1, vocabularyCount);
        const auto [entry, isNew] = ids.try_emplace(token.content, static_cast<std::int32_t>(next));
        if (isNew) added_[next] = token.content;
        largest = std::max<std::int64_t>(largest, entry->second);
        tokens[entry->second] = token;
    }
    // A tokenizer made from a vocabulary alone knows its frame.
    for (const auto& content : {special.start, special.end})
        if (names.added.empty() && ids.contains(content)) tokens[ids.at(content)] = {content, false, false, true};
    for (const auto& [id, token] : tokens) {
        idsOfAdded_[token.content] = id;
        auto content = token.normalized ? clipNormalizedText(token.content).text : token.content;
        (token.normalized ? normalized_ : written_).add(std::move(content), id, token.single_word);
    }
}

// Byte-pair encoding of one word: the pair of lowest rank is joined first, the leftmost of equals; a linked list and a
// queue keep it n log n for words without end.
void ClipTokenizer::appendWord(std::string_view word, std::vector<std::int64_t>& ids) const {
    struct Symbol {
        std::int32_t id;
        int previous, next;
    };
    using Candidate =
        std::tuple<std::int32_t, int, std::int32_t, std::int32_t, std::int32_t>;  // rank, place, left, right, id
    const int n = static_cast<int>(word.size());
    std::vector<Symbol> symbols(word.size());
    for (int i = 0; i < n; ++i) {
        const auto byte = static_cast<unsigned char>(word[static_cast<std::size_t>(i)]);
        const auto& table = i + 1 < n ? byteIds_ : lastByteIds_;
        symbols[static_cast<std::size_t>(i)] = {table[byte], i - 1, i + 1 < n ? i + 1 : -1};
    }
    auto at = [&](int i) -> Symbol& { return symbols[static_cast<std::size_t>(i)]; };
    std::priority_queue<Candidate, std::vector<Candidate>, std::greater<>> queue;
    auto offer = [&](int left) {
        if (left < 0 || at(left).next < 0) return;
        const auto a = at(left).id, b = at(at(left).next).id;
        if (const auto it = merges_.find(pairKey(a, b)); it != merges_.end())
            queue.emplace(it->second.rank, left, a, b, it->second.id);
    };
    for (int i = 0; i + 1 < n; ++i) offer(i);
    while (!queue.empty()) {
        const auto [rank, place, left, right, id] = queue.top();
        queue.pop();
        const int next = at(place).next;
        const bool current = at(place).id == left && next >= 0 && at(next).id == right;
        if (!current) continue;
        at(place) = {id, at(place).previous, at(next).next};
        at(next).id = -1;
        at(next).next = -1;
        if (at(place).next >= 0) at(at(place).next).previous = place;
        offer(at(place).previous);
        offer(place);
    }
    for (int i = n > 0 ? 0 : -1; i >= 0; i = at(i).next) ids.push_back(at(i).id);
}

void ClipTokenizer::forEachChunk(std::string_view text, const TakeChunk& take) const {
    std::size_t begin = 0;
    while (const auto match = written_.next(text, begin)) {
        if (!takePart(text, begin, match->begin, take)) return;
        if (!take({match->begin, match->end, true, {match->id}})) return;
        begin = match->end;
    }
    takePart(text, begin, text.size(), take);
}

bool ClipTokenizer::takePart(std::string_view text, std::size_t begin, std::size_t end, const TakeChunk& take) const {
    const auto part = clipNormalizedText(text.substr(begin, end - begin));
    const auto sourceOf = [&](std::size_t byte) { return begin + part.source[byte]; };
    // Words between two added tokens or white spaces.
    const auto takeWords = [&](std::size_t from, std::size_t to) {
        while (from < to) {
            const auto stop = std::min(part.text.find(' ', from), to);
            if (stop > from) {
                Chunk chunk{sourceOf(from), sourceOf(stop), false, {}};
                for (const auto& word : clipWords(std::string_view(part.text).substr(from, stop - from)))
                    appendWord(word, chunk.ids);
                if (!take(chunk)) return false;
            }
            from = stop + 1;
        }
        return true;
    };
    std::size_t from = 0;
    while (const auto match = normalized_.next(part.text, from)) {
        if (!takeWords(from, match->begin)) return false;
        if (!take({sourceOf(match->begin), sourceOf(match->end), true, {match->id}})) return false;
        from = match->end;
    }
    return takeWords(from, part.text.size());
}

std::vector<std::int64_t> ClipTokenizer::encode(std::string_view text, int maxLength) const {
    const auto length = static_cast<std::size_t>(maxLength > 0 ? std::max(maxLength, 2) : modelMaxLength_);
    std::vector<std::int64_t> ids{start_};
    forEachChunk(text, [&](const Chunk& chunk) {
        ids.insert(ids.end(), chunk.ids.begin(), chunk.ids.end());
        return ids.size() < length;
    });
    ids.resize(std::min(ids.size(), length - 1));
    ids.push_back(end_);
    ids.resize(length, padding_);
    return ids;
}

std::vector<std::int64_t> ClipTokenizer::encodeUncut(std::string_view text) const {
    std::vector<std::int64_t> ids{start_};
    forEachChunk(text, [&](const Chunk& chunk) {
        ids.insert(ids.end(), chunk.ids.begin(), chunk.ids.end());
        return true;
    });
    ids.push_back(end_);
    return ids;
}

TokenCount ClipTokenizer::count(std::string_view text) const {
    TokenCount out;
    out.limit = static_cast<std::size_t>(modelMaxLength_ - 2);
    forEachChunk(text, [&](const Chunk& chunk) {
        const bool crosses = out.tokens <= out.limit && out.tokens + chunk.ids.size() > out.limit;
        if (crosses && out.cut_byte == std::string::npos) out.cut_byte = cutByte(text, chunk, out.limit - out.tokens);
        out.tokens += chunk.ids.size();
        return true;
    });
    return out;
}

// Normalising changes byte lengths, so the place is the longest beginning of the chunk whose normalised form is not
// longer than the bytes of the tokens kept.
std::size_t ClipTokenizer::cutByte(std::string_view text, const Chunk& chunk, std::size_t keptTokens) const {
    if (keptTokens == 0 || chunk.whole) return chunk.begin;
    std::size_t keptBytes = 0;
    for (std::size_t k = 0; k < keptTokens; ++k) keptBytes += bytesOf(chunk.ids[k], nullptr).size();
    const auto source = text.substr(chunk.begin, chunk.end - chunk.begin);
    std::vector<std::size_t> boundaries;
    for (std::size_t i = 0; i < source.size(); ++i)
        if ((static_cast<unsigned char>(source[i]) & 0xC0) != 0x80) boundaries.push_back(i);
    const auto first = std::partition_point(boundaries.begin(), boundaries.end(), [&](std::size_t boundary) {
        return clipNormalized(source.substr(0, boundary)).size() <= keptBytes;
    });
    return chunk.begin + (first == boundaries.begin() ? 0 : *(first - 1));
}

std::string ClipTokenizer::bytesOf(std::int64_t id, bool* endsWord) const {
    static const auto bytes = [] {
        std::unordered_map<std::int32_t, char> out;
        for (std::size_t b = 0; b < 256; ++b) out.emplace(codePoints(byteSymbols()[b]).front(), static_cast<char>(b));
        return out;
    }();
    std::string_view token = tokens_[static_cast<std::size_t>(id)];
    const bool last = token.ends_with(kEndOfWord);
    if (last) token.remove_suffix(kEndOfWord.size());
    if (endsWord != nullptr) *endsWord = last;
    std::string out;
    for (const auto code : codePoints(token))
        if (const auto it = bytes.find(code); it != bytes.end()) out += it->second;
    return out;
}

std::string ClipTokenizer::decode(std::span<const std::int64_t> ids) const {
    std::string out;
    for (const auto id : ids) {
        if (id == start_ || id == end_ || id == padding_) continue;
        if (const auto added = added_.find(id); added != added_.end()) out += added->second + ' ';
        if (id < 0 || id >= static_cast<std::int64_t>(tokens_.size())) continue;
        bool endsWord = false;
        out += bytesOf(id, &endsWord);
        if (endsWord) out += ' ';
    }
    return repairUtf8(trimmed(out));
}

std::string ClipTokenizer::withEveryVector(std::string_view text) const {
    std::string out(text);
    if (added_.empty()) return out;
    std::set<std::int64_t> found;
    forEachChunk(text, [&](const Chunk& chunk) {
        if (chunk.whole) found.insert(chunk.ids.front());
        return true;
    });
    for (const auto id : found) {
        const auto token = added_.find(id);
        if (token == added_.end()) continue;
        std::string vectors = token->second;
        for (int i = 1; idsOfAdded_.contains(token->second + "_" + std::to_string(i)); ++i)
            vectors += " " + token->second + "_" + std::to_string(i);
        for (auto at = out.find(token->second); vectors != token->second && at != std::string::npos;
             at = out.find(token->second, at + vectors.size()))
            out.replace(at, token->second.size(), vectors);
    }
    return out;
}

}  // namespace recap
