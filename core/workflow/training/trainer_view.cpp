// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/training/trainer_view.h"

#include "base/error.h"
#include "base/paths.h"
#include "data/caption_use.h"
#include "data/image_query.h"
#include "diffusion/noise_schedule.h"
#include "diffusion/scheduler_config.h"
#include "image/decode.h"
#include "image/picture_file.h"
#include "text/clip_tokenizer.h"
#include "train/batch_source.h"
#include "workflow/training/latent_cache_internal.h"
#include "workflow/training/training_data_internal.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

namespace fs = std::filesystem;

namespace recap {
namespace {

// A caption stands in the draws by one of these numbers in place of its tokens.
constexpr std::int64_t kEmpty = 0, kShorter = 1, kLonger = 2;

struct ModelFacts {
    ClipTokenizer tokenizer;
    std::int64_t channels = 4;
    std::int64_t reduction = 8;  // pixels of an image for one of its latents
    int timesteps = 1000;
};

ModelFacts factsOf(const fs::path& model) {
    if (!fs::exists(model / "tokenizer")) return {ClipTokenizer::fromFolder(resourceDirectory() / "vocab" / "clip")};
    ModelFacts facts{ClipTokenizer::fromFolder(model / "tokenizer")};
    const Json vae = readJsonFile(model / "vae" / "config.json");
    facts.channels = vae.value("latent_channels", facts.channels);
    facts.reduction = std::int64_t{1} << (vae.value("block_out_channels", Json::array({1, 1, 1, 1})).size() - 1);
    facts.timesteps =
        NoiseSchedule::fromConfig(readSchedulerConfig(model / "scheduler" / "scheduler_config.json")).size();
    return facts;
}

TrainerRefusal refusalOf(CaptionRefusal refusal) {
    switch (refusal) {
        case CaptionRefusal::Rejected: return TrainerRefusal::CaptionRejected;
        case CaptionRefusal::NotAccepted: return TrainerRefusal::CaptionNotAccepted;
        case CaptionRefusal::Empty: break;
    }
    return TrainerRefusal::CaptionEmpty;
}

void addCaptions(Project& project, ImageId image, const DiffusionTrainOptions& options, const ClipTokenizer& tokenizer,
                 TrainerView& view) {
    const auto sources = trainingSources(options);
    std::vector<TrainerRefusal> refusals;
    for (const auto& source : {sources.shorter, sources.longer}) {
        if (source.empty()) continue;
        const auto caption = project.captions().current(image, source);
        if (!caption) continue;
        if (const auto refusal = captionRefusal(caption->text, caption->status, options.accepted_only)) {
            refusals.push_back(refusalOf(*refusal));
            continue;
        }
        const auto count = tokenizer.count(caption->text);
        view.captions.push_back({source, caption->text, 1 - options.caption_dropout, count.tokens, count.limit,
                                 count.cut_byte, tokenizer.encode(caption->text)});
    }
    if (view.captions.size() == 2) {
        view.captions[0].share *= 1 - options.mix_ratio;
        view.captions[1].share *= options.mix_ratio;
    }
    if (!view.captions.empty()) return;
    if (refusals.empty()) refusals.push_back(TrainerRefusal::NoCaption);
    view.refusals.insert(view.refusals.end(), refusals.begin(), refusals.end());
}

// How the picture is cut, from its pixels rather than from what the import noted.
void addCrop(const ImageRecord& image, const DiffusionTrainOptions& options, TrainerView& view) {
    view.size = cropFor(image.width, image.height, options);
    view.region = cropRegion(image.width, image.height, view.size);
    view.buckets = options.aspect_buckets;
    view.mirrors = options.random_flip;
    if (!pictureExists(image.path)) {
        view.refusals.push_back(TrainerRefusal::FileMissing);
        return;
    }
    try {
        const auto pixels = decodeImage(image.path);
        view.region = cropRegion(pixels.width, pixels.height, view.size);
    } catch (const Error& e) {
        view.refusals.push_back(TrainerRefusal::Unreadable);
        view.problem = e.message();
    }
}

// The batches of a run in which latents say only whether the image was mirrored (1 or 0) and ids only which caption it
// has: order, captions and mirroring are drawn by the trainer's own code from the numbers that it would use.
class Rehearsal {
public:
    Rehearsal(TrainingSelection selection, const DiffusionTrainOptions& options, const ModelFacts& facts)
        : options_(options), facts_(facts) {
        std::vector<ImageRecord> images;
        for (auto& selected : selection.images) images.push_back(std::move(selected.image));
        const auto held = heldOutDigests(images, options.validation_images);
        std::vector<TokenizedCaptions> captions;
        std::vector<LatentSet> buckets;
        for (const auto& [size, positions] : imagesByCrop(images, options)) {
            const auto before = captions.size();
            for (const auto i : positions) {
                if (held.contains(images[i].sha256)) continue;
                place_[images[i].id.value] = static_cast<std::int64_t>(captions.size());
                captions.push_back(marked(selection.images[i]));
            }
            if (captions.size() > before) buckets.push_back(marks(size, captions.size() - before));
        }
        images_ = static_cast<std::int64_t>(captions.size());
        if (images_ == 0) return;
        batches_.emplace(std::move(buckets), captionChooser(std::move(captions), {kEmpty}, options), facts.timesteps,
                         options);
    }

