// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/sample_strip.h"

#include "gui/base/theme.h"
#include "gui/widgets/thumbnail_cache.h"

#include <QLocale>
#include <QMouseEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QPainterPath>

namespace recap::gui {

namespace {
constexpr int kSide = 112;
constexpr int kLabel = 20;
}  // namespace

SampleStrip::SampleStrip(ThumbnailCache& thumbnails, QWidget* parent) : QWidget(parent), thumbnails_(thumbnails) {
    setObjectName(QStringLiteral("training_samples"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&thumbnails_, &ThumbnailCache::ready, this, qOverload<>(&QWidget::update));
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void SampleStrip::setItems(std::vector<Item> items) {
    items_ = std::move(items);
    updateGeometry();
    adjustSize();
    update();
}

QSize SampleStrip::sizeHint() const {
    const auto count = static_cast<int>(items_.size());
    return {count == 0 ? kSide : count * (kSide + kGrid) - kGrid, kSide + kLabel};
}

QRect SampleStrip::cell(int index) const {
    return {index * (kSide + kGrid), 0, kSide, kSide};
}

void SampleStrip::paintEvent(QPaintEvent* event) {
    const auto& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(theme.smallFont());
    for (int i = 0; i < static_cast<int>(items_.size()); ++i) {
        const QRect box = cell(i);
        if (!box.adjusted(0, 0, 0, kLabel).intersects(event->rect())) continue;
        const auto& item = items_[static_cast<std::size_t>(i)];
        const QImage image = thumbnails_.get(item.path, static_cast<int>(kSide * devicePixelRatioF()));
        QPainterPath clip;
        clip.addRoundedRect(box, kControlRadius, kControlRadius);
        painter.fillPath(clip, theme.colors().border);
        painter.setPen(theme.colors().muted);
        if (!image.isNull()) {
            const QSize size = image.size().scaled(box.size(), Qt::KeepAspectRatio);
            QRect target(QPoint(), size);
            target.moveCenter(box.center());
            painter.save();
            painter.setClipPath(clip);
            // Small demo pictures keep their pixels; large ones are reduced smoothly.
            painter.setRenderHint(QPainter::SmoothPixmapTransform, image.width() > size.width());
            painter.drawImage(target, image);
            painter.restore();
        } else if (thumbnails_.failed(item.path)) {
            painter.drawText(box, Qt::AlignCenter | Qt::TextWordWrap, tr("The file is missing"));
        }
        painter.drawText(QRect(box.left(), box.bottom() + 1, kSide, kLabel), Qt::AlignCenter,
                         tr("step %1").arg(QLocale().toString(item.step)));
    }
}

void SampleStrip::mouseDoubleClickEvent(QMouseEvent* event) {
    for (int i = 0; i < static_cast<int>(items_.size()); ++i)
        if (cell(i).contains(event->pos())) Q_EMIT activated(i);
}

}  // namespace recap::gui
