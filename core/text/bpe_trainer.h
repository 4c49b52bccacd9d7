// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/bpe_vocabulary.h"

#include <filesystem>
#include <span>
#include <string>

namespace recap {

// Learns at most `merges` merges from the texts, the most frequent pair first, the alphabetically first of equals, so
// that the same texts always give the same vocabulary. Ids in CLIP's order: 256 bytes, 256 bytes that end a word, the
// merges, start and end token. Stops early when no pair occurs twice.
BpeVocabulary trainBpe(std::span<const std::string> texts, int merges);

// Writes a folder that CLIPTokenizer of transformers opens: vocab.json, merges.txt, tokenizer_config.json,
// special_tokens_map.json. Throws Error(FileNotWritable).
void writeTokenizerFolder(const std::filesystem::path& folder, const BpeVocabulary& vocabulary, int modelMaxLength);

}  // namespace recap
