// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/bpe_vocabulary.h"

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

// The tokens that frame a text, by their spelling.
struct ClipSpecialTokens {
    std::string start = "<|startoftext|>";
    std::string end = "<|endoftext|>";
    std::string padding = "<|endoftext|>";
    std::string unknown = "<|endoftext|>";
};

// The files of a tokenizer folder by name: vocab.json, merges.txt, special_tokens_map.json, tokenizer_config.json,
// or tokenizer.json where vocab.json is missing; those that are there.
using ClipTokenizerFiles = std::map<std::string, std::string>;
// Throws Error(FileNotFound) for a file that cannot be read.
ClipTokenizerFiles readClipTokenizerFiles(const std::filesystem::path& folder);

// CLIP's byte-level BPE, id for id as today's CLIPTokenizer of transformers: NFC, white space collapsed, lower case; no
// repair of mojibake, no HTML entities. All ids come from the folder's files. A value; const calls from any thread.
class ClipTokenizer {
public:
    // Reads vocab.json and merges.txt, or tokenizer.json where those are missing; tokenizer_config.json and
    // special_tokens_map.json when there. Throws Error(FileNotFound) or Error(BadFormat).
    static ClipTokenizer fromFolder(const std::filesystem::path& folder);
    // The same from the files' contents; `origin` is used in messages.
    static ClipTokenizer fromFiles(const ClipTokenizerFiles& files, const std::string& origin);
    // Throws Error(BadFormat) when a merge or a special token is not in the vocabulary.
    ClipTokenizer(const BpeVocabulary& vocabulary, int modelMaxLength, const ClipSpecialTokens& special = {});

    // Start token, content, end token, cut and padded to exactly `maxLength` ids; 0 takes modelMaxLength().
    std::vector<std::int64_t> encode(std::string_view text, int maxLength = 0) const;
    // Start token, all content, end token; neither cut nor padded.
    std::vector<std::int64_t> encodeUncut(std::string_view text) const;
    TokenCount count(std::string_view text) const;
    // Text of the ids without special tokens; words separated by one space.
    std::string decode(std::span<const std::int64_t> ids) const;

    int modelMaxLength() const { return modelMaxLength_; }
    std::size_t vocabularySize() const { return tokens_.size(); }
    std::int64_t startId() const { return start_; }
    std::int64_t endId() const { return end_; }
    std::int64_t paddingId() const { return padding_; }

private:
    struct Merge {
        std::int32_t rank = 0;
        std::int32_t id = 0;
    };
    // A stretch of the text without white space, or one special token written out in the text.
    struct Chunk {
        std::size_t begin = 0, end = 0;
        bool special = false;
        std::vector<std::int64_t> ids;
    };
    // Calls `take` for each chunk in order until it returns false.
    void forEachChunk(std::string_view text, const std::function<bool(const Chunk&)>& take) const;
    void appendWord(std::string_view word, std::vector<std::int64_t>& ids) const;
    std::size_t cutByte(std::string_view text, const Chunk& chunk, std::size_t keptTokens) const;
    std::string bytesOf(std::int64_t id, bool* endsWord) const;

    std::vector<std::string> tokens_;
    std::unordered_map<std::uint64_t, Merge> merges_;  // by the two ids
    std::array<std::int32_t, 256> byteIds_{}, lastByteIds_{};
    int modelMaxLength_ = 77;
    std::vector<std::pair<std::string, std::int64_t>> specials_;
    std::int64_t start_ = 0, end_ = 0, padding_ = 0;
};

}  // namespace recap
