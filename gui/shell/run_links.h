// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/queue/run_kinds.h"

#include <QObject>

namespace recap::gui {

class Shell;

// The way into the form of a new run from the other workspaces, which do not know that of the runs.
class RunLinks final : public QObject {
    Q_OBJECT

public:
    // The window's own, which lives as long as its shell.
    static RunLinks& of(Shell& shell);

    // Shows the form of a kind with these options filled in; what else was entered there stays.
    void fillRun(RunKind kind, const Json& values);

Q_SIGNALS:
    void runWanted(RunKind kind, const Json& values);

private:
    explicit RunLinks(Shell& shell);

    Shell& shell_;
};

}  // namespace recap::gui
