// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "data/image_query.h"
#include "workflow/training/latent_cache_internal.h"
#include "workflow/training/training_data_internal.h"

#include <set>
#include <utility>

namespace recap {
namespace {

std::vector<std::vector<std::int64_t>> tokenized(const std::string& text, const ClipTokenizer& tokenizer,
                                                 std::int64_t& overLimit) {
    if (text.empty()) return {};
    overLimit += tokenizer.count(text).cut_byte != std::string::npos;
    return {tokenizer.encode(text)};
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
    auto selection = selectTrainingImages(project, options);
    TrainingImages set;
    set.without_caption = selection.without_caption;
    set.digest = dataDigest(selection);
    for (auto& selected : selection.images) {
        set.captions.push_back({tokenized(selected.shorter, tokenizer, set.over_limit),
                                tokenized(selected.longer, tokenizer, set.over_limit)});
        set.images.push_back(std::move(selected.image));
    }
    return set;
}

TrainingData collectTrainingData(Project& project, const DiffusionTrainOptions& options, const ClipTokenizer& tokenizer,
                                 JobContext& context) {
    auto set = collectTrainingImages(project, options, tokenizer);
    if (set.images.empty())
        throw Error(ErrorCode::InvalidOption, message("No image of the project that matches the filter has a caption "
                                                      "of source '%1'. Import or write captions first.",
                                                      options.caption_source));
    const auto cached =
        cachedLatents(project, std::filesystem::path(options.model) / "vae", set.images, options, context);
    for (const auto& sentence : cached.unreadable) context.say(sentence, MessageEvent::Level::Warning);
    const auto held = heldOutDigests(set.images, options.validation_images);
    TrainingData data;
    data.digest = set.digest;
    data.images = static_cast<std::int64_t>(set.images.size());
    std::vector<ImageId> trained;  // through the buckets
    std::size_t next = 0;
    for (const auto& bucket : cached.buckets) {
        std::vector<std::int64_t> train, validate;
        for (std::int64_t row = 0; row < bucket.size(); ++row, ++next) {
            const auto image = cached.rows[next];
            auto& captions = set.captions[image];
            if (!held.contains(set.images[image].sha256)) {
                train.push_back(row);
                data.captions.push_back(std::move(captions));
                trained.push_back(set.images[image].id);
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
        throw Error(ErrorCode::InvalidOption,
                    message("No image is left to train on: %1 are validation images and %2 cannot be read. Keep fewer "
                            "validation images (option 'validation_images').",
                            held.size(), cached.unreadable.size()));
    data.mixture = mixedSets(project, options, trained);
    return data;
}

std::vector<MixedSet> mixedSets(Project& project, const DiffusionTrainOptions& options,
                                const std::vector<ImageId>& trained) {
    std::vector<MixedSet> sets;
    for (const auto& part : mixtureParts(options.mixture)) {
        std::set<std::int64_t> members;
        for (const auto id : project.images().ids(parseImageQuery(part.query))) members.insert(id.value);
        auto& set = sets.emplace_back(MixedSet{part.weight, {}});
        for (std::size_t i = 0; i < trained.size(); ++i)
            if (members.contains(trained[i].value)) set.images.push_back(static_cast<std::int64_t>(i));
        if (set.images.empty())
            throw Error(ErrorCode::InvalidOption, message("No image of the training belongs to the part '%1' of the "
                                                          "option mixture. Change its query, or leave it out.",
                                                          part.query));
    }
    return sets;
}

CaptionChooser captionChooser(std::vector<TokenizedCaptions> captions, std::vector<std::int64_t> emptyText,
                              const DiffusionTrainOptions& options) {
    return {std::move(captions),  std::move(emptyText),    options.mix_ratio,
            options.mix_per_step, options.caption_dropout, deriveSeed(static_cast<std::uint64_t>(options.seed), "mix")};
}

}  // namespace recap
