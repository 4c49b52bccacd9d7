// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/study/study_stages_internal.h"

#include "base/atomic_file.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/paths.h"
#include "caption/captioner_view.h"
#include "demo/tiny_models.h"
#include "image/decode.h"
#include "workflow/captioning/caption_run_job.h"
#include "workflow/captioning/caption_train_job.h"
#include "workflow/captioning/captioner_folder.h"
#include "workflow/dataset/import_job.h"
#include "workflow/judging/metrics_job.h"
#include "workflow/runs/run_recorder.h"
#include "workflow/sampling/sample_job.h"
#include "workflow/study/demo_data_job.h"
#include "workflow/study/study_captions_internal.h"
#include "workflow/study/study_curve_internal.h"
#include "workflow/study/study_plan_internal.h"
#include "workflow/study/study_results_internal.h"
#include "workflow/study/study_state_internal.h"
#include "workflow/training/train_job.h"

#include <algorithm>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr double kGuidance = 3.0;
constexpr const char* kCaptionerName = "demo captioner";

fs::path demoResource(const char* part) {
    const fs::path folder = resourceDirectory() / "demo" / part;
    if (!fs::exists(folder))
        throw Error(ErrorCode::FileNotFound,
                    message("The demo's weights are missing (%1). Create them with 'recap demo pretrain --out %2'.",
                            folder, (resourceDirectory() / "demo")));
    return folder;
}

RunId rememberedRun(const StudyMemory& memory, const std::string& key) {
    const Json value = memory.get(key);
    return RunId{value.is_number_integer() ? value.get<std::int64_t>() : 0};
}

void makeData(StudyWork& work, JobContext& context) {
    DemoDataRequest request;
    request.out = work.dataFolder();
    request.scenes = work.scale.scenes;
    request.human = work.scale.human;
    request.seed = work.seed("data");
    DemoDataJob(request).run(context);
    ImportJob import(work.project, {work.dataFolder(), "imagefolder", "alttext"});
    import.run(context);
    for (const auto& skipped : import.report().skipped)
        if (!skipped.passed_over)
            context.say(message("%1: %2", skipped.file, skipped.reason), MessageEvent::Level::Warning);
}

// Real pictures of the held-out prompts are kept as a run of their own: the table's last row.
void makePrompts(StudyWork& work, JobContext& context) {
    const auto prompts = writeHeldOutPrompts(work.promptFolder(), work.scale.prompts, work.seed("prompts"), context);
    auto run = rememberedRun(work.memory, "run:real");
    if (!run) {
        run = createRun(*work.project, context, "Real images", RunKind::Samples, Json{{"model", "real"}},
                        work.request.seed, 0)
                  .id;
        work.memory.set("run:real", run.value);
    }
    std::vector<SampleRecord> samples;
    for (std::size_t i = 0; i < prompts.size(); ++i) {
        SampleRecord sample;
        sample.run = run;
        sample.prompt_index = static_cast<std::int64_t>(i);
        sample.prompt = prompts[i].text;
        sample.seed = prompts[i].seed;
        sample.path = work.project->relative(work.promptFolder() / prompts[i].picture);
        samples.push_back(std::move(sample));
    }
    work.project->samples().addMany(samples);
    work.project->runs().setState(run, RunState::Done);
}

// What the captioner writes when it has seen alt texts only, for a few hundred images and without keeping it.
StudyCaptions captionsBefore(StudyWork& work, JobContext& context) {
    auto captioner = BlipCaptioner::load(demoResource("captioner"));
    StudyCaptions captions{.kind = "before"};
    const auto facts = work.project->images().attributesOf();
    const auto first =
        static_cast<std::size_t>(std::min<std::int64_t>(work.scale.human, static_cast<std::int64_t>(facts.size())));
    const auto last = std::min(facts.size(), first + 200);
    for (std::size_t i = first; i < last; ++i) {
        context.pausePoint();
        const auto image = work.project->images().get(facts[i].first);
        const auto text =
            captioner.caption(captionerView(decodeImage(image->path), captioner.format()).unsqueeze(0)).front();
        addCaption(captions, text, facts[i].second);
    }
    return captions;
}

