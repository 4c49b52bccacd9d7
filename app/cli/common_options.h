// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>

namespace recap::cli {

// Options that every command understands, before or after its name.
struct CommonOptions {
    bool json = false;
    bool quiet = false;
    bool verbose = false;
    std::int64_t threads = 0;  // 0: all cores
    std::string device = "auto";
    std::optional<std::int64_t> seed;  // none: the command's own default
};

// The command line itself is wrong, so nothing was started: exit code 2. The message is one sentence.
class UsageError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// A job failed; `code` is an errorCodeName.
class JobFailed : public std::runtime_error {
public:
    JobFailed(std::string code, const std::string& message) : std::runtime_error(message), code_(std::move(code)) {}
    const std::string& code() const { return code_; }

private:
    std::string code_;
};

}  // namespace recap::cli
