// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/crop_preview.h"

#include "gui/base/theme.h"

#include <QPainter>

namespace recap::gui {

CropPreview::CropPreview(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("cropPreview"));
    setMinimumHeight(120);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setAccessibleName(tr("Training crop"));
}

void CropPreview::setSight(const QImage& picture, const QRectF& region, const QImage& crop, bool mirrored) {
    picture_ = picture;
    region_ = region;
    crop_ = crop;
    mirrored_ = mirrored;
    update();
}

void CropPreview::paintEvent(QPaintEvent*) {
    if (picture_.isNull()) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const int columns = crop_.isNull() ? 1 : mirrored_ ? 3 : 2;
    const double width = (this->width() - (columns - 1) * 2.0 * kGrid) / columns;
    const auto place = [&](int column, const QSize& size) {
        const QSizeF fitted = QSizeF(size).scaled(QSizeF(width, height()), Qt::KeepAspectRatio);
        return QRectF(QPointF(column * (width + 2.0 * kGrid), 0), fitted);
    };
    const QRectF whole = place(0, picture_.size());
    painter.drawImage(whole, picture_);
    const QRectF cut(whole.x() + region_.x() * whole.width(), whole.y() + region_.y() * whole.height(),
                     region_.width() * whole.width(), region_.height() * whole.height());
    painter.fillRect(whole, QColor(0, 0, 0, 140));
    const QRectF source(region_.x() * picture_.width(), region_.y() * picture_.height(),
                        region_.width() * picture_.width(), region_.height() * picture_.height());
    painter.drawImage(cut, picture_, source);
    painter.setPen(QPen(Theme::current().colors().accent, 2));
    painter.drawRect(cut.adjusted(1, 1, -1, -1));
    if (crop_.isNull()) return;
    painter.drawImage(place(1, crop_.size()), crop_);
    if (mirrored_) painter.drawImage(place(2, crop_.size()), crop_.mirrored(true, false));
}

}  // namespace recap::gui
