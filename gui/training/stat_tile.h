// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;

namespace recap::gui {

// A small card with a caption and one number.
class StatTile final : public QFrame {
    Q_OBJECT

public:
    explicit StatTile(const QString& caption, QWidget* parent = nullptr);
    // An empty text shows a dash.
    void setValue(const QString& text);
    QString value() const;

private:
    QLabel* caption_;
    QLabel* value_;
};

}  // namespace recap::gui
