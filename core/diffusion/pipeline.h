// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/message.h"
#include "diffusion/model_parts.h"
#include "diffusion/scheduler.h"
#include "models/autoencoder_kl.h"
#include "models/clip_text.h"
#include "models/unet_2d_condition.h"
#include "text/clip_tokenizer.h"

#include <torch/types.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

enum class VaeTiling { Auto, On, Off };

// Text to image with Stable Diffusion 1.x, number for number as StableDiffusionPipeline of diffusers. The object holds
// the modules by reference: a trainer can draw samples from the modules that it trains. Not thread-safe.
class StableDiffusion {
public:
    struct Request {
        std::vector<std::string> prompts;
        std::string negative;
        int steps = 50;
        double guidance = 7.5;  // 1 or less: off, the negative prompt is ignored
        int width = 0;          // pixels; 0: the model's own size
        int height = 0;
        std::vector<std::uint64_t> seeds;  // one for each prompt; each image has its own CPU generator
        std::string scheduler;             // empty: the model's own
        double eta = 0;
        // Start from this picture instead of noise: [1 or prompts, 3, H, W] in 0..1; the last `strength` of the steps.
        torch::Tensor image;
        double strength = 0.8;
    };
    struct Step {
        int step = 0;  // done so far, from 1
        int total = 0;
        torch::Tensor latents;  // [B, C, h, w] float32, not to be written to
    };
    struct Drawing {
        torch::Tensor images;   // [B, 3, H, W] float32 in 0..1, on the CPU; undefined when cancelled
        torch::Tensor latents;  // [B, C, h, w] float32, scaled, on the CPU
    };

    // Reads a model in any layout, see openModel. Throws Error(FileNotFound), Error(BadFormat), Error(ShapeMismatch).
    static StableDiffusion load(const std::filesystem::path& path, const ModelChoice& choice = {});
    explicit StableDiffusion(const ModelParts& parts, torch::ScalarType dtype = torch::kFloat32);
    StableDiffusion(ClipTokenizer tokenizer, ClipText textEncoder, UNet2DCondition unet, AutoencoderKL vae,
                    Json schedulerConfig);

    // `onStep(done, total)` after each step; false stops, and the result is an undefined tensor.
    // Throws Error(InvalidOption) for sizes, counts or samplers that do not fit the model, and Error(Diverged) when a
    // network gives NaN or infinity.
    torch::Tensor sample(const Request& request, const std::function<bool(int, int)>& onStep = {});
    // The same with latents; `onStep` may decode a preview.
    Drawing draw(const Request& request, const std::function<bool(const Step&)>& onStep = {});

    // [N, L, D], each text cut or padded to the encoder's length. Added tokens of several vectors are written out
    // first, see ClipTokenizer::withEveryVector.
    torch::Tensor encodeTexts(const std::vector<std::string>& texts);
    // Images in 0..1 from scaled latents. A half-precision decoder that overflows is turned into float32 and used
    // again; pictures that do not fit into memory pass the autoencoder one by one and in tiles. Both with a notice.
    torch::Tensor imagesFromLatents(const torch::Tensor& latents);
    // Scaled latents of images in 0..1; the posterior is sampled with `generator`.
    torch::Tensor latentsFromImages(const torch::Tensor& images, torch::Generator& generator);

    void to(torch::Device device, torch::ScalarType dtype);
    // Pictures are decoded in groups of at most this many pixels, to bound memory.
    void setDecodeBudget(std::int64_t pixels) { decodeBudget_ = pixels; }
    // Auto: in tiles where a whole picture does not fit into memory. See vae_tiling.h.
    void setTiling(VaeTiling tiling) { tiling_ = tiling; }
    // Bytes that the autoencoder may use; 0: what the machine has left.
    void setMemoryLimit(std::int64_t bytes) { memoryLimit_ = bytes; }
    // Called with one sentence when a picture is made otherwise than asked for; without it they go to the log.
    void setNotice(std::function<void(const Message&)> onNotice) { onNotice_ = std::move(onNotice); }

    // Side of the pictures that the model was trained with, in pixels.
    int nativeSize() const;
    // Pixels of a picture side for one latent.
    std::int64_t scaleFactor() const { return vae_->config().factor(); }
    const ClipTokenizer& tokenizer() const { return tokenizer_; }
    const Json& schedulerConfig() const { return schedulerConfig_; }
    ClipText& textEncoder() { return textEncoder_; }
    UNet2DCondition& unet() { return unet_; }
    AutoencoderKL& vae() { return vae_; }

private:
    struct Start {
        torch::Tensor latents;
        std::size_t call = 0;
    };
    void requireValid(const Request& request) const;
    // Throws Error(ShapeMismatch) for an added token that the text encoder does not know.
    void requireRows(const std::vector<std::int64_t>& ids) const;
    Start startingPoint(const Request& request, const Scheduler& scheduler, std::vector<torch::Generator>& generators);
    torch::Tensor predict(const torch::Tensor& latents, double t, const torch::Tensor& context, double guidance);
    torch::Tensor decodeGroup(const torch::Tensor& latents);
    torch::Tensor decodeWhereItFits(const torch::Tensor& z);
    bool needsTiles(std::int64_t height, std::int64_t width) const;
    std::int64_t memoryLimit() const;
    void notice(const Message& sentence) const;
    // The same sentence once only.
    void noticeOnce(const Message& sentence);
    void noticeTiles();

    ClipTokenizer tokenizer_;
    ClipText textEncoder_;
    UNet2DCondition unet_;
    AutoencoderKL vae_;
    Json schedulerConfig_;
    std::int64_t decodeBudget_ = 4 * 512 * 512;
    VaeTiling tiling_ = VaeTiling::Auto;
    std::int64_t memoryLimit_ = 0;
    std::set<std::string> said_;
    std::function<void(const Message&)> onNotice_;
};

// A CPU generator with this seed, as torch.Generator().manual_seed(seed).
torch::Generator seededGenerator(std::uint64_t seed);

// Unit noise [n, shape...] with one generator for each row, float32 on the CPU.
torch::Tensor noisePerImage(std::vector<torch::Generator>& generators, at::IntArrayRef shape);

}  // namespace recap
