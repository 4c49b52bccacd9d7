// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QWidget>

#include <vector>

namespace recap::gui {

// Pictures of one row of the comparison at full size: side by side, one in the place of the other, or divided by a wipe
// line. While locked, zoom and pan move all of them together. Draws only; the pictures are handed in.
class ImageStage final : public QWidget {
    Q_OBJECT

public:
    enum class Mode { SideBySide, Single, Wipe };
    struct Pane {
        QString title;
        int series = 0;
        QImage image;  // null: not there (yet)
        QString note;  // shown in place of a missing picture
    };

    explicit ImageStage(QWidget* parent = nullptr);

    void setPanes(std::vector<Pane> panes);
    void setImage(std::size_t pane, const QImage& image);
    const std::vector<Pane>& panes() const { return panes_; }

    void setMode(Mode mode);
    Mode mode() const { return mode_; }
    // The pane that single and wipe mode show (left of the line), and the one behind it (right of the line).
    void setShown(std::size_t first, std::size_t second);
    std::size_t shown() const { return first_; }

    void setLocked(bool locked);
    bool locked() const { return locked_; }
    void setWipe(double fraction);  // 0 .. 1, where the line is
    double wipe() const { return wipe_; }

    void fit();
    void zoomBy(double factor);  // around the middle
    void actualSize();           // one pixel of the picture is one of the screen
    double zoomOf(std::size_t pane) const { return views_[pane].zoom; }
    QPointF centreOf(std::size_t pane) const { return views_[pane].centre; }

    QSize minimumSizeHint() const override { return {240, 200}; }

Q_SIGNALS:
    void wipeChanged(double fraction);
    void paneClicked(int pane);

protected:
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    // zoom 1 fits the pane; centre is the point of the picture in the pane's middle, in 0..1.
    struct View {
        double zoom = 1;
        QPointF centre = {0.5, 0.5};
    };

    std::vector<std::size_t> visiblePanes() const;
    QRectF frameOf(std::size_t position, std::size_t count) const;  // title and picture
    QRectF pictureOf(const QRectF& frame) const;
    double scaleOf(const Pane& pane, const QRectF& picture, const View& view) const;
    void paintPane(QPainter& painter, std::size_t pane, const QRectF& frame);
    void paintPicture(QPainter& painter, const Pane& pane, const View& view, const QRectF& picture);
    void paintWipe(QPainter& painter, const QRectF& frame);
    std::size_t paneAt(QPointF position) const;
    void changeView(std::size_t pane, const View& view);
    double wipeLine(const QRectF& picture) const { return picture.left() + picture.width() * wipe_; }

    std::vector<Pane> panes_;
    std::vector<View> views_;
    Mode mode_ = Mode::SideBySide;
    std::size_t first_ = 0;
    std::size_t second_ = 0;
    bool locked_ = true;
    double wipe_ = 0.5;
    bool draggingLine_ = false;
    bool panning_ = false;
    QPointF lastPosition_;
};

}  // namespace recap::gui
