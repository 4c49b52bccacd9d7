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

std::unique_ptr<QProcess> startCli(const QStringList& arguments,
                                   const std::vector<std::pair<QString, QString>>& variables) {
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const auto& [name, value] : variables) environment.insert(name, value);
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(environment);
    process->start(text(cliProgram()), arguments);
    return process;
}

bool hearsProgress(QProcess& process, int lines) {
    for (;;) {
        while (process.canReadLine())
            if (process.readLine().contains("\"progress\"") && --lines == 0) return true;
        if (!process.waitForReadyRead(kPatienceMs)) return false;
    }
}

void killHard(QProcess& process) {
    process.kill();
    process.waitForFinished();
}

Json resultOf(QProcess& process) {
    if (!process.waitForFinished(5 * kPatienceMs)) return Json::object();
    const auto lines = process.readAllStandardOutput().trimmed().split('\n');
    const Json result = Json::parse(lines.last().toStdString(), nullptr, false);
    return result.is_object() ? result : Json::object();
}

bool hasKeys(const Json& json, const std::vector<std::string>& keys) {
    return std::all_of(keys.begin(), keys.end(), [&](const auto& key) { return json.contains(key); });
}

}  // namespace recap::testing
