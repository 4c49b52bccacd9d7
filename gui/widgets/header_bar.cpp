// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/header_bar.h"

#include "gui/base/theme.h"
#include "gui/widgets/card.h"

#include <QHBoxLayout>
#include <QLabel>

namespace recap::gui {

HeaderBar::HeaderBar(const QString& title, QWidget* parent) : QFrame(parent), row_(new QHBoxLayout(this)) {
    setObjectName(QStringLiteral("headerBar"));
    setMinimumHeight(48);
    row_->setContentsMargins(2 * kGrid, 6, 2 * kGrid, 6);
    row_->setSpacing(kGrid + 4);
    row_->addWidget(makeLabel(title, "strong", this));
}

}  // namespace recap::gui
