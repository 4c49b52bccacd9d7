// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "base/message.h"
#include "jobs/run_state.h"

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace recap {

// The newest progress replaces the one before; `total` 0 means unknown.
struct Progress {
    std::string stage;
    std::int64_t done = 0;
    std::int64_t total = 0;
};

// Events are facts that must all arrive, in order. Plain values: a job's words can cross threads and processes.

// Named numbers of one step of a run, e.g. {"loss", 0.12}, {"lr", 1e-4}.
struct ScalarEvent {
    RunId run;
    std::int64_t step = 0;
    std::vector<std::pair<std::string, double>> values;
};
// A picture drawn by a run has been written.
struct SampleEvent {
    RunId run;
    std::int64_t step = 0;
    std::string prompt;
    std::string path;
};
// A run was created or changed its state.
struct RunEvent {
    RunId run;
    std::string name;
    RunState state = RunState::Queued;
};
// One node of a job graph (a study) changed.
struct StageEvent {
    std::string stage;
    StageState state = StageState::Waiting;
    std::string detail;
};
// A sentence for the log, e.g. a file that was skipped and why.
struct MessageEvent {
    enum class Level { Info, Warning, Error };
    Level level = Level::Info;
    std::string text;       // English
    Message sentence = {};  // the same for the window's language; empty: unknown
};

using Event = std::variant<ScalarEvent, SampleEvent, RunEvent, StageEvent, MessageEvent>;

}  // namespace recap
