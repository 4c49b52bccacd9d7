// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string_view>

namespace recap {

enum class LogLevel { Debug, Info, Warning, Error };

// Writes one line to standard error (never to standard output, which belongs to results). Any thread.
void log(LogLevel level, std::string_view message);
inline void logDebug(std::string_view message) {
    log(LogLevel::Debug, message);
}
inline void logInfo(std::string_view message) {
    log(LogLevel::Info, message);
}
inline void logWarning(std::string_view message) {
    log(LogLevel::Warning, message);
}
inline void logError(std::string_view message) {
    log(LogLevel::Error, message);
}

// Lines below this level are dropped. Default: Warning.
void setLogLevel(LogLevel level);

// A second receiver beside standard error, e.g. the window's log dock; called on the logging thread. Empty removes it.
void setLogSink(std::function<void(LogLevel, std::string_view)> sink);

}  // namespace recap
