// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/atomic_file.h"
#include "base/error.h"
#include "base/hash.h"
#include "data/image_query.h"
#include "image/crop.h"
#include "image/decode.h"
#include "models/model_folder.h"
#include "tensor_io/safetensors.h"
#include "workflow/image_tensors_internal.h"
#include "workflow/training_images_internal.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr std::size_t kEncodeBatch = 32;
constexpr std::size_t kBlock = 2048;  // images a cache file holds

std::map<std::int64_t, std::string> textsOf(Project& project, const std::string& source,
                                            const DiffusionTrainOptions& options) {
    std::map<std::int64_t, std::string> texts;
    const auto query = parseImageQuery(options.filter);
    for (const auto& caption : project.captions().forSource(source, query)) {
        if (caption.text.empty() || caption.status == CaptionStatus::Rejected) continue;
        const bool approved = caption.status == CaptionStatus::Accepted || caption.status == CaptionStatus::Edited;
        if (options.accepted_only && !approved) continue;
        texts[caption.image.value] = caption.text;
    }
    return texts;
}

std::vector<std::vector<std::int64_t>> tokenized(const std::map<std::int64_t, std::string>& texts, std::int64_t image,
                                                 const ClipTokenizer& tokenizer, std::int64_t& overLimit) {
    const auto it = texts.find(image);
    if (it == texts.end()) return {};
    overLimit += tokenizer.count(it->second).cut_byte != std::string::npos;
    return {tokenizer.encode(it->second)};
}

// Mean and standard deviation side by side, [2, C, h, w], as they are stored.
using MomentsBySha = std::map<std::string, torch::Tensor>;

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

void encodeBatch(AutoencoderKL& vae, const std::vector<torch::Tensor>& views, const std::vector<std::string>& shas,
                 MomentsBySha& into) {
    const auto posterior = vae->encode(torch::stack(views) * 2 - 1);
    const auto mean = vae->scaledFromLatents(posterior.mean);
    const auto deviation = (posterior.logvar / 2).exp() * vae->config().scaling_factor;
    for (std::size_t i = 0; i < shas.size(); ++i) {
        const auto row = static_cast<std::int64_t>(i);
        into[shas[i]] = torch::stack({mean[row], deviation[row]});
    }
}

// Encodes `missing` block by block; each finished block is a file.
void encodeMissing(const fs::path& vaeFolder, const fs::path& folder, const std::vector<const ImageRecord*>& missing,
                   std::int64_t resolution, JobContext& context, MomentsBySha& moments,
                   std::vector<std::string>& unreadable) {
    if (missing.empty()) return;
    auto vae = loadVae(vaeFolder);
    std::vector<torch::Tensor> views;
    std::vector<std::string> shas;
    MomentsBySha block;
    auto encodeNow = [&] {
        if (!views.empty()) encodeBatch(vae, views, shas, block);
        views.clear();
        shas.clear();
    };
    auto keepBlock = [&] {
        encodeNow();
        if (block.empty()) return;
        saveSafetensors(folder / (block.begin()->first.substr(0, 24) + ".safetensors"), block);
        moments.merge(block);
        block.clear();
    };
    for (std::size_t i = 0; i < missing.size(); ++i) {
        try {
            context.pausePoint();
        } catch (const Cancelled&) {
            // Only whole batches are kept, so that a continued build encodes the same groups and gives the same digits.
            views.clear();
            shas.clear();
            keepBlock();
            throw;
        }
        try {
            views.push_back(trainerView(missing[i]->path, resolution));
            shas.push_back(missing[i]->sha256);
        } catch (const Error& e) {
            unreadable.emplace_back(e.what());
        }
        if (views.size() == kEncodeBatch) encodeNow();
        if (block.size() >= kBlock) keepBlock();
        context.report({"latents", static_cast<std::int64_t>(i + 1), static_cast<std::int64_t>(missing.size())});
    }
    keepBlock();
}

fs::path cacheFolder(Project& project, const fs::path& vaeFolder, std::int64_t resolution) {
    std::string hash;
    for (const auto& entry : fs::directory_iterator(vaeFolder))
        if (entry.path().extension() == ".safetensors") hash = sha256File(entry.path()).substr(0, 16);
    if (hash.empty()) throw Error(ErrorCode::FileNotFound, "There are no weights in " + vaeFolder.string() + ".");
    const fs::path folder = project.cacheDirectory() / "latents" / (hash + "-" + std::to_string(resolution));
    ensureDirectory(folder);
    return folder;
}

}  // namespace

TrainingImages collectTrainingImages(Project& project, const DiffusionTrainOptions& options,
                                     const ClipTokenizer& tokenizer) {
    const bool mix = options.caption_source == "mix";
    const auto first = textsOf(project, mix ? "recap_short" : options.caption_source, options);
    const auto second = mix ? textsOf(project, "recap_long", options) : std::map<std::int64_t, std::string>{};
    TrainingImages set;
    for (auto& image : project.images().list(parseImageQuery(options.filter))) {
        TokenizedCaptions captions{tokenized(first, image.id.value, tokenizer, set.over_limit),
                                   tokenized(second, image.id.value, tokenizer, set.over_limit)};
        if (captions.shorter.empty() && captions.longer.empty()) {
            ++set.without_caption;
            continue;
        }
        set.images.push_back(std::move(image));
        set.captions.push_back(std::move(captions));
    }
    return set;
}

torch::Tensor trainerView(const fs::path& path, std::int64_t resolution) {
    const auto square = squareCrop(decodeImage(path), static_cast<int>(resolution), Filter::Lanczos);
    return bytesFromImage(square).to(torch::kFloat32) / 255.0;
}

CachedLatents cachedLatents(Project& project, const fs::path& vaeFolder, const std::vector<ImageRecord>& images,
                            std::int64_t resolution, JobContext& context) {
    torch::NoGradGuard noGrad;
    const fs::path folder = cacheFolder(project, vaeFolder, resolution);
    MomentsBySha moments = readCache(folder);
    std::vector<const ImageRecord*> missing;
    for (const auto& image : images)
        if (moments.find(image.sha256) == moments.end()) missing.push_back(&image);
    CachedLatents out;
    encodeMissing(vaeFolder, folder, missing, resolution, context, moments, out.unreadable);

    std::vector<torch::Tensor> means, deviations;
    for (std::size_t i = 0; i < images.size(); ++i) {
        const auto it = moments.find(images[i].sha256);
        if (it == moments.end()) continue;
        out.rows.push_back(i);
        means.push_back(it->second[0]);
        deviations.push_back(it->second[1]);
    }
    if (!means.empty()) out.latents = {torch::stack(means), torch::stack(deviations)};
    return out;
}

}  // namespace recap
