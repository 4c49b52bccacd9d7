// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/metric_picture_delegate.h"

#include "gui/base/theme.h"
#include "gui/compare/metric_pictures_model.h"
#include "gui/widgets/thumbnail_cache.h"

#include <QPainter>
#include <QPainterPath>

namespace recap::gui {

namespace {
constexpr int kSide = 128, kPadding = 6, kLine = 17;
}

MetricPictureDelegate::MetricPictureDelegate(ThumbnailCache& thumbnails, QObject* parent)
    : QStyledItemDelegate(parent), thumbnails_(thumbnails) {}

QSize MetricPictureDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    return {kSide + 2 * kPadding, kSide + 2 * kPadding + 2 * kLine + 2};
}

void MetricPictureDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                                  const QModelIndex& index) const {
    const auto& theme = Theme::current();
    const auto& c = theme.colors();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect cell(option.rect.topLeft(), sizeHint(option, index));
    if (option.state.testFlag(QStyle::State_Selected)) {
        const bool keyboard = option.state.testFlag(QStyle::State_HasFocus);
        painter->setPen(keyboard ? QPen(c.accent, 3) : QPen(c.muted, 1));
        painter->setBrush(c.accent_soft);
        painter->drawRoundedRect(QRectF(cell).adjusted(1, 1, -1, -1), kControlRadius, kControlRadius);
    }
    const QRect square(cell.left() + kPadding, cell.top() + kPadding, kSide, kSide);
    const QString path = index.data(MetricPicturesModel::PathRole).toString();
    const qreal ratio = painter->device()->devicePixelRatioF();
    const QImage image = thumbnails_.get(path, static_cast<int>(kSide * ratio));
    QPainterPath clip;
    clip.addRoundedRect(square, kControlRadius, kControlRadius);
    painter->fillPath(clip, c.border);
    painter->setFont(theme.smallFont());
    if (image.isNull()) {
        painter->setPen(c.muted);
        if (thumbnails_.failed(path))
            painter->drawText(square, Qt::AlignCenter | Qt::TextWordWrap, tr("The file is missing"));
    } else {
        QRect target(QPoint(), image.size().scaled(square.size(), Qt::KeepAspectRatio));
        target.moveCenter(square.center());
        painter->save();
        painter->setClipPath(clip);
        // Small demo pictures keep their pixels; large ones are reduced smoothly.
        painter->setRenderHint(QPainter::SmoothPixmapTransform, image.width() > target.width() * ratio);
        painter->drawImage(target, image);
        painter->restore();
    }
    const bool judged = index.data(MetricPicturesModel::JudgedRole).toBool();
    const auto line = [&](const QFont& font, const QColor& color, const QString& text, int place) {
        painter->setFont(font);
        painter->setPen(color);
        const QRect box(square.left(), square.bottom() + 2 + place * kLine, kSide, kLine);
        painter->drawText(box, Qt::AlignLeft | Qt::AlignVCenter,
                          QFontMetrics(font).elidedText(text, Qt::ElideRight, box.width()));
    };
    QFont bold = theme.tabularFont();
    bold.setWeight(QFont::DemiBold);
    line(bold, judged ? c.text : c.warning,
         judged ? index.data(MetricPicturesModel::ValueRole).toString() : tr("not judged"), 0);
    line(theme.smallFont(), c.muted, index.data(MetricPicturesModel::PromptRole).toString(), 1);
    painter->restore();
}

}  // namespace recap::gui
