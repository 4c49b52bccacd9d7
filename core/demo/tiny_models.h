// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace recap::demo {

// The demo's networks: the real classes at toy size, described by configuration files of the published form.

inline constexpr std::int64_t kImageSide = 32;
inline constexpr std::int64_t kLatentChannels = 6;
inline constexpr int kTextLength = 24;  // tokens a prompt may have, framing included

Json tinyUNetConfig();
Json tinyVaeConfig();
Json tinyTextEncoderConfig(std::size_t vocabularySize, std::int64_t startId, std::int64_t endId);
Json tinyBlipConfig(std::size_t vocabularySize, std::int64_t decId, std::int64_t sepId, std::int64_t padId);
Json tinyClipConfig(std::size_t vocabularySize, std::int64_t startId, std::int64_t endId);
// Zero terminal SNR (Lin et al. 2023), velocity prediction, trailing time steps.
Json tinySchedulerConfig();

// Texts in the manner of the demo's web pages and people, enough to learn its vocabulary from.
std::vector<std::string> vocabularyCorpus();

// Writes vocab.txt and tokenizer_config.json of a BERT tokenizer that knows every word of the texts, single letters as
// pieces for the rest, and BLIP's [DEC] and [ENC].
void writeWordPieceFolder(const std::filesystem::path& folder, const std::vector<std::string>& texts);
// preprocessor_config.json of the CLIP: 32 pixels, mean 0.5, deviation 0.25.
Json clipPreprocessorConfig();
// preprocessor_config.json and generation_config.json of the captioner.
Json captionerPreprocessorConfig();
Json captionerGenerationConfig(std::int64_t decId, std::int64_t sepId, std::int64_t padId);

}  // namespace recap::demo
