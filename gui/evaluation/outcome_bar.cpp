// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/evaluation/outcome_bar.h"

#include "gui/base/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <utility>

namespace recap::gui {

OutcomeBar::OutcomeBar(std::vector<OutcomePart> parts, QWidget* parent) : QWidget(parent), parts_(std::move(parts)) {
    setObjectName(QStringLiteral("outcomeBar"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
    QStringList counts;
    for (const auto& part : parts_) counts << tr("%1: %2").arg(part.name).arg(part.count);
    setAccessibleDescription(counts.join(QStringLiteral(", ")));
}

void OutcomeBar::paintEvent(QPaintEvent*) {
    const auto& theme = Theme::current();
    const auto& c = theme.colors();
    const auto brushOf = [&](const OutcomePart& part) {
        return QBrush(part.series == 0 ? c.muted : theme.seriesColor(part.series), part.hatching);
    };
    qint64 all = 0;
    for (const auto& part : parts_) all += part.count;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF bar(0, 0, width(), 4 * kGrid);
    QPainterPath clip;
    clip.addRoundedRect(bar, kControlRadius, kControlRadius);
    painter.fillPath(clip, c.border);
    painter.save();
    painter.setClipPath(clip);
    double x = 0;
    for (const auto& part : parts_) {
        if (part.count == 0 || all == 0) continue;
        const double width = bar.width() * static_cast<double>(part.count) / static_cast<double>(all);
        const QRectF box(x, bar.top(), width, bar.height());
        painter.fillRect(box, brushOf(part));
        painter.setPen(QPen(c.surface, 2));
        painter.drawLine(box.topRight(), box.bottomRight());
        x += width;
    }
    painter.restore();
    // The legend repeats every part, also those without an answer.
    painter.setFont(theme.bodyFont());
    const double slot = width() / static_cast<double>(parts_.size());
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        const auto& part = parts_[i];
        const double left = static_cast<double>(i) * slot;
        const QRectF key(left, bar.bottom() + 2 * kGrid, 14, 14);
        painter.fillRect(key, brushOf(part));
        painter.setPen(QPen(c.border, 1));
        painter.drawRect(key);
        painter.setPen(c.text);
        QFont bold = theme.bodyFont();
        bold.setWeight(QFont::DemiBold);
        painter.setFont(bold);
        painter.drawText(QRectF(key.right() + kGrid, key.top() - 2, slot, 18), Qt::AlignLeft | Qt::AlignVCenter,
                         QString::number(part.count));
        painter.setFont(theme.smallFont());
        painter.setPen(c.muted);
        const double room = slot - kGrid;
        painter.drawText(QRectF(left, key.bottom() + 4, room, 16), Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetricsF(theme.smallFont()).elidedText(part.name, Qt::ElideRight, room));
    }
}

}  // namespace recap::gui
