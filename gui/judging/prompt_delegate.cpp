// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/judging/prompt_delegate.h"

#include "gui/base/theme.h"
#include "gui/judging/prompt_list_model.h"

#include <QPainter>

namespace recap::gui {

namespace {
constexpr int kHeight = 44;
}

QSize PromptDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    return {0, kHeight};
}

void PromptDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const auto& theme = Theme::current();
    const auto& c = theme.colors();
    painter->save();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    if (selected) painter->fillRect(option.rect, c.accent_soft);
    painter->setPen(c.border);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    const QRect inner = option.rect.adjusted(kGrid, 5, -kGrid, -5);
    const auto line = [&](const QFont& font, const QColor& color, const QString& text, int top) {
        painter->setFont(font);
        painter->setPen(color);
        const QRect place(inner.left(), inner.top() + top, inner.width(), 17);
        painter->drawText(
            place, Qt::AlignLeft | Qt::AlignVCenter,
            QFontMetrics(font).elidedText(QString(text).replace(u'\n', u' '), Qt::ElideRight, place.width()));
    };
    line(theme.bodyFont(), c.text, index.data().toString(), 0);
    line(theme.smallFont(), c.muted, index.data(PromptListModel::kSubtitleRole).toString(), 18);
    painter->restore();
}

}  // namespace recap::gui
