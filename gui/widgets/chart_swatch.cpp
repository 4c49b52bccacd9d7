// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/base/theme.h"
#include "gui/widgets/chart_panel.h"

#include <QPainter>

#include <cmath>

namespace recap::gui {

namespace {

void drawMarker(QPainter& painter, MarkerShape shape, QPointF at, double r) {
    switch (shape) {
        case MarkerShape::Circle: painter.drawEllipse(at, r, r); return;
        case MarkerShape::Square: painter.drawRect(QRectF(at.x() - r, at.y() - r, 2 * r, 2 * r)); return;
        case MarkerShape::Triangle:
            painter.drawPolygon(QPolygonF({at + QPointF(0, -r), at + QPointF(r, r), at + QPointF(-r, r)}));
            return;
        case MarkerShape::Diamond:
            painter.drawPolygon(
                QPolygonF({at + QPointF(0, -r), at + QPointF(r, 0), at + QPointF(0, r), at + QPointF(-r, 0)}));
            return;
        case MarkerShape::Cross:
        case MarkerShape::Star: {
            const int corners = shape == MarkerShape::Cross ? 5 : 10;
            QPolygonF polygon;
            for (int i = 0; i < corners; ++i) {
                const double reach = corners == 10 && i % 2 == 1 ? r * 0.5 : r * 1.15;
                const double angle = -M_PI / 2 + 2 * M_PI * i / corners;
                polygon << at + QPointF(reach * std::cos(angle), reach * std::sin(angle));
            }
            painter.drawPolygon(polygon);
            return;
        }
    }
}

}  // namespace

QPixmap seriesSwatch(int style, const QSize& size, qreal ratio) {
    QPixmap pixmap(size * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme& theme = Theme::current();
    const QPointF middle(size.width() / 2.0, size.height() / 2.0);
    painter.setPen(theme.seriesPen(style));
    painter.drawLine(QPointF(1, middle.y()), QPointF(size.width() - 1, middle.y()));
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.seriesColor(style));
    drawMarker(painter, theme.seriesMarker(style), middle, 4);
    return pixmap;
}

}  // namespace recap::gui
