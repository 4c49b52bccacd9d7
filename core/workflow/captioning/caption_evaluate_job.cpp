// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/caption_evaluate_job.h"

#include "base/error.h"
#include "train/device.h"
#include "workflow/captioning/caption_writer_internal.h"
#include "workflow/captioning/captioner_folder.h"
#include "workflow/project/threads.h"

#include <filesystem>
#include <set>

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

}  // namespace

CaptionEvaluateJob::CaptionEvaluateJob(std::shared_ptr<Project> project, CaptionEvaluateOptions options)
    : project_(std::move(project)), options_(std::move(options)) {}

CaptionEvaluateJob::~CaptionEvaluateJob() = default;

void CaptionEvaluateJob::run(JobContext& context) {
    requireValid(options_);
    const auto folder = captionerFolder(*project_, options_.captioner);
    const auto device = deviceFromOption(options_.device);
    const auto items = collectCaptionData(*project_, selectionOf(options_)).training;
    captioner_ = captionerLabel(folder, std::filesystem::path(options_.captioner).filename().string());
    const ComputeThreads threads(options_.threads);
    auto captioner = BlipCaptioner::load(folder);
    captioner.model()->to(device);
    CaptionWriter writer(captioner.format(), options_.batch_size);
    const auto total = static_cast<std::int64_t>(items.size());
    const auto written = writer.write(captioner, context, items, [&](std::size_t done) {
        context.report({"recaption", static_cast<std::int64_t>(done), total});
        context.pausePoint();
    });
    context.report({"recaption", total, total});
    if (written.empty())
        throw Error(ErrorCode::InvalidOption, message("None of the images with a human caption could be read."));
    measures_ = evaluatedMeasures(written, options_.replicates, static_cast<std::uint64_t>(options_.seed));
    const auto images = imagesOf(written);
    captions_ = static_cast<std::int64_t>(written.size());
    images_ = static_cast<std::int64_t>(std::set(images.begin(), images.end()).size());
}

}  // namespace recap
