// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/message.h"

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace recap {

// The short list of ways in which work fails. The GUI has one translatable sentence for each, the command line prints
// the name (errorCodeName) in its JSON error line.
enum class ErrorCode {
    FileNotFound,     // a path does not exist or cannot be read
    FileNotWritable,  // a path cannot be written: permission, missing folder
    DiskFull,
    BadFormat,      // a file was read but is not what it should be
    ShapeMismatch,  // tensors or tables do not fit together
    OutOfMemory,
    Database,       // the project's database refused
    ReadOnly,       // the project is open elsewhere, or its folder is write-protected
    InvalidOption,  // an option has a value outside its range, or does not exist
    NotFound,       // a named thing (image, run, study, column) does not exist in the project
    Diverged,       // training produced NaN or infinity
    Internal,       // a fault of the program; the message is for its developers
};

// Stable snake_case name, e.g. "file_not_found".
std::string_view errorCodeName(ErrorCode code);

// The one exception type of the core. Its sentence says what, which file or row, what to do; `what()` is the English.
class Error : public std::runtime_error {
public:
    Error(ErrorCode code, Message sentence)
        : std::runtime_error(sentence.english()), code_(code), message_(std::move(sentence)) {}
    // For words that are not ours, and faults of the program; a test finds other sentences that are not messages.
    Error(ErrorCode code, const std::string& what) : Error(code, verbatim(what)) {}
    ErrorCode code() const noexcept { return code_; }
    const Message& message() const noexcept { return message_; }

private:
    ErrorCode code_;
    Message message_;
};

}  // namespace recap
