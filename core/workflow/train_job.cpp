// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/train_job.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/unicode.h"
#include "diffusion/pipeline.h"
#include "diffusion/scheduler_config.h"
#include "image/encode.h"
#include "models/model_folder.h"
#include "train/checkpoint.h"
#include "workflow/image_tensors_internal.h"
#include "workflow/run_recorder.h"
#include "workflow/sample_job.h"
#include "workflow/threads.h"
#include "workflow/training_images_internal.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <sstream>

namespace fs = std::filesystem;

namespace recap {
namespace {

// One sample picture of the strip.
struct StripPrompt {
    std::string text;
    std::int64_t seed = 0;
};

// One prompt a line; " --d N" at its end sets the seed, as in the prompt files of sd-scripts.
std::vector<StripPrompt> stripPrompts(const DiffusionTrainOptions& options) {
    std::vector<StripPrompt> prompts;
    std::istringstream in(options.sample_prompts);
    for (std::string line; std::getline(in, line);) {
        StripPrompt prompt{std::string(trimmed(line)), options.seed};
        if (const auto at = prompt.text.rfind(" --d "); at != std::string::npos) {
            const std::string number = prompt.text.substr(at + 5);
            if (const auto end = number.data() + number.size();
                std::from_chars(number.data(), end, prompt.seed).ptr == end)
                prompt.text.resize(at);
        }
        if (!prompt.text.empty()) prompts.push_back(std::move(prompt));
    }
    return prompts;
}

// One training run from its modules to its files. Lives on the worker thread.
class Training {
public:
    Training(Project& project, const RunRecord& run, const DiffusionTrainOptions& options, JobContext& context,
             RunRecorder& recorder)
        : project_(project),
          run_(run),
          options_(options),
          context_(context),
          recorder_(recorder),
          folder_(project.runDirectory(run.id)) {}

    void prepare();
    void loop();

    double lastLoss() const { return lastLoss_; }
    std::int64_t lastStep() const { return trainer_->stepsDone(); }
    const std::string& checkpoint() const { return checkpoint_; }

private:
    struct Wishes {
        bool save = false, sample = false, stop = false;
    };
    Wishes takeWishes();
    void save();
    void drawSamples();
    bool due(std::int64_t every) const { return every > 0 && trainer_->stepsDone() % every == 0; }

