// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/image_captioner_internal.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/random.h"
#include "caption/caption_style.h"
#include "caption/picture_reader.h"
#include "models/blip_files.h"
#include "nn/packed_weights.h"
#include "tensor_io/dtype_option.h"
#include "train/device.h"
#include "workflow/captioning/captioner_folder.h"
#include "workflow/captioning/written_faults.h"

#include <algorithm>

namespace fs = std::filesystem;

namespace recap {
namespace {

// What the options of decoding come to; those without effect are left out.
Json factsOf(const DecodingOptions& decoding) {
    Json facts = optionsToJson(decoding);
    if (!decoding.do_sample)
        for (const char* name : {"temperature", "top_k", "top_p"}) facts.erase(name);
    if (decoding.num_beams == 1)
        for (const char* name : {"length_penalty", "early_stopping"}) facts.erase(name);
    return facts;
}

DecodingOptions limited(DecodingOptions decoding, std::int64_t positions) {
    decoding.max_length = std::min(decoding.max_length, positions);
    return decoding;
}

// Captions that are written in another way than by default are others.
std::string authorOf(const RecaptionPlan& plan, const RecaptionOptions& options, std::int64_t positions) {
    const auto label = captionerLabel(plan.captioner, fs::path(options.captioner).filename().string());
    Json facts{{"decoding", plan.decoding_facts}, {"prompt", options.prompt}};
    const Json usual{{"decoding", factsOf(limited(RecaptionOptions{}.decoding, positions))}, {"prompt", ""}};
    if (facts == usual) return label;
    if (options.decoding.do_sample) facts["seed"] = options.seed;
    return label + "+" + sha256(facts.dump()).substr(0, 4);
}

std::vector<fs::path> filesOf(const std::vector<ImageRecord>& images) {
    std::vector<fs::path> files;
    for (const auto& image : images) files.emplace_back(image.path);
    return files;
}

}  // namespace

RecaptionPlan planRecaption(Project& project, const RecaptionOptions& options) {
    requireValid(options);
    const auto style = enumFromName(kCaptionStyleNames, options.style, message("The style"));
    (void)deviceFromOption(options.device);  // refused before there is a run
    RecaptionPlan plan;
    plan.captioner = captionerPath(project, options.captioner);
    plan.source = recapSource(style);
    plan.prompt = options.prompt.empty() ? captionPrefix(style) : std::string_view(options.prompt);
    const auto positions = openBlip(plan.captioner).config.text_config.max_position_embeddings;
    plan.decoding = limited(options.decoding, positions);
    if (plan.decoding.min_length > plan.decoding.max_length)
        throw Error(
            ErrorCode::InvalidOption,
            message("min_length is %1 and max_length %2, so no caption could end: min_length must not be larger.",
                    plan.decoding.min_length, plan.decoding.max_length));
    plan.decoding_facts = factsOf(plan.decoding);
    plan.author = authorOf(plan, options, positions);
    const auto asked = options.decoding.max_length;
    if (asked > positions && asked != RecaptionOptions{}.decoding.max_length)
        plan.remark =
            message("This captioner writes at most %1 tokens, so max_length is %1 and not %2.", positions, asked);
    return plan;
}

ImageCaptioner::ImageCaptioner(const RecaptionPlan& plan, const RecaptionOptions& options)
    : captioner_(BlipCaptioner::load(plan.captioner)),
      prompt_(captioner_.promptIds(plan.prompt)),
      device_(deviceFromOption(options.device)),
      type_(dtypeOption(options.mixed_precision)),
      decoding_(plan.decoding),
      lengths_(enumFromName(kLongCaptionsNames, options.over_77, message("over_77"))),
      provenance_{{"model", plan.captioner.string()},
                  {"captioner", plan.author},
                  {"prefix", plan.prompt},
                  {"decoding", plan.decoding_facts}},
      batchSize_(static_cast<std::size_t>(options.batch_size)),
      seed_(static_cast<std::uint64_t>(options.seed)),
      retryLoops_(options.retry_loops) {
    captioner_.model()->to(device_);
    if (options.decoding.do_sample) provenance_["seed"] = options.seed;
    if (decoding_.max_length <= std::ssize(prompt_))
        throw Error(ErrorCode::InvalidOption,
                    message("The prompt has %1 tokens with its start token, so max_length must be larger than that.",
                            std::ssize(prompt_)));
}

void ImageCaptioner::caption(const std::vector<ImageRecord>& images, CaptionSink& sink, std::int64_t done,
                             std::int64_t total) {
    const nn::PackedWeights packed(nn::packingBudget());
    PictureReader reader(filesOf(images), captioner_.format(), batchSize_);
    while (reader.more()) {
        sink.pausePoint();
        const auto batch = reader.next();
        for (const auto& unread : batch.unread) sink.failed(images[unread.file], "", unread.reason);
        // By the picture's content: the same draw in every batch, in every shard and at every resumption.
        std::vector<std::uint64_t> seeds;
        for (const auto file : batch.files) seeds.push_back(deriveSeed(seed_, images[file].sha256));
        std::vector<std::string> texts;
        if (!batch.files.empty()) texts = write(batch.pictures, seeds, decoding_.max_length, decoding_);
        for (std::size_t i = 0; i < texts.size(); ++i) {
            const auto picture = batch.pictures.narrow(0, static_cast<std::int64_t>(i), 1);
            const auto again = [&](std::int64_t maxLength) {
                return write(picture, std::span(&seeds[i], 1), maxLength, decoding_).front();
            };
            auto facts = provenance_;
            if (retryLoops_ && repeatsItself(texts[i])) mendLoop(picture, seeds[i], texts[i], facts);
            auto outcome = lengths_.apply(texts[i], decoding_.max_length, again);
            report(images[batch.files[i]], std::move(outcome), std::move(facts), sink);
        }
        sink.store();
        sink.progress(done + static_cast<std::int64_t>(batch.end), total);
    }
}

void ImageCaptioner::mendLoop(const torch::Tensor& picture, std::uint64_t seed, std::string& text, Json& facts) {
    const auto other = recap::decodedAgain(decoding_);
    ++decodedAgain_;
    auto second = write(picture, std::span(&seed, 1), other.max_length, other).front();
    if (second.empty() || repeatsItself(second)) return;
    text = std::move(second);
    facts["decoded_again"] = "loop";
    facts["decoding"] = factsOf(other);
    facts["seed"] = seed_;
}

void ImageCaptioner::report(const ImageRecord& image, LongCaptionRule::Outcome outcome, Json facts,
                            CaptionSink& sink) const {
    if (outcome.text.empty() && outcome.tokens == 0)
        return sink.without(image, "empty", message("The captioner wrote no word for it."));
    if (outcome.text.empty())
        return sink.without(
            image, "dropped",
            message("Its caption has %1 tokens, of which CLIP reads %2.", outcome.tokens, lengths_.limit()));
    if (outcome.tokens > 0) facts["over_77"] = outcome.fate;
    sink.caption(image, std::move(outcome.text), std::move(facts), outcome.fate);
}

std::vector<std::string> ImageCaptioner::write(const torch::Tensor& pictures, std::span<const std::uint64_t> seeds,
                                               std::int64_t maxLength, DecodingOptions decoding) {
    decoding.max_length = std::max(maxLength, std::ssize(prompt_) + 1);
    const AutocastScope autocast(device_.type(), type_);
    const std::vector<TokenSequence> prompts(static_cast<std::size_t>(pictures.size(0)), prompt_);
    std::vector<std::string> texts;
    for (const auto& ids : captioner_.captionIds(pictures, prompts, decoding, seeds))
        texts.push_back(textOf(std::span(ids).subspan(prompt_.size())));
    return texts;
}

// What continues the prompt's last word has the mark of a word's later piece.
std::string ImageCaptioner::textOf(std::span<const std::int64_t> ids) const {
    auto text = captioner_.tokenizer().decode(ids);
    if (text.starts_with("##")) text.erase(0, 2);
    const auto first = text.find_first_not_of(' ');
    return first == std::string::npos ? std::string() : text.substr(first);
}

}  // namespace recap
