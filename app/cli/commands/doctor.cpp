// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/doctor.h"
#include "cli/commands/commands.h"

namespace recap::cli {

void addDoctor(CommandTable& table) {
    table.command("doctor", "Say what this machine offers and what is missing", [](ConsoleContext& console) {
        const auto report = examineMachine();
        Json devices = Json::array(), files = Json::array();
        console.print("RECAP Workbench " + report.version + ", LibTorch " + report.torch + ", Qt " + report.qt +
                      ", OpenCV " + report.opencv + ", SQLite " + report.sqlite);
        for (const auto& device : report.devices) {
            devices.push_back(
                {{"name", device.name}, {"description", device.description}, {"memory_bytes", device.memory_bytes}});
            console.print("  device " + device.name + ": " + device.description);
        }
        for (const auto& file : report.files) {
            files.push_back({{"name", file.name}, {"path", file.path}, {"found", file.found}, {"use", file.use}});
            console.print(std::string(file.found ? "  found   " : "  missing ") + file.name + " (" + file.use + ")" +
                          (file.found ? ": " + file.path : ""));
        }
        console.result({{"version", report.version},
                        {"torch", report.torch},
                        {"qt", report.qt},
                        {"opencv", report.opencv},
                        {"sqlite", report.sqlite},
                        {"devices", devices},
                        {"files", files}});
    });
}

}  // namespace recap::cli
