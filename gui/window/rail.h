// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QAction;
class QVBoxLayout;

namespace recap::gui {

// The narrow bar at the left: an icon over a word for each page, tools at its foot.
class Rail final : public QFrame {
    Q_OBJECT

public:
    explicit Rail(QWidget* parent = nullptr);
    // Buttons follow their actions (text, icon, checked, enabled).
    void addPage(QAction* action);
    void addTool(QAction* action);

private:
    void add(QAction* action, bool page);

    QVBoxLayout* pages_;
    QVBoxLayout* tools_;
};

}  // namespace recap::gui
