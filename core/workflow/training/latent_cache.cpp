// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/training/latent_cache_internal.h"

#include "base/atomic_file.h"
#include "base/clock.h"
#include "base/error.h"
#include "models/model_folder.h"
#include "tensor_io/image_tensors.h"
#include "tensor_io/safetensors.h"
#include "tensor_io/weight_files.h"
#include "train/device.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr std::size_t kEncodeBatch = 32;
constexpr double kQuickEncoding = 0.2;  // seconds an image
constexpr std::size_t kBlock = 2048;    // images a cache file holds

// Mean and standard deviation side by side, [2, C, h, w], as they are stored.
using MomentsBySha = std::map<std::string, torch::Tensor>;

// Images of one crop, mirrored or not.
struct LatentGroup {
    CropSize size;
    bool mirrored = false;
    std::vector<const ImageRecord*> images;
};

MomentsBySha readCache(const fs::path& folder) {
    MomentsBySha moments;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        if (entry.path().extension() != ".safetensors") continue;
        try {
            for (auto& [sha, tensor] : loadSafetensors(entry.path())) moments.emplace(sha, tensor);
        } catch (const Error&) {
            fs::remove(entry.path());  // damaged: it is a cache, the images are encoded again
        }
    }
    return moments;
}

fs::path cacheFolder(Project& project, const std::string& hash, const LatentGroup& group) {
    std::string name = hash + "-" + std::to_string(group.size.width);
    if (group.size.width != group.size.height) name.append("x").append(std::to_string(group.size.height));
    if (group.mirrored) name += "-mirrored";
    return project.cacheDirectory() / "latents" / name;
}

// Encodes images batch by batch; each finished block of them is a file of the cache.
class LatentEncoder {
public:
    LatentEncoder(const fs::path& vaeFolder, const DiffusionTrainOptions& options, JobContext& context)
        : vaeFolder_(vaeFolder), device_(deviceFromOption(options.device)), context_(context) {}

    void run(const LatentGroup& group, const fs::path& folder, const std::vector<const ImageRecord*>& missing,
             MomentsBySha& moments, std::vector<Message>& unreadable);

private:
    void encodeViews();
    void keepBlock(const fs::path& folder, MomentsBySha& moments);

    fs::path vaeFolder_;
    torch::Device device_;
    JobContext& context_;
    std::optional<AutoencoderKL> vae_;  // loaded when the first image is not in the cache
    std::vector<torch::Tensor> views_;
    std::vector<std::string> shas_;
    MomentsBySha block_;
};

void LatentEncoder::encodeViews() {
    if (!views_.empty()) {
        auto& vae = *vae_;
        const auto posterior = vae->encode((torch::stack(views_) * 2 - 1).to(device_));
        const auto mean = vae->scaledFromLatents(posterior.mean).cpu();
        const auto deviation = ((posterior.logvar / 2).exp() * vae->config().scaling_factor).cpu();
        for (std::size_t i = 0; i < shas_.size(); ++i) {
            const auto row = static_cast<std::int64_t>(i);
            block_[shas_[i]] = torch::stack({mean[row], deviation[row]});
        }
    }
    views_.clear();
    shas_.clear();
}

void LatentEncoder::keepBlock(const fs::path& folder, MomentsBySha& moments) {
    encodeViews();
    if (block_.empty()) return;
    saveSafetensors(folder / (block_.begin()->first.substr(0, 24) + ".safetensors"), block_);
    moments.merge(block_);
    block_.clear();
}

void LatentEncoder::run(const LatentGroup& group, const fs::path& folder,
                        const std::vector<const ImageRecord*>& missing, MomentsBySha& moments,
                        std::vector<Message>& unreadable) {
    if (missing.empty()) return;
    if (!vae_) {
        vae_ = loadVae(vaeFolder_);
        (*vae_)->to(device_);
    }
    for (std::size_t i = 0; i < missing.size(); ++i) {
        try {
            context_.pausePoint();
        } catch (const Cancelled&) {
            // Only whole batches are kept, so that a continued build encodes the same groups and gives the same digits.
            views_.clear();
            shas_.clear();
            keepBlock(folder, moments);
            throw;
        }
        try {
            views_.push_back(trainerView(missing[i]->path, group.size, group.mirrored));
            shas_.push_back(missing[i]->sha256);
        } catch (const Error& e) {
            if (!group.mirrored) unreadable.push_back(e.message());
        }
        if (views_.size() == kEncodeBatch) encodeViews();
        if (block_.size() >= kBlock) keepBlock(folder, moments);
        context_.report({"latents", static_cast<std::int64_t>(i + 1), static_cast<std::int64_t>(missing.size())});
    }
    keepBlock(folder, moments);
}

