// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/runs/run_inbox.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/json.h"
#include "base/log.h"

#include <unistd.h>
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <vector>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr auto kPoll = std::chrono::milliseconds(100);

constexpr std::array<std::pair<RunCommand::Kind, std::string_view>, 7> kWords{{
    {RunCommand::Kind::Pause, "pause"},
    {RunCommand::Kind::Resume, "resume"},
    {RunCommand::Kind::Stop, "stop"},
    {RunCommand::Kind::StopAfterSaving, "stop-after-saving"},
    {RunCommand::Kind::SaveNow, "save"},
    {RunCommand::Kind::SampleNow, "sample"},
    {RunCommand::Kind::SetOption, "set"},
}};

void obey(RunControl& control, const RunCommand& command) {
    switch (command.kind) {
        case RunCommand::Kind::Pause: return control.pause();
        case RunCommand::Kind::Resume: return control.resume();
        case RunCommand::Kind::Stop: return control.cancel();
        case RunCommand::Kind::StopAfterSaving:
            control.push({Command::Kind::StopAfterSaving});
            // A paused run looks at its commands only after it goes on.
            return control.resume();
        case RunCommand::Kind::SaveNow: return control.push({Command::Kind::SaveNow});
        case RunCommand::Kind::SampleNow: return control.push({Command::Kind::SampleNow});
        case RunCommand::Kind::SetOption: return control.push({Command::Kind::SetOption, command.name, command.value});
    }
}

}  // namespace

std::optional<RunCommand::Kind> commandFromWord(std::string_view word) {
    for (const auto& [kind, name] : kWords)
        if (name == word) return kind;
    return std::nullopt;
}

fs::path commandFolder(const Project& project, RunId run) {
    return project.runDirectory(run) / "wishes";
}

bool takesCommands(const Project& project, RunId run) {
    std::error_code error;
    return fs::is_directory(commandFolder(project, run), error);
}

void sendCommand(const Project& project, RunId run, const RunCommand& command) {
    if (!takesCommands(project, run))
        throw Error(ErrorCode::NotFound, message("No program that takes commands is working on run %1. A run that a "
                                                 "window is working on is controlled there.",
                                                 run.value));
    const auto word =
        std::find_if(kWords.begin(), kWords.end(), [&](const auto& w) { return w.first == command.kind; });
    // Names in the order of sending, whatever the wall clock does meanwhile; unique between programs.
    char name[64];
    std::snprintf(name, sizeof name, "%020lld-%d.json",
                  static_cast<long long>(std::chrono::steady_clock::now().time_since_epoch().count()),
                  static_cast<int>(::getpid()));
    writeTextAtomically(commandFolder(project, run) / name,
                        Json{{"wish", word->second}, {"name", command.name}, {"value", command.value}}.dump());
}

RunInbox::RunInbox(const Project& project, RunId run, RunControl& control)
    : folder_(commandFolder(project, run)), control_(control) {
    std::error_code error;
    fs::remove_all(folder_, error);
    ensureDirectory(folder_);
    thread_ = std::thread([this] {
        while (!done_) {
            take();
            std::this_thread::sleep_for(kPoll);
        }
    });
}

RunInbox::~RunInbox() {
    done_ = true;
    thread_.join();
    std::error_code error;
    fs::remove_all(folder_, error);
}

void RunInbox::take() {
    std::vector<fs::path> files;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder_, error))
        if (entry.path().extension() == ".json") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
        try {
            const Json json = readJsonFile(file);
            if (const auto kind = commandFromWord(json.value("wish", "")))
                obey(control_, {*kind, json.value("name", ""), json.value("value", 0.0)});
        } catch (const std::exception& e) {
            logWarning(e.what());
        }
        fs::remove(file, error);
    }
}

}  // namespace recap