    std::int64_t images() const { return images_; }
    bool heldOut(ImageId image) const { return !place_.contains(image.value); }

    std::vector<TrainerVisit> visits(ImageId image, int wanted) {
        std::vector<TrainerVisit> out;
        const auto place = place_.at(image.value);
        const auto sources = trainingSources(options_);
        for (std::int64_t i = 0; i < options_.max_steps * options_.gradient_accumulation; ++i) {
            const auto rows = batches_->imagesOf(i);
            if (std::find(rows.begin(), rows.end(), place) == rows.end()) continue;
            const auto batch = batches_->batch(i);
            for (std::size_t row = 0; row < rows.size(); ++row) {
                if (rows[row] != place) continue;
                if (std::ssize(out) >= wanted) return out;
                const auto at = static_cast<std::int64_t>(row);
                const auto which = batch.inputIds[at][0].item<std::int64_t>();
                out.push_back({i / options_.gradient_accumulation + 1,
                               batch.latents[at].flatten()[0].item<float>() > 0.5F,
                               which == kEmpty    ? std::string()
                               : which == kLonger ? sources.longer
                                                  : sources.shorter});
            }
        }
        return out;
    }

private:
    static TokenizedCaptions marked(const SelectedImage& selected) {
        TokenizedCaptions captions;
        if (!selected.shorter.empty()) captions.shorter = {{kShorter}};
        if (!selected.longer.empty()) captions.longer = {{kLonger}};
        return captions;
    }
    LatentSet marks(const CropSize& size, std::size_t images) const {
        const std::vector<std::int64_t> shape{static_cast<std::int64_t>(images), facts_.channels,
                                              size.height / facts_.reduction, size.width / facts_.reduction};
        const auto filled = [&](double value) { return torch::full({1, 1, 1, 1}, value).expand(shape); };
        LatentSet set{filled(0), filled(0)};
        if (options_.random_flip) {
            set.mirrored_mean = filled(1);
            set.mirrored_stddev = filled(0);
        }
        return set;
    }

