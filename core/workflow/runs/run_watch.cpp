// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/runs/run_watch.h"

#include "base/json.h"
#include "workflow/runs/run_inbox.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <unistd.h>
#include <cerrno>
#include <fstream>
#include <map>
#include <utility>

namespace recap {
namespace {

std::string detailOf(const Json& line) {
    const auto event = line.value("event", "");
    if (event == "option" && line.contains("value")) return line.value("name", "") + " = " + line["value"].dump();
    if (line.contains("reason")) return line.value("reason", "");
    return event == "save" ? line.value("checkpoint", "") : std::string();
}

}  // namespace

bool isAbandoned(const RunRecord& run) {
    return isWorking(run.state) && run.pid > 0 && ::kill(static_cast<pid_t>(run.pid), 0) != 0 && errno == ESRCH;
}

bool isProjectFree(const std::filesystem::path& project) {
    const int lock = ::open((project / "project.lock").c_str(), O_RDWR | O_CLOEXEC);
    if (lock < 0) return true;
    // Shared: two programs that ask at once do not mistake each other for a writer.
    const bool free = ::flock(lock, LOCK_SH | LOCK_NB) == 0;
    ::close(lock);
    return free;
}

std::string logSentence(const RunLogLine& line) {
    const std::string head = "step " + std::to_string(line.step) + ": " + line.event;
    if (line.detail.empty()) return head;
    return line.event == "halt" ? head + " (" + line.detail + ")" : head + " " + line.detail;
}

std::vector<RunLogLine> readRunLog(const Project& project, RunId run, std::int64_t& position) {
    std::vector<RunLogLine> lines;
    // Not runDirectory(): looking must not make folders.
    std::ifstream in(project.resolve("runs/" + std::to_string(run.value) + "/log.jsonl"), std::ios::binary);
    in.seekg(position);
    for (std::string line; std::getline(in, line) && !in.eof();) {
        position += static_cast<std::int64_t>(line.size()) + 1;
        const Json json = Json::parse(line, nullptr, false);
        if (!json.is_object()) continue;
        lines.push_back(
            {json.value("time", ""), json.value("event", ""), json.value("step", std::int64_t{0}), detailOf(json)});
    }
    return lines;
}

RunWatch::RunWatch(std::shared_ptr<Project> project, RunId run, std::int64_t afterStep)
    : project_(std::move(project)), run_(run), afterStep_(afterStep) {}

RunNews RunWatch::look() {
    RunNews news;
    // The row first: what a run writes before it says "done" is then seen in the same look.
    if (auto row = project_->runs().get(run_)) news.run = std::move(*row);
    if (isAbandoned(news.run)) {
        news.run.state = RunState::Interrupted;
        news.run.message = message("The program ended before the run did.");
    }
    readScalars(news);
    news.log = readRunLog(*project_, run_, logPosition_);
    news.samples = project_->samples().count(run_);
    news.takes_commands = isWorking(news.run.state) && takesCommands(*project_, run_);
    return news;
}

void RunWatch::readScalars(RunNews& news) {
    std::map<std::int64_t, ScalarValues> steps;
    auto rows = project_->database().prepare(
        "SELECT step, name, value FROM run_scalar WHERE run = ? AND name = ? AND step > ? ORDER BY step");
    for (const auto& name : project_->runs().scalarNames(run_)) {
        rows.reset();
        rows.bind(run_.value).bind(name).bind(afterStep_);
        while (rows.step()) steps[rows.integer(0)].emplace_back(rows.text(1), rows.real(2));
    }
    for (auto& [step, values] : steps) news.scalars.push_back({run_, step, std::move(values)});
    if (!steps.empty()) afterStep_ = steps.rbegin()->first;
}

}  // namespace recap
