// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/checkpoint.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "models/model_folder.h"
#include "tensor_io/safetensors.h"
#include "tensor_io/weight_files.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <set>
#include <vector>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr const char* kStateJson = "train_state.json";
constexpr const char* kStateTensors = "train_state.safetensors";

void linkOrCopy(const fs::path& from, const fs::path& to) {
    std::error_code error;
    fs::create_hard_link(from, to, error);
    if (error) fs::copy_file(from, to, fs::copy_options::overwrite_existing);
}

// Everything of the base model that training leaves as it is. Its average of the UNet and a single file of the whole
// model, which published folders have beside the parts, hold the weights from before.
void linkRest(const fs::path& base, const fs::path& to, const std::set<std::string>& written) {
    for (const auto& entry : fs::recursive_directory_iterator(base)) {
        const fs::path relative = fs::relative(entry.path(), base);
        const std::string part = relative.begin()->string();
        if (written.contains(part) || part.starts_with("train_state")) continue;
        if (part == "unet_ema" && written.contains("unet")) continue;
        if (relative == relative.filename() && entry.is_regular_file() && isWeightFile(relative)) continue;
        if (entry.is_directory())
            fs::create_directories(to / relative);
        else if (entry.is_regular_file())
            linkOrCopy(entry.path(), to / relative);
    }
}

// Parts of the model folder that a checkpoint writes anew.
std::set<std::string> writtenParts(DiffusionTrainer& trainer, const DiffusionTrainOptions& options,
                                   const fs::path& base) {
    const bool adapters = trainer.lora() != nullptr && !options.merge_lora;
    std::set<std::string> parts;
    // A base folder without the part (a model that is being made) gets it from the modules.
    if ((trainer.trainsUnet() && !adapters) || !fs::exists(base / "unet")) parts.insert("unet");
    if ((trainer.trainsText() && !adapters) || !fs::exists(base / "text_encoder")) parts.insert("text_encoder");
    return parts;
}

void saveParts(const fs::path& folder, DiffusionTrainer& trainer, const std::set<std::string>& parts) {
    const auto save = [&] {
        if (parts.contains("unet")) saveUNet(trainer.unet(), folder / "unet");
        if (parts.contains("text_encoder")) saveTextEncoder(trainer.textEncoder(), folder / "text_encoder");
    };
    trainer.withAverages([&] {
        if (trainer.lora() == nullptr) return save();
        trainer.lora()->save(folder);
        trainer.lora()->whileMerged(save);
    });
}

Json progressToJson(const TrainerProgress& p) {
    return {{"learning_rate", p.learning_rate},
            {"loss_scale", p.scaler.scale},
            {"good_steps", p.scaler.good_steps},
            {"guard", {{"smoothed", p.guard.smoothed}, {"lowest", p.guard.lowest}, {"seen", p.guard.seen}}}};
}

// A checkpoint of format 1 has none of these; the values of a fresh run are right for it.
TrainerProgress progressFromJson(const Json& state, const DiffusionTrainOptions& options) {
    TrainerProgress p;
    p.steps_done = state.at("step").get<std::int64_t>();
    const Json saved = state.value("progress", Json::object());
    p.learning_rate = saved.value("learning_rate", options.learning_rate);
    p.scaler.scale = saved.value("loss_scale", 1.0);
    p.scaler.good_steps = saved.value("good_steps", std::int64_t{0});
    const Json guard = saved.value("guard", Json::object());
    p.guard.smoothed = guard.value("smoothed", 0.0);
    p.guard.lowest = guard.value("lowest", 0.0);
    p.guard.seen = guard.value("seen", std::int64_t{0});
    return p;
}

Json sizesBelow(const fs::path& folder) {
    Json files = Json::object();
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) files[fs::relative(entry.path(), folder).generic_string()] = entry.file_size();
    return files;
}

