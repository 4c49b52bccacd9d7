// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "train/event_file.h"
#include "workflow/project/project.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace recap {

// Bytes of memory this process uses now, and at most so far; 0 where the system does not say.
std::int64_t residentBytes();
std::int64_t peakResidentBytes();

// What a training run leaves in its folder beside checkpoints and samples:
//   log.jsonl              one line for each thing that happened: start, resume, save, option, sample, halt, end
//   events.out.tfevents.*  the curves and samples for TensorBoard
//   scalars.csv            the curves, one column each, written at each save and at the end
class RunFiles {
public:
    RunFiles(const std::filesystem::path& folder, bool tensorboard, std::int64_t firstStep);

    void log(std::string_view event, std::int64_t step, Json details = Json::object());
    void scalars(std::int64_t step, const std::vector<std::pair<std::string, double>>& values);
    void picture(std::int64_t step, std::size_t index, int width, int height, std::string_view png);
    // Curves as the project's rows have them.
    void writeCsv(Project& project, RunId run);

private:
    double now() const { return static_cast<double>(clock_.nowMs()) / 1000; }

    std::filesystem::path folder_;
    SystemClock clock_;
    std::optional<EventFile> events_;
    Stopwatch sinceFlush_;
};

}  // namespace recap
