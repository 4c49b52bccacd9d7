// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/clip_tokenizer.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/json.h"
#include "base/unicode.h"
#include "text/characters.h"
#include "text/clip_words.h"

#include <algorithm>
#include <queue>
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
        throw Error(ErrorCode::BadFormat, origin + " is not JSON: " + error.what());
    }
}

std::vector<std::string> vocabularyFromJson(const SortedJson& json, const std::string& origin) {
    if (!json.is_object()) throw Error(ErrorCode::BadFormat, origin + " must be an object of tokens and ids.");
    std::vector<std::string> tokens;
    for (const auto& [token, id] : json.items()) {
        const bool fits = id.is_number_integer() && id.get<std::int64_t>() >= 0 && id.get<std::int64_t>() < kLargestId;
        if (!fits)
            throw Error(ErrorCode::BadFormat, "The id of '" + token + "' in " + origin + " is not a small number.");
        const auto index = id.get<std::size_t>();
        if (index >= tokens.size()) tokens.resize(index + 1);
        tokens[index] = token;
    }
    return tokens;
}

std::pair<std::string, std::string> mergeFromLine(std::string_view line, const std::string& origin) {
    const auto space = line.find(' ');
    const bool two = space != std::string_view::npos && space > 0 && space + 1 < line.size();
    if (!two)
        throw Error(ErrorCode::BadFormat, "A merge in " + origin + " is not two tokens: '" + std::string(line) + "'.");
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
    if (!usable) throw Error(ErrorCode::BadFormat, origin + " holds no BPE model with vocab and merges.");
    BpeVocabulary out;
    out.vocab = vocabularyFromJson(json["model"]["vocab"], origin);
    for (const auto& merge : json["model"]["merges"]) {
        if (merge.is_string())
            out.merges.push_back(mergeFromLine(merge.get<std::string>(), origin));
        else if (merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string())
            out.merges.emplace_back(merge[0].get<std::string>(), merge[1].get<std::string>());
        else
            throw Error(ErrorCode::BadFormat, "A merge in " + origin + " is not two tokens.");
    }
    return out;
}

// Reads the file `name` out of `files`. Throws Error(FileNotFound).
const std::string& fileNamed(const ClipTokenizerFiles& files, const std::string& name, const std::string& origin) {
    const auto found = files.find(name);
    if (found == files.end())
        throw Error(ErrorCode::FileNotFound, "The tokenizer " + origin + " has no file " + name + ".");
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

// A special token is written as its text or as an object with "content".
void readSpecialToken(const Json& json, const char* name, std::string& token) {
    if (!json.is_object() || !json.contains(name)) return;
    const auto& value = json[name];
    if (value.is_string())
        token = value.get<std::string>();
    else if (value.is_object() && value.contains("content") && value["content"].is_string())
        token = value["content"].get<std::string>();
}

void readSpecialTokens(const Json& json, ClipSpecialTokens& special) {
    readSpecialToken(json, "bos_token", special.start);
    readSpecialToken(json, "eos_token", special.end);
    readSpecialToken(json, "pad_token", special.padding);
    readSpecialToken(json, "unk_token", special.unknown);
}

// Length of the stretch at `i` that is white space (or is not), in bytes.
std::size_t runLength(std::string_view text, std::size_t i, bool space) {
    std::size_t end = i;
    while (end < text.size()) {
        std::size_t next = end + 1;
        while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0) == 0x80) ++next;
        const auto codes = codePoints(text.substr(end, next - end));
        if (isSpaceCharacter(codes.front()) != space) break;
        end = next;
    }
    return end - i;
}

// Special tokens are looked for in the lower-cased text, so that "<|ENDOFTEXT|>" is one too.
std::size_t findIgnoringCase(std::string_view text, std::string_view token, std::size_t from) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    const auto equal = [&](char a, char b) { return lower(a) == lower(b); };
    const auto begin = text.begin() + static_cast<std::ptrdiff_t>(from);
    const auto it = std::search(begin, text.end(), token.begin(), token.end(), equal);
    return it == text.end() ? std::string_view::npos : static_cast<std::size_t>(it - text.begin());
}

}  // namespace

ClipTokenizerFiles readClipTokenizerFiles(const std::filesystem::path& folder) {
    ClipTokenizerFiles files;
    for (const char* name : {"vocab.json", "merges.txt", "special_tokens_map.json", "tokenizer_config.json"})
        if (const auto path = folder / name; std::filesystem::exists(path)) files[name] = readTextFile(path);
    if (!files.contains("vocab.json"))  // which says the same in a tenth of the size
        if (const auto path = folder / "tokenizer.json"; std::filesystem::exists(path))
            files["tokenizer.json"] = readTextFile(path);
    return files;
}

