// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/upkeep/doctor.h"
#include "cli/commands/commands.h"

#include <memory>

namespace recap::cli {

void addDoctor(CommandTable& table) {
    const auto verify = std::make_shared<bool>(false);
    auto* doctor = table.command(
        "doctor", "Report versions, devices, and the models, vocabularies and modules found or missing",
        [verify](ConsoleContext& console) {
            const auto report = examineMachine(*verify);
            Json devices = Json::array(), files = Json::array();
            console.print("RECAP Workbench " + report.version + ", LibTorch " + report.torch + ", Qt " + report.qt +
                          ", OpenCV " + report.opencv + ", SQLite " + report.sqlite);
            for (const auto& device : report.devices) {
                devices.push_back({{"name", device.name},
                                   {"description", device.description},
                                   {"memory_bytes", device.memory_bytes}});
                console.print("  device " + device.name + ": " + device.description);
            }
            for (const auto& file : report.files) {
                Json entry{{"name", file.name}, {"path", file.path}, {"found", file.found}, {"use", file.use}};
                if (!file.licence.empty()) entry["licence"] = file.licence;
                if (!file.integrity.empty()) entry["integrity"] = file.integrity;
                files.push_back(entry);
                console.print(std::string(file.found ? "  found   " : "  missing ") + file.name + " (" + file.use +
                              ")" + (file.found ? ": " + file.path : "") +
                              (file.integrity.empty() ? "" : "; " + file.integrity));
            }
            console.result({{"version", report.version},
                            {"torch", report.torch},
                            {"qt", report.qt},
                            {"opencv", report.opencv},
                            {"sqlite", report.sqlite},
                            {"devices", devices},
                            {"files", files}});
        });
    doctor->add_flag("--verify", *verify, "Compare published weights with their SHA-256 sums (reads them completely)");
}

}  // namespace recap::cli
