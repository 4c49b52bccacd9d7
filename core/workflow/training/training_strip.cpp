// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/training/training_strip_internal.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/unicode.h"
#include "diffusion/scheduler.h"
#include "diffusion/scheduler_config.h"
#include "image/encode.h"
#include "models/model_folder.h"
#include "tensor_io/image_tensors.h"
#include "workflow/runs/run_pictures.h"
#include "workflow/sampling/sample_job.h"
#include "workflow/training/training_run_internal.h"

#include <charconv>
#include <cstdio>
#include <set>
#include <sstream>

namespace fs = std::filesystem;

namespace recap {

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

// Made when the first picture is wanted: a run without pictures needs no decoder in memory.
StableDiffusion* TrainingRun::sampler() {
    if (sampler_ || stripPrompts(options_).empty()) return sampler_.get();
    const fs::path model = options_.model;
    auto vae = loadVae(model / "vae");
    vae->to(trainer_->device());
    sampler_ =
        std::make_unique<StableDiffusion>(ClipTokenizer::fromFolder(model / "tokenizer"), trainer_->textEncoder(),
                                          trainer_->unet(), std::move(vae), readPipelineScheduler(model));
    return sampler_.get();
}

bool TrainingRun::stripDue() const {
    return options_.sample_every > 0 && (trainer_->stepsDone() == options_.max_steps || due(options_.sample_every));
}

bool TrainingRun::stripMissing() const {
    const auto prompts = stripPrompts(options_);
    std::set<std::size_t> drawn;
    for (const auto& sample : project_.samples().list(run_.id, trainer_->stepsDone())) {
        if (!isPreview(sample)) continue;
        const auto index = static_cast<std::size_t>(sample.prompt_index);
        if (index < prompts.size() && sample.seed == prompts[index].seed) drawn.insert(index);
    }
    return drawn.size() < prompts.size();
}

void TrainingRun::drawStrip() {
    auto* pipeline = sampler();
    if (pipeline == nullptr) return;
    const auto prompts = stripPrompts(options_);
    SampleOptions drawing;
    drawing.steps = options_.sample_steps;
    drawing.guidance = options_.sample_guidance;
    drawing.scheduler = schedulerNameOf(pipeline->schedulerConfig());
    StableDiffusion::Request request;
    for (const auto& prompt : prompts) {
        request.prompts.push_back(prompt.text);
        request.seeds.push_back(static_cast<std::uint64_t>(prompt.seed));
    }
    request.steps = static_cast<int>(options_.sample_steps);
    request.guidance = options_.sample_guidance;
    torch::Tensor images;
    try {
        trainer_->withAverages([&] {
            images = pipeline->sample(request, [&](int, int) { return !context_.control().cancelRequested(); });
        });
    } catch (const Error& e) {
        if (e.code() != ErrorCode::Diverged) throw;
        // Whether the run goes on is for its loss to say.
        context_.say(message("Step %1: %2", trainer_->stepsDone(), e.message()), MessageEvent::Level::Warning);
    }
    if (!images.defined()) return;
    for (std::size_t i = 0; i < prompts.size(); ++i)
        keepSample(i, prompts[i], images[static_cast<std::int64_t>(i)], optionsToJson(drawing));
    files_->log("sample", trainer_->stepsDone());
}

void TrainingRun::keepSample(std::size_t index, const StripPrompt& prompt, const torch::Tensor& image,
                             const Json& settings) {
    const std::int64_t step = trainer_->stepsDone();
    char name[32];
    std::snprintf(name, sizeof name, "step-%06lld", static_cast<long long>(step));
    const fs::path file = folder_ / "samples" / name / std::to_string(index).append(".png");
    ensureDirectory(file.parent_path());
    const auto picture = imageFromTensor(image);
    const std::string png = encodePng(picture);
    writeTextAtomically(file, png);
    files_->picture(step, index, picture.width, picture.height, png);
    SampleRecord sample;
    sample.run = run_.id;
    sample.step = step;
    sample.prompt_index = static_cast<std::int64_t>(index);
    sample.prompt = prompt.text;
    sample.seed = prompt.seed;
    sample.path = project_.relative(file);
    sample.settings = settings;
    markPreview(sample);
    project_.samples().add(sample);
    context_.emitEvent(SampleEvent{run_.id, step, sample.prompt, file.string()});
}

}  // namespace recap
