// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/shell/run_links.h"

#include "gui/shell/shell.h"

namespace recap::gui {

RunLinks::RunLinks(Shell& shell) : QObject(&shell), shell_(shell) {}

RunLinks& RunLinks::of(Shell& shell) {
    auto* kept = shell.findChild<RunLinks*>({}, Qt::FindDirectChildrenOnly);
    return kept != nullptr ? *kept : *new RunLinks(shell);
}

void RunLinks::fillRun(RunKind kind, const Json& values) {
    shell_.show(QStringLiteral("training"));
    Q_EMIT runWanted(kind, values);
}

}  // namespace recap::gui
