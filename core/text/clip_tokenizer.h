// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/added_tokens.h"
#include "text/bpe_vocabulary.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace recap {

// How much of a text a model sees.
struct TokenCount {
    std::size_t tokens = 0;  // without start and end token, before any cut
    std::size_t limit = 0;   // how many of them fit
    // Byte of the text at which the model stops reading; npos when it reads all.
    std::size_t cut_byte = std::string::npos;
};

// The files of a tokenizer folder that say which id a text has, those that are there: vocab.json and merges.txt,
// tokenizer.json, added_tokens.json, special_tokens_map.json, tokenizer_config.json. Throws Error(FileNotFound) for a
// file that cannot be read.
ClipTokenizerFiles readClipTokenizerFiles(const std::filesystem::path& folder);

// CLIP's byte-level BPE, id for id as today's CLIPTokenizer of transformers: NFC, white space collapsed, lower case; no
// repair of mojibake, no HTML entities; added tokens are one id each. All ids come from the folder's files. A value;
// const calls from any thread.
class ClipTokenizer {
public:
    // Reads vocab.json and merges.txt, or tokenizer.json where those are missing; see readTokenNames for the others.
    // Throws Error(FileNotFound) or Error(BadFormat).
    static ClipTokenizer fromFolder(const std::filesystem::path& folder);
    // The same from the files' contents; `origin` is used in messages.
    static ClipTokenizer fromFiles(const ClipTokenizerFiles& files, const std::string& origin);
    // Added tokens that the vocabulary lacks get the ids behind it, in their order, as in transformers. Throws
    // Error(BadFormat) when a merge or a special token is not in the vocabulary.
    ClipTokenizer(const BpeVocabulary& vocabulary, int modelMaxLength, const ClipTokenNames& names = {});

    // Start token, content, end token, cut and padded to exactly `maxLength` ids; 0 takes modelMaxLength().
    std::vector<std::int64_t> encode(std::string_view text, int maxLength = 0) const;
    // Start token, all content, end token; neither cut nor padded.
    std::vector<std::int64_t> encodeUncut(std::string_view text) const;
    TokenCount count(std::string_view text) const;
    // Text of the ids without special tokens; words separated by one space.
    std::string decode(std::span<const std::int64_t> ids) const;

    // A token that textual inversion taught as several vectors, written out: "<cat>" becomes "<cat> <cat>_1 <cat>_2"
    // where the tokenizer has these. Pipelines of diffusers read prompts so, training scripts do not.
    std::string withEveryVector(std::string_view text) const;

    int modelMaxLength() const { return modelMaxLength_; }
    // Of the byte-pair vocabulary, without what was added behind it.
    std::size_t vocabularySize() const { return baseSize_; }
    // Ids are below this: how many rows a text encoder needs for every token.
    std::size_t size() const { return added_.empty() ? baseSize_ : std::max(baseSize_, lastAdded() + 1); }
    // The added tokens that are not in that vocabulary, by id.
    const std::map<std::int64_t, std::string>& addedTokens() const { return added_; }
    std::int64_t startId() const { return start_; }
    std::int64_t endId() const { return end_; }
    std::int64_t paddingId() const { return padding_; }

private:
    struct Merge {
        std::int32_t rank = 0;
        std::int32_t id = 0;
    };
    // A stretch of the text without white space, or one added token.
    struct Chunk {
        std::size_t begin = 0, end = 0;
        bool whole = false;  // an added token, which cannot be cut
        std::vector<std::int64_t> ids;
    };
    using TakeChunk = std::function<bool(const Chunk&)>;
    // Calls `take` for each chunk in order until it returns false.
    void forEachChunk(std::string_view text, const TakeChunk& take) const;
    // The same for a part that no token of the text as written interrupts; false when `take` returned false.
    bool takePart(std::string_view text, std::size_t begin, std::size_t end, const TakeChunk& take) const;
    std::size_t lastAdded() const { return static_cast<std::size_t>(added_.rbegin()->first); }
    void addTokens(const ClipTokenNames& names, std::unordered_map<std::string, std::int32_t>& ids);
    void appendWord(std::string_view word, std::vector<std::int64_t>& ids) const;
    std::size_t cutByte(std::string_view text, const Chunk& chunk, std::size_t keptTokens) const;
    std::string bytesOf(std::int64_t id, bool* endsWord) const;

    std::vector<std::string> tokens_;
    std::unordered_map<std::uint64_t, Merge> merges_;  // by the two ids
    std::array<std::int32_t, 256> byteIds_{}, lastByteIds_{};
    int modelMaxLength_ = 77;
    std::size_t baseSize_ = 0;
    std::map<std::int64_t, std::string> added_;
    std::map<std::string, std::int64_t> idsOfAdded_;  // of every added token, also of those in the vocabulary
    TokenFinder written_, normalized_;                // added tokens, by where they are looked for
    std::int64_t start_ = 0, end_ = 0, padding_ = 0;
};

}  // namespace recap
