// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/caption_run_job.h"

#include "base/error.h"
#include "caption/caption_style.h"
#include "caption/captioner_view.h"
#include "data/caption_use.h"
#include "data/image_query.h"
#include "image/decode.h"
#include "workflow/captioning/captioner_folder.h"
#include "workflow/project/threads.h"
#include "workflow/runs/run_recorder.h"

#include <algorithm>
#include <set>

namespace fs = std::filesystem;

namespace recap {
namespace {

// More than a caption of 77 CLIP tokens needs; the end token stops a caption long before.
constexpr std::int64_t kMostIds = 120;

// Images of the filter that this captioner has not written for, in the order of import. What a person has accepted or
// edited is never written over.
std::vector<ImageRecord> imagesToCaption(Project& project, const CaptionRunRequest& request, const std::string& source,
                                         const std::string& author) {
    std::set<std::int64_t> finished;
    for (const auto& caption : project.captions().forSource(source)) {
        const bool approved = isApproved(caption.status);
        if (caption.author == author || approved) finished.insert(caption.image.value);
    }
    std::vector<ImageRecord> out;
    const auto images = project.images().list(parseImageQuery(request.options.filter));
    for (std::size_t i = 0; i < images.size(); ++i) {
        const bool ours = static_cast<std::int64_t>(i) % request.shard_count == request.shard_index;
        if (ours && finished.count(images[i].id.value) == 0) out.push_back(images[i]);
    }
    return out;
}

std::string withoutPrefix(std::string caption, const std::string& prefix) {
    if (caption.starts_with(prefix)) caption.erase(0, prefix.size());
    const auto first = caption.find_first_not_of(' ');
    return first == std::string::npos ? std::string() : caption.substr(first);
}

}  // namespace

CaptionRunJob::CaptionRunJob(std::shared_ptr<Project> project, CaptionRunRequest request)
    : project_(std::move(project)), request_(std::move(request)) {}

CaptionRunJob::~CaptionRunJob() = default;

void CaptionRunJob::run(JobContext& context) {
    project_->requireWritable();
    if (request_.options.batch_size < 1 || request_.shard_count < 1 || request_.shard_index < 0 ||
        request_.shard_index >= request_.shard_count)
        throw Error(ErrorCode::InvalidOption,
                    message("A shard is given as i/n with 0 <= i < n, and a batch has at least one image."));
    const auto style = enumFromName(kCaptionStyleNames, request_.options.style, message("The style"));
    if (style == CaptionStyle::Mix)
        throw Error(ErrorCode::InvalidOption,
                    message("A captioner writes short or long captions; RECAP Mix is chosen in training."));
    const fs::path folder = captionerFolder(*project_, request_.options.captioner);
    const std::string source(recapSource(style)), prefix(captionPrefix(style));
    const std::string author = captionerLabel(folder, fs::path(request_.options.captioner).filename().string());
    const auto images = imagesToCaption(*project_, request_, source, author);
    const auto total = static_cast<std::int64_t>(images.size());
    const Json config{{"captioner", request_.options.captioner},
                      {"style", request_.options.style},
                      {"filter", request_.options.filter},
                      {"batch_size", request_.options.batch_size}};
    const auto run = createRun(*project_, context, source + " by " + author, RunKind::Recaption, config, 0, total);
    run_ = run.id;
    recordRun(*project_, run, context, [&](RunRecorder& recorder) {
        const ComputeThreads threads(request_.options.threads);
        auto captioner = BlipCaptioner::load(folder);
        DecodingOptions decoding;
        decoding.max_length = static_cast<int>(
            std::min<std::int64_t>(captioner.model()->config().text_config.max_position_embeddings, kMostIds));
        const Json provenance{{"model", folder.string()},
                              {"captioner", author},
                              {"prefix", prefix},
                              {"decoding", "greedy"},
                              {"max_length", decoding.max_length}};
        for (std::int64_t begin = 0; begin < total; begin += request_.options.batch_size) {
            recorder.pausePoint();
            std::vector<torch::Tensor> pictures;
            std::vector<ImageId> ids;
            for (std::int64_t i = begin; i < std::min(begin + request_.options.batch_size, total); ++i) {
                const auto& image = images[static_cast<std::size_t>(i)];
                try {
                    pictures.push_back(captionerView(decodeImage(image.path), captioner.format()));
                    ids.push_back(image.id);
                } catch (const Error& e) {
                    skipped_.push_back({image.path, e.message()});
                }
            }
            if (ids.empty()) continue;
            const auto texts = captioner.caption(torch::stack(pictures), prefix, decoding);
            Transaction transaction(project_->database());
            for (std::size_t i = 0; i < ids.size(); ++i)
                project_->captions().addVersion(
                    {ids[i], source, withoutPrefix(texts[i], prefix), CaptionStatus::New, author, provenance});
            transaction.commit();
            written_ += static_cast<std::int64_t>(ids.size());
            recorder.progress("recaption", std::min(begin + request_.options.batch_size, total), total);
        }
    });
}

}  // namespace recap