CaptionTrainOptions captionerOptions(std::int64_t steps, std::int64_t seed) {
    CaptionTrainOptions options;
    options.base = demoResource("captioner").string();
    options.max_steps = steps;
    options.batch_size = 32;
    options.learning_rate = 6e-4;
    options.label_smoothing = 0;
    options.validation_captions = 0;
    options.save_every = steps;
    options.seed = seed;
    options.threads = 1;
    return options;
}

void trainCaptioner(StudyWork& work, JobContext& context) {
    remember(work.memory, captionsBefore(work, context));
    CaptionTrainRequest request;
    request.name = kCaptionerName;
    request.options = captionerOptions(work.scale.captioner_steps, work.seed("captioner"));
    CaptionTrainJob job(work.project, request);
    job.run(context);
    work.memory.set("captioner", work.project->relative(job.checkpoint()));
    work.memory.set("run:captioner", job.runId().value);
    work.memory.set("captioner:metrics", job.metrics());
}

void recaption(StudyWork& work, JobContext& context) {
    for (const char* style : {"short", "long"}) {
        CaptionRunRequest request;
        request.options.captioner = kCaptionerName;
        request.options.style = style;
        request.options.threads = 1;
        CaptionRunJob job(work.project, request);
        job.run(context);
        for (const auto& skipped : job.skipped())
            context.say(message("%1: %2", skipped.file, skipped.reason), MessageEvent::Level::Warning);
    }
    for (const char* source : {"alttext", "recap_short", "recap_long"})
        remember(work.memory, countCaptions(*work.project, source));
}

// The first held-out prompts with their seeds are drawn again and again while an arm trains. They are previews: what is
// judged is drawn from the finished model.
std::string stripPrompts(StudyWork& work) {
    constexpr std::size_t kStrip = 4;
    std::string lines;
    const auto prompts = work.project->samples().list(rememberedRun(work.memory, "run:real"));
    for (std::size_t i = 0; i < std::min(kStrip, prompts.size()); ++i)
        lines += prompts[i].prompt + " --d " + std::to_string(prompts[i].seed) + "\n";
    return lines;
}

void trainArm(StudyWork& work, const StudyArm& arm, JobContext& context) {
    TrainRequest request;
    auto& options = request.options;
    request.name = arm.title;
    options.model = demoResource("base").string();
    options.caption_source = arm.source;
    options.train_parts = "both";
    options.max_steps = work.scale.arm_steps;
    options.batch_size = work.scale.arm_batch;
    options.learning_rate = 1e-3;
    options.warmup_steps = std::min<std::int64_t>(50, work.scale.arm_steps / 10);
    options.adam_beta2 = 0.99;
    options.ema_decay = 0.995;
    options.resolution = demo::kImageSide;
    options.save_every = std::max<std::int64_t>(work.scale.arm_steps / 8, 40);
    options.keep_checkpoints = 1;
    options.sample_every = work.scale.arm_steps / 4;
    options.sample_prompts = stripPrompts(work);
    options.sample_steps = work.scale.sample_steps;
    options.sample_guidance = kGuidance;
    options.seed = work.seed("arms");  // the same for every arm: same images, times and noise
    options.threads = 1;
    const std::string key = "run:train:" + arm.key;
    request.resume = rememberedRun(work.memory, key);
    if (!request.resume) {
        request.resume = createTraining(*work.project, context, arm.title, options).id;
        work.memory.set(key, request.resume.value);
    }
    TrainJob job(work.project, request);
    job.run(context);
    work.memory.set("model:" + arm.key, work.project->relative(job.checkpoint()));
}

