// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/runs/joint_run.h"

#include "base/json.h"
#include "train/process_group.h"
#include "workflow/runs/joint_orders.h"

#include <cstdint>

namespace recap {
namespace {

constexpr const char* kStartSetting = "joint_training_start";

}  // namespace

std::shared_ptr<Replicas> meetOtherProcesses() {
    const auto place = placeFromEnvironment();
    return place.world > 1 ? joinProcesses(place) : nullptr;
}

bool isFirstProcess(const Replicas& replicas) {
    return replicas.writes();
}

std::shared_ptr<Project> openTogether(Replicas& replicas, const std::filesystem::path& path) {
    std::shared_ptr<Project> project;
    if (replicas.writes()) {
        project = Project::open(path);
        project->requireWritable();
        if (placeFromEnvironment().restarts == 0) project->settings().remove(kStartSetting);
    }
    together([&] { replicas.barrier(); });
    return project ? project : Project::open(path);
}

RunId runBeforeRestart(Project& project) {
    if (placeFromEnvironment().restarts == 0) return {};
    const auto noted = project.settings().get(kStartSetting);
    const Json start = noted ? parseJson(*noted, kStartSetting) : Json::object();
    return RunId{start.value("run", std::int64_t{0})};
}

void rememberStart(Project& project, RunId run) {
    project.settings().set(kStartSetting, Json{{"run", run.value}}.dump());
}

}  // namespace recap
