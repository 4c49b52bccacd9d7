// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

class QAction;
class QWidget;

namespace recap::gui {

// Gives the action's keys to these views (a list, a grid, a picture) and to nothing else: they act while one of the
// views itself has the keyboard, and not in a form, an editor or a list of completions within, beside or above it.
// The views show a frame while they have it. The action keeps its place in the palette and its key on its buttons;
// widgets that it was added to before no longer hear the key, unless they are among the views.
void giveKeysToViews(QAction* action, const QList<QWidget*>& views);

// Names of the actions of `page` and of the widgets within it whose key is a letter, a digit, a sign or the space bar
// alone and acts wherever the keyboard is within the page. For tests: there should be none.
QStringList strayKeys(const QWidget& page);

}  // namespace recap::gui