std::vector<const ImageRecord*> withoutMoments(const LatentGroup& group, const MomentsBySha& moments) {
    std::vector<const ImageRecord*> missing;
    for (const auto* image : group.images)
        if (!moments.contains(image->sha256)) missing.push_back(image);
    return missing;
}

LatentGroup groupOf(const std::vector<ImageRecord>& images, const std::vector<std::size_t>& positions,
                    const CropSize& size, bool mirrored) {
    LatentGroup group{size, mirrored, {}};
    for (const auto i : positions) group.images.push_back(&images[i]);
    return group;
}

}  // namespace

std::string vaeHash(const fs::path& vaeFolder) {
    return weightsHash(vaeFolder, kDiffusersWeights).substr(0, 16);
}

torch::Tensor trainerView(const fs::path& path, const CropSize& size, bool mirrored) {
    return bytesFromImage(trainerCrop(path, size, mirrored)).to(torch::kFloat32) / 255.0;
}

double secondsToEncode(const fs::path& vaeFolder, const ImageRecord& image, const DiffusionTrainOptions& options) {
    const torch::NoGradGuard noGrad;
    const auto device = deviceFromOption(options.device);
    auto vae = loadVae(vaeFolder);
    vae->to(device);
    const auto size = imagesByCrop({image}, options).begin()->first;
    double seconds = 0;
    try {
        // Alone and, where that is quick, in a batch, which is what the run does; the first is slower by its start.
        for (const std::size_t count : {std::size_t{1}, std::size_t{1}, kEncodeBatch}) {
            if (count > 1 && seconds > kQuickEncoding) break;
            const Stopwatch watch;
            std::vector<torch::Tensor> views;
            for (std::size_t i = 0; i < count; ++i) views.push_back(trainerView(image.path, size));
            vae->encode((torch::stack(views) * 2 - 1).to(device)).mean.cpu();
            seconds = watch.seconds() / static_cast<double>(count);
        }
    } catch (const Error&) {
        return 0;
    }
    return seconds;
}

CachedLatents cachedLatents(Project& project, const fs::path& vaeFolder, const std::vector<ImageRecord>& images,
                            const DiffusionTrainOptions& options, JobContext& context) {
    const torch::NoGradGuard noGrad;
    const std::string hash = vaeHash(vaeFolder);
    LatentEncoder encoder(vaeFolder, options, context);
    CachedLatents out;
    const auto momentsOf = [&](const LatentGroup& group) {
        const fs::path folder = cacheFolder(project, hash, group);
        ensureDirectory(folder);
        MomentsBySha moments = readCache(folder);
        encoder.run(group, folder, withoutMoments(group, moments), moments, out.unreadable);
        return moments;
    };
    for (const auto& [size, positions] : imagesByCrop(images, options)) {
        const auto plain = momentsOf(groupOf(images, positions, size, false));
        const auto turned = options.random_flip ? momentsOf(groupOf(images, positions, size, true)) : MomentsBySha{};
        std::vector<torch::Tensor> means, deviations, turnedMeans, turnedDeviations;
        for (const auto i : positions) {
            const auto it = plain.find(images[i].sha256), other = turned.find(images[i].sha256);
            if (it == plain.end() || (options.random_flip && other == turned.end())) continue;
            out.rows.push_back(i);
            means.push_back(it->second[0]);
            deviations.push_back(it->second[1]);
            if (!options.random_flip) continue;
            turnedMeans.push_back(other->second[0]);
            turnedDeviations.push_back(other->second[1]);
        }
        if (means.empty()) continue;
        auto& set = out.buckets.emplace_back(LatentSet{torch::stack(means), torch::stack(deviations)});
        if (!options.random_flip) continue;
        set.mirrored_mean = torch::stack(turnedMeans);
        set.mirrored_stddev = torch::stack(turnedDeviations);
    }
    return out;
}

std::int64_t missingLatents(Project& project, const fs::path& vaeFolder, const std::vector<ImageRecord>& images,
                            const DiffusionTrainOptions& options) {
    const std::string hash = vaeHash(vaeFolder);
    std::size_t missing = 0;
    for (const auto& [size, positions] : imagesByCrop(images, options))
        for (const bool mirroredOnes : {false, true}) {
            if (mirroredOnes && !options.random_flip) continue;
            const auto group = groupOf(images, positions, size, mirroredOnes);
            missing += withoutMoments(group, readCache(cacheFolder(project, hash, group))).size();
        }
    return static_cast<std::int64_t>(missing);
}

}  // namespace recap
