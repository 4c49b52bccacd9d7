// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/caption_clip_internal.h"

#include "base/error.h"
#include "base/json.h"
#include "image/decode.h"
#include "workflow/dataset/clip_score_job.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr std::size_t kBatch = 16;

}  // namespace

fs::path requireClip(Project& project, const std::string& clip) {
    auto folder = clipFor(project, clip);
    if (!fs::exists(folder / "config.json"))
        throw Error(ErrorCode::NotFound,
                    message("There is no CLIP model in %1 (option 'clip'): config.json is missing.", folder));
    const auto config = readJsonFile(folder / "config.json");
    const auto type = config.is_object() ? config.value("model_type", Json()) : Json();
    if (type.is_string() && type != "clip")
        throw Error(ErrorCode::InvalidOption,
                    message("%1 is not a CLIP model (option 'clip'): its config.json says %2.", folder,
                            type.get<std::string>()));
    return folder;
}

CaptionClip::CaptionClip(Project& project, const std::string& clip, const torch::Device& device)
    : scorer_(ClipScorer::load(requireClip(project, clip), device)) {}

void CaptionClip::embed(std::span<const WrittenCaption> captions) {
    std::vector<std::string> paths;
    std::vector<torch::Tensor> pixels;
    for (const auto& caption : captions) {
        if (!pictures_.try_emplace(caption.image).second) continue;
        try {
            pixels.push_back(scorer_.pixels(decodeImage(caption.image)));
            paths.push_back(caption.image);
        } catch (const Error&) {
            // The captioner has said it, or saw the picture while it was still there.
        }
    }
    if (paths.empty()) return;
    const auto embeddings = scorer_.embedImages(pixels);  // [B, d]
    for (std::size_t i = 0; i < paths.size(); ++i) pictures_[paths[i]] = embeddings[static_cast<std::int64_t>(i)];
}

std::vector<double> CaptionClip::scores(std::span<const WrittenCaption> captions,
                                        const std::function<void()>& between) {
    std::vector<double> out;
    for (std::size_t begin = 0; begin < captions.size(); begin += kBatch) {
        between();
        const auto batch = captions.subspan(begin, std::min(kBatch, captions.size() - begin));
        embed(batch);
        std::vector<std::string> texts;
        for (const auto& caption : batch) texts.push_back(caption.text);
        const auto embeddings = scorer_.embedTexts(texts);  // [B, d]
        for (std::size_t i = 0; i < batch.size(); ++i) {
            const auto& picture = pictures_.at(batch[i].image);
            out.push_back(picture.defined()
                              ? torch::dot(picture, embeddings[static_cast<std::int64_t>(i)]).item<double>()
                              : std::numeric_limits<double>::quiet_NaN());
        }
    }
    return out;
}

}  // namespace recap
