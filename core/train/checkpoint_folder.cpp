// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/checkpoint_folder.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/json_problem.h"
#include "tensor_io/safetensors.h"
#include "train/weight_trainer.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <utility>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr const char* kStateJson = "train_state.json";
constexpr const char* kStateTensors = "train_state.safetensors";

Json progressToJson(const TrainerProgress& p) {
    return {{"learning_rate", p.learning_rate},
            {"loss_scale", p.scaler.scale},
            {"good_steps", p.scaler.good_steps},
            {"guard", {{"smoothed", p.guard.smoothed}, {"lowest", p.guard.lowest}, {"seen", p.guard.seen}}}};
}

// A checkpoint of format 1 has none of these; the values of a fresh run are right for it.
TrainerProgress progressFromJson(const Json& state, const Json& options) {
    TrainerProgress p;
    p.steps_done = state.at("step").get<std::int64_t>();
    const Json saved = state.value("progress", Json::object());
    p.learning_rate = saved.value("learning_rate", options.value("learning_rate", 0.0));
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

std::vector<Message> restoredThings(const SavedState& saved) {
    const Json& o = saved.recorded;
    const auto word = [&](const char* name, const char* fallback) { return o.value(name, std::string(fallback)); };
    std::vector<Message> list{word("method", "full") == "lora" ? message("the adapters") : message("the weights"),
                              message("the state of %1", word("optimizer", "adamw")),
                              message("step %1 of the %2 schedule", saved.step, word("lr_schedule", "constant")),
                              message("the position in the data order and every random generator (seed %1)",
                                      o.value("seed", std::int64_t{0}))};
    if (o.value("use_ema", false)) list.push_back(message("the moving averages"));
    if (word("mixed_precision", "no") == "fp16") list.push_back(message("the loss scale"));
    for (const auto& item : saved.live.items()) list.push_back(verbatim(item.key() + " = " + item.value().dump()));
    return list;
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

double rankOf(const fs::path& folder) {
    try {
        const auto saved = inspectCheckpointFolder(folder);
        return std::isfinite(saved.rank) ? saved.rank : saved.validation_loss;
    } catch (const Error&) {
        return std::numeric_limits<double>::quiet_NaN();  // damaged: not a candidate for the best
    }
}

}  // namespace

void writeCheckpointFolder(const fs::path& folder, const WeightTrainer& trainer, const Json& options,
                           const CheckpointNotes& notes, const std::function<void(const fs::path&)>& writeModel) {
    writeDirectoryAtomically(folder, [&](const fs::path& temporary) {
        writeModel(temporary);
        saveSafetensors(temporary / kStateTensors, trainer.state());
        Json state{{"format", 2},        {"step", trainer.stepsDone()},
                   {"options", options}, {"progress", progressToJson(trainer.progress())},
                   {"live", notes.live}, {"files", sizesBelow(temporary)}};
        if (std::isfinite(notes.validation_loss)) state["validation_loss"] = notes.validation_loss;
        if (std::isfinite(notes.rank)) state["rank"] = notes.rank;
        writeJsonFile(temporary / kStateJson, state);
    });
}

SavedState inspectCheckpointFolder(const fs::path& folder) {
    const fs::path file = folder / kStateJson;
    if (!fs::exists(file) || !fs::exists(folder / kStateTensors))
        throw Error(
            ErrorCode::BadFormat,
            message("%1 is not a complete checkpoint: %2 or %3 is missing. Choose a folder named checkpoint-<step>.",
                    folder, kStateJson, kStateTensors));
    const Json state = readJsonFile(file);
    SavedState saved;
    try {
        saved.recorded = state.at("options");
        saved.progress = progressFromJson(state, saved.recorded);
        saved.step = saved.progress.steps_done;
        saved.live = state.value("live", Json::object());
        saved.validation_loss = state.value("validation_loss", saved.validation_loss);
        saved.rank = state.value("rank", saved.rank);
        requireFiles(folder, state.value("files", Json::object()));
        saved.restores = restoredThings(saved);
    } catch (const Json::exception& e) {
        throw Error(
            ErrorCode::BadFormat,
            message("%1 is not the state of a training run (%2). Remove the folder to continue from the one before.",
                    file, jsonProblem(e)));
    }
    return saved;
}

void restoreCheckpoint(const fs::path& folder, const SavedState& saved, WeightTrainer& trainer) {
    trainer.restore(loadSafetensors(folder / kStateTensors), saved.progress);
}

void requireSameCourse(Json then, Json now, std::span<const char* const> free) {
    for (const char* name : free) now.erase(name);
    for (const auto& item : now.items())
        if (then.at(item.key()) != item.value())
            throw Error(ErrorCode::BadFormat,
                        message("The checkpoint was made with %1 = %2, the run asks for %3. Start a new run instead.",
                                item.key(), then.at(item.key()).dump(), item.value().dump()));
}

void linkOrCopy(const fs::path& from, const fs::path& to) {
    std::error_code error;
    fs::create_hard_link(from, to, error);
    if (error) fs::copy_file(from, to, fs::copy_options::overwrite_existing);
}

bool isTrainState(const fs::path& file) {
    return file.filename().string().starts_with("train_state");
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
        if (const double rank = rankOf(folder); rank < lowest) {
            lowest = rank;
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