    const DiffusionTrainOptions& options_;
    const ModelFacts& facts_;
    std::map<std::int64_t, std::int64_t> place_;  // of an image that is trained on, through the buckets
    std::int64_t images_ = 0;
    std::optional<DrawnBatches> batches_;
};

Json captionJson(const TrainerCaption& caption) {
    return {{"source", caption.source}, {"text", caption.text},     {"read", caption.text.substr(0, caption.cut_byte)},
            {"share", caption.share},   {"tokens", caption.tokens}, {"limit", caption.limit},
            {"ids", caption.ids}};
}

}  // namespace

TrainerView trainerViewOf(Project& project, ImageId id, const DiffusionTrainOptions& options, int visits) {
    const auto image = project.images().get(id);
    if (!image) throw Error(ErrorCode::NotFound, message("There is no image %1 in this project.", id.value));
    const torch::NoGradGuard noGrad;
    const auto facts = factsOf(options.model);
    TrainerView view;
    view.empty_share = options.caption_dropout;
    if (!parseImageQuery(options.filter).all()) {
        const auto found = project.images().ids(parseImageQuery("key:" + image->key + " (" + options.filter + ")"));
        if (std::find(found.begin(), found.end(), id) == found.end())
            view.refusals.push_back(TrainerRefusal::FilteredOut);
    }
    addCaptions(project, id, options, facts.tokenizer, view);
    addCrop(*image, options, view);
    if (!view.used() || (visits <= 0 && options.validation_images == 0)) return view;
    Rehearsal rehearsal(selectTrainingImages(project, options), options, facts);
    view.images = rehearsal.images();
    if (rehearsal.heldOut(id))
        view.refusals.push_back(TrainerRefusal::HeldOut);
    else if (visits > 0)
        view.visits = rehearsal.visits(id, visits);
    return view;
}

std::string refusalText(TrainerRefusal refusal, const DiffusionTrainOptions& options) {
    const std::string source = options.caption_source == "mix" ? "recap_short or recap_long" : options.caption_source;
    switch (refusal) {
        case TrainerRefusal::FileMissing: return "its file is not there";
        case TrainerRefusal::Unreadable: return "its file cannot be read as a picture";
        case TrainerRefusal::FilteredOut: return "the filter '" + options.filter + "' does not let it through";
        case TrainerRefusal::NoCaption: return "it has no caption of " + source;
        case TrainerRefusal::CaptionEmpty: return "its caption of " + source + " is empty";
        case TrainerRefusal::CaptionRejected: return "its caption of " + source + " was rejected";
        case TrainerRefusal::CaptionNotAccepted:
            return "its caption of " + source + " was not accepted, and the run takes accepted ones only";
        case TrainerRefusal::HeldOut: break;
    }
    return "it is held out to measure the validation loss";
}

Json trainerViewToJson(const TrainerView& view, const DiffusionTrainOptions& options) {
    Json refusals = Json::array(), captions = Json::array(), visits = Json::array();
    for (const auto refusal : view.refusals)
        refusals.push_back(
            {{"code", enumName(kTrainerRefusalNames, refusal)}, {"text", refusalText(refusal, options)}});
    for (const auto& caption : view.captions) captions.push_back(captionJson(caption));
    for (const auto& visit : view.visits)
        visits.push_back({{"step", visit.step}, {"mirrored", visit.mirrored}, {"source", visit.source}});
    return {{"used", view.used()},
            {"not_used_because", refusals},
            {"crop",
             {{"width", view.size.width},
              {"height", view.size.height},
              {"x", view.region.x},
              {"y", view.region.y},
              {"source_width", view.region.width},
              {"source_height", view.region.height},
              {"scale", view.region.scale}}},
            {"mirrored_share", view.mirrors ? 0.5 : 0.0},
            {"empty_share", view.empty_share},
            {"captions", captions},
            {"visits", visits}};
}

DiffusionTrainOptions trainingConfiguration(Project& project, const std::string& runOrFile) {
    DiffusionTrainOptions options;
    std::error_code error;
    if (fs::is_regular_file(runOrFile, error)) {
        optionsFromJson(readJsonFile(runOrFile), options, runOrFile);
        return options;
    }
    std::int64_t number = 0;
    const auto* end = runOrFile.data() + runOrFile.size();
    auto run = std::from_chars(runOrFile.data(), end, number).ptr == end ? project.runs().get(RunId{number})
                                                                         : std::optional<RunRecord>{};
    if (!run) run = project.runs().findByName(runOrFile);
    if (!run || run->kind != RunKind::Diffusion)
        throw Error(
            ErrorCode::NotFound,
            message("There is neither a file nor a training run called '%1'; 'recap runs list' shows all.", runOrFile));
    optionsFromJson(run->config, options, "run '" + run->name + "'");
    return options;
}

}  // namespace recap
