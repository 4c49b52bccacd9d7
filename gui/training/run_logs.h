// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "gui/shell/project_part.h"

#include <QString>
#include <QStringList>

#include <map>

namespace recap::gui {

class RunRows;

// What each run has said, a line with the time in front for each sentence; the oldest lines of a long run are dropped.
class RunLogs final : public ProjectPart {
    Q_OBJECT

public:
    explicit RunLogs(const RunRows& rows, QObject* parent = nullptr) : ProjectPart(parent), rows_(rows) {}

    void announce() override {}
    QStringList of(RunId run) const;
    // Now.
    void add(RunId run, const QString& sentence);
    void addLine(RunId run, const QString& line);
    // Whether the run said this last.
    bool endsWith(RunId run, const QString& sentence) const;
    // Reads what a run said before this window knew it; nothing for a run that is being worked on.
    void load(RunId run);

Q_SIGNALS:
    void appended(RunId run, const QString& line);

protected:
    void forget() override { logs_.clear(); }

private:
    const RunRows& rows_;
    std::map<RunId, QStringList> logs_;
};

}  // namespace recap::gui
