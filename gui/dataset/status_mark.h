// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QString>

namespace recap::gui {

// A caption's status as a sign and a colour; the sign alone tells it.
struct StatusMark {
    QString sign;
    QString icon;
    QColor color;
};

StatusMark statusMark(const QString& status);

}  // namespace recap::gui
