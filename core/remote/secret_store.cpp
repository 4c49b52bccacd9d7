// SPDX-License-Identifier: GPL-3.0-or-later
#include "remote/secret_store.h"

#include "base/clock.h"
#include "base/unicode.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string_view>
#include <utility>

extern char** environ;

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr const char* kProgram = "secret-tool";
constexpr double kMostSeconds = 120;
constexpr int kTurnMs = 100;
constexpr std::size_t kMostBytes = 16 << 10;

// Empty when there is none. Only absolute folders: what lies in the working folder is not the system's program.
std::string programPath() {
    const char* path = std::getenv("PATH");
    std::istringstream folders(path == nullptr ? "" : path);
    for (std::string folder; std::getline(folders, folder, ':');) {
        const auto file = fs::path(folder) / kProgram;
        std::error_code error;
        if (file.is_absolute() && fs::is_regular_file(file, error) && ::access(file.c_str(), X_OK) == 0)
            return file.string();
    }
    return {};
}

class FileDescriptor {
public:
    explicit FileDescriptor(int number) : number_(number) {}
    ~FileDescriptor() { close(); }
    FileDescriptor(const FileDescriptor&) = delete;
    FileDescriptor& operator=(const FileDescriptor&) = delete;
    int get() const { return number_; }
    void close() {
        if (number_ >= 0) ::close(std::exchange(number_, -1));
    }

private:
    int number_;
};

// A program that has not ended by the end of this object's life is killed.
class Child {
public:
    explicit Child(pid_t id) : id_(id) {}  // above 0
    ~Child() {
        if (id_ <= 0) return;
        ::kill(id_, SIGKILL);
        wait();
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    bool succeeded() {
        const int status = wait();
        return WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }

private:
    int wait() {
        int status = -1;
        ::waitpid(std::exchange(id_, -1), &status, 0);
        return status;
    }
    pid_t id_;
};

pid_t spawn(const std::string& program, std::string address, int output) {
    std::array<std::string, 6> words{kProgram, "lookup", "service", "recap-workbench", "server", std::move(address)};
    std::array<char*, 7> arguments{};
    for (std::size_t i = 0; i < words.size(); ++i) arguments[i] = words[i].data();
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t id = -1;
    const int failed = ::posix_spawn(&id, program.c_str(), &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    return failed == 0 ? id : -1;
}

}  // namespace

std::string storedKey(const std::string& address, const std::function<void()>& turn) {
    const auto program = programPath();
    int ends[2];
    if (program.empty() || ::pipe2(ends, O_CLOEXEC) != 0) return {};
    FileDescriptor output(ends[0]), input(ends[1]);
    const pid_t started = spawn(program, address, input.get());
    input.close();
    if (started <= 0) return {};
    Child child(started);
    std::string key;
    const Stopwatch waited;
    for (;;) {
        turn();
        pollfd ready{.fd = output.get(), .events = POLLIN, .revents = 0};
        if (::poll(&ready, 1, kTurnMs) > 0) {
            char bytes[1024];
            const auto count = ::read(output.get(), bytes, sizeof bytes);
            if (count <= 0) break;
            key.append(bytes, static_cast<std::size_t>(count));
        }
        if (key.size() > kMostBytes || waited.seconds() > kMostSeconds) return {};
    }
    return child.succeeded() ? std::string(trimmed(key)) : std::string();
}

}  // namespace recap
