// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QString>

class QAction;
class QHBoxLayout;
class QScrollArea;
class QVBoxLayout;
class QWidget;

namespace recap::gui {

class HeaderBar;
class KeyButton;

// What every page of the window is made of, so that all are laid out alike and their keys act alike.

struct PageFrame {
    HeaderBar* head;
    QVBoxLayout* column;  // below the head; fills the page, without margins or gaps
};
// The title over the content.
PageFrame makePage(QWidget* page, const QString& title);

// Layouts that fill the widget without margins. Spacing in pixels; -1: that of the style.
QVBoxLayout* makeColumn(QWidget* widget, int spacing = -1);
QHBoxLayout* makeRow(QWidget* widget, int spacing = -1);

// The content, scrolled up and down only: it is never wider than its place.
QScrollArea* makeScroll(QWidget* content, QWidget* parent);

// An action of the page whose key acts wherever the keyboard is within the page. The palette, the key sheet and tests
// know it by its name; without one it is in none of them.
QAction* makeKey(QWidget* page, const QString& name, const QString& text, const QKeySequence& key = {});

// A button with the action's text, icon, key and tool tip. Without a name of its own it is named like the action:
// actionX gives buttonX.
KeyButton* makeKeyButton(QAction* action, QWidget* parent, const QString& name = {});
// A button that has no key.
KeyButton* makeButton(const QString& text, const QString& name, QWidget* parent, const QString& icon = {});
// The one that most people want here.
KeyButton* makePrimary(KeyButton* button);

}  // namespace recap::gui
