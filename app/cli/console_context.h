// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/json.h"
#include "cli/common_options.h"
#include "jobs/job.h"

#include <mutex>
#include <set>
#include <string>
#include <string_view>

namespace recap::cli {

// What a job says, on a terminal as a progress bar with rate and time left, in a pipe as one line a stage, with --json
// as one JSON object a line. Standard output carries results only; everything else goes to standard error.
class ConsoleContext final : public JobContext {
public:
    explicit ConsoleContext(const CommonOptions& options);
    ~ConsoleContext() override;

    void report(Progress progress) override;
    void emitEvent(Event event) override;
    RunControl& control() override { return control_; }

    const CommonOptions& options() const { return options_; }
    bool json() const { return options_.json; }

    // The one last line of a command with --json; does nothing otherwise.
    void result(Json result);
    // One line for people on standard output; nothing with --json.
    void print(std::string_view line);
    // {"event":"error",...} with --json, the sentence on standard error in any case.
    void fail(std::string_view code, std::string_view message);

private:
    void drawBar(const Progress& progress);
    void clearBar();
    void writeJson(const Json& line);
    void note(std::string_view line);

    const CommonOptions options_;
    RunControl control_;
    bool terminal_ = false;
    std::mutex mutex_;  // guards what follows, and both output streams
    bool barShown_ = false;
    std::string stage_;
    std::set<std::string> noted_;  // stages that a pipe has been told of: some jobs alternate between two
    std::int64_t stageFirstDone_ = 0;
    Stopwatch stageTime_;
    Stopwatch sinceLastLine_;
    std::string numbers_;  // the newest scalars of a run, shown behind the bar
};

// Runs a job with this console. Throws JobFailed; throws Cancelled when the user stopped it.
void runJob(Job& job, ConsoleContext& console);

}  // namespace recap::cli
