// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/sampling/sample_run_job.h"

#include "base/error.h"
#include "base/hash.h"
#include "workflow/project/project_sharing.h"
#include "workflow/runs/run_inbox.h"
#include "workflow/runs/run_lookup.h"
#include "workflow/runs/run_recorder.h"
#include "workflow/sampling/prompt_file.h"
#include "workflow/sampling/sample_parts.h"

#include <algorithm>
#include <system_error>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr const char* kDrawing = "drawing";  // in a run's configuration: drawingId()

fs::path partsFolder(const Project& project, const SampleRunRequest& request, const std::string& id) {
    return request.parts.empty() ? project.path() / "runs" / ("samples-" + id) : request.parts;
}

}  // namespace

SampleRunJob::SampleRunJob(std::shared_ptr<Project> project, SampleRunRequest request)
    : project_(std::move(project)), request_(std::move(request)) {}

SampleRequest SampleRunJob::drawing() const {
    SampleRequest drawing;
    drawing.model = request_.model;
    drawing.options = request_.options;
    for (const auto& prompt : request_.prompts) drawing.prompts.push_back({prompt, request_.options.seed});
    if (!request_.prompt_set.empty())
        for (auto& prompt : readPromptFile(request_.prompt_set, request_.options.seed))
            drawing.prompts.push_back(std::move(prompt));
    if (drawing.prompts.empty())
        throw Error(ErrorCode::InvalidOption, message("There is no prompt to generate pictures for."));
    return drawing;
}

RunRecord SampleRunJob::runToDraw(JobContext& context, const SampleRequest& drawing) {
    const auto id = drawingId(drawingFacts(drawing));
    if (request_.continues) {
        auto runs = project_->runs().list();
        std::sort(runs.begin(), runs.end(), [](const auto& a, const auto& b) { return a.id.value > b.id.value; });
        for (auto& run : runs)
            if (run.kind == RunKind::Samples && run.name == request_.name && run.config.value(kDrawing, Json()) == id)
                return run;
    }
    if (const auto remark = sameNameRemark(*project_, request_.name, RunKind::Samples)) context.say(*remark);
    Json config = optionsToJson(request_.options);
    config["model"] = request_.model.string();
    config["prompts"] = request_.prompts;
    config[kDrawing] = id;
    if (!request_.prompt_set.empty()) {
        config["prompt_set"] = request_.prompt_set.string();
        config["prompt_set_sha256"] = sha256File(request_.prompt_set);
    }
    const auto pictures = std::ssize(drawing.prompts) * request_.options.count;
    return createRun(*project_, context, request_.name, RunKind::Samples, config, request_.options.seed, pictures);
}

void SampleRunJob::draw(const SampleRequest& drawing, JobContext& context) {
    SampleJob job(drawing);
    job.run(context);
    images_ = job.images();
    prompts_ = job.prompts();
}

void SampleRunJob::run(JobContext& context) {
    if (!request_.shard) project_->requireWritable();
    requireValid(request_.options);
    auto drawing = this->drawing();
    const auto facts = drawingFacts(drawing);
    const auto parts = partsFolder(*project_, request_, drawingId(facts));
    if (request_.shard) {
        requireShard(*request_.shard);
        requireDrawing(parts, facts);
        drawing.shard = *request_.shard;
        folder_ = drawing.out = parts;
        return draw(drawing, context);
    }
    const RunRecord run = runToDraw(context, drawing);
    run_ = run.id;
    drawing.project = project_;
    drawing.run = run.id;
    folder_ = drawing.out = project_->runDirectory(run.id) / "samples";
    recordRun(*project_, run, context, [&](RunRecorder& recorder) {
        if (request_.takes_commands) shareWriting(*project_, run.id);
        std::optional<RunInbox> inbox;
        if (request_.takes_commands) inbox.emplace(*project_, run.id, context.control());
        if (const auto taken = takeOverPictures(parts, drawing.out, facts); taken > 0)
            context.say(message("Pictures taken over from %1: %2.", parts, taken));
        draw(drawing, context);
        recorder.progress("pictures", std::ssize(images_), std::ssize(images_));
    });
    // All of its pictures are in the run.
    std::error_code ignored;
    if (request_.parts.empty()) fs::remove_all(parts, ignored);
}

}  // namespace recap
