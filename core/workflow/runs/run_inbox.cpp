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

constexpr std::array<std::pair<RunWish::Kind, std::string_view>, 7> kWords{{
    {RunWish::Kind::Pause, "pause"},
    {RunWish::Kind::Resume, "resume"},
    {RunWish::Kind::Stop, "stop"},
    {RunWish::Kind::StopAfterSaving, "stop-after-saving"},
    {RunWish::Kind::SaveNow, "save"},
    {RunWish::Kind::SampleNow, "sample"},
    {RunWish::Kind::SetOption, "set"},
}};

void obey(RunControl& control, const RunWish& wish) {
    switch (wish.kind) {
        case RunWish::Kind::Pause: return control.pause();
        case RunWish::Kind::Resume: return control.resume();
        case RunWish::Kind::Stop: return control.cancel();
        case RunWish::Kind::StopAfterSaving:
            control.push({Command::Kind::StopAfterSaving});
            // A paused run looks at its commands only after it goes on.
            return control.resume();
        case RunWish::Kind::SaveNow: return control.push({Command::Kind::SaveNow});
        case RunWish::Kind::SampleNow: return control.push({Command::Kind::SampleNow});
        case RunWish::Kind::SetOption: return control.push({Command::Kind::SetOption, wish.name, wish.value});
    }
}

}  // namespace

std::optional<RunWish::Kind> wishFromWord(std::string_view word) {
    for (const auto& [kind, name] : kWords)
        if (name == word) return kind;
    return std::nullopt;
}

fs::path wishFolder(const Project& project, RunId run) {
    return project.runDirectory(run) / "wishes";
}

bool takesWishes(const Project& project, RunId run) {
    std::error_code error;
    return fs::is_directory(wishFolder(project, run), error);
}

void sendWish(const Project& project, RunId run, const RunWish& wish) {
    if (!takesWishes(project, run))
        throw Error(ErrorCode::NotFound, message("No program that takes commands is working on run %1. A run that a "
                                                 "window is working on is controlled there.",
                                                 run.value));
    const auto word = std::find_if(kWords.begin(), kWords.end(), [&](const auto& w) { return w.first == wish.kind; });
    // Names in the order of sending, whatever the wall clock does meanwhile; unique between programs.
    char name[64];
    std::snprintf(name, sizeof name, "%020lld-%d.json",
                  static_cast<long long>(std::chrono::steady_clock::now().time_since_epoch().count()),
                  static_cast<int>(::getpid()));
    writeTextAtomically(wishFolder(project, run) / name,
                        Json{{"wish", word->second}, {"name", wish.name}, {"value", wish.value}}.dump());
}

RunInbox::RunInbox(const Project& project, RunId run, RunControl& control)
    : folder_(wishFolder(project, run)), control_(control) {
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
            if (const auto kind = wishFromWord(json.value("wish", "")))
                obey(control_, {*kind, json.value("name", ""), json.value("value", 0.0)});
        } catch (const std::exception& e) {
            logWarning(e.what());
        }
        fs::remove(file, error);
    }
}

}  // namespace recap
