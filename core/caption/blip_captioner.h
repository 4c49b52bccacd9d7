// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "caption/decoding.h"
#include "models/blip.h"
#include "text/wordpiece_tokenizer.h"

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

// How BLIP's preprocessor_config.json wants its pictures.
struct BlipImageFormat {
    int width = 384, height = 384;
    std::array<double, 3> image_mean{0.48145466, 0.4578275, 0.40821073};
    std::array<double, 3> image_std{0.26862954, 0.26130258, 0.27577711};

    // Missing file: the defaults. Throws Error(BadFormat).
    static BlipImageFormat fromFolder(const std::filesystem::path& folder, int imageSize);
    // RGB in 0..1 -> what the vision tower expects.
    torch::Tensor normalized(const torch::Tensor& pixels) const;
};

// Captions pictures with a BlipForConditionalGeneration. Holds the module by reference; not thread-safe.
class BlipCaptioner {
public:
    // A folder with config.json, weights in any format, vocab.txt (BERT's own may be left out), optional
    // preprocessor_config.json and tokenizer_config.json.
    // Throws Error(FileNotFound), Error(BadFormat), Error(ShapeMismatch).
    static BlipCaptioner load(const std::filesystem::path& folder);
    BlipCaptioner(Blip model, WordPieceTokenizer tokenizer, BlipImageFormat format);

    // pixels [B, 3, height, width], RGB in 0..1, resized to the format's size (straight to a square, bicubic). Each
    // caption begins with `prefix`. Throws Error(ShapeMismatch) or Error(InvalidOption).
    std::vector<std::string> caption(const torch::Tensor& pixels, std::string_view prefix = {},
                                     const DecodingOptions& options = {});
    // Ids with start token and prefix, up to the end token.
    std::vector<TokenSequence> captionIds(const torch::Tensor& pixels, std::string_view prefix,
                                          const DecodingOptions& options);

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
