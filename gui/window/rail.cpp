// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/rail.h"

#include "gui/base/theme.h"

#include <QAction>
#include <QToolButton>
#include <QVBoxLayout>

namespace recap::gui {

namespace {
constexpr int kWidth = 72;
constexpr int kMargin = 2;  // "Experiment" in bold needs nearly all of the width
}  // namespace

Rail::Rail(QWidget* parent) : QFrame(parent), pages_(new QVBoxLayout), tools_(new QVBoxLayout) {
    setObjectName(QStringLiteral("rail"));
    setFixedWidth(kWidth);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kMargin, kGrid, kMargin, kGrid);
    for (QVBoxLayout* part : {pages_, tools_}) part->setSpacing(kGrid / 2);
    column->addLayout(pages_);
    column->addStretch(1);
    column->addLayout(tools_);
}

void Rail::addPage(QAction* action) {
    add(action, true);
}

void Rail::addTool(QAction* action) {
    add(action, false);
}

void Rail::add(QAction* action, bool page) {
    auto* button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setObjectName(QStringLiteral("rail_") + action->objectName());
    button->setToolButtonStyle(page ? Qt::ToolButtonTextUnderIcon : Qt::ToolButtonIconOnly);
    button->setIconSize(page ? QSize(22, 22) : QSize(20, 20));
    button->setFixedSize(kWidth - 1 - 2 * kMargin, page ? 54 : 36);
    button->setFocusPolicy(Qt::TabFocus);
    (page ? pages_ : tools_)->addWidget(button, 0, Qt::AlignHCenter);
}

}  // namespace recap::gui
