// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIconEngine>
#include <QPixmap>
#include <QString>

namespace recap::gui {

// The named SVG of resources/icons with `currentColor` replaced.
QPixmap renderIcon(const QString& name, const QColor& color, const QSize& size, qreal ratio);

// Paints a named icon in the theme's colour for its mode, looked up when it is painted.
class ThemedIconEngine final : public QIconEngine {
public:
    explicit ThemedIconEngine(QString name) : name_(std::move(name)) {}
    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) override;
    QIconEngine* clone() const override { return new ThemedIconEngine(name_); }

private:
    static QColor colorFor(QIcon::Mode mode, QIcon::State state);
    QString name_;
};

}  // namespace recap::gui
