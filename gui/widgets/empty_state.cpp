// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/empty_state.h"

#include "gui/base/theme.h"
#include "gui/widgets/card.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace recap::gui {

EmptyState::EmptyState(const QString& icon, const QString& headline, const QString& sentence, QWidget* parent)
    : QWidget(parent),
      icon_(icon),
      picture_(new QLabel(this)),
      headline_(makeLabel(headline, "heading", this)),
      sentence_(makeLabel(sentence, "muted", this)) {
    headline_->setObjectName(QStringLiteral("emptyHeadline"));
    sentence_->setObjectName(QStringLiteral("emptySentence"));
    sentence_->setWordWrap(true);
    sentence_->setMaximumWidth(440);
    for (QLabel* label : {picture_, headline_, sentence_}) label->setAlignment(Qt::AlignHCenter);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(kGrid);
    layout->addStretch(2);
    layout->addWidget(picture_, 0, Qt::AlignHCenter);
    layout->addSpacing(kGrid);
    layout->addWidget(headline_, 0, Qt::AlignHCenter);
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(sentence_, 8);
    row->addStretch(1);
    layout->addLayout(row);
    layout->addSpacing(kGrid);
    buttons_ = new QHBoxLayout;
    buttons_->setSpacing(kGrid);
    buttons_->addStretch(1);
    buttons_->addStretch(1);
    layout->addLayout(buttons_);
    layout->addStretch(3);
    updateIcon();
    connect(&Theme::current(), &Theme::changed, this, &EmptyState::updateIcon);
}

void EmptyState::addButton(QWidget* button) {
    buttons_->insertWidget(buttons_->count() - 1, button);
}

void EmptyState::setTexts(const QString& headline, const QString& sentence) {
    headline_->setText(headline);
    sentence_->setText(sentence);
}

void EmptyState::updateIcon() {
    picture_->setPixmap(Theme::current().iconPixmap(icon_, Theme::current().colors().muted, 48, devicePixelRatioF()));
}

}  // namespace recap::gui
