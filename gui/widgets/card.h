// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace recap::gui {

// A rounded surface with an optional heading. Put content into body(), small controls into header() (right of the
// title).
class Card : public QFrame {
    Q_OBJECT

public:
    explicit Card(const QString& title = {}, QWidget* parent = nullptr);
    QVBoxLayout* body() const { return body_; }
    QHBoxLayout* header() const { return header_; }
    void setTitle(const QString& title);
    // Draws the accent frame that marks the chosen card.
    void setSelected(bool selected);

private:
    QLabel* title_;
    QHBoxLayout* header_;
    QVBoxLayout* body_;
};

// A horizontal or vertical hairline in the border colour.
QFrame* makeLine(Qt::Orientation orientation, QWidget* parent = nullptr);
// A label with one of the style sheet's roles: title, heading, section, strong, muted, small, mono, number, error.
QLabel* makeLabel(const QString& text, const char* role, QWidget* parent = nullptr);
// Changes a dynamic property that the style sheet looks at, and repaints with it.
void setStyleProperty(QWidget* widget, const char* name, const QVariant& value);

}  // namespace recap::gui
