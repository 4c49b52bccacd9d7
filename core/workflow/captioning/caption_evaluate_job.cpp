// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/caption_evaluate_job.h"

#include "base/error.h"
#include "nn/packed_weights.h"
#include "train/device.h"
#include "workflow/captioning/caption_clip_internal.h"
#include "workflow/captioning/caption_images_internal.h"
#include "workflow/captioning/caption_writer_internal.h"
#include "workflow/captioning/captioner_folder.h"
#include "workflow/project/threads.h"

#include <filesystem>
#include <optional>
#include <set>
#include <utility>

namespace recap {
namespace {

CaptionTrainOptions selectionOf(const CaptionEvaluateOptions& o) {
    CaptionTrainOptions selection;
    selection.style = o.style;
    selection.short_source = o.short_source;
    selection.long_source = o.long_source;
    selection.filter = o.filter;
    selection.accepted_only = o.accepted_only;
    selection.validation_share = 0;
    return selection;
}

void keepHeldOut(std::vector<CaptionItem>& items, const std::optional<CaptionImages>& known,
                 const std::string& captioner) {
    if (!known)
        throw Error(
            ErrorCode::InvalidOption,
            message("Which images '%1' held out is not known: it is not a captioner run of this project, or an older "
                    "one whose captions have changed since. Leave 'held_out' off and name images with 'filter'.",
                    captioner));
    std::erase_if(items, [&](const CaptionItem& item) { return known->held_out.count(item.image) == 0; });
    if (items.empty())
        throw Error(ErrorCode::InvalidOption,
                    message("Run '%1' held out none of these images: its 'validation_share' was 0, or 'filter' leaves "
                            "none of them.",
                            captioner));
}

std::int64_t countTrainedOn(const std::vector<WrittenCaption>& written, const std::vector<CaptionItem>& items,
                            const CaptionImages& known) {
    std::set<std::string> paths, found;
    for (const auto& item : items)
        if (known.training.count(item.image) > 0) paths.insert(item.path);
    for (const auto& caption : written)
        if (paths.count(caption.image) > 0) found.insert(caption.image);
    return std::ssize(found);
}

Message trainedOnText(std::optional<std::int64_t> trainedOn, std::int64_t images, const std::string& captioner) {
    if (!trainedOn) return message("Whether '%1' was trained on these images is not known.", captioner);
    if (*trainedOn == 0) return message("'%1' was trained on none of these images (images: %2).", captioner, images);
    return message(
        "'%1' was trained on %2 of these %3 images, which flatters it. Option 'held_out' takes only images "
        "that it was not trained on.",
        captioner, *trainedOn, images);
}

}  // namespace

CaptionEvaluateJob::CaptionEvaluateJob(std::shared_ptr<Project> project, CaptionEvaluateOptions options)
    : project_(std::move(project)), options_(std::move(options)) {}

CaptionEvaluateJob::~CaptionEvaluateJob() = default;

void CaptionEvaluateJob::run(JobContext& context) {
    requireValid(options_);
    const auto folder = captionerFolder(*project_, options_.captioner);
    const auto device = deviceFromOption(options_.device);
    if (!options_.clip.empty()) requireClip(*project_, options_.clip);
    auto items = collectCaptionData(*project_, selectionOf(options_)).training;
    const auto known = imagesOfCaptioner(*project_, options_.captioner);
    if (options_.held_out) keepHeldOut(items, known, options_.captioner);
    captioner_ = captionerLabel(folder, std::filesystem::path(options_.captioner).filename().string());
    const ComputeThreads threads(options_.threads);
    auto captioner = BlipCaptioner::load(folder);
    captioner.model()->to(device);
    CaptionWriter writer(captioner.format(), options_.batch_size);
    const auto total = static_cast<std::int64_t>(items.size());
    std::optional<nn::PackedWeights> packed(std::in_place, nn::packingBudget());
    const auto written = writer.write(captioner, context, items, [&](std::size_t done) {
        context.report({"recaption", static_cast<std::int64_t>(done), total});
        context.pausePoint();
    });
    packed.reset();
    context.report({"recaption", total, total});
    if (written.empty())
        throw Error(ErrorCode::InvalidOption, message("None of the images with a human caption could be read."));
    std::vector<double> clip;
    if (!options_.clip.empty()) {
        CaptionClip scorer(*project_, options_.clip, device);
        clip = scorer.scores(written, [&] { context.pausePoint(); });
    }
    measures_ = evaluatedMeasures(written, options_.replicates, static_cast<std::uint64_t>(options_.seed), clip);
    const auto images = imagesOf(written);
    captions_ = static_cast<std::int64_t>(written.size());
    images_ = static_cast<std::int64_t>(std::set(images.begin(), images.end()).size());
    if (known) trained_on_ = countTrainedOn(written, items, *known);
    context.say(trainedOnText(trained_on_, images_, options_.captioner),
                trained_on_.value_or(0) > 0 ? MessageEvent::Level::Warning : MessageEvent::Level::Info);
}

}  // namespace recap
