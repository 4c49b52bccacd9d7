// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/evaluation/outcome_bar.h"

#include "gui/base/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <vector>

namespace recap::gui {

namespace {

struct Part {
    QString name;
    std::int64_t count;
    QColor color;
    Qt::BrushStyle hatching;
};

}  // namespace

OutcomeBar::OutcomeBar(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("outcomeBar"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void OutcomeBar::setTally(const Tally& tally, const QString& first, const QString& second) {
    tally_ = tally;
    first_ = first;
    second_ = second;
    setAccessibleDescription(tr("%1 wins %2, %3 wins %4, equally good %5, both bad %6, cannot say %7")
                                 .arg(first)
                                 .arg(tally.first)
                                 .arg(second)
                                 .arg(tally.second)
                                 .arg(tally.ties)
                                 .arg(tally.both_bad)
                                 .arg(tally.cannot_say));
    update();
}

void OutcomeBar::paintEvent(QPaintEvent*) {
    const auto& theme = Theme::current();
    const auto& c = theme.colors();
    const std::vector<Part> parts = {{first_, tally_.first, theme.seriesColor(1), Qt::SolidPattern},
                                     {tr("equally good"), tally_.ties, c.muted, Qt::Dense4Pattern},
                                     {tr("both bad"), tally_.both_bad, c.muted, Qt::BDiagPattern},
                                     {tr("cannot say"), tally_.cannot_say, c.muted, Qt::Dense7Pattern},
                                     {second_, tally_.second, theme.seriesColor(2), Qt::SolidPattern}};
    std::int64_t all = 0;
    for (const auto& part : parts) all += part.count;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF bar(0, 0, width(), 4 * kGrid);
    QPainterPath clip;
    clip.addRoundedRect(bar, kControlRadius, kControlRadius);
    painter.fillPath(clip, c.border);
    painter.save();
    painter.setClipPath(clip);
    double x = 0;
    for (const auto& part : parts) {
        if (part.count == 0 || all == 0) continue;
        const double width = bar.width() * static_cast<double>(part.count) / static_cast<double>(all);
        const QRectF box(x, bar.top(), width, bar.height());
        painter.fillRect(box, QBrush(part.color, part.hatching));
        painter.setPen(QPen(c.surface, 2));
        painter.drawLine(box.topRight(), box.bottomRight());
        x += width;
    }
    painter.restore();
    // The legend repeats every part, also those without an answer.
    painter.setFont(theme.bodyFont());
    const double slot = width() / static_cast<double>(parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto& part = parts[i];
        const double left = static_cast<double>(i) * slot;
        const QRectF key(left, bar.bottom() + 2 * kGrid, 14, 14);
        painter.fillRect(key, QBrush(part.color, part.hatching));
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
