// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QPushButton>

class QAction;

namespace recap::gui {

// A push button with its key printed on it as a key cap, e.g. Accept [A].
class KeyButton final : public QPushButton {
    Q_OBJECT

public:
    explicit KeyButton(const QString& text = {}, const QKeySequence& key = {}, QWidget* parent = nullptr);
    // Shows the action's text, icon, key, tool tip and enabled state; a click triggers it.
    explicit KeyButton(QAction* action, QWidget* parent = nullptr);

    void setKey(const QKeySequence& key);
    // Where many stand side by side, words and keys are enough.
    void setIconShown(bool shown);
    QKeySequence key() const { return key_; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void follow(QAction* action);
    int capWidth() const;
    QFont capFont() const;

    QKeySequence key_;
    bool iconShown_ = true;
};

}  // namespace recap::gui