void requireFiles(const fs::path& folder, const Json& files) {
    for (const auto& item : files.items()) {
        std::error_code error;
        const auto size = fs::file_size(folder / item.key(), error);
        if (error)
            throw Error(ErrorCode::BadFormat, message("%1 is not a complete checkpoint: %2 is missing. Remove the "
                                                      "folder to continue from the one before.",
                                                      folder, item.key()));
        if (size != item.value().get<std::uintmax_t>())
            throw Error(ErrorCode::BadFormat, message("%1 is not a complete checkpoint: %2 has %3 bytes instead of %4. "
                                                      "Remove the folder to continue from the one before.",
                                                      folder, item.key(), size, item.value().get<std::uintmax_t>()));
    }
}

std::vector<Message> restoredThings(const CheckpointInfo& info) {
    const auto& o = info.options;
    std::vector<Message> list{o.method == "lora" ? message("the adapters") : message("the weights"),
                              message("the state of %1", o.optimizer),
                              message("step %1 of the %2 schedule", info.step, o.lr_schedule),
                              message("the position in the data order and every random generator (seed %1)", o.seed)};
    if (o.use_ema) list.push_back(message("the moving averages"));
    if (o.mixed_precision == "fp16") list.push_back(message("the loss scale"));
    for (const auto& item : info.live.items()) list.push_back(verbatim(item.key() + " = " + item.value().dump()));
    return list;
}

// Options that may change between two parts of one run without changing its course.
Json decisiveOptions(const DiffusionTrainOptions& options) {
    Json json = optionsToJson(options);
    for (const char* name : {"save_every", "keep_checkpoints", "keep_every", "keep_best", "sample_every",
                             "sample_prompts", "sample_steps", "sample_guidance", "threads", "device", "model",
                             "tensorboard", "merge_lora", "validation_every", "divergence_factor"})
        json.erase(name);
    return json;
}

void requireSameCourse(const DiffusionTrainOptions& saved, const DiffusionTrainOptions& options) {
    const Json then = decisiveOptions(saved), now = decisiveOptions(options);
    for (const auto& item : now.items())
        if (then.at(item.key()) != item.value())
            throw Error(ErrorCode::BadFormat,
                        message("The checkpoint was made with %1 = %2, the run asks for %3. Start a new run instead.",
                                item.key(), then.at(item.key()).dump(), item.value().dump()));
}

// -1 for a folder that is no checkpoint, or one that is being written.
std::int64_t stepOf(const fs::path& folder) {
    const std::string name = folder.filename().string();
    constexpr std::string_view kPrefix = "checkpoint-";
    std::int64_t step = -1;
    if (!name.starts_with(kPrefix)) return -1;
    const char* end = name.data() + name.size();
    const auto parsed = std::from_chars(name.data() + kPrefix.size(), end, step);
    return parsed.ec == std::errc{} && parsed.ptr == end ? step : -1;
}

// By step.
std::vector<std::pair<std::int64_t, fs::path>> completeCheckpoints(const fs::path& runFolder) {
    std::vector<std::pair<std::int64_t, fs::path>> found;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(runFolder, error))
        if (const auto step = stepOf(entry.path()); step >= 0 && fs::exists(entry.path() / kStateJson))
            found.emplace_back(step, entry.path());
    std::sort(found.begin(), found.end());
    return found;
}

double validationLossOf(const fs::path& folder) {
    try {
        return inspectCheckpoint(folder).validation_loss;
    } catch (const Error&) {
        return std::numeric_limits<double>::quiet_NaN();  // damaged: not a candidate for the best
    }
}

}  // namespace

void writeCheckpoint(const fs::path& folder, DiffusionTrainer& trainer, const fs::path& baseModel,
                     const DiffusionTrainOptions& options, const CheckpointNotes& notes) {
    const auto parts = writtenParts(trainer, options, baseModel);
    writeDirectoryAtomically(folder, [&](const fs::path& temporary) {
        linkRest(baseModel, temporary, parts);
        saveSafetensors(temporary / kStateTensors, trainer.state());
        saveParts(temporary, trainer, parts);
        Json state{{"format", 2},
                   {"step", trainer.stepsDone()},
                   {"options", optionsToJson(options)},
                   {"progress", progressToJson(trainer.progress())},
                   {"live", notes.live},
                   {"files", sizesBelow(temporary)}};
        if (std::isfinite(notes.validation_loss)) state["validation_loss"] = notes.validation_loss;
        writeJsonFile(temporary / kStateJson, state);
    });
}

