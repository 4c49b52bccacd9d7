// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/project_access.h"

#include "base/error.h"

#include <sstream>

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

std::vector<std::string> splitList(const std::string& text) {
    std::vector<std::string> parts;
    std::istringstream in(text);
    for (std::string part; std::getline(in, part, ',');)
        if (!part.empty()) parts.push_back(part);
    return parts;
}

}  // namespace recap::cli
