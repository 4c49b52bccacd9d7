// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/stat_tile.h"

#include "gui/base/theme.h"

#include <QLabel>
#include <QVBoxLayout>

namespace recap::gui {

StatTile::StatTile(const QString& caption, QWidget* parent)
    : QFrame(parent), caption_(new QLabel(caption, this)), value_(new QLabel(this)) {
    setProperty("card", true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2 * kGrid, kGrid, kGrid, kGrid);
    column->setSpacing(2);
    caption_->setProperty("role", QStringLiteral("small"));
    value_->setProperty("role", QStringLiteral("heading"));
    column->addWidget(caption_);
    column->addWidget(value_);
    setMinimumWidth(12 * kGrid);
    setValue({});
}

void StatTile::setValue(const QString& text) {
    value_->setText(text.isEmpty() ? QStringLiteral("–") : text);
    setAccessibleName(QStringLiteral("%1: %2").arg(caption_->text(), value_->text()));
}

QString StatTile::value() const {
    return value_->text();
}

}  // namespace recap::gui
