// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/models/inspect.h"
#include "cli/commands/commands.h"
#include "cli/wording.h"

#include <memory>

namespace recap::cli {

void addInspect(CommandTable& table) {
    const auto path = std::make_shared<std::string>();
    auto* inspect =
        table.command("inspect", "Report what a weights file or a model folder is", [path](ConsoleContext& console) {
            const auto report = inspectPath(*path);
            Json tensors = Json::array();
            console.print(report.kind + ", " + counted(std::ssize(report.tensors), "tensor") + ", " +
                          counted(report.parameters, "number"));
            for (const auto& detail : report.details) console.print("  " + detail);
            for (const auto& tensor : report.tensors) {
                tensors.push_back({{"name", tensor.name}, {"shape", tensor.shape}, {"dtype", tensor.dtype}});
                std::string shape;
                for (const auto side : tensor.shape) shape += (shape.empty() ? "" : " x ") + std::to_string(side);
                console.print("  " + tensor.name + "  [" + shape + "]  " + tensor.dtype);
            }
            for (const auto& [key, value] : report.metadata) console.print("  metadata " + key + ": " + value);
            for (const auto& name : report.missing) console.print("  missing " + name);
            for (const auto& name : report.unexpected) console.print("  unexpected " + name);
            for (const auto& problem : report.problems) console.print("  problem: " + problem.english());
            console.result({{"kind", report.kind},
                            {"tensors", tensors},
                            {"metadata", report.metadata},
                            {"missing", report.missing},
                            {"unexpected", report.unexpected},
                            {"details", report.details},
                            {"problems", englishOf(report.problems)}});
        });
    inspect->add_option("path", *path, "Any file, or a model or adapter folder")->required();
}

}  // namespace recap::cli
