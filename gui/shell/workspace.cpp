// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/shell/workspace.h"

namespace recap::gui {

Workspace::Workspace(Shell& shell, QWidget* parent) : QWidget(parent), shell_(shell) {}

void Workspace::saveState(QSettings&) const {}

void Workspace::restoreState(QSettings&) {}

bool Workspace::openDocument(const QString&) {
    return false;
}

}  // namespace recap::gui
