// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace recap::gui {

class ThumbnailCache;

// A thumbnail with the status and the token count of the reviewed caption below it.
class GridDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    GridDelegate(ThumbnailCache& thumbnails, QObject* parent = nullptr);
    static QSize cellSize();
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    ThumbnailCache& thumbnails_;
};

}  // namespace recap::gui
