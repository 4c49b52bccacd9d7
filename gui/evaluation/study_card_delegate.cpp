// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/evaluation/study_card_delegate.h"

#include "gui/base/theme.h"
#include "gui/evaluation/study_list_model.h"

#include <QPainter>

namespace recap::gui {

void StudyCardDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const auto& theme = Theme::current();
    const auto& c = theme.colors();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool focused = option.state.testFlag(QStyle::State_HasFocus);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(option.rect).adjusted(2, 2, -2, -kGrid + 2);
    painter->setPen(QPen(selected ? c.accent : c.border, selected ? (focused ? 2 : 1.5) : 1));
    painter->setBrush(selected ? c.accent_soft : c.surface);
    painter->drawRoundedRect(box, kCardRadius - 2, kCardRadius - 2);
    const QRectF inner = box.adjusted(12, 10, -12, -10);
    QFont bold = theme.bodyFont();
    bold.setWeight(QFont::DemiBold);
    painter->setFont(bold);
    painter->setPen(c.text);
    painter->drawText(QRectF(inner.left(), inner.top(), inner.width(), 18), Qt::AlignLeft | Qt::AlignVCenter,
                      QFontMetricsF(bold).elidedText(index.data().toString(), Qt::ElideRight, inner.width()));
    painter->setFont(theme.smallFont());
    painter->setPen(c.muted);
    painter->drawText(
        QRectF(inner.left(), inner.top() + 20, inner.width(), 16), Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetricsF(theme.smallFont())
            .elidedText(index.data(StudyListModel::SubtitleRole).toString(), Qt::ElideRight, inner.width()));
    painter->restore();
}

QSize StudyCardDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return {option.rect.width(), 56 + kGrid};
}

}  // namespace recap::gui
