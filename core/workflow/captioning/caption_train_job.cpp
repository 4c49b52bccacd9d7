// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/caption_train_job.h"

#include "base/error.h"
#include "nn/interrupt.h"
#include "train/device.h"
#include "workflow/captioning/caption_training_internal.h"
#include "workflow/captioning/captioner_folder.h"
#include "workflow/project/project_sharing.h"
#include "workflow/project/threads.h"
#include "workflow/runs/joint_orders.h"
#include "workflow/runs/joint_run.h"
#include "workflow/runs/run_inbox.h"
#include "workflow/runs/run_lookup.h"
#include "workflow/runs/run_provenance.h"

#include <optional>
#include <utility>

namespace fs = std::filesystem;

namespace recap {
namespace {

CaptionTrainOptions optionsOfRun(const RunRecord& run) {
    CaptionTrainOptions options;
    optionsFromJson(run.config, options, "run '" + run.name + "'");
    return options;
}

}  // namespace

void requireCaptionTraining(Project& project, const CaptionTrainOptions& options) {
    requireValid(options);
    captionerFolder(project, options.base);
    deviceFromOption(options.device);
    if (options.learning_rate <= 0 && (options.vision_learning_rate > 0 || options.text_learning_rate > 0))
        throw Error(ErrorCode::InvalidOption,
                    message("Options 'vision_learning_rate' and 'text_learning_rate' follow the schedule of "
                            "'learning_rate': set that above 0, or train one tower only with 'train_parts'."));
    if (options.keep_best && options.validation_share <= 0)
        throw Error(ErrorCode::InvalidOption,
                    message("Option 'keep_best' needs validation images: set 'validation_share' above 0, or turn "
                            "'keep_best' off."));
    if (options.metric_for_best_model != "validation_loss" && options.validation_captions == 0)
        throw Error(ErrorCode::InvalidOption,
                    message("Option 'metric_for_best_model' = %1 needs written captions: set 'validation_captions' "
                            "above 0, or use validation_loss.",
                            options.metric_for_best_model));
    if (!options.clip.empty()) requireClip(project, options.clip);
    if (options.metric_for_best_model == "clipscore" && options.clip.empty())
        throw Error(
            ErrorCode::InvalidOption,
            message("Option 'metric_for_best_model' = clipscore needs a CLIP model: set 'clip' to its folder."));
}

RunRecord createCaptionTraining(Project& project, JobContext& context, const std::string& name,
                                const CaptionTrainOptions& options) {
    collectCaptionData(project, options);  // what cannot be trained leaves no run
    const auto branch = branchPoint(project, RunKind::Captioner, options.base);
    const std::string own = name.empty() ? "captioner" : name;
    if (const auto remark = sameNameRemark(project, own, RunKind::Captioner)) context.say(*remark);
    return createRun(project, context, own, RunKind::Captioner, optionsToJson(options), options.seed, options.max_steps,
                     branch ? branch->run : RunId{}, branch ? Json{{"branch_step", branch->step}} : Json::object());
}

ResumePlan captionResumePlan(Project& project, RunId id) {
    const auto run = project.runs().get(id);
    if (!run || run->kind != RunKind::Captioner)
        throw Error(ErrorCode::NotFound, message("There is no training run %1 in this project.", id.value));
    ResumePlan plan = resumePlan(project, *run);
    try {
        const auto options = optionsOfRun(*run);
        requireCaptionTraining(project, options);
        const auto before = recordedData(*run);
        plan.data_changed = !before.empty() && before != collectCaptionData(project, options).digest;
    } catch (const Error& e) {
        plan.problems.push_back(e.message());
    }
    return plan;
}

CaptionTrainJob::CaptionTrainJob(std::shared_ptr<Project> project, CaptionTrainRequest request)
    : project_(std::move(project)), request_(std::move(request)) {}

CaptionTrainJob::~CaptionTrainJob() = default;

void CaptionTrainJob::run(JobContext& context) {
    project_->requireWritable();
    auto& options = request_.options;
    std::optional<RunRecord> run;
    if (request_.resume) {
        run = runToResume(*project_, request_.resume, RunKind::Captioner);
        options = optionsOfRun(*run);
    }
    requireCaptionTraining(*project_, options);
    if (!run) run = createCaptionTraining(*project_, context, request_.name, options);
    run_ = run->id;
    const auto& replicas = request_.replicas;
    if (replicas) rememberStart(*project_, run_);
    recordRun(*project_, *run, context, [&](RunRecorder& recorder) {
        // Before the first command is taken: by it others know that the run goes on.
        if (request_.takes_commands && !replicas) shareWriting(*project_, run_);
        std::optional<RunInbox> inbox;
        if (request_.takes_commands) inbox.emplace(*project_, run_, context.control());
        const ComputeThreads threads(replicas ? ownOptions(options, *replicas).threads : options.threads);
        // Processes that train together stop between two steps, all at the same one.
        const nn::InterruptScope interrupt([&, joint = replicas != nullptr] {
            if (!joint && context.control().cancelRequested()) throw Cancelled{};
        });
        CaptionTraining training(*project_, *run, request_, context, recorder);
        training.prepare();
        const auto keepResults = [&] {
            metrics_ = training.metrics();
            if (const auto folder = trainedCaptioner(*project_, *run)) checkpoint_ = folder->string();
        };
        try {
            training.loop();
        } catch (...) {
            keepResults();
            throw;
        }
        keepResults();
    });
}

}  // namespace recap
