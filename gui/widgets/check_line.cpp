// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/check_line.h"

#include "gui/base/theme.h"
#include "gui/widgets/card.h"
#include "gui/widgets/page.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLayout>

namespace recap::gui {

QWidget* makeCheckLine(const QString& icon, const QColor& color, const QString& sentence, QWidget* parent) {
    auto* line = new QWidget(parent);
    auto* row = makeRow(line, kGrid);
    auto* sign = new QLabel(line);
    sign->setPixmap(Theme::current().iconPixmap(icon, color, 16, parent->devicePixelRatioF()));
    row->addWidget(sign, 0, Qt::AlignTop);
    auto* text = makeLabel(sentence, "body", line);
    text->setWordWrap(true);
    row->addWidget(text, 1);
    return line;
}

void clearLayout(QLayout* layout) {
    // A form keeps the rows that were taken out of it.
    if (auto* form = qobject_cast<QFormLayout*>(layout)) {
        while (form->rowCount() > 0) form->removeRow(0);
        return;
    }
    while (QLayoutItem* item = layout->takeAt(0)) {
        if (item->widget() != nullptr) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        if (item->layout() != nullptr) clearLayout(item->layout());
        delete item;
    }
}

}  // namespace recap::gui
