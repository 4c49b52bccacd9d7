// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QString>

class QLayout;
class QWidget;

namespace recap::gui {

// A sentence with a sign in front, so that colour is not all that tells its weight.
QWidget* makeCheckLine(const QString& icon, const QColor& color, const QString& sentence, QWidget* parent);

// Takes everything out of a layout that is filled again. The widgets are deleted when the event loop comes round, those
// of a form layout at once.
void clearLayout(QLayout* layout);

}  // namespace recap::gui
