// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QHBoxLayout;

namespace recap::gui {

// The bar on top of a workspace: its name at the left, then what is added to row().
class HeaderBar final : public QFrame {
    Q_OBJECT

public:
    explicit HeaderBar(const QString& title, QWidget* parent = nullptr);
    QHBoxLayout* row() const { return row_; }

private:
    QHBoxLayout* row_;
};

}  // namespace recap::gui
