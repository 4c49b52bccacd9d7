// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/shortcut_sheet.h"

#include "gui/base/theme.h"
#include "gui/widgets/card.h"

#include <QAction>
#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace recap::gui {

namespace {
constexpr int kColumns = 3;
}

ShortcutSheet::ShortcutSheet(const QList<NamedAction>& actions, QWidget* parent) : QDialog(parent) {
    setObjectName(QStringLiteral("shortcutSheet"));
    setWindowTitle(tr("Keyboard shortcuts"));
    auto* outer = new QVBoxLayout(this);
    outer->addWidget(makeLabel(tr("Keyboard shortcuts"), "heading", this));
    auto* area = new QScrollArea(this);
    area->setWidgetResizable(true);
    auto* page = new QWidget(area);
    auto* columns = new QHBoxLayout(page);
    QList<QVBoxLayout*> stacks;
    for (int i = 0; i < kColumns; ++i) {
        auto* stack = new QVBoxLayout;
        stack->setSpacing(2 * kGrid);
        columns->addLayout(stack, 1);
        stacks << stack;
    }
    columns->setSpacing(2 * kGrid);

    QHash<QString, QGridLayout*> tables;
    QList<int> heights(kColumns, 0);
    QHash<QString, int> place;
    for (const NamedAction& named : actions) {
        const QString key = named.action->shortcut().toString(QKeySequence::NativeText);
        if (key.isEmpty()) continue;
        if (!tables.contains(named.group)) {
            auto* card = new Card(named.group.isEmpty() ? tr("Everywhere") : named.group, page);
            auto* grid = new QGridLayout;
            grid->setColumnStretch(0, 1);
            grid->setVerticalSpacing(6);
            card->body()->addLayout(grid);
            const auto lowest = std::min_element(heights.begin(), heights.end()) - heights.begin();
            stacks.at(lowest)->addWidget(card);
            place.insert(named.group, static_cast<int>(lowest));
            heights[lowest] += 2;
            tables.insert(named.group, grid);
        }
        QGridLayout* grid = tables.value(named.group);
        const int row = grid->rowCount();
        grid->addWidget(makeLabel(named.action->text().remove(QLatin1Char('&')), "plain", page), row, 0);
        auto* cap = new QLabel(key, page);
        cap->setObjectName(QStringLiteral("keyCap"));
        grid->addWidget(cap, row, 1, Qt::AlignRight);
        ++heights[place.value(named.group)];
    }
    for (QVBoxLayout* stack : stacks) stack->addStretch(1);
    area->setWidget(page);
    outer->addWidget(area, 1);
    resize(960, 560);
}

}  // namespace recap::gui
