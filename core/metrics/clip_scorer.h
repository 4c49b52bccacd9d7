// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/clip_model.h"
#include "text/clip_tokenizer.h"

#include "image/image_buffer.h"

#include <torch/types.h>
#include <array>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace recap {

// CLIP in any published layout (models/clip_files.h), with its vocabulary (in the folder or its tokenizer/; CLIP's own
// when there is none and the size fits). Pictures are prepared as preprocessor_config.json says (CLIP's usual values
// when there is none), or by the rules of open_clip.
class ClipScorer {
public:
    // Throws Error(FileNotFound) or Error(BadFormat).
    static ClipScorer load(const std::filesystem::path& path, const torch::Device& device = torch::kCPU);
    // The same for pictures: a vocabulary may be missing, and then no text can be read.
    static ClipScorer loadForPictures(const std::filesystem::path& path, const torch::Device& device = torch::kCPU);
    bool readsTexts() const { return tokenizer_.has_value(); }
    // Computes in this type from here on; what comes out is float32 as before.
    void useType(torch::ScalarType type);

    // Shortest side by Pillow's bicubic filter, central square, normalised: [3, side, side].
    torch::Tensor pixels(const ImageBuffer& image) const;
    // [B, d] on the CPU, as long as they come.
    torch::Tensor imageFeatures(const std::vector<torch::Tensor>& pixels);
    // Unit vectors [B, d] on the CPU. Texts are cut as the model's tokenizer does. Only where texts can be read.
    torch::Tensor embedImages(const std::vector<torch::Tensor>& pixels);
    torch::Tensor embedTexts(const std::vector<std::string>& texts);

    std::int64_t width() const { return width_; }
    int side() const { return side_; }
    double logitScale() const { return logit_scale_; }  // what cosines are multiplied by
    // sha256 over everything that decides a score.
    const std::string& hash() const { return hash_; }

private:
    ClipScorer(ClipModel model, std::optional<ClipTokenizer> tokenizer, const torch::Device& device);
    static ClipScorer loaded(const std::filesystem::path& path, const torch::Device& device, bool texts);
    void readPreprocessor(const std::filesystem::path& file);

    ClipModel model_;
    std::optional<ClipTokenizer> tokenizer_;
    torch::Device device_;
    torch::ScalarType type_ = torch::kFloat32;
    double logit_scale_ = 0;
    std::int64_t width_ = 0, length_ = 77;
    int side_ = 224, shortest_ = 224;
    bool open_clip_ = false;
    std::array<double, 3> mean_{0.48145466, 0.4578275, 0.40821073}, std_{0.26862954, 0.26130258, 0.27577711};
    std::string hash_;
};

// Groups of rows of [N, d] unit vectors in which each member has a cosine of at least `cosine` with another one
// (single linkage); indices ascending, singles left out. Compares all pairs, block by block; `pause` is called between
// the blocks with the share done.
std::vector<std::vector<std::size_t>> similarVectors(const torch::Tensor& vectors, double cosine,
                                                     const std::function<void(double)>& pause = {});

}  // namespace recap
