// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QRectF>
#include <QWidget>

namespace recap::gui {

// A picture with the trainer's crop framed in it, beside the pixels that the trainer gets (and their mirror image).
class CropPreview final : public QWidget {
    Q_OBJECT

public:
    explicit CropPreview(QWidget* parent = nullptr);
    // `region` in shares of the picture, (0,0) top left to (1,1). A null crop: the picture alone.
    void setSight(const QImage& picture, const QRectF& region, const QImage& crop, bool mirrored);
    QSize sizeHint() const override { return {400, 170}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QImage picture_, crop_;
    QRectF region_;
    bool mirrored_ = false;
};

}  // namespace recap::gui
