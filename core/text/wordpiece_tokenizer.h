// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace recap {

// BERT's WordPiece for lower-case vocabularies, id for id as BertTokenizer of transformers. A value; const calls from
// any thread.
class WordPieceTokenizer {
public:
    // Reads vocab.txt; tokenizer_config.json, when there, may name further special tokens (BLIP's [DEC] and [ENC]).
    // Throws Error(FileNotFound) or Error(BadFormat).
    static WordPieceTokenizer fromFolder(const std::filesystem::path& folder);
    // `tokens`: one a line of vocab.txt, id = position. `extraSpecial` are recognised in texts beside [CLS] [SEP] [PAD]
    // [UNK] [MASK]; those missing from `tokens` get the next free ids.
    explicit WordPieceTokenizer(std::vector<std::string> tokens, const std::vector<std::string>& extraSpecial = {});

    // [CLS] content [SEP]; with maxLength > 0 cut (keeping [SEP]) to at most that many ids, never padded.
    std::vector<std::int64_t> encode(std::string_view text, std::size_t maxLength = 0) const;
    // Without special tokens, punctuation closed up as the library's default clean-up does.
    std::string decode(std::span<const std::int64_t> ids) const;

    std::int64_t clsId() const { return cls_; }
    std::int64_t sepId() const { return sep_; }
    std::int64_t padId() const { return pad_; }
    std::size_t vocabularySize() const { return tokens_.size(); }
    // -1 when there is no such token.
    std::int64_t idOf(const std::string& token) const;

private:
    void appendPlain(std::string_view text, std::vector<std::int64_t>& ids) const;
    void appendWord(const std::vector<std::int32_t>& word, std::vector<std::int64_t>& ids) const;

    std::vector<std::string> tokens_;
    std::unordered_map<std::string, std::int64_t> ids_;
    std::vector<std::pair<std::string, std::int64_t>> specials_;
    std::int64_t cls_ = 0, sep_ = 0, pad_ = 0, unknown_ = 0;
};

}  // namespace recap
