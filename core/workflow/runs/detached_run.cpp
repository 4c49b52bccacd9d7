// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/runs/detached_run.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/paths.h"

#include <fcntl.h>
#include <linux/close_range.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>
#include <thread>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr auto kPatience = std::chrono::minutes(2);  // a model of gigabytes is looked at before the run begins

constexpr const char* kLogName = "detached.log";

fs::path runFolder(const fs::path& project, RunId run) {
    return fs::absolute(project) / "runs" / std::to_string(run.value);
}

std::string lastLine(const fs::path& log) {
    std::ifstream in(log);
    std::string last;
    for (std::string line; std::getline(in, line);)
        if (!line.empty()) last = line;
    return last;
}

// Between fork and exec only what a signal handler may do: other threads may have held locks.
[[noreturn]] void becomeProgram(char* const* words, const char* log, int report) {
    ::setsid();
    const pid_t own = ::fork();
    if (own != 0) ::_exit(own > 0 ? 0 : 1);
    const pid_t self = ::getpid();
    [[maybe_unused]] const auto told = ::write(report, &self, sizeof self);
    const int nothing = ::open("/dev/null", O_RDONLY), out = ::open(log, O_WRONLY | O_CREAT | O_APPEND, 0644);
    if (nothing < 0 || out < 0 || ::dup2(nothing, 0) < 0 || ::dup2(out, 1) < 0 || ::dup2(out, 2) < 0) ::_exit(127);
    ::close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
    ::signal(SIGHUP, SIG_IGN);
    ::execv(words[0], words);
    ::_exit(127);
}

pid_t launch(std::vector<std::string> words, const fs::path& log) {
    std::vector<char*> argv;
    for (auto& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        throw Error(ErrorCode::Internal, message("No pipe to a new process could be created."));
    const std::string logName = log.string();
    const pid_t child = ::fork();
    if (child == 0) becomeProgram(argv.data(), logName.c_str(), ends[1]);
    ::close(ends[1]);
    pid_t process = 0;
    const auto got = child > 0 ? ::read(ends[0], &process, sizeof process) : 0;
    ::close(ends[0]);
    if (child > 0) ::waitpid(child, nullptr, 0);
    if (got != static_cast<ssize_t>(sizeof process))
        throw Error(ErrorCode::Internal, message("No new process could be started: %1", std::strerror(errno)));
    return process;
}

}  // namespace

fs::path commandLineProgram() {
    const auto program = executableDirectory() / "recap";
    if (!fs::exists(program))
        throw Error(ErrorCode::FileNotFound,
                    message("The command line program is missing: %1. A run without the window needs it.", program));
    return program;
}

std::int64_t launchDetached(const fs::path& program, const fs::path& project, RunId run,
                            const std::vector<std::string>& furtherWords) {
    const fs::path folder = runFolder(project, run);
    ensureDirectory(folder);
    std::error_code error;
    fs::remove_all(folder / "wishes", error);  // of a program that was killed
    std::vector<std::string> words{program.string(), "train", fs::absolute(project).string(), "--resume",
                                   std::to_string(run.value)};
    words.insert(words.end(), furtherWords.begin(), furtherWords.end());
    return launch(std::move(words), folder / kLogName);
}

DetachedRun startDetached(const fs::path& program, const fs::path& project, RunId run,
                          const std::vector<std::string>& furtherWords) {
    const fs::path folder = runFolder(project, run);
    const DetachedRun started{launchDetached(program, project, run, furtherWords), folder / kLogName};
    const auto begun = std::chrono::steady_clock::now();
    std::error_code error;
    while (!fs::exists(folder / "wishes", error)) {
        const bool gone = ::kill(static_cast<pid_t>(started.process), 0) != 0 && errno == ESRCH;
        if (gone || std::chrono::steady_clock::now() - begun > kPatience)
            throw Error(ErrorCode::Internal, message("The run could not continue in the background: %1 (see %2).",
                                                     lastLine(started.log), started.log));
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return started;
}

}  // namespace recap
