// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/captioner_folder.h"

#include "base/error.h"
#include "models/blip_files.h"
#include "tensor_io/weight_files.h"
#include "train/checkpoint_folder.h"

namespace fs = std::filesystem;

namespace recap {

std::optional<fs::path> trainedCaptioner(Project& project, const RunRecord& run) {
    const bool best = run.config.is_object() && run.config.value("keep_best", Json()) == Json(true);
    if (best)
        if (auto folder = bestCheckpoint(project.runDirectory(run.id)); !folder.empty()) return folder;
    if (const auto newest = project.checkpoints().latest(run.id)) return project.resolve(newest->path);
    return std::nullopt;
}

fs::path captionerFolder(Project& project, const std::string& captioner) {
    if (fs::exists(fs::path(captioner) / "config.json")) return captioner;
    if (const auto run = project.runs().findByName(captioner, RunKind::Captioner))
        if (auto folder = trainedCaptioner(project, *run)) return *folder;
    throw Error(ErrorCode::NotFound, message("There is no captioner '%1': neither a folder with config.json nor a "
                                             "finished captioner run of this project.",
                                             captioner));
}

fs::path captionerPath(Project& project, const std::string& captioner) {
    std::error_code error;
    if (fs::is_regular_file(captioner, error)) return captioner;
    const bool configured = fs::exists(fs::path(captioner) / "config.json");
    if (!configured && fs::is_directory(captioner, error) && !onlyWeightFile(captioner).empty()) return captioner;
    return captionerFolder(project, captioner);
}

std::string captionerLabel(const fs::path& path, const std::string& name) {
    return name + "@" + weightsHash(blipWeightFiles(path)).substr(0, 8);
}

}  // namespace recap
