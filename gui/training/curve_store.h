// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/base/background.h"
#include "gui/training/curve.h"
#include "jobs/job.h"
#include "workflow/project/project.h"

#include <QObject>

#include <map>
#include <memory>
#include <vector>

namespace recap::gui {

// The curves of the runs that are drawn: their history from the database, then what jobs say. What is said
// while the history is on its way is not lost and not drawn twice.
class CurveStore final : public QObject {
    Q_OBJECT

public:
    explicit CurveStore(QObject* parent = nullptr) : QObject(parent) {}

    // Forgets everything.
    void setProject(std::shared_ptr<Project> project);
    // Reads the history of these runs, unless it is there, and forgets all others. Run 0 is left out.
    void keep(const std::vector<RunId>& runs);
    void add(const ScalarEvent& event);
    // By the names of the recorded scalars, e.g. validation_loss. Empty when nothing was recorded (yet).
    const Curve& curve(RunId run, const QString& name) const;

Q_SIGNALS:
    void loaded();
    void failed(const Failed& failure);

private:
    struct Curves {
        bool loaded = false;
        std::map<QString, Curve> byName;
        std::vector<ScalarEvent> early;  // said while the history was still on its way
    };
    void load(RunId run);
    static void apply(Curves& curves, const ScalarEvent& event);

    std::shared_ptr<Project> project_;
    std::map<RunId, Curves> curves_;
};

}  // namespace recap::gui
