// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/base/themed_icon.h"

#include "gui/base/theme.h"

#include <QFile>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace recap::gui {

QPixmap renderIcon(const QString& name, const QColor& color, const QSize& size, qreal ratio) {
    const QString key = QStringLiteral("recap/%1/%2/%3x%4@%5")
                            .arg(name, color.name(QColor::HexArgb))
                            .arg(size.width())
                            .arg(size.height())
                            .arg(ratio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap)) return pixmap;
    pixmap = QPixmap(size * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (file.open(QIODevice::ReadOnly)) {
        QByteArray svg = file.readAll();
        svg.replace("currentColor", color.name().toLatin1());
        QSvgRenderer renderer(svg);
        QPainter painter(&pixmap);
        renderer.render(&painter, QRectF(QPointF(0, 0), QSizeF(size)));
    }
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

QColor ThemedIconEngine::colorFor(QIcon::Mode mode, QIcon::State state) {
    const ThemeColors& colors = Theme::current().colors();
    if (state == QIcon::On) return colors.accent;
    switch (mode) {
        case QIcon::Disabled: return colors.line;
        case QIcon::Selected: return colors.accent_text;
        case QIcon::Active:
        case QIcon::Normal: break;
    }
    return colors.muted;
}

void ThemedIconEngine::paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) {
    const qreal ratio = painter->device() != nullptr ? painter->device()->devicePixelRatioF() : 1.0;
    painter->drawPixmap(rect, renderIcon(name_, colorFor(mode, state), rect.size(), ratio));
}

QPixmap ThemedIconEngine::pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) {
    return renderIcon(name_, colorFor(mode, state), size, 1.0);
}

QPixmap ThemedIconEngine::scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) {
    // `size` is in device pixels here.
    return renderIcon(name_, colorFor(mode, state), size / scale, scale);
}

}  // namespace recap::gui
