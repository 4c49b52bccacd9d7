// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/sampling/sample_run_job.h"

#include "base/error.h"
#include "workflow/runs/run_recorder.h"

namespace recap {

SampleRunJob::SampleRunJob(std::shared_ptr<Project> project, SampleRunRequest request)
    : project_(std::move(project)), request_(std::move(request)) {}

void SampleRunJob::run(JobContext& context) {
    project_->requireWritable();
    requireValid(request_.options);
    if (request_.prompts.empty())
        throw Error(ErrorCode::InvalidOption, message("There is no prompt to generate pictures for."));
    Json config = optionsToJson(request_.options);
    config["model"] = request_.model.string();
    config["prompts"] = request_.prompts;
    const auto pictures = static_cast<std::int64_t>(request_.prompts.size()) * request_.options.count;
    const RunRecord run =
        createRun(*project_, context, request_.name, RunKind::Samples, config, request_.options.seed, pictures);
    run_ = run.id;
    SampleRequest drawing;
    drawing.model = request_.model;
    drawing.options = request_.options;
    drawing.project = project_;
    drawing.run = run.id;
    drawing.out = project_->runDirectory(run.id) / "samples";
    for (const auto& prompt : request_.prompts) drawing.prompts.push_back({prompt, request_.options.seed});
    recordRun(*project_, run, context, [&](RunRecorder& recorder) {
        SampleJob(drawing).run(context);
        recorder.progress("pictures", pictures, pictures);
    });
}

}  // namespace recap
