// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "cli/project_access.h"
#include "cli/wording.h"

#include <memory>

namespace recap::cli {
namespace {

void report(ConsoleContext& console, Project& project) {
    const std::string path = project.path().string();
    const auto images = project.images().count();
    const auto captions = project.captions().count();
    const auto runs = static_cast<std::int64_t>(project.runs().list().size());
    const int schema = project.database().schemaVersion();
    console.print(path + ": " + counted(images, "image") + ", " + counted(captions, "caption") + ", " +
                  counted(runs, "run") + " (schema " + std::to_string(schema) + ").");
    console.result({{"path", path}, {"images", images}, {"captions", captions}, {"runs", runs}, {"schema", schema}});
}

}  // namespace

void addProject(CommandTable& table) {
    auto* group = table.group("project", "Create a project folder, or count what is in one");
    const auto path = std::make_shared<std::string>();
    auto* create = table.command(group, "create", "Create a project folder",
                                 [path](ConsoleContext& console) { report(console, *Project::create(*path)); });
    create->add_option("project", *path, "Folder to create, usually NAME.recap")->required();
    auto* info = table.command(group, "info", "Count the images, captions and runs of a project",
                               [path](ConsoleContext& console) { report(console, *openProject(*path, console)); });
    info->add_option("project", *path, "Project folder")->required();
}

}  // namespace recap::cli
