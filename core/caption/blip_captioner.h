// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "caption/decoding.h"
#include "models/blip.h"
#include "models/blip_image_format.h"
#include "text/wordpiece_tokenizer.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

// Captions pictures with a BlipForConditionalGeneration. Holds the module by reference; not thread-safe.
class BlipCaptioner {
public:
    // A folder or file as openBlip takes it; beside the weights vocab.txt (BERT's own may be left out), optional
    // preprocessor_config.json and tokenizer_config.json.
    // Throws Error(FileNotFound), Error(BadFormat), Error(ShapeMismatch).
    static BlipCaptioner load(const std::filesystem::path& path);
    BlipCaptioner(Blip model, WordPieceTokenizer tokenizer, BlipImageFormat format);

    // pixels [B, 3, height, width], RGB in 0..1, resized to the format's size (straight to a square, bicubic). Each
    // caption begins with `prefix`. `seeds`: of sampling, one a picture. Throws Error(ShapeMismatch) or
    // Error(InvalidOption).
    std::vector<std::string> caption(const torch::Tensor& pixels, std::string_view prefix = {},
                                     const DecodingOptions& options = {}, std::span<const std::uint64_t> seeds = {});
    // Ids with start token and prefix, up to the end token. `prompts`: one a picture, of any lengths, see promptIds; a
    // picture's ids are those that it has alone.
    std::vector<TokenSequence> captionIds(const torch::Tensor& pixels, const std::vector<TokenSequence>& prompts,
                                          const DecodingOptions& options, std::span<const std::uint64_t> seeds = {});

    const BlipImageFormat& format() const { return format_; }
    const WordPieceTokenizer& tokenizer() const { return tokenizer_; }
    Blip& model() { return model_; }
    // Start token followed by the prefix: what generation begins with and what training does not learn.
    TokenSequence promptIds(std::string_view prefix) const;

private:
    Blip model_;
    WordPieceTokenizer tokenizer_;
    BlipImageFormat format_;
};

}  // namespace recap