    Project& project_;
    const RunRecord& run_;
    DiffusionTrainOptions options_;
    JobContext& context_;
    RunRecorder& recorder_;
    fs::path folder_;
    std::unique_ptr<DiffusionTrainer> trainer_;
    std::unique_ptr<StableDiffusion> sampler_;
    double lastLoss_ = 0;
    std::string checkpoint_;
};

void Training::prepare() {
    const fs::path model = options_.model;
    auto tokenizer = ClipTokenizer::fromFolder(model / "tokenizer");
    auto set = collectTrainingImages(project_, options_, tokenizer);
    if (set.images.empty())
        throw Error(ErrorCode::InvalidOption, "No image of the project has a caption of source '" +
                                                  options_.caption_source +
                                                  "' that the filter lets through. Import or write captions first.");
    auto cached = cachedLatents(project_, model / "vae", set.images, options_.resolution, context_);
    for (const auto& sentence : cached.unreadable) context_.say(sentence, MessageEvent::Level::Warning);
    std::vector<TokenizedCaptions> captions;
    for (const auto row : cached.rows) captions.push_back(std::move(set.captions[row]));
    const auto seed = static_cast<std::uint64_t>(options_.seed);
    CaptionChooser chooser(std::move(captions), tokenizer.encode(""), options_.mix_ratio, options_.mix_per_step,
                           options_.caption_dropout, deriveSeed(seed, "mix"));
    auto unet = loadUNet(model / "unet");
    auto text = loadTextEncoder(model / "text_encoder");
    const auto scheduler = readSchedulerConfig(model / "scheduler" / "scheduler_config.json");
    trainer_ = std::make_unique<DiffusionTrainer>(unet, text, NoiseSchedule::fromConfig(scheduler),
                                                  std::move(cached.latents), std::move(chooser), options_);
    if (options_.sample_every > 0 && !stripPrompts(options_).empty())
        sampler_ = std::make_unique<StableDiffusion>(tokenizer, trainer_->textEncoder(), trainer_->unet(),
                                                     loadVae(model / "vae"), scheduler);
    if (const auto newest = newestCheckpoint(folder_); !newest.empty()) {
        readCheckpoint(newest, *trainer_, options_);
        project_.runs().removeScalarsAfter(run_.id, trainer_->stepsDone());
        checkpoint_ = newest.string();
        context_.say("Continues from step " + std::to_string(trainer_->stepsDone()) +
                     " with optimiser, averages and data order restored.");
    }
}

Training::Wishes Training::takeWishes() {
    Wishes wishes;
    for (const auto& command : context_.control().takeCommands()) {
        wishes.save = wishes.save || command.kind == Command::Kind::SaveNow;
        wishes.sample = wishes.sample || command.kind == Command::Kind::SampleNow;
        wishes.stop = wishes.stop || command.kind == Command::Kind::StopAfterSaving;
    }
    return wishes;
}

void Training::loop() {
    if (sampler_ && trainer_->stepsDone() == 0) drawSamples();
    Stopwatch watch;
    std::int64_t sinceWatch = 0;
    while (trainer_->stepsDone() < options_.max_steps) {
        recorder_.pausePoint();
        const auto result = trainer_->step();
        lastLoss_ = result.loss;
        ScalarValues values{{"loss", result.loss}, {"lr", result.learning_rate}, {"grad_norm", result.gradient_norm}};
        sinceWatch += options_.batch_size;
        if (watch.seconds() > 1.0) {
            values.emplace_back("images_per_second", static_cast<double>(sinceWatch) / watch.seconds());
            watch = Stopwatch();
            sinceWatch = 0;
        }
        recorder_.scalars(trainer_->stepsDone(), std::move(values));
        recorder_.progress("train", trainer_->stepsDone(), options_.max_steps);
        const auto wishes = takeWishes();
        const bool last = trainer_->stepsDone() == options_.max_steps;
        if (wishes.save || wishes.stop || last || due(options_.save_every)) save();
        if (wishes.sample || (sampler_ && (last || due(options_.sample_every)))) drawSamples();
        if (wishes.stop && !last) throw Cancelled{};
    }
}

void Training::save() {
    const auto target = folder_ / checkpointName(trainer_->stepsDone());
    recorder_.flush();
    writeCheckpoint(target, *trainer_, options_.model, options_);
    CheckpointRecord record;
    record.run = run_.id;
    record.step = trainer_->stepsDone();
    record.path = project_.relative(target);
    project_.checkpoints().add(record);
    pruneCheckpoints(folder_, options_.keep_checkpoints);
    for (const auto& old : project_.checkpoints().list(run_.id))
        if (!fs::exists(project_.resolve(old.path))) project_.checkpoints().remove(old.id);
    checkpoint_ = target.string();
}

void Training::drawSamples() {
    if (!sampler_) return;
    const auto prompts = stripPrompts(options_);
    SampleOptions drawing;
    drawing.steps = options_.sample_steps;
    drawing.guidance = options_.sample_guidance;
    StableDiffusion::Request request;
    for (const auto& prompt : prompts) {
        request.prompts.push_back(prompt.text);
        request.seeds.push_back(static_cast<std::uint64_t>(prompt.seed));
    }
    request.steps = static_cast<int>(options_.sample_steps);
    request.guidance = options_.sample_guidance;
    trainer_->swapAverages();
    const auto images = sampler_->sample(request, [&](int, int) { return !context_.control().cancelRequested(); });
    trainer_->swapAverages();
    if (!images.defined()) return;
    const std::int64_t step = trainer_->stepsDone();
    char name[32];
    std::snprintf(name, sizeof name, "step-%06lld", static_cast<long long>(step));
    const fs::path folder = folder_ / "samples" / name;
    ensureDirectory(folder);
    for (std::size_t i = 0; i < request.prompts.size(); ++i) {
        const fs::path file = folder / (std::to_string(i) + ".png");
        writePng(file, imageFromTensor(images[static_cast<std::int64_t>(i)]));
        SampleRecord sample;
        sample.run = run_.id;
        sample.step = step;
        sample.prompt_index = static_cast<std::int64_t>(i);
        sample.prompt = request.prompts[i];
        sample.seed = prompts[i].seed;
        sample.path = project_.relative(file);
        sample.settings = optionsToJson(drawing);
        project_.samples().add(sample);
        context_.emitEvent(SampleEvent{run_.id, step, sample.prompt, file.string()});
    }
}

}  // namespace

TrainJob::TrainJob(std::shared_ptr<Project> project, TrainRequest request)
    : project_(std::move(project)), request_(std::move(request)) {}

TrainJob::~TrainJob() = default;

void TrainJob::run(JobContext& context) {
    project_->requireWritable();
    auto& options = request_.options;
    RunRecord run;
    if (request_.resume) {
        const auto found = project_->runs().get(request_.resume);
        if (!found || found->kind != "diffusion")
            throw Error(ErrorCode::NotFound,
                        "There is no training run " + std::to_string(request_.resume.value) + " in this project.");
        run = *found;
        options = {};
        optionsFromJson(run.config, options, "run '" + run.name + "'");
    }
    if (const auto before = preflight(*project_, options); !before.problems.empty())
        throw Error(ErrorCode::InvalidOption, before.problems.front());
    if (!request_.resume) {
        const std::string name = request_.name.empty() ? options.caption_source : request_.name;
        run = createRun(*project_, context, name, "diffusion", optionsToJson(options), options.seed, options.max_steps);
    }
    run_ = run.id;
    recordRun(*project_, run, context, [&](RunRecorder& recorder) {
        const ComputeThreads threads(options.threads);
        Training training(*project_, run, options, context, recorder);
        training.prepare();
        training.loop();
        lastLoss_ = training.lastLoss();
        lastStep_ = training.lastStep();
        checkpoint_ = training.checkpoint();
    });
}

}  // namespace recap
