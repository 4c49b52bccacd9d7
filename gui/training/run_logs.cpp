// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/run_logs.h"

#include "gui/training/run_list_model.h"
#include "gui/training/run_log.h"
#include "gui/training/run_rows.h"
#include "workflow/project/project.h"

#include <vector>

namespace recap::gui {

namespace {
constexpr int kMaxLogLines = 2000;
}

QStringList RunLogs::of(RunId run) const {
    const auto it = logs_.find(run);
    return it == logs_.end() ? QStringList() : it->second;
}

bool RunLogs::endsWith(RunId run, const QString& sentence) const {
    const auto it = logs_.find(run);
    return it != logs_.end() && !it->second.isEmpty() && it->second.last().endsWith(sentence);
}

void RunLogs::add(RunId run, const QString& sentence) {
    addLine(run, timedLine(QDateTime::currentDateTime(), sentence));
}

void RunLogs::addLine(RunId run, const QString& line) {
    auto& lines = logs_[run];
    lines << line;
    if (lines.size() > kMaxLogLines) lines.removeFirst();
    Q_EMIT appended(run, line);
}

void RunLogs::load(RunId run) {
    const auto* known = rows_.find(run);
    // That of a run of another program comes with its news.
    if (project() == nullptr || known == nullptr || logs_.count(run) != 0 || isActive(known->state)) return;
    runInBackground(
        this,
        [project = project(), run] {
            std::int64_t position = 0;
            return readRunLog(*project, run, position);
        },
        [this, run, of = project()](const std::vector<RunLogLine>& lines) {
            if (of != project() || logs_.count(run) != 0) return;
            for (const auto& line : lines) addLine(run, timedLine(line));
        },
        saying());
}

}  // namespace recap::gui
