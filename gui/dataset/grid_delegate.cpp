// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/grid_delegate.h"

#include "gui/base/error_text.h"
#include "gui/base/theme.h"
#include "gui/dataset/image_grid_model.h"
#include "gui/dataset/status_mark.h"
#include "gui/widgets/thumbnail_cache.h"

#include <QPainter>
#include <QPainterPath>

namespace recap::gui {

namespace {
constexpr int kSide = 112;
constexpr int kPadding = 6;
constexpr int kTextHeight = 20;
}  // namespace

GridDelegate::GridDelegate(ThumbnailCache& thumbnails, QObject* parent)
    : QStyledItemDelegate(parent), thumbnails_(thumbnails) {}

QSize GridDelegate::cellSize() {
    return {kSide + 2 * kPadding, kSide + 2 * kPadding + kTextHeight};
}

QSize GridDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    return cellSize();
}

void GridDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const ThemeColors& colors = Theme::current().colors();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setRenderHint(QPainter::SmoothPixmapTransform);
    const QRect cell(option.rect.topLeft(), cellSize());
    if (option.state.testFlag(QStyle::State_Selected)) {
        // Where the keyboard is elsewhere the frame is thin: keys of the review do not act then.
        const bool keyboard = option.state.testFlag(QStyle::State_HasFocus);
        painter->setPen(keyboard ? QPen(colors.accent, 3) : QPen(colors.muted, 1));
        painter->setBrush(colors.accent_soft);
        painter->drawRoundedRect(QRectF(cell).adjusted(1, 1, -1, -1), kControlRadius, kControlRadius);
    }
    const QRect square(cell.left() + kPadding, cell.top() + kPadding, kSide, kSide);
    const qreal ratio = painter->device()->devicePixelRatioF();
    const QString path = index.data(ImageGridModel::kPathRole).toString();
    const QImage image = path.isEmpty() ? QImage() : thumbnails_.get(path, static_cast<int>(kSide * ratio));
    QPainterPath clip;
    clip.addRoundedRect(square, 6, 6);
    painter->setClipPath(clip);
    if (image.isNull()) {
        painter->fillRect(square, colors.border);
        const bool broken = thumbnails_.failed(path) || index.data(ImageGridModel::kMissingRole).toBool();
        if (broken)
            painter->drawPixmap(square.center() - QPoint(12, 12),
                                Theme::current().iconPixmap(u"warning", colors.warning, 24, ratio));
    } else {
        painter->fillRect(square, colors.surface);
        const QSizeF size = QSizeF(image.size()).scaled(square.size(), Qt::KeepAspectRatioByExpanding);
        QRectF target(QPointF(0, 0), size);
        target.moveCenter(QRectF(square).center());
        painter->drawImage(target, image);
    }
    painter->setClipping(false);

    const QRect line(square.left() + 1, square.bottom() + 3, kSide - 2, kTextHeight);
    painter->setFont(Theme::current().smallFont());
    const QString status = index.data(ImageGridModel::kStatusRole).toString();
    const int tokens = index.data(ImageGridModel::kTokensRole).toInt();
    if (!status.isEmpty()) {
        const StatusMark mark = statusMark(status);
        painter->setPen(mark.color);
        int x = line.left();
        if (mark.icon.isEmpty()) {
            painter->setBrush(mark.color);
            painter->setPen(Qt::NoPen);
            painter->drawEllipse(QPointF(x + 4, line.center().y() + 0.5), 2.2, 2.2);
            painter->setPen(mark.color);
            x += 11;
        } else {
            painter->drawPixmap(QPoint(x, line.center().y() - 6),
                                Theme::current().iconPixmap(mark.icon, mark.color, 13, ratio));
            x += 16;
        }
        painter->drawText(line.adjusted(x - line.left(), 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft,
                          captionStatusText(status));
    }
    if (!status.isEmpty() && tokens >= 0) {
        painter->setPen(colors.muted);
        painter->drawText(line, Qt::AlignVCenter | Qt::AlignRight, tr("%n tok", nullptr, tokens));
    }
    painter->restore();
}

}  // namespace recap::gui
