// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"

#include <QProcess>
#include <QStringList>

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
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

// A run that goes on beside the test; `variables` are added to its environment.
std::unique_ptr<QProcess> startCli(const QStringList& arguments,
                                   const std::vector<std::pair<QString, QString>>& variables = {});
// Reads so many lines of progress, or to the process's end. False: it ended before.
bool hearsProgress(QProcess& process, int lines);
void killHard(QProcess& process);  // SIGKILL
// The last line of what it prints, when it has ended.
Json resultOf(QProcess& process);

inline QString text(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

// Whether `json` has all of these keys.
bool hasKeys(const Json& json, const std::vector<std::string>& keys);

}  // namespace recap::testing
