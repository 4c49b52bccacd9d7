// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/caption_curve_data_internal.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/random.h"

#include <charconv>
#include <set>
#include <utility>

namespace recap {
namespace {

// What decides how fast a captioner is made, not what it is; the base counts by its weights.
constexpr const char* kNotDeciding[] = {"base",    "counts", "seeds", "save_every", "dataloader_num_workers",
                                        "threads", "device"};

}  // namespace

CurveData collectCurveData(Project& project, const CaptionCurveOptions& options) {
    CurveData data{.captions = collectCaptionData(project, options.training)};
    const auto& [training, heldOut, digest, images] = data.captions;
    if (heldOut.empty() || training.empty())
        throw Error(ErrorCode::InvalidOption,
                    message("%1 images with human captions are too few to hold out a share of %2. Change "
                            "'validation_share', or write more captions.",
                            images, options.training.validation_share));
    std::set<std::string> paths;
    for (const auto& item : heldOut) paths.insert(item.path);
    data.heldOutImages = std::ssize(paths);
    const auto available = std::ssize(training);
    std::set<std::int64_t> counts, larger;
    for (const auto& text : options.counts) {
        std::int64_t count = available;
        if (text != "all") std::from_chars(text.data(), text.data() + text.size(), count);
        (count <= available ? counts : larger).insert(count);
    }
    if (counts.empty())
        throw Error(ErrorCode::InvalidOption,
                    message("Option 'counts' asks for at least %1 human captions, and %2 are left beside the held-out "
                            "images. Use smaller numbers, or 'all'.",
                            *larger.begin(), available));
    data.counts.assign(counts.begin(), counts.end());
    data.leftOut.assign(larger.begin(), larger.end());
    return data;
}

std::vector<CaptionItem> curveSubset(const std::vector<CaptionItem>& captions, std::int64_t seed, std::int64_t count) {
    // The captions of an image stand together.
    std::vector<std::pair<std::size_t, std::size_t>> images;  // begin, end
    for (std::size_t i = 0; i < captions.size(); ++i) {
        if (i == 0 || captions[i].path != captions[i - 1].path) images.emplace_back(i, i);
        images.back().second = i + 1;
    }
    Random random(deriveSeed(static_cast<std::uint64_t>(seed), "caption curve"));
    random.shuffle(images);
    std::vector<CaptionItem> subset;
    for (const auto& [begin, end] : images)
        for (auto i = begin; i < end && std::ssize(subset) < count; ++i) subset.push_back(captions[i]);
    return subset;
}

CaptionTrainOptions pointTraining(const CaptionCurveOptions& options, std::int64_t seed) {
    auto training = options.training;
    training.seed = seed;
    return training;
}

std::string pointKey(const CaptionCurveOptions& options, const std::string& baseHash, const CurveData& data,
                     const std::string& known, std::int64_t captions, std::int64_t seed) {
    Json deciding = optionsToJson(options);
    for (const char* name : kNotDeciding) deciding.erase(name);
    const Json key{{"options", deciding}, {"base", baseHash}, {"data", data.captions.digest},
                   {"known", known},      {"seed", seed},     {"captions", captions},
                   {"version", 1}};
    return sha256(key.dump()).substr(0, 16);
}

}  // namespace recap
