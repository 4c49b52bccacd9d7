// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/training/training_selection.h"

#include "data/caption_use.h"
#include "data/image_query.h"
#include "image/crop.h"
#include "image/decode.h"
#include "workflow/runs/run_provenance.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace recap {
namespace {

std::map<std::int64_t, std::string> textsOf(Project& project, const std::string& source, const ImageQuery& query,
                                            const DiffusionTrainOptions& options) {
    std::map<std::int64_t, std::string> texts;
    if (source.empty()) return texts;
    for (auto& caption : project.captions().forSource(source, query))
        if (!captionRefusal(caption.text, caption.status, options.accepted_only))
            texts[caption.image.value] = std::move(caption.text);
    return texts;
}

std::string takeText(std::map<std::int64_t, std::string>& texts, ImageId image) {
    const auto it = texts.find(image.value);
    return it == texts.end() ? std::string() : std::move(it->second);
}

// Size of the whole picture after the reduction, of which the crop is the centre.
struct Reduced {
    int width = 0, height = 0;
};
Reduced reducedSize(int width, int height, const CropSize& size) {
    const auto w = static_cast<int>(size.width), h = static_cast<int>(size.height);
    // Squares as squareCrop() of the judges, which rounds the longer side down.
    if (w == h && width <= height) return {w, static_cast<int>(size.height * height / width)};
    if (w == h) return {static_cast<int>(size.width * width / height), h};
    const double scale = std::max(static_cast<double>(w) / width, static_cast<double>(h) / height);
    return {std::max(w, static_cast<int>(std::lround(width * scale))),
            std::max(h, static_cast<int>(std::lround(height * scale)))};
}

}  // namespace

TrainingSources trainingSources(const DiffusionTrainOptions& options) {
    if (options.caption_source == "mix") return {"recap_short", "recap_long"};
    return {options.caption_source};
}

TrainingSelection selectTrainingImages(Project& project, const DiffusionTrainOptions& options) {
    const auto query = parseImageQuery(options.filter);
    const auto sources = trainingSources(options);
    auto shorter = textsOf(project, sources.shorter, query, options);
    auto longer = textsOf(project, sources.longer, query, options);
    TrainingSelection selection;
    for (auto& image : project.images().list(query)) {
        SelectedImage selected{{}, takeText(shorter, image.id), takeText(longer, image.id)};
        if (selected.shorter.empty() && selected.longer.empty()) {
            ++selection.without_caption;
            continue;
        }
        selected.image = std::move(image);
        selection.images.push_back(std::move(selected));
    }
    return selection;
}

std::string dataDigest(const TrainingSelection& selection) {
    DataDigest digest;
    for (const auto& selected : selection.images)
        digest.add(selected.image.sha256, {&selected.shorter, &selected.longer});
    return digest.digits();
}

CropSize cropFor(int width, int height, const DiffusionTrainOptions& options) {
    if (!options.aspect_buckets) return {options.resolution, options.resolution};
    return nearestBucket(width, height, options.resolution);
}

CropRegion cropRegion(int width, int height, const CropSize& size) {
    if (width <= 0 || height <= 0) return {};
    const auto whole = reducedSize(width, height, size);
    const double across = static_cast<double>(width) / whole.width, down = static_cast<double>(height) / whole.height;
    const auto w = static_cast<int>(size.width), h = static_cast<int>(size.height);
    return {(whole.width - w) / 2 * across, (whole.height - h) / 2 * down, w * across, h * down,
            std::max(1 / across, 1 / down)};
}

ImageBuffer trainerCrop(const std::filesystem::path& path, const CropSize& size, bool mirroredView) {
    ImageBuffer image = decodeImage(path);
    const auto whole = reducedSize(image.width, image.height, size);
    image = centreCrop(resizeImage(image, whole.width, whole.height, Filter::Lanczos), static_cast<int>(size.width),
                       static_cast<int>(size.height));
    return mirroredView ? mirrored(image) : image;
}

std::map<CropSize, std::vector<std::size_t>> imagesByCrop(const std::vector<ImageRecord>& images,
                                                          const DiffusionTrainOptions& options) {
    std::map<CropSize, std::vector<std::size_t>> groups;
    for (std::size_t i = 0; i < images.size(); ++i)
        groups[cropFor(images[i].width, images[i].height, options)].push_back(i);
    return groups;
}

std::set<std::string> heldOutDigests(const std::vector<ImageRecord>& images, std::int64_t count) {
    std::set<std::string> digests;
    for (const auto& image : images) digests.insert(image.sha256);
    while (static_cast<std::int64_t>(digests.size()) > count) digests.erase(std::prev(digests.end()));
    return digests;
}

}  // namespace recap
