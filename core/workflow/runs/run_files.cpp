// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/runs/run_files.h"
#include "base/atomic_file.h"
#include "base/json.h"

#include <sys/resource.h>
#include <unistd.h>
#include <fstream>
#include <iomanip>
#include <map>
#include <sstream>

namespace recap {

std::int64_t residentBytes() {
    std::ifstream in("/proc/self/statm");
    std::int64_t total = 0, resident = 0;
    return in >> total >> resident ? resident * ::sysconf(_SC_PAGESIZE) : 0;
}

std::int64_t peakResidentBytes() {
    rusage usage{};
    return ::getrusage(RUSAGE_SELF, &usage) == 0 ? std::int64_t{usage.ru_maxrss} * 1024 : 0;
}

RunFiles::RunFiles(const std::filesystem::path& folder, bool tensorboard, std::int64_t firstStep) : folder_(folder) {
    ensureDirectory(folder);
    if (tensorboard) events_.emplace(folder, now(), firstStep);
}

void RunFiles::log(std::string_view event, std::int64_t step, Json details) {
    Json line{{"time", isoTime(clock_.nowMs())}, {"event", event}, {"step", step}};
    line.update(details);
    std::ofstream out(folder_ / "log.jsonl", std::ios::binary | std::ios::app);
    out << toJsonLine(line) << '\n';
    if (events_) events_->flush();
}

void RunFiles::scalars(std::int64_t step, const std::vector<std::pair<std::string, double>>& values) {
    if (!events_) return;
    // diffusers' scripts call the loss of a step "train_loss".
    for (const auto& [name, value] : values) events_->scalar(step, now(), name == "loss" ? "train_loss" : name, value);
    if (sinceFlush_.seconds() < 1) return;
    events_->flush();
    sinceFlush_ = Stopwatch();
}

void RunFiles::picture(std::int64_t step, std::size_t index, int width, int height, std::string_view png) {
    if (events_)
        events_->picture(step, now(), std::string("sample/").append(std::to_string(index)), width, height, png);
}

void RunFiles::writeCsv(Project& project, RunId run) {
    const auto names = project.runs().scalarNames(run);
    std::map<std::int64_t, std::vector<std::string>> rows;
    for (std::size_t column = 0; column < names.size(); ++column)
        for (const auto& [step, value] : project.runs().scalars(run, names[column])) {
            auto& row = rows[step];
            row.resize(names.size());
            std::ostringstream text;
            text << std::setprecision(9) << value;
            row[column] = text.str();
        }
    writeAtomically(folder_ / "scalars.csv", [&](std::ostream& out) {
        out << "step";
        for (const auto& name : names) out << ',' << name;
        out << '\n';
        for (const auto& [step, row] : rows) {
            out << step;
            for (const auto& cell : row) out << ',' << cell;
            out << '\n';
        }
    });
}

}  // namespace recap
