// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/project_access.h"

#include "base/error.h"
#include "workflow/runs/detached_run.h"

#include <sstream>
#include <utility>

namespace recap::cli {

std::shared_ptr<Project> openProject(const std::string& path, ConsoleContext& console) {
    auto project = Project::open(path);
    for (const auto& note : project->startupNotes()) console.say(note);
    if (project->readOnly()) console.say(project->readOnlyReason(), MessageEvent::Level::Warning);
    return project;
}

ImageRecord requireImage(Project& project, const std::string& key) {
    const auto image = project.images().findByKey(key);
    if (!image)
        throw Error(ErrorCode::NotFound,
                    "No single image of the project has the key '" + key + "'; 'recap dataset query' lists keys.");
    return *image;
}

void detachRun(ConsoleContext& console, std::shared_ptr<Project> project, RunId run) {
    const auto folder = project->path();
    project.reset();  // the other program is to write
    const auto started = startDetached(commandLineProgram(), folder, run);
    console.print("Run " + std::to_string(run.value) + " continues in the background (process " +
                  std::to_string(started.process) + "). Watch it with 'recap runs attach " + folder.string() + " " +
                  std::to_string(run.value) + "', control it with 'recap runs tell'.");
    console.result({{"run", run.value}, {"process", started.process}, {"log", started.log.string()}});
}

std::vector<std::string> splitList(const std::string& text) {
    std::vector<std::string> parts;
    std::istringstream in(text);
    for (std::string part; std::getline(in, part, ',');)
        if (!part.empty()) parts.push_back(part);
    return parts;
}

}  // namespace recap::cli
