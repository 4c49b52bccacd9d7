// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "data/image_query.h"
#include "tensor_io/safetensors.h"
#include "workflow/train_job.h"
#include "workflow/training_images_internal.h"

#include <cmath>
#include <numeric>

namespace fs = std::filesystem;

namespace recap {
namespace {

std::int64_t elementsIn(const fs::path& folder) {
    std::int64_t total = 0;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        if (entry.path().extension() != ".safetensors") continue;
        const SafetensorsFile file(entry.path());
        for (const auto& name : file.names()) {
            const auto& shape = file.shape(name);
            total += std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
        }
    }
    return total;
}

// Median speed of the newest finished run with the same model and parts on this project; 0 when there is none.
double measuredSpeed(Project& project, const DiffusionTrainOptions& options) {
    const auto runs = project.runs().list("diffusion");
    for (auto run = runs.rbegin(); run != runs.rend(); ++run) {
        if (run->config.value("model", "") != options.model ||
            run->config.value("train_parts", "") != options.train_parts)
            continue;
        const auto series = project.runs().scalars(run->id, "images_per_second");
        if (series.size() < 3) continue;
        return series[series.size() / 2].second;
    }
    return 0;
}

void addModelProblems(const DiffusionTrainOptions& options, std::vector<std::string>& problems) {
    const fs::path model = options.model;
    if (options.model.empty()) {
        problems.emplace_back("Choose the folder of a base model in the diffusers layout (option 'model').");
        return;
    }
    for (const char* part : {"unet/config.json", "vae/config.json", "text_encoder/config.json", "tokenizer",
                             "scheduler/scheduler_config.json"})
        if (!fs::exists(model / part))
            problems.push_back("The model folder " + options.model + " has no " + part +
                               "; it must be a complete diffusers folder.");
}

void addImageFigures(Project& project, const DiffusionTrainOptions& options, TrainPreflight& out) {
    const auto tokenizer = ClipTokenizer::fromFolder(fs::path(options.model) / "tokenizer");
    const auto set = collectTrainingImages(project, options, tokenizer);
    out.images = static_cast<std::int64_t>(set.images.size());
    out.without_caption = set.without_caption;
    out.over_limit = set.over_limit;
    if (set.images.empty())
        out.problems.push_back("No image has a caption of source '" + options.caption_source +
                               "' that the filter lets through. Import or write captions first.");
}

// Weights, gradients, two moments and the average of what is trained, in float32; activations depend on the network and
// are not counted.
void addModelFigures(const DiffusionTrainOptions& options, TrainPreflight& out) {
    const fs::path model = options.model;
    const std::int64_t unet = elementsIn(model / "unet"), text = elementsIn(model / "text_encoder"),
                       vae = elementsIn(model / "vae");
    const std::int64_t trained =
        (options.train_parts != "text_encoder" ? unet : 0) + (options.train_parts != "unet" ? text : 0);
    const std::int64_t copies = options.use_ema ? 4 : 3;
    out.memory_bytes = 4 * (unet + text + vae + copies * trained);
    // A checkpoint holds the model and, of the trained parts, live weights, two moments and the average.
    out.disk_bytes = (options.keep_checkpoints + 1) * 4 * (unet + text + copies * trained);
}

}  // namespace

TrainPreflight preflight(Project& project, const DiffusionTrainOptions& options) {
    TrainPreflight out;
    out.steps = options.max_steps;
    for (const auto& problem : validate(options))
        out.problems.push_back("Option '" + problem.field + "' " + problem.message + ".");
    if (options.resolution % 8 != 0) out.problems.push_back("Option 'resolution' must be a multiple of 8.");
    addModelProblems(options, out.problems);
    if (project.readOnly()) out.problems.push_back(project.readOnlyReason());
    if (!out.problems.empty()) return out;
    try {
        addImageFigures(project, options, out);
        addModelFigures(options, out);
    } catch (const Error& e) {
        out.problems.emplace_back(e.what());
        return out;
    }
    if (out.images > 0)
        out.epochs = static_cast<double>(options.max_steps * options.batch_size) / static_cast<double>(out.images);
    if (const double speed = measuredSpeed(project, options); speed > 0)
        out.seconds = static_cast<double>(options.max_steps * options.batch_size) / speed;
    std::error_code error;
    if (const auto space = fs::space(project.path(), error);
        !error && static_cast<std::int64_t>(space.available) < out.disk_bytes)
        out.problems.push_back("The disk has " + std::to_string(space.available >> 20) +
                               " MiB left, the checkpoints need about " + std::to_string(out.disk_bytes >> 20) +
                               " MiB. Free some space or keep fewer checkpoints.");
    return out;
}

}  // namespace recap