ClipTokenizer ClipTokenizer::fromFolder(const std::filesystem::path& folder) {
    return fromFiles(readClipTokenizerFiles(folder), folder.string());
}

ClipTokenizer ClipTokenizer::fromFiles(const ClipTokenizerFiles& files, const std::string& origin) {
    ClipSpecialTokens special;
    int length = kDefaultLength;
    if (const auto file = files.find("special_tokens_map.json"); file != files.end())
        readSpecialTokens(parseJson(file->second, origin + "/" + file->first), special);
    if (const auto file = files.find("tokenizer_config.json"); file != files.end()) {
        const Json config = parseJson(file->second, origin + "/" + file->first);
        readSpecialTokens(config, special);
        // "No limit" is written as 1e30; the text encoder has 77 positions then.
        if (config.is_object() && config.contains("model_max_length") && config["model_max_length"].is_number()) {
            const double value = config["model_max_length"].get<double>();
            if (value >= 2 && value <= 1e6) length = static_cast<int>(value);
        }
    }
    return ClipTokenizer(vocabularyFromFiles(files, origin), length, special);
}

ClipTokenizer::ClipTokenizer(const BpeVocabulary& vocabulary, int modelMaxLength, const ClipSpecialTokens& special)
    : tokens_(vocabulary.vocab), modelMaxLength_(modelMaxLength) {
    if (modelMaxLength < 2) throw Error(ErrorCode::InvalidOption, "A tokenizer needs room for start and end token.");
    std::unordered_map<std::string, std::int32_t> ids;
    for (std::size_t i = 0; i < tokens_.size(); ++i)
        if (!tokens_[i].empty()) ids.emplace(tokens_[i], static_cast<std::int32_t>(i));
    auto idOf = [&](const std::string& token, const char* what) {
        const auto it = ids.find(token);
        if (it == ids.end())
            throw Error(ErrorCode::BadFormat, std::string(what) + " '" + token + "' is not in the vocabulary.");
        return it->second;
    };
    start_ = idOf(special.start, "The start token");
    end_ = idOf(special.end, "The end token");
    padding_ = idOf(special.padding, "The padding token");
    const auto unknown = idOf(special.unknown, "The token for unknown bytes");
    specials_ = {{special.start, start_}, {special.end, end_}};
    std::int32_t rank = 0;
    for (const auto& [left, right] : vocabulary.merges) {
        const Merge merge{rank++, idOf(left + right, "The result of a merge,")};
        merges_.try_emplace(pairKey(idOf(left, "A merged token,"), idOf(right, "A merged token,")), merge);
    }
    for (std::size_t b = 0; b < 256; ++b) {
        const auto plain = ids.find(byteSymbols()[b]), last = ids.find(byteSymbols()[b] + std::string(kEndOfWord));
        byteIds_[b] = plain == ids.end() ? unknown : plain->second;
        lastByteIds_[b] = last == ids.end() ? unknown : last->second;
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

void ClipTokenizer::forEachChunk(std::string_view text, const std::function<bool(const Chunk&)>& take) const {
    for (std::size_t i = 0; i < text.size();) {
        if (const auto space = runLength(text, i, true); space > 0) {
            i += space;
            continue;
        }
        // A special token in the text ends the stretch before it.
        std::size_t end = i + runLength(text, i, false);
        Chunk chunk{.begin = i, .end = end, .special = false, .ids = {}};
        for (const auto& [token, id] : specials_) {
            const auto found = findIgnoringCase(text.substr(0, chunk.end), token, i);
            if (found == std::string_view::npos || (chunk.special && found >= chunk.begin)) continue;
            chunk.special = found == i;
            chunk.end = found == i ? i + token.size() : found;
            if (chunk.special) {
                chunk.ids = {id};
                break;
            }
        }
        if (!chunk.special)
            for (const auto& word : clipWords(clipNormalized(text.substr(i, chunk.end - i))))
                appendWord(word, chunk.ids);
        if (!take(chunk)) return;
        i = chunk.end;
    }
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
    if (keptTokens == 0 || chunk.special) return chunk.begin;
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
        const bool known = id >= 0 && id < static_cast<std::int64_t>(tokens_.size());
        if (!known || id == start_ || id == end_ || id == padding_) continue;
        bool endsWord = false;
        out += bytesOf(id, &endsWord);
        if (endsWord) out += ' ';
    }
    return repairUtf8(trimmed(out));
}

}  // namespace recap
