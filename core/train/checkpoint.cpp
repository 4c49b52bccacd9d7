// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/checkpoint.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "models/model_folder.h"
#include "tensor_io/safetensors.h"

#include <algorithm>
#include <cstdio>
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

// Everything of the base model that training leaves as it is.
void linkRest(const fs::path& base, const fs::path& to) {
    for (const auto& entry : fs::recursive_directory_iterator(base)) {
        const fs::path relative = fs::relative(entry.path(), base);
        const std::string part = relative.begin()->string();
        if (part == "unet" || part == "text_encoder" || part.starts_with("train_state")) continue;
        if (entry.is_directory())
            fs::create_directories(to / relative);
        else if (entry.is_regular_file())
            linkOrCopy(entry.path(), to / relative);
    }
}

// Options that may change between two parts of one run without changing its course.
Json decisiveOptions(const DiffusionTrainOptions& options) {
    Json json = optionsToJson(options);
    for (const char* name : {"save_every", "keep_checkpoints", "sample_every", "sample_prompts", "sample_steps",
                             "sample_guidance", "threads", "model"})
        json.erase(name);
    return json;
}

std::vector<fs::path> completeCheckpoints(const fs::path& runFolder) {
    std::vector<fs::path> found;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(runFolder, error)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with("checkpoint-") && name.find(".tmp") == std::string::npos &&
            fs::exists(entry.path() / kStateJson))
            found.push_back(entry.path());
    }
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace

void writeCheckpoint(const fs::path& folder, DiffusionTrainer& trainer, const fs::path& baseModel,
                     const DiffusionTrainOptions& options) {
    writeDirectoryAtomically(folder, [&](const fs::path& temporary) {
        linkRest(baseModel, temporary);
        saveSafetensors(temporary / kStateTensors, trainer.state());
        trainer.swapAverages();
        try {
            saveUNet(trainer.unet(), temporary / "unet");
            saveTextEncoder(trainer.textEncoder(), temporary / "text_encoder");
        } catch (...) {
            trainer.swapAverages();
            throw;
        }
        trainer.swapAverages();
        writeJsonFile(temporary / kStateJson,
                      Json{{"format", 1}, {"step", trainer.stepsDone()}, {"options", optionsToJson(options)}});
    });
}

void readCheckpoint(const fs::path& folder, DiffusionTrainer& trainer, const DiffusionTrainOptions& options) {
    if (!fs::exists(folder / kStateJson) || !fs::exists(folder / kStateTensors))
        throw Error(ErrorCode::BadFormat, folder.string() + " is not a complete checkpoint: " + kStateJson + " or " +
                                              kStateTensors + " is missing. Choose a folder named checkpoint-<step>.");
    const Json state = readJsonFile(folder / kStateJson);
    DiffusionTrainOptions saved;
    optionsFromJson(state.at("options"), saved, (folder / kStateJson).string());
    const Json then = decisiveOptions(saved), now = decisiveOptions(options);
    for (const auto& item : now.items())
        if (then.at(item.key()) != item.value())
            throw Error(ErrorCode::BadFormat, "The checkpoint was made with " + item.key() + " = " +
                                                  then.at(item.key()).dump() + ", the run asks for " +
                                                  item.value().dump() + ". Start a new run instead.");
    trainer.restore(loadSafetensors(folder / kStateTensors), state.at("step").get<std::int64_t>());
}

std::string checkpointName(std::int64_t step) {
    char text[40];
    std::snprintf(text, sizeof text, "checkpoint-%06lld", static_cast<long long>(step));
    return text;
}

fs::path newestCheckpoint(const fs::path& runFolder) {
    const auto found = completeCheckpoints(runFolder);
    return found.empty() ? fs::path() : found.back();
}

void pruneCheckpoints(const fs::path& runFolder, std::int64_t keep) {
    const auto found = completeCheckpoints(runFolder);
    const auto surplus = static_cast<std::int64_t>(found.size()) - std::max<std::int64_t>(keep, 1);
    for (std::int64_t i = 0; i < surplus; ++i) fs::remove_all(found[static_cast<std::size_t>(i)]);
}

}  // namespace recap
