// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/card.h"

#include "gui/base/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>
#include <QVBoxLayout>
#include <QVariant>

namespace recap::gui {

Card::Card(const QString& title, QWidget* parent) : QFrame(parent), title_(makeLabel(title, "section", this)) {
    setProperty("card", true);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(2 * kGrid, kGrid + 4, 2 * kGrid, kGrid + 4);
    outer->setSpacing(kGrid);
    header_ = new QHBoxLayout;
    header_->setSpacing(kGrid);
    header_->addWidget(title_);
    header_->addStretch(1);
    outer->addLayout(header_);
    body_ = new QVBoxLayout;
    body_->setSpacing(kGrid);
    outer->addLayout(body_, 1);
    title_->setVisible(!title.isEmpty());
}

void Card::setTitle(const QString& title) {
    title_->setText(title);
    title_->setVisible(!title.isEmpty());
}

void Card::setSelected(bool selected) {
    setStyleProperty(this, "selected", selected);
}

QFrame* makeLine(Qt::Orientation orientation, QWidget* parent) {
    auto* line = new QFrame(parent);
    line->setProperty("line", orientation == Qt::Horizontal ? QStringLiteral("h") : QStringLiteral("v"));
    return line;
}

QLabel* makeLabel(const QString& text, const char* role, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setProperty("role", QString::fromLatin1(role));
    label->setTextFormat(Qt::PlainText);
    return label;
}

void setStyleProperty(QWidget* widget, const char* name, const QVariant& value) {
    if (widget->property(name) == value) return;
    widget->setProperty(name, value);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    widget->update();
}

}  // namespace recap::gui
