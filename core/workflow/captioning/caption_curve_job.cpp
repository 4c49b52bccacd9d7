// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/caption_curve_job.h"

#include "base/error.h"
#include "models/blip_files.h"
#include "nn/interrupt.h"
#include "tensor_io/weight_files.h"
#include "train/device.h"
#include "workflow/captioning/caption_curve_run_internal.h"
#include "workflow/captioning/caption_train_job.h"
#include "workflow/captioning/captioner_folder.h"
#include "workflow/project/project_sharing.h"
#include "workflow/project/threads.h"
#include "workflow/runs/run_inbox.h"
#include "workflow/runs/run_lookup.h"
#include "workflow/runs/run_provenance.h"
#include "workflow/runs/run_recorder.h"

#include <charconv>
#include <optional>
#include <utility>

namespace recap {
namespace {

constexpr const char* kName = "caption curve";
constexpr const char* kKnown = "known";  // in the provenance: KnownImages::name

void requireCaptionCurve(Project& project, const CaptionCurveOptions& options) {
    if (const auto problems = captionCurveProblems(options); !problems.empty())
        throw Error(ErrorCode::InvalidOption, message("Wrong options: %1.", detail::problemsTogether(problems)));
    requireCaptionTraining(project, options.training);
}

CaptionCurveOptions optionsOfRun(const RunRecord& run) {
    CaptionCurveOptions options;
    optionsFromJson(run.config, options, "run '" + run.name + "'");
    return options;
}

std::string knownOf(const RunRecord& run) {
    const auto it = run.provenance.find(kKnown);
    return it != run.provenance.end() && it->is_string() ? it->get<std::string>() : std::string();
}

// The newest run with this name, when it has these options and nobody works on it.
std::optional<RunRecord> sameRun(Project& project, const std::string& name, const CaptionCurveOptions& options) {
    auto run = project.runs().findByName(name, RunKind::CaptionCurve);
    if (!run || isWorkedOn(project, run->id)) return std::nullopt;
    try {
        if (optionsToJson(optionsOfRun(*run)) != optionsToJson(options)) return std::nullopt;
    } catch (const Error&) {
        return std::nullopt;  // options of another version: another curve
    }
    return run;
}

void requireSameImages(const RunRecord& run, const KnownImages& known) {
    if (!run.provenance.contains("data") || knownOf(run) == known.name) return;
    throw Error(ErrorCode::InvalidOption,
                message("Run '%1' belongs to the demo, which knows what its images show. Continue the demo instead.",
                        run.name));
}

}  // namespace

std::vector<FieldProblem> captionCurveProblems(const CaptionCurveOptions& options) {
    auto problems = validate(options);
    if (options.counts.empty()) problems.push_back({"counts", message("must not be empty")});
    for (const auto& text : options.counts) {
        std::int64_t count = 0;
        const char* end = text.data() + text.size();
        const auto read = std::from_chars(text.data(), end, count);
        if (text != "all" && (read.ec != std::errc{} || read.ptr != end || count < 1))
            problems.push_back({"counts", message("has '%1', which is neither a number above 0 nor all", text)});
    }
    return problems;
}

CaptionCurvePlan captionCurvePlan(Project& project, const CaptionCurveOptions& options, bool recognise) {
    requireCaptionCurve(project, options);
    const auto data = collectCurveData(project, options);
    const auto base = captionerFolder(project, options.training.base);
    CaptionCurvePlan plan{.available = std::ssize(data.captions.training),
                          .held_out_images = data.heldOutImages,
                          .held_out_captions = std::ssize(data.captions.validation),
                          .left_out = data.leftOut};
    const auto hash = recognise ? weightsHash(blipWeightFiles(base)) : std::string();
    for (const auto& captioner : curveCaptioners(options, hash, data, {})) {
        const bool done = recognise && recognisedPoint(project, captioner.key);
        plan.points.push_back({captioner.captions, captioner.seed, done});
        if (!done && captioner.captions > 0) plan.steps += options.training.max_steps;
    }
    return plan;
}

RunRecord createCaptionCurve(Project& project, JobContext& context, const std::string& name,
                             const CaptionCurveOptions& options) {
    requireCaptionCurve(project, options);
    return createRun(project, context, name.empty() ? kName : name, RunKind::CaptionCurve, optionsToJson(options),
                     options.training.seed, 0);
}

ResumePlan captionCurveResumePlan(Project& project, RunId id) {
    const auto run = project.runs().get(id);
    if (!run || run->kind != RunKind::CaptionCurve)
        throw Error(ErrorCode::NotFound, message("There is no caption curve %1 in this project.", id.value));
    ResumePlan plan;
    if (project.readOnly()) plan.problems.push_back(project.readOnlyReason());
    try {
        requireSameImages(*run, {});
        const auto options = optionsOfRun(*run);
        requireCaptionCurve(project, options);
        const auto before = recordedData(*run);
        plan.data_changed = !before.empty() && before != collectCurveData(project, options).captions.digest;
        const auto curve = readCaptionCurve(project.runDirectory(id));
        // Copied: GCC 12 warns falsely about the move.
        const auto done =
            message("%1 captioners that are done; the one that was being trained continues from its last checkpoint",
                    curve ? std::ssize(curve->points) : 0);
        plan.restores.push_back(done);
    } catch (const Error& e) {
        plan.problems.push_back(e.message());
    }
    return plan;
}

CaptionCurveJob::CaptionCurveJob(std::shared_ptr<Project> project, CaptionCurveRequest request)
    : project_(std::move(project)), request_(std::move(request)) {}

CaptionCurveJob::~CaptionCurveJob() = default;

void CaptionCurveJob::run(JobContext& context) {
    project_->requireWritable();
    auto& options = request_.options;
    std::optional<RunRecord> run;
    if (request_.resume) {
        run = runToResume(*project_, request_.resume, RunKind::CaptionCurve);
        options = optionsOfRun(*run);
        requireSameImages(*run, request_.known);
    }
    requireCaptionCurve(*project_, options);
    if (!run) run = sameRun(*project_, request_.name.empty() ? kName : request_.name, options);
    if (!run) run = createCaptionCurve(*project_, context, request_.name, options);
    run_ = run->id;
    recordRun(*project_, *run, context, [&](RunRecorder& recorder) {
        // Before the first command is taken: by it others know that the run goes on.
        if (request_.takes_commands) shareWriting(*project_, run_);
        std::optional<RunInbox> inbox;
        if (request_.takes_commands) inbox.emplace(*project_, run_, context.control());
        const ComputeThreads threads(options.training.threads);
        const nn::InterruptScope interrupt([&] {
            if (context.control().cancelRequested()) throw Cancelled{};
        });
        CaptionCurveRun work(*project_, run_, request_, context, recorder);
        Json provenance = runProvenance(deviceFromOption(options.training.device).str(), work.digest(), work.images());
        if (!request_.known.name.empty()) provenance[kKnown] = request_.known.name;
        project_->runs().setProvenance(run_, provenance);
        made_ = work.run(curve_);
    });
}

}  // namespace recap
