// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/child_process.h"

#include "base/clock.h"
#include "base/error.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>

extern char** environ;

namespace recap {
namespace {

std::filesystem::path newErrorFile() {
    std::string name = (std::filesystem::temp_directory_path() / "recap-bench-XXXXXX").string();
    const int file = ::mkstemp(name.data());
    if (file < 0) throw Error(ErrorCode::FileNotWritable, message("No temporary file can be created: %1.", name));
    ::close(file);
    return name;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> out;
    for (auto& text : texts) out.push_back(text.data());
    out.push_back(nullptr);
    return out;
}

std::vector<std::string> mergedEnvironment(const std::vector<std::pair<std::string, std::string>>& more) {
    std::vector<std::string> all;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view text = *entry;
        const bool replaced = std::any_of(more.begin(), more.end(), [&](const auto& item) {
            return text.substr(0, item.first.size() + 1) == item.first + "=";
        });
        if (!replaced) all.emplace_back(text);
    }
    for (const auto& [name, value] : more) all.push_back(name + "=" + value);
    return all;
}

struct Pipes {
    std::array<int, 2> to{-1, -1}, from{-1, -1};
    Pipes() {
        // Close-on-exec: another child must not hold our end open.
        if (::pipe2(to.data(), O_CLOEXEC) != 0 || ::pipe2(from.data(), O_CLOEXEC) != 0)
            throw Error(ErrorCode::Internal, message("No pipe to another program can be created."));
    }
};

}  // namespace

ChildProcess::ChildProcess(const std::vector<std::string>& arguments,
                           const std::vector<std::pair<std::string, std::string>>& environment, std::string title)
    : title_(std::move(title)), errors_(newErrorFile()) {
    ::signal(SIGPIPE, SIG_IGN);  // a program that ended is an error of write(), not our end
    const Pipes pipes;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, pipes.to[0], 0);
    posix_spawn_file_actions_adddup2(&actions, pipes.from[1], 1);
    posix_spawn_file_actions_addopen(&actions, 2, errors_.c_str(), O_WRONLY | O_TRUNC, 0600);
    auto texts = arguments;
    auto variables = mergedEnvironment(environment);
    const int failed = ::posix_spawnp(&pid_, texts.front().c_str(), &actions, nullptr, pointers(texts).data(),
                                      pointers(variables).data());
    posix_spawn_file_actions_destroy(&actions);
    ::close(pipes.to[0]);
    ::close(pipes.from[1]);
    in_ = pipes.to[1];
    out_ = pipes.from[0];
    if (failed == 0) return;
    ::close(in_);
    ::close(out_);
    std::filesystem::remove(errors_);
    throw Error(ErrorCode::FileNotFound, message("Cannot start %1: %2.", arguments.front(), std::strerror(failed)));
}

ChildProcess::~ChildProcess() {
    ::close(in_);
    ::close(out_);
    ::kill(pid_, SIGKILL);
    while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) continue;
    std::error_code ignored;
    std::filesystem::remove(errors_, ignored);
}

void ChildProcess::writeLine(std::string_view line) {
    const std::string text = std::string(line) + "\n";
    for (std::size_t sent = 0; sent < text.size();) {
        const auto count = ::write(in_, text.data() + sent, text.size() - sent);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) throw Error(ErrorCode::Internal, message("%1 has ended. %2", title_, lastWords()));
        sent += static_cast<std::size_t>(count);
    }
}

std::optional<std::string> ChildProcess::readLine(double seconds) {
    const Stopwatch waited;
    for (;;) {
        if (const auto end = buffer_.find('\n'); end != std::string::npos) {
            std::string line = buffer_.substr(0, end);
            buffer_.erase(0, end + 1);
            return line;
        }
        const double left = seconds - waited.seconds();
        pollfd wait{out_, POLLIN, 0};
        const int ready = left > 0 ? ::poll(&wait, 1, static_cast<int>(left * 1000) + 1) : 0;
        if (ready < 0 && errno == EINTR) continue;
        if (ready == 0)
            throw Error(ErrorCode::Internal,
                        message("%1 gave no answer for %2 s. %3", title_, static_cast<int>(seconds), lastWords()));
        std::array<char, 4096> part;
        const auto count = ::read(out_, part.data(), part.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return std::nullopt;
        buffer_.append(part.data(), static_cast<std::size_t>(count));
    }
}

std::string ChildProcess::lastWords() const {
    std::ifstream in(errors_);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    constexpr std::size_t kShown = 600;
    return text.size() > kShown ? "..." + text.substr(text.size() - kShown) : text;
}

}  // namespace recap
