// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_run.h"

#include <algorithm>
#include <cstdlib>
#include <sstream>

namespace recap::testing {

std::vector<Json> CliRun::lines() const {
    std::vector<Json> parsed;
    std::istringstream in(out);
    for (std::string line; std::getline(in, line);) {
        const Json json = Json::parse(line, nullptr, false);
        parsed.push_back(json.is_discarded() ? Json::object() : json);
    }
    return parsed;
}

Json CliRun::last() const {
    const auto all = lines();
    return all.empty() ? Json::object() : all.back();
}

int CliRun::errorLines() const {
    return static_cast<int>(std::count(err.begin(), err.end(), '\n'));
}

std::filesystem::path cliProgram() {
    const char* folder = std::getenv("RECAP_BIN_DIR");
    return std::filesystem::path(folder != nullptr ? folder : ".") / "recap";
}

CliRun runCli(const QStringList& arguments) {
    QProcess process;
    process.start(text(cliProgram()), arguments);
    CliRun run;
    if (!process.waitForStarted(kPatienceMs) || !process.waitForFinished(5 * kPatienceMs)) return run;
    run.exit_code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    run.out = process.readAllStandardOutput().toStdString();
    run.err = process.readAllStandardError().toStdString();
    return run;
}

bool hasKeys(const Json& json, const std::vector<std::string>& keys) {
    return std::all_of(keys.begin(), keys.end(), [&](const auto& key) { return json.contains(key); });
}

}  // namespace recap::testing
