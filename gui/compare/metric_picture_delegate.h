// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace recap::gui {

class ThumbnailCache;

// A picture above its value and the beginning of its prompt.
class MetricPictureDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    MetricPictureDelegate(ThumbnailCache& thumbnails, QObject* parent);
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    ThumbnailCache& thumbnails_;
};

}  // namespace recap::gui
