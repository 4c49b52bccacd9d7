// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/console_context.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iostream>
#include <variant>

namespace recap::cli {
namespace {

std::size_t terminalWidth() {
    winsize size{};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20 ? size.ws_col : 80;
}

std::string duration(double seconds) {
    const auto s = static_cast<std::int64_t>(seconds + 0.5);
    char text[32];
    if (s >= 3600)
        std::snprintf(text, sizeof text, "%lldh%02lldm", static_cast<long long>(s / 3600),
                      static_cast<long long>(s / 60 % 60));
    else
        std::snprintf(text, sizeof text, "%lldm%02llds", static_cast<long long>(s / 60),
                      static_cast<long long>(s % 60));
    return text;
}

std::string shortNumber(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3g", value);
    return text;
}

std::string ratePart(double rate) {
    if (rate <= 0) return {};
    return rate >= 1 ? "  " + shortNumber(rate) + "/s" : "  " + shortNumber(1 / rate) + " s each";
}

// Cuts at a character, never inside one.
std::string fitted(std::string text, std::size_t width) {
    if (text.size() <= width) return text;
    while (width > 0 && (static_cast<unsigned char>(text[width]) & 0xc0) == 0x80) --width;
    text.resize(width);
    return text;
}

}  // namespace

ConsoleContext::ConsoleContext(const CommonOptions& options)
    : options_(options), terminal_(isatty(STDERR_FILENO) == 1 && !options.json && !options.quiet) {}

ConsoleContext::~ConsoleContext() {
    std::lock_guard lock(mutex_);
    clearBar();
}

void ConsoleContext::report(Progress progress) {
    std::lock_guard lock(mutex_);
    const bool newStage = progress.stage != stage_;
    if (newStage) {
        stage_ = progress.stage;
        stageFirstDone_ = progress.done;
        stageTime_ = Stopwatch();
        numbers_.clear();
    }
    const bool finished = progress.total > 0 && progress.done >= progress.total;
    // Ten lines a second are enough for a person and for a script.
    const bool unheard = newStage && noted_.insert(progress.stage).second;
    if (!unheard && !finished && sinceLastLine_.seconds() < 0.1) return;
    sinceLastLine_ = Stopwatch();
    if (options_.json) {
        writeJson(
            {{"event", "progress"}, {"stage", progress.stage}, {"done", progress.done}, {"total", progress.total}});
    } else if (terminal_) {
        drawBar(progress);
    } else if (unheard && !options_.quiet) {
        note(progress.stage);
    }
}

void ConsoleContext::drawBar(const Progress& progress) {
    const double seconds = stageTime_.seconds();
    const auto done = static_cast<double>(progress.done - stageFirstDone_);
    const double rate = seconds > 0.5 ? done / seconds : 0;
    std::string line = progress.stage;
    if (progress.total > 0) {
        constexpr int kCells = 24;
        const double share =
            std::clamp(static_cast<double>(progress.done) / static_cast<double>(progress.total), 0.0, 1.0);
        const int full = static_cast<int>(share * kCells);
        line += "  [" + std::string(static_cast<std::size_t>(full), '#') +
                std::string(static_cast<std::size_t>(kCells - full), '.') + "] ";
        line += std::to_string(progress.done) + "/" + std::to_string(progress.total) + ratePart(rate);
        if (rate > 0) line += "  " + duration(static_cast<double>(progress.total - progress.done) / rate) + " left";
    } else if (progress.done > 0) {
        line += "  " + std::to_string(progress.done) + ratePart(rate);
    }
    line += numbers_;
    std::cerr << "\r\033[K" << fitted(line, terminalWidth() - 1) << std::flush;
    barShown_ = true;
}

void ConsoleContext::clearBar() {
    if (barShown_) std::cerr << "\r\033[K" << std::flush;
    barShown_ = false;
}

void ConsoleContext::note(std::string_view line) {
    clearBar();
    std::cerr << line << '\n';
}

void ConsoleContext::emitEvent(Event event) {
    std::lock_guard lock(mutex_);
    if (const auto* scalars = std::get_if<ScalarEvent>(&event)) {
        numbers_.clear();
        for (const auto& [name, value] : scalars->values)
            if (name == "loss" || name == "validation_loss") numbers_ += "  " + name + ' ' + shortNumber(value);
    } else if (const auto* stage = std::get_if<StageEvent>(&event)) {
        const bool ended = isComplete(stage->state) || stage->state == StageState::Failed;
        if (ended && !options_.quiet)
            note(stage->stage + ": " + std::string(enumName(kStageStateNames, stage->state)) +
                 (stage->detail.empty() ? "" : " (" + stage->detail + ")"));
    } else if (const auto* message = std::get_if<MessageEvent>(&event)) {
        if (message->level != MessageEvent::Level::Info)
            note("Warning: " + message->text);
        else if (!options_.quiet)
            note(message->text);
    } else if (const auto* run = std::get_if<RunEvent>(&event)) {
        if (options_.verbose)
            note("Run " + std::to_string(run->run.value) + " '" + run->name + "' is " +
                 std::string(enumName(kRunStateNames, run->state)) + ".");
    }
}

void ConsoleContext::writeJson(const Json& line) {
    std::cout << toJsonLine(line) << std::endl;
}

void ConsoleContext::result(Json result) {
    if (!options_.json) return;
    std::lock_guard lock(mutex_);
    Json line = {{"event", "result"}};
    line.update(result);
    writeJson(line);
}

void ConsoleContext::print(std::string_view line) {
    if (options_.json) return;
    std::lock_guard lock(mutex_);
    clearBar();
    std::cout << line << '\n';
}

void ConsoleContext::fail(std::string_view code, std::string_view message) {
    std::lock_guard lock(mutex_);
    clearBar();
    std::cerr << "recap: " << message << std::endl;
    if (options_.json) writeJson({{"event", "error"}, {"code", code}, {"message", message}});
}

void runJob(Job& job, ConsoleContext& console) {
    const JobOutcome outcome = runToOutcome(job, console);
    if (const auto* failed = std::get_if<Failed>(&outcome)) throw JobFailed(failed->code, failed->message);
    if (std::holds_alternative<CancelledByUser>(outcome)) throw Cancelled{};
}

}  // namespace recap::cli
