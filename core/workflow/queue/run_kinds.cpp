// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/queue/run_kinds.h"

#include "base/error.h"
#include "data/image_query.h"
#include "workflow/captioning/caption_curve_job.h"
#include "workflow/captioning/caption_measures.h"
#include "workflow/captioning/caption_run_job.h"
#include "workflow/captioning/caption_train_job.h"
#include "workflow/captioning/server_caption_job.h"
#include "workflow/judging/metrics_job.h"
#include "workflow/judging/metrics_options.h"
#include "workflow/runs/run_lookup.h"
#include "workflow/sampling/prompt_file.h"
#include "workflow/sampling/sample_run_job.h"
#include "workflow/sampling/sample_run_options.h"
#include "workflow/training/train_job.h"
#include "workflow/training/train_preflight.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string>
#include <utility>

namespace fs = std::filesystem;

namespace recap {
namespace {

template <class Options>
std::vector<FieldDescription> fieldsOf() {
    return listFields(Options{});
}

template <class Options>
std::vector<FieldProblem> problemsOf(const Json& values) {
    return validate(optionsOf<Options>(values));
}

using ProjectPointer = std::shared_ptr<Project>;

std::unique_ptr<Job> makeTraining(ProjectPointer project, const QueuedRun& run, bool takesCommands) {
    TrainRequest request;
    request.name = run.name;
    request.resume = run.continues;
    request.takes_commands = takesCommands;
    if (!run.continues) request.options = optionsOf<DiffusionTrainOptions>(run.values);
    return std::make_unique<TrainJob>(std::move(project), std::move(request));
}

ResumePlan trainingResumePlan(Project& project, RunId run) {
    auto plan = preflightResume(project, run);
    return {
        .restores = std::move(plan.restores), .problems = std::move(plan.problems), .data_changed = plan.data_changed};
}

std::unique_ptr<Job> makeCaptioner(ProjectPointer project, const QueuedRun& run, bool takesCommands) {
    CaptionTrainRequest request;
    request.name = run.name;
    request.resume = run.continues;
    request.takes_commands = takesCommands;
    if (!run.continues) request.options = optionsOf<CaptionTrainOptions>(run.values);
    return std::make_unique<CaptionTrainJob>(std::move(project), std::move(request));
}

std::vector<FieldProblem> problemsOfCurve(const Json& values) {
    return captionCurveProblems(optionsOf<CaptionCurveOptions>(values));
}

std::unique_ptr<Job> makeCurve(ProjectPointer project, const QueuedRun& run, bool takesCommands) {
    CaptionCurveRequest request;
    request.name = run.name;
    request.resume = run.continues;
    request.takes_commands = takesCommands;
    if (!run.continues) request.options = optionsOf<CaptionCurveOptions>(run.values);
    return std::make_unique<CaptionCurveJob>(std::move(project), std::move(request));
}

std::unique_ptr<Job> makeRecaption(ProjectPointer project, const QueuedRun& run, bool) {
    CaptionRunRequest request;
    request.options = optionsOf<RecaptionOptions>(run.values);
    return std::make_unique<CaptionRunJob>(std::move(project), std::move(request));
}

std::unique_ptr<Job> makeServerRecaption(ProjectPointer project, const QueuedRun& run, bool) {
    ServerCaptionRequest request;
    request.options = optionsOf<ServerCaptionOptions>(run.values);
    request.name = run.name;
    return std::make_unique<ServerCaptionJob>(std::move(project), std::move(request));
}

std::unique_ptr<Job> makeSamples(ProjectPointer project, const QueuedRun& run, bool) {
    const auto options = optionsOf<SampleRunOptions>(run.values);
    return std::make_unique<SampleRunJob>(
        std::move(project),
        SampleRunRequest{run.name, options.model, promptLines(options.prompts), options.drawing, options.prompt_set});
}

std::unique_ptr<Job> makeMetrics(ProjectPointer project, const QueuedRun& run, bool) {
    const auto options = optionsOf<MetricsOptions>(run.values);
    MetricsRequest request;
    for (const auto& name : options.runs) request.runs.push_back(requireRun(*project, name).id);
    request.metrics = options.metrics;
    request.judges = options.judges;
    request.prompts = options.prompt_set;
    request.reference = options.reference;
    if (!options.baseline.empty()) request.baseline = requireRun(*project, options.baseline).id;
    request.step = options.step;
    request.replicates = options.replicates;
    request.seed = options.seed;
    return std::make_unique<MetricsJob>(std::move(project), std::move(request));
}

template <class Options>
constexpr RunKindRow row(RunKind kind, std::string_view model, decltype(RunKindRow::make) make) {
    RunKindRow row;
    row.kind = kind;
    row.model = model;
    row.fields = fieldsOf<Options>;
    row.problems = problemsOf<Options>;
    row.make = make;
    return row;
}

constexpr auto kRows = [] {
    std::array rows{row<DiffusionTrainOptions>(RunKind::Diffusion, "model", makeTraining),
                    row<CaptionTrainOptions>(RunKind::Captioner, "base", makeCaptioner),
                    row<RecaptionOptions>(RunKind::Recaption, "captioner", makeRecaption),
                    row<ServerCaptionOptions>(RunKind::ServerRecaption, "", makeServerRecaption),
                    row<SampleRunOptions>(RunKind::Samples, "model", makeSamples),
                    row<MetricsOptions>(RunKind::Metrics, "", makeMetrics),
                    row<CaptionCurveOptions>(RunKind::CaptionCurve, "base", makeCurve)};
    rows[0].resume = trainingResumePlan;
    rows[1].resume = captionResumePlan;
    rows[1].curves = captionCurves;
    rows[2].named_model = true;
    rows[4].single_file = true;
    rows[6].problems = problemsOfCurve;
    rows[6].resume = captionCurveResumePlan;
    return rows;
}();

void addModelProblem(const RunKindRow& row, const Json& values, std::vector<FieldProblem>& problems) {
    if (row.model.empty()) return;
    const std::string field(row.model);
    const auto model = values.value(field, std::string());
    if (model.empty())
        problems.push_back({field, message("must be chosen")});
    else if (!row.named_model && !(row.single_file && fs::is_regular_file(model)) && !fs::is_directory(model))
        problems.push_back({field, message("is not a folder")});
}

void addFilterProblem(const Json& values, std::vector<FieldProblem>& problems) {
    const auto filter = values.value("filter", std::string());
    try {
        if (!filter.empty()) parseImageQuery(filter);
    } catch (const Error& error) {
        problems.push_back({"filter", error.message()});
    }
}

}  // namespace

std::span<const RunKindRow> runKinds() {
    return kRows;
}

const RunKindRow& runKindRow(RunKind kind) {
    const auto it = std::find_if(kRows.begin(), kRows.end(), [&](const RunKindRow& row) { return row.kind == kind; });
    if (it == kRows.end())
        throw Error(ErrorCode::InvalidOption,
                    message("A run of the kind '%1' cannot be started.", enumName(kRunKindNames, kind)));
    return *it;
}

std::vector<FieldProblem> runProblems(const RunKindRow& row, const Json& values) {
    std::vector<FieldProblem> problems;
    try {
        problems = row.problems(values);
    } catch (const Error& error) {
        return {{"", error.message()}};
    }
    addModelProblem(row, values, problems);
    // What has no default and must not stay empty. A file of prompts may stand in for those of the form.
    for (const char* field : {"prompts", "runs", "server", "instruction"})
        if (const auto it = values.find(field);
            it != values.end() && (field != std::string_view("prompts") || values.value("prompt_set", "").empty()))
            if (it->is_string() ? promptLines(it->get<std::string>()).empty() : it->empty())
                problems.push_back({field, message("must not be empty")});
    addFilterProblem(values, problems);
    return problems;
}

ResumePlan planResume(Project& project, const RunRecord& run) {
    const auto& row = runKindRow(run.kind);
    if (row.resume == nullptr)
        throw Error(ErrorCode::InvalidOption,
                    message("Run '%1' cannot be continued: only training runs can. Start it again instead.", run.name));
    return row.resume(project, run.id);
}

std::unique_ptr<Job> makeQueuedRun(std::shared_ptr<Project> project, const QueuedRun& run, bool takesCommands) {
    return runKindRow(run.kind).make(std::move(project), run, takesCommands);
}

}  // namespace recap
