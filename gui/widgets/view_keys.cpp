// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/view_keys.h"

#include "gui/widgets/card.h"

#include <QAction>
#include <QKeySequence>
#include <QWidget>

#include <algorithm>

namespace recap::gui {

namespace {

// A key that also types something.
bool types(const QKeySequence& sequence) {
    if (sequence.isEmpty()) return false;
    const QKeyCombination first = sequence[0];
    const bool plain = (first.keyboardModifiers() & ~Qt::ShiftModifier) == Qt::NoModifier;
    return plain && first.key() < Qt::Key_Escape;
}

}  // namespace

void giveKeysToViews(QAction* action, const QList<QWidget*>& views) {
    action->setShortcutContext(Qt::WidgetShortcut);
    for (QWidget* view : views) {
        view->addAction(action);
        setStyleProperty(view, "keyView", true);
    }
}

QStringList strayKeys(const QWidget& page) {
    QList<const QWidget*> widgets{&page};
    for (const QWidget* child : page.findChildren<QWidget*>()) widgets << child;
    QStringList stray;
    for (const QWidget* widget : widgets) {
        const auto actions = widget->actions();
        for (const QAction* action : actions) {
            const auto keys = action->shortcuts();
            if (action->shortcutContext() != Qt::WidgetShortcut && std::any_of(keys.begin(), keys.end(), types) &&
                !stray.contains(action->objectName()))
                stray << action->objectName();
        }
    }
    return stray;
}

}  // namespace recap::gui