SampleRequest sampleRequest(StudyWork& work, const fs::path& model, RunId run, std::int64_t step) {
    SampleRequest request;
    request.project = work.project;
    request.model = model;
    request.run = run;
    request.step = step;
    request.out = work.project->runDirectory(run) / "held-out";
    request.options.steps = work.scale.sample_steps;
    request.options.guidance = kGuidance;
    request.options.batch_size = 16;
    request.options.threads = 1;
    for (const auto& sample : work.project->samples().list(rememberedRun(work.memory, "run:real")))
        request.prompts.push_back({sample.prompt, sample.seed});
    return request;
}

// The base model is no run of its own, so its pictures get one.
void drawBaseline(StudyWork& work, JobContext& context) {
    const fs::path model = demoResource("base");
    auto id = rememberedRun(work.memory, "run:samples:baseline");
    if (!id) {
        id = createRun(*work.project, context, "Baseline", RunKind::Samples, Json{{"model", model.string()}},
                       work.request.seed, work.scale.prompts)
                 .id;
        work.memory.set("run:samples:baseline", id.value);
    }
    recordRun(*work.project, *work.project->runs().get(id), context, [&](RunRecorder& recorder) {
        SampleJob(sampleRequest(work, model, id, 0)).run(context);
        recorder.progress("pictures", work.scale.prompts, work.scale.prompts);
    });
}

void drawArm(StudyWork& work, const StudyArm& arm, JobContext& context) {
    const auto id = rememberedRun(work.memory, "run:train:" + arm.key);
    const auto model = work.project->resolve(work.memory.get("model:" + arm.key).get<std::string>());
    SampleJob(sampleRequest(work, model, id, work.scale.arm_steps)).run(context);
}

void computeMetrics(StudyWork& work, JobContext& context) {
    const auto arms = studyArms(work.request);
    MetricsRequest request;
    request.seed = work.seed("bootstrap");
    request.runs.push_back(rememberedRun(work.memory, "run:samples:baseline"));
    for (const auto& arm : arms) request.runs.push_back(rememberedRun(work.memory, "run:train:" + arm.key));
    request.runs.push_back(rememberedRun(work.memory, "run:real"));
    const RunId alttext = rememberedRun(work.memory, "run:train:alttext");
    for (const auto& arm : arms)
        if (const RunId run = rememberedRun(work.memory, "run:train:" + arm.key); alttext && run != alttext)
            request.pairs.emplace_back(alttext, run);
    MetricsJob job(work.project, request);
    job.run(context);
    Json differences = Json::array();
    for (const auto& difference : job.differences()) {
        if (difference.first != alttext) continue;  // every pair is compared
        Json metrics = Json::array();
        for (const auto& d : difference.metrics) {
            const auto m = asNumber(d);
            metrics.push_back({{"name", m.name},
                               {"value", m.value},
                               {"low", m.low},
                               {"high", m.high},
                               {"n", m.n},
                               {"judge", m.judge},
                               {"card", m.card}});
        }
        differences.push_back(
            {{"first", difference.first.value}, {"second", difference.second.value}, {"metrics", metrics}});
    }
    work.memory.set("differences", differences);
    work.memory.set("differences:ms", SystemClock().nowMs());
}

}  // namespace

void runStudyStage(const std::string& stage, StudyWork& work, JobContext& context) {
    if (stage == "data") return makeData(work, context);
    if (stage == "prompts") return makePrompts(work, context);
    if (stage == "captioner") return trainCaptioner(work, context);
    if (stage == "recaption") return recaption(work, context);
    if (stage == "curve")
        return compareCounts(work, captionerOptions(work.scale.curve_steps, work.seed("curve")), context);
    if (stage == "samples:baseline") return drawBaseline(work, context);
    if (stage == "metrics") return computeMetrics(work, context);
    if (stage == "report") {
        writeReportOf(work, work.project->exportsDirectory() / "report.html");
        return;
    }
    for (const auto& arm : studyArms(work.request)) {
        if (stage == "train:" + arm.key) return trainArm(work, arm, context);
        if (stage == "samples:" + arm.key) return drawArm(work, arm, context);
    }
    throw Error(ErrorCode::Internal, message("The demo has no stage '%1'.", stage));
}

}  // namespace recap
