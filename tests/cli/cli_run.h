// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"

#include <QProcess>
#include <QStringList>

#include <filesystem>
#include <string>
#include <vector>

namespace recap::testing {

// One run of the real program.
struct CliRun {
    int exit_code = -1;
    std::string out, err;

    // Every line of standard output, parsed; empty objects where a line is no JSON.
    std::vector<Json> lines() const;
    // The last line.
    Json last() const;
    // Lines on standard error.
    int errorLines() const;
};

std::filesystem::path cliProgram();
CliRun runCli(const QStringList& arguments);
inline QString text(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

// Whether `json` has all of these keys.
bool hasKeys(const Json& json, const std::vector<std::string>& keys);

}  // namespace recap::testing
