// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>
#include <unistd.h>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace recap::testing {

// Programs that a test starts inherit a mark in their environment, also those that detach themselves. At the end of its
// life this kills those that are still running.
class ChildrenEndWithTest {
public:
    ChildrenEndWithTest() { ::setenv(kName, mark_.c_str(), 1); }
    ~ChildrenEndWithTest() {
        const std::string entry = std::string(kName) + "=" + mark_;
        std::error_code error;
        for (const auto& process : std::filesystem::directory_iterator("/proc", error)) {
            const std::string name = process.path().filename().string();
            pid_t pid = 0;
            const auto [end, wrong] = std::from_chars(name.data(), name.data() + name.size(), pid);
            if (wrong != std::errc() || end != name.data() + name.size() || pid == ::getpid()) continue;
            std::ifstream in(process.path() / "environ", std::ios::binary);
            const std::string environment{std::istreambuf_iterator<char>(in), {}};
            if (('\0' + environment).find('\0' + entry + '\0') != std::string::npos) ::kill(pid, SIGKILL);
        }
    }
    ChildrenEndWithTest(const ChildrenEndWithTest&) = delete;
    ChildrenEndWithTest& operator=(const ChildrenEndWithTest&) = delete;

private:
    static constexpr const char* kName = "RECAP_TEST_PROCESS";
    const std::string mark_ = std::to_string(::getpid());
};

}  // namespace recap::testing
