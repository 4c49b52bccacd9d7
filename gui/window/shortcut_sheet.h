// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/window/command_palette.h"

#include <QDialog>

namespace recap::gui {

// Every action that has a key, by group, on one page.
class ShortcutSheet final : public QDialog {
    Q_OBJECT

public:
    ShortcutSheet(const QList<NamedAction>& actions, QWidget* parent);
};

}  // namespace recap::gui
