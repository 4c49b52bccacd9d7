// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/run_card_delegate.h"

#include "gui/base/theme.h"
#include "gui/training/run_list_model.h"
#include "gui/widgets/chart_panel.h"
#include "workflow/queue/run_kinds.h"

#include <QPainter>

namespace recap::gui {

namespace {

constexpr int kPadding = 12;
constexpr int kMarkerSpace = 28;
constexpr QSize kSwatch(20, 12);

// What the second line says: why something went wrong counts more than its options.
QString secondLine(const RunCard& card) {
    const bool resumes = card.kind != RunKind::Other && runKindRow(card.kind).resume != nullptr;
    if (card.state == RunState::Interrupted && resumes) return RunCardDelegate::tr("resumes exactly");
    if (card.state == RunState::Failed && !card.message.isEmpty()) return card.message;
    return card.summary;
}

QColor statusColor(const RunCard& card) {
    const auto& c = Theme::current().colors();
    if (card.state == RunState::Failed) return c.error;
    return c.muted;
}

void drawStateMark(QPainter& painter, QPointF centre, const RunCard& card) {
    const auto& c = Theme::current().colors();
    if (card.state != RunState::Failed && card.state != RunState::Interrupted) {
        painter.save();
        // What only waits has no curve yet.
        if (card.state == RunState::Queued) painter.setOpacity(0.5);
        painter.drawPixmap(QPointF(centre.x() - kSwatch.width() / 2.0, centre.y() - kSwatch.height() / 2.0),
                           seriesSwatch(card.series, kSwatch, painter.device()->devicePixelRatioF()));
        painter.restore();
        return;
    }
    QFont font = Theme::current().bodyFont();
    font.setBold(true);
    painter.setFont(font);
    painter.setPen(card.state == RunState::Failed ? c.error : c.warning);
    painter.drawText(QRectF(centre.x() - 8, centre.y() - 10, 16, 20), Qt::AlignCenter, QStringLiteral("!"));
}

}  // namespace

void RunCardDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const auto card = index.data(RunListModel::CardRole).value<RunCard>();
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

    const QRectF inner = box.adjusted(kPadding, 10, -kPadding, -10);
    drawStateMark(*painter, QPointF(inner.left() + 10, inner.top() + 9), card);

    const QString status = runStatusLine(card);
    painter->setFont(theme.smallFont());
    const qreal statusWidth = QFontMetricsF(theme.smallFont()).horizontalAdvance(status) + 2;
    painter->setPen(statusColor(card));
    painter->drawText(QRectF(inner.right() - statusWidth, inner.top(), statusWidth, 18),
                      Qt::AlignRight | Qt::AlignVCenter, status);

    QFont bold = theme.bodyFont();
    bold.setWeight(QFont::DemiBold);
    painter->setFont(bold);
    painter->setPen(c.text);
    const QRectF nameBox(inner.left() + kMarkerSpace, inner.top(), inner.width() - kMarkerSpace - statusWidth - kGrid,
                         18);
    painter->drawText(nameBox, Qt::AlignLeft | Qt::AlignVCenter,
                      QFontMetricsF(bold).elidedText(card.name, Qt::ElideRight, nameBox.width()));

    painter->setFont(theme.smallFont());
    painter->setPen(c.muted);
    const QRectF line(inner.left() + kMarkerSpace, inner.top() + 20, inner.width() - kMarkerSpace, 16);
    painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                      QFontMetricsF(theme.smallFont()).elidedText(secondLine(card), Qt::ElideRight, line.width()));

    if (isWorking(card.state) && card.steps > 0) {
        const QRectF track(inner.left() + kMarkerSpace, inner.top() + 42, inner.width() - kMarkerSpace, 4);
        painter->setPen(Qt::NoPen);
        painter->setBrush(c.border);
        painter->drawRoundedRect(track, 2, 2);
        QRectF done = track;
        done.setWidth(track.width() *
                      qBound(0.0, static_cast<double>(card.step) / static_cast<double>(card.steps), 1.0));
        painter->setBrush(card.state == RunState::Running && !card.stopping ? c.accent : c.muted);
        painter->drawRoundedRect(done, 2, 2);
    }
    painter->restore();
}

QSize RunCardDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const bool bar = isWorking(index.data(RunListModel::CardRole).value<RunCard>().state);
    return {option.rect.width(), (bar ? 72 : 56) + kGrid};
}

}  // namespace recap::gui
