// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/training/train_preflight.h"

#include "base/clock.h"
#include "base/error.h"
#include "data/image_query.h"
#include "diffusion/model_parts.h"
#include "models/autoencoder_kl.h"
#include "models/lora_targets.h"
#include "tensor_io/pickle_reader.h"
#include "tensor_io/weight_files.h"
#include "train/device.h"
#include "workflow/models/base_model.h"
#include "workflow/project/threads.h"
#include "workflow/training/latent_cache_internal.h"
#include "workflow/training/training_data_internal.h"
#include "workflow/training/training_run_internal.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace fs = std::filesystem;

namespace recap {
namespace {

// Weights of a part of the model folder, of the files that the loader takes.
struct PartSize {
    std::int64_t weights = 0;
    std::int64_t adapters = 0;  // elements of the adapters that a LoRA run puts beside them
};

PartSize sizeOf(const fs::path& folder, const char* stem, const DiffusionTrainOptions& options) {
    PartSize size;
    constexpr std::string_view kWeight = ".weight";
    const auto targets = loraTargets(options.lora_targets);
    for (const auto& file : findWeightFiles(folder, stem)) {
        for (const auto& [name, tensor] : loadTensorFile(file, Checksums::Skip)) {
            const auto elements = tensor.numel();
            size.weights += elements;
            const bool adapted = name.ends_with(kWeight) &&
                                 isLoraTarget(std::string_view(name).substr(0, name.size() - kWeight.size()), targets);
            if (adapted && tensor.dim() > 1 && elements > 0)
                size.adapters += options.lora_rank * (tensor.size(0) + elements / tensor.size(0));
        }
    }
    return size;
}

// What the newest run with the same model and work on this project tells.
struct Measured {
    double images_per_second = 0;  // median; 0: there is no such run
    std::int64_t memory_bytes = 0;
};
Measured measuredBefore(Project& project, const DiffusionTrainOptions& options) {
    const auto runs = project.runs().list(RunKind::Diffusion);
    const Json wanted = optionsToJson(options);
    for (auto run = runs.rbegin(); run != runs.rend(); ++run) {
        bool same = true;
        // A run from before an option existed did what its default does.
        const Json defaults = optionsToJson(DiffusionTrainOptions{});
        for (const char* name :
             {"model", "train_parts", "method", "lora_rank", "batch_size", "gradient_accumulation",
              "gradient_checkpointing", "resolution", "mixed_precision", "optimizer", "use_ema", "device", "threads"})
            same = same && run->config.value(name, defaults.at(name)) == wanted.at(name);
        if (!same) continue;
        auto series = project.runs().scalars(run->id, "images_per_second");
        if (series.size() < 3) continue;
        const auto less = [](const auto& a, const auto& b) { return a.second < b.second; };
        const auto middle = series.begin() + static_cast<std::ptrdiff_t>(series.size() / 2);
        std::nth_element(series.begin(), middle, series.end(), less);
        Measured measured{middle->second, 0};
        const auto memory = project.runs().scalars(run->id, "memory_mib");
        if (const auto most = std::max_element(memory.begin(), memory.end(), less); most != memory.end())
            measured.memory_bytes = static_cast<std::int64_t>(most->second) << 20;
        return measured;
    }
    return {};
}

void addModelProblems(const DiffusionTrainOptions& options, std::vector<Message>& problems) {
    const fs::path model = options.model;
    if (options.model.empty()) {
        problems.push_back(
            message("Choose a base model: a diffusers folder, a single file or a .ckpt (option 'model')."));
        return;
    }
    try {
        if (fs::is_directory(model)) {
            requireFamily(model);
            const auto before = problems.size();
            for (const char* part : {"unet/config.json", "vae/config.json", "text_encoder/config.json", "tokenizer",
                                     "scheduler/scheduler_config.json"})
                if (!fs::exists(model / part))
                    problems.push_back(message("The model folder %1 has no %2; it must be a complete diffusers folder.",
                                               options.model, part));
            if (problems.size() != before) return;
        }
        requireUsable(openModel(model), model);
    } catch (const Error& e) {
        problems.push_back(e.message());
    }
}

void addOptionProblems(const DiffusionTrainOptions& options, std::vector<Message>& problems) {
    for (const auto& problem : validate(options))
        problems.push_back(message("Option '%1' %2.", problem.field, problem.message));
    if (options.keep_best && options.validation_images == 0)
        problems.push_back(
            message("Option 'keep_best' needs validation images: set 'validation_images' to their number, or turn "
                    "'keep_best' off."));
    try {
        deviceFromOption(options.device);
    } catch (const Error& e) {
        problems.push_back(e.message());
    }
}

// What the run keeps for each image in memory: mean and deviation of its latents, in float32.
std::int64_t latentBytes(const DiffusionTrainOptions& options, std::int64_t images) {
    const fs::path file = fs::path(options.model) / "vae" / "config.json";
    const auto vae = AutoencoderKLConfig::fromJson(readJsonFile(file));
    const std::int64_t side = options.resolution / vae.factor();
    constexpr std::int64_t kMoments = 2, kBytes = 4;
    return images * kMoments * vae.latent_channels * side * side * kBytes * (options.random_flip ? 2 : 1);
}

// Returns one of the images that the run would train on.
std::optional<ImageRecord> addImageFigures(Project& project, const DiffusionTrainOptions& options,
                                           TrainPreflight& out) {
    const auto tokenizer = ClipTokenizer::fromFolder(fs::path(options.model) / "tokenizer");
    const auto set = collectTrainingImages(project, options, tokenizer);
    out.images = static_cast<std::int64_t>(set.images.size());
    out.without_caption = set.without_caption;
    out.over_limit = set.over_limit;
    out.data = set.digest;
    out.new_latents = missingLatents(project, fs::path(options.model) / "vae", set.images, options);
    std::vector<ImageId> ids;
    for (const auto& image : set.images) ids.push_back(image.id);
    mixedSets(project, options, ids);  // throws when a part of the mixture has no image
    if (set.images.empty())
        out.problems.push_back(
            message("No image that matches the filter has a caption of source '%1'. Import or write captions first.",
                    options.caption_source));
    else if (out.images <= options.validation_images)
        out.problems.push_back(
            message("All %1 images would be validation images. Keep fewer (option 'validation_images').", out.images));
    return set.images.empty() ? std::nullopt : std::optional(set.images.front());
}

std::int64_t drawings(const DiffusionTrainOptions& options) {
    return options.sample_every > 0 && !stripPrompts(options).empty() ? options.max_steps / options.sample_every + 2
                                                                      : 0;
}

// Bytes of optimiser state for each trained weight.
double stateBytes(const std::string& optimizer) {
    return optimizer == "adamw" ? 8 : optimizer == "adamw8bit" ? 2.1 : optimizer == "lion" ? 4 : 0.1;
}

// Weights, gradients, optimiser and average of what is trained, in float32; activations depend on the network and are
// not counted: a probe measures them.
void addModelFigures(const DiffusionTrainOptions& options, TrainPreflight& out) {
    const fs::path model = options.model;
    const auto unet = sizeOf(model / "unet", kDiffusersWeights, options),
               text = sizeOf(model / "text_encoder", kTransformersWeights, options),
               vae = sizeOf(model / "vae", kDiffusersWeights, options);
    const bool lora = options.method == "lora", trainsUnet = options.train_parts != "text_encoder",
               trainsText = options.train_parts != "unet";
    const auto trainedOf = [&](const PartSize& part) { return lora ? part.adapters : part.weights; };
    const auto trained = static_cast<double>((trainsUnet ? trainedOf(unet) : 0) + (trainsText ? trainedOf(text) : 0));
    const double average = options.use_ema ? 4 : 0;
    out.memory_bytes =
        4 * (unet.weights + text.weights + vae.weights) +
        static_cast<std::int64_t>((4 + average + stateBytes(options.optimizer) + (lora ? 4 : 0)) * trained) +
        latentBytes(options, out.images);
    // A checkpoint holds the parts it changes and, of what is trained, live weights, optimiser and average.
    double checkpoint = (4 + average + stateBytes(options.optimizer)) * trained + (1 << 18);
    if (!lora || options.merge_lora)
        checkpoint += 4.0 * static_cast<double>((trainsUnet ? unet.weights : 0) + (trainsText ? text.weights : 0));
    const std::int64_t forGood = options.keep_every > 0 ? options.max_steps / options.keep_every : 0;
    const std::int64_t saves = (options.max_steps + options.save_every - 1) / options.save_every;
    const std::int64_t kept = std::min(saves, options.keep_checkpoints + 1 + forGood + (options.keep_best ? 1 : 0));
    const auto prompts = static_cast<std::int64_t>(stripPrompts(options).size());
    const std::int64_t pictures = drawings(options) * prompts * options.resolution * options.resolution * 2;
    constexpr std::int64_t kRowBytes = 500;  // of a step in the database, the event file and the table
    out.disk_bytes = static_cast<std::int64_t>(static_cast<double>(kept) * checkpoint) + 2 * pictures +
                     options.max_steps * kRowBytes + latentBytes(options, out.new_latents);
}

// Seconds of one optimiser step, the better of two after a first one, and the memory of a run.
double probeStep(const DiffusionTrainOptions& options, TrainPreflight& out) {
    const ComputeThreads threads(options.threads);
    const auto trainer = probeTrainer(options);
    trainer->step();
    double seconds = 0;
    for (int i = 0; i < 2; ++i) {
        const Stopwatch watch;
        trainer->step();
        seconds = i == 0 ? watch.seconds() : std::min(seconds, watch.seconds());
    }
    if (trainer->device().is_cpu())
        out.memory_bytes = std::max(out.memory_bytes, peakResidentBytes() + latentBytes(options, out.images));
    out.memory_measured = trainer->device().is_cpu();
    return seconds;
}

double secondsOf(const DiffusionTrainOptions& options, std::int64_t steps, double stepSeconds) {
    // A forward pass is about a third of a step; each drawn image takes two for each denoising step.
    const double forward = stepSeconds / static_cast<double>(3 * options.batch_size * options.gradient_accumulation);
    const auto pictures =
        static_cast<double>(drawings(options) * static_cast<std::int64_t>(stripPrompts(options).size()));
    return static_cast<double>(steps) * stepSeconds +
           pictures * static_cast<double>(2 * options.sample_steps) * forward;
}

void addTimeAndMemory(Project& project, const DiffusionTrainOptions& options, bool probe, TrainPreflight& out) {
    const auto perStep = static_cast<double>(options.batch_size * options.gradient_accumulation);
    double seconds = 0;
    if (probe) {
        seconds = probeStep(options, out);
    } else if (const auto before = measuredBefore(project, options); before.images_per_second > 0) {
        seconds = perStep / before.images_per_second;
        out.memory_measured = before.memory_bytes > 0;
        out.memory_bytes = std::max(out.memory_bytes, before.memory_bytes);
    }
    out.seconds = secondsOf(options, out.steps, seconds);
}

}  // namespace

TrainPreflight preflight(Project& project, const DiffusionTrainOptions& given, bool probe) {
    DiffusionTrainOptions options = given;
    TrainPreflight out;
    out.steps = options.max_steps;
    addOptionProblems(options, out.problems);
    addModelProblems(options, out.problems);
    if (project.readOnly()) out.problems.push_back(project.readOnlyReason());
    if (!out.problems.empty()) return out;
    try {
        out.branch = branchPoint(project, RunKind::Diffusion, options.model);
        options.model = baseModelFolder(project, options.model).string();
        const auto image = addImageFigures(project, options, out);
        addModelFigures(options, out);
        if (out.problems.empty()) addTimeAndMemory(project, options, probe, out);
        if (out.problems.empty() && probe && out.new_latents > 0) {
            const ComputeThreads threads(options.threads);
            out.seconds += static_cast<double>(out.new_latents) *
                           secondsToEncode(fs::path(options.model) / "vae", *image, options);
        }
    } catch (const Error& e) {
        out.problems.push_back(e.message());
        return out;
    }
    if (out.images > 0)
        out.epochs = static_cast<double>(options.max_steps * options.batch_size * options.gradient_accumulation) /
                     static_cast<double>(out.images);
    std::error_code error;
    if (const auto space = fs::space(project.path(), error);
        !error && static_cast<std::int64_t>(space.available) < out.disk_bytes)
        out.problems.push_back(message(
            "The disk has %1 MiB left, the checkpoints need about %2 MiB. Free some space or keep fewer checkpoints.",
            space.available >> 20, out.disk_bytes >> 20));
    return out;
}

TrainPreflight preflightResume(Project& project, RunId run, bool probe) {
    const auto found = project.runs().get(run);
    if (!found || found->kind != RunKind::Diffusion)
        throw Error(ErrorCode::NotFound, message("There is no training run %1 in this project.", run.value));
    DiffusionTrainOptions options;
    optionsFromJson(found->config, options, "run '" + found->name + "'");
    auto out = preflight(project, options, probe);
    const auto newest = newestCheckpoint(project.runDirectory(run));
    if (newest.empty()) {
        out.restores.push_back(message("nothing: the run has not been saved yet and starts from the beginning"));
        return out;
    }
    out.branch.reset();  // its own checkpoint is what it goes on from
    const auto before = recordedData(*found);
    out.data_changed = !before.empty() && !out.data.empty() && before != out.data;
    try {
        const auto info = inspectCheckpoint(newest);
        const double done = static_cast<double>(info.step) / static_cast<double>(std::max<std::int64_t>(out.steps, 1));
        out.steps -= info.step;
        out.seconds *= 1 - done;
        out.restores = info.restores;
    } catch (const Error& e) {
        out.problems.push_back(e.message());
    }
    return out;
}

}  // namespace recap
