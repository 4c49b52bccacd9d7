// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/log.h"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <mutex>
#include <utility>

namespace recap {
namespace {

spdlog::level::level_enum spdlogLevel(LogLevel level) {
    switch (level) {
        case LogLevel::Debug: return spdlog::level::debug;
        case LogLevel::Info: return spdlog::level::info;
        case LogLevel::Warning: return spdlog::level::warn;
        case LogLevel::Error: return spdlog::level::err;
    }
    return spdlog::level::err;
}

spdlog::logger& logger() {
    static const auto instance = [] {
        auto made = std::make_shared<spdlog::logger>("recap", std::make_shared<spdlog::sinks::stderr_color_sink_mt>());
        made->set_pattern("%H:%M:%S %^%l%$ %v");
        made->set_level(spdlog::level::warn);
        return made;
    }();
    return *instance;
}

std::mutex sinkMutex;
std::function<void(LogLevel, std::string_view)> sinkFunction;  // guarded by sinkMutex

}  // namespace

void log(LogLevel level, std::string_view message) {
    logger().log(spdlogLevel(level), message);
    std::lock_guard lock(sinkMutex);
    if (sinkFunction) sinkFunction(level, message);
}

void setLogLevel(LogLevel level) {
    logger().set_level(spdlogLevel(level));
}

void setLogSink(std::function<void(LogLevel, std::string_view)> sink) {
    std::lock_guard lock(sinkMutex);
    sinkFunction = std::move(sink);
}

}  // namespace recap
