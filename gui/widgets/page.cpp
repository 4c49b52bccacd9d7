// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/page.h"

#include "gui/base/theme.h"
#include "gui/widgets/header_bar.h"
#include "gui/widgets/key_button.h"

#include <QAction>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace recap::gui {

PageFrame makePage(QWidget* page, const QString& title) {
    const PageFrame frame{new HeaderBar(title, page), makeColumn(page, 0)};
    frame.column->addWidget(frame.head);
    return frame;
}

QVBoxLayout* makeColumn(QWidget* widget, int spacing) {
    auto* column = new QVBoxLayout(widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing);
    return column;
}

QHBoxLayout* makeRow(QWidget* widget, int spacing) {
    auto* row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing);
    return row;
}

QScrollArea* makeScroll(QWidget* content, QWidget* parent) {
    auto* area = new QScrollArea(parent);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(content);
    return area;
}

QAction* makeKey(QWidget* page, const QString& name, const QString& text, const QKeySequence& key) {
    auto* action = new QAction(text, page);
    action->setObjectName(name);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    page->addAction(action);
    return action;
}

KeyButton* makeKeyButton(QAction* action, QWidget* parent, const QString& name) {
    auto* button = new KeyButton(action, parent);
    QString own = action->objectName();
    button->setObjectName(name.isEmpty() ? own.replace(QStringLiteral("action"), QStringLiteral("button")) : name);
    return button;
}

KeyButton* makeButton(const QString& text, const QString& name, QWidget* parent, const QString& icon) {
    auto* button = new KeyButton(text, {}, parent);
    button->setObjectName(name);
    if (!icon.isEmpty()) button->setIcon(Theme::current().icon(icon));
    return button;
}

KeyButton* makePrimary(KeyButton* button) {
    button->setProperty("primary", true);
    return button;
}

}  // namespace recap::gui
