// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace recap {

// Another program, spoken to by lines: what we write is its standard input, what it writes is read line by line. Its
// standard error goes to a file of its own that messages quote from. Killed and waited for at the end of the object's
// life. One thread.
class ChildProcess {
public:
    // `arguments[0]` is the program, looked up on PATH when it has no slash. `environment` is set in addition. `title`
    // is what messages call it. Throws Error(FileNotFound) when it cannot be started.
    ChildProcess(const std::vector<std::string>& arguments,
                 const std::vector<std::pair<std::string, std::string>>& environment = {},
                 std::string title = "The other program");
    ~ChildProcess();
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    // Throws Error(Internal) when the program has ended.
    void writeLine(std::string_view line);
    // The next line without its end, or nothing when the program closed its output. Throws Error(Internal) when no line
    // came within `seconds`.
    std::optional<std::string> readLine(double seconds);
    // The last lines of its standard error, for messages.
    std::string lastWords() const;

private:
    pid_t pid_ = -1;
    int in_ = -1, out_ = -1;
    std::string title_, buffer_;
    std::filesystem::path errors_;
};

}  // namespace recap
