// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/base/background.h"

#include <QImage>
#include <QList>
#include <QPointF>
#include <QWidget>

namespace recap::gui {

// What part of a picture is seen. `zoom` is relative to the size that fits the view, so that linked views of different
// sizes show the same part; `center` is in units of the picture, (0,0) top left to (1,1).
struct ViewState {
    enum class Mode { Fit, Actual, Free };
    Mode mode = Mode::Fit;
    double zoom = 1;
    QPointF center{0.5, 0.5};
    bool operator==(const ViewState&) const = default;
};

// One picture: fitted, at 1:1, or zoomed at the cursor by wheel and keys (+ - 0 1), moved by dragging and arrow keys.
// A double click changes between fit and 1:1. Files are decoded off the GUI thread.
class ImageView final : public QWidget {
    Q_OBJECT

public:
    explicit ImageView(QWidget* parent = nullptr);

    // Shows the file when it is decoded; the picture before stays until then. Empty clears.
    void setPath(const QString& path);
    void setImage(const QImage& image);
    const QImage& image() const { return image_; }
    QString path() const { return path_; }
    // Shown instead of a picture, e.g. why there is none.
    void setMessage(const QString& message);

    const ViewState& viewState() const { return state_; }
    // Does not emit viewChanged, so that linked views do not echo.
    void setViewState(const ViewState& state);
    void fit();
    void actualSize();
    void zoomAt(QPointF position, double factor);
    // Screen pixels per picture pixel.
    double scale() const;
    // Point of the picture, in its pixels, under a point of the widget; and back.
    QPointF imagePoint(QPointF position) const;
    QPointF widgetPoint(QPointF imagePosition) const;
    // Only the part left of this share of the width is painted with the picture, the rest with `other` (a wipe);
    // a null picture ends it.
    void setWipe(const QImage& other, double share);

    QSize sizeHint() const override { return {320, 320}; }
    QSize minimumSizeHint() const override { return {96, 96}; }

Q_SIGNALS:
    void viewChanged(const ViewState& state);
    void imageChanged();
    // The size of the view, and with it the scale of a fitted picture.
    void resized();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    double fitScale() const;
    void change(ViewState state);
    void panBy(QPointF pixels);
    void clampCenter(ViewState& state) const;
    QRectF target() const;

    QImage image_;
    QImage wipe_;
    double wipeShare_ = 0.5;
    QString path_;
    QString message_;
    ViewState state_;
    QPointF dragFrom_;
    bool dragging_ = false;
    LatestOnly loader_;
};

// Keeps the views' zoom and position equal while it is enabled.
class ImageViewLink final : public QObject {
    Q_OBJECT

public:
    explicit ImageViewLink(QObject* parent = nullptr) : QObject(parent) {}
    void add(ImageView* view);
    void setEnabled(bool enabled);
    bool enabled() const { return enabled_; }

private:
    QList<QPointer<ImageView>> views_;
    bool enabled_ = true;
};

}  // namespace recap::gui