CheckpointInfo inspectCheckpoint(const fs::path& folder) {
    const fs::path file = folder / kStateJson;
    if (!fs::exists(file) || !fs::exists(folder / kStateTensors))
        throw Error(
            ErrorCode::BadFormat,
            message("%1 is not a complete checkpoint: %2 or %3 is missing. Choose a folder named checkpoint-<step>.",
                    folder, kStateJson, kStateTensors));
    const Json state = readJsonFile(file);
    CheckpointInfo info;
    try {
        optionsFromJson(state.at("options"), info.options, file.string());
        info.progress = progressFromJson(state, info.options);
        info.step = info.progress.steps_done;
        info.live = state.value("live", Json::object());
        info.validation_loss = state.value("validation_loss", info.validation_loss);
        requireFiles(folder, state.value("files", Json::object()));
    } catch (const Json::exception& e) {
        throw Error(
            ErrorCode::BadFormat,
            message("%1 is not the state of a training run (%2). Remove the folder to continue from the one before.",
                    file, e.what()));
    }
    info.restores = restoredThings(info);
    return info;
}

CheckpointInfo readCheckpoint(const fs::path& folder, DiffusionTrainer& trainer, const DiffusionTrainOptions& options) {
    auto info = inspectCheckpoint(folder);
    requireSameCourse(info.options, options);
    trainer.restore(loadSafetensors(folder / kStateTensors), info.progress);
    return info;
}

std::int64_t checkpointBytes(DiffusionTrainer& trainer) {
    std::int64_t bytes = 1 << 20;  // headers, configurations, tokenizer on a file system without hard links
    for (const auto& [name, tensor] : trainer.state()) bytes += static_cast<std::int64_t>(tensor.nbytes());
    if (trainer.trainsUnet())
        for (const auto& p : trainer.unet()->parameters()) bytes += static_cast<std::int64_t>(p.nbytes());
    if (trainer.trainsText())
        for (const auto& p : trainer.textEncoder()->parameters()) bytes += static_cast<std::int64_t>(p.nbytes());
    return bytes;
}

std::string checkpointName(std::int64_t step) {
    char text[40];
    std::snprintf(text, sizeof text, "checkpoint-%06lld", static_cast<long long>(step));
    return text;
}

fs::path newestCheckpoint(const fs::path& runFolder) {
    const auto found = completeCheckpoints(runFolder);
    return found.empty() ? fs::path() : found.back().second;
}

fs::path bestCheckpoint(const fs::path& runFolder) {
    fs::path best;
    double lowest = std::numeric_limits<double>::infinity();
    for (const auto& [step, folder] : completeCheckpoints(runFolder))
        if (const double loss = validationLossOf(folder); loss < lowest) {
            lowest = loss;
            best = folder;
        }
    return best;
}

void pruneCheckpoints(const fs::path& runFolder, const CheckpointsKept& kept) {
    const auto found = completeCheckpoints(runFolder);
    const fs::path best = kept.best ? bestCheckpoint(runFolder) : fs::path();
    const auto surplus = static_cast<std::int64_t>(found.size()) - std::max<std::int64_t>(kept.last, 1);
    for (std::int64_t i = 0; i < surplus; ++i) {
        const auto& [step, folder] = found[static_cast<std::size_t>(i)];
        if (folder == best || (kept.every > 0 && step % kept.every == 0)) continue;
        fs::remove_all(folder);
    }
}

void removeUnfinishedCheckpoints(const fs::path& runFolder) {
    std::vector<fs::path> unfinished;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(runFolder, error)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with("checkpoint-") && name.find(".tmp") != std::string::npos)
            unfinished.push_back(entry.path());
    }
    for (const auto& folder : unfinished) fs::remove_all(folder, error);
}

}  // namespace recap
