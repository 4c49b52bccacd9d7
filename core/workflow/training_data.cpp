// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "data/image_query.h"
#include "workflow/training_images_internal.h"

#include <algorithm>
#include <map>
#include <set>

namespace recap {
namespace {

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

// The images whose content has the smallest digests, by name. All but one at the most.
std::set<std::string> heldOut(const std::vector<ImageRecord>& images, std::int64_t count) {
    std::set<std::string> digests;
    for (const auto& image : images) digests.insert(image.sha256);
    while (static_cast<std::int64_t>(digests.size()) > count) digests.erase(std::prev(digests.end()));
    return digests;
}

// The rows of a bucket that `chosen` names.
LatentSet rowsOf(const LatentSet& set, const std::vector<std::int64_t>& chosen) {
    const auto index = torch::tensor(chosen, torch::kInt64);
    const auto take = [&](const torch::Tensor& t) { return t.defined() ? t.index_select(0, index) : t; };
    return {take(set.mean), take(set.stddev), take(set.mirrored_mean), take(set.mirrored_stddev)};
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

TrainingData collectTrainingData(Project& project, const DiffusionTrainOptions& options, const ClipTokenizer& tokenizer,
                                 JobContext& context) {
    auto set = collectTrainingImages(project, options, tokenizer);
    if (set.images.empty())
        throw Error(ErrorCode::InvalidOption, "No image of the project has a caption of source '" +
                                                  options.caption_source +
                                                  "' that the filter lets through. Import or write captions first.");
    const auto cached =
        cachedLatents(project, std::filesystem::path(options.model) / "vae", set.images, options, context);
    for (const auto& sentence : cached.unreadable) context.say(sentence, MessageEvent::Level::Warning);
    const auto held = heldOut(set.images, options.validation_images);
    TrainingData data;
    std::size_t next = 0;
    for (const auto& bucket : cached.buckets) {
        std::vector<std::int64_t> train, validate;
        for (std::int64_t row = 0; row < bucket.size(); ++row, ++next) {
            const auto image = cached.rows[next];
            auto& captions = set.captions[image];
            if (!held.contains(set.images[image].sha256)) {
                train.push_back(row);
                data.captions.push_back(std::move(captions));
                continue;
            }
            validate.push_back(row);
            const auto& texts = captions.shorter.empty() ? captions.longer : captions.shorter;
            data.validation.inputIds.push_back(texts.front());
        }
        if (validate.empty()) {
            data.buckets.push_back(bucket);
            continue;
        }
        if (!train.empty()) data.buckets.push_back(rowsOf(bucket, train));
        data.validation.buckets.push_back(rowsOf(bucket, validate));
    }
    if (data.captions.empty())
        throw Error(ErrorCode::InvalidOption, "No image is left to train on: " + std::to_string(held.size()) +
                                                  " are held out and " + std::to_string(cached.unreadable.size()) +
                                                  " cannot be read. Hold out fewer (option 'validation_images').");
    return data;
}

}  // namespace recap
