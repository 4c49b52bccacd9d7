// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

namespace recap::gui {

class ThumbnailCache;

// The pictures of one prompt beside each other, oldest step first. Put it into a scroll area.
class SampleStrip final : public QWidget {
    Q_OBJECT

public:
    struct Item {
        qint64 step = 0;
        QString path;
    };

    explicit SampleStrip(ThumbnailCache& thumbnails, QWidget* parent = nullptr);
    void setItems(std::vector<Item> items);
    const std::vector<Item>& items() const { return items_; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void activated(int index);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;

private:
    QRect cell(int index) const;

    ThumbnailCache& thumbnails_;
    std::vector<Item> items_;
};

}  // namespace recap::gui
