// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/image_view.h"

#include "gui/base/theme.h"
#include "gui/widgets/image_loading.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace recap::gui {

namespace {
constexpr double kMaxScale = 64;
constexpr double kMinZoom = 0.1;
constexpr double kStep = 1.25;
constexpr int kPan = 48;
// From here on single pixels are what one wants to see.
constexpr double kPixelScale = 2.0;
}  // namespace

ImageView::ImageView(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::OpenHandCursor);
    setAccessibleName(tr("Picture"));
}

void ImageView::setPath(const QString& path) {
    if (path == path_) return;
    path_ = path;
    message_.clear();
    if (path.isEmpty()) {
        loader_.forget();
        setImage({});
        return;
    }
    loader_.run(
        this, [path] { return loadImageOrReason(path); },
        [this](const LoadedImage& loaded) {
            if (loaded.missing)
                setMessage(tr("The file of this picture is missing."));
            else if (loaded.image.isNull())
                setMessage(tr("This picture cannot be read."));
            setImage(loaded.image);
        },
        [this](const Failed& failure) {
            setMessage(errorText(failure));
            setImage({});
        });
}

void ImageView::setImage(const QImage& image) {
    image_ = image;
    wipe_ = {};
    update();
    Q_EMIT imageChanged();
}

void ImageView::setMessage(const QString& message) {
    message_ = message;
    update();
}

void ImageView::setViewState(const ViewState& state) {
    if (state == state_) return;
    state_ = state;
    clampCenter(state_);
    update();
}

void ImageView::setWipe(const QImage& other, double share) {
    wipe_ = other;
    wipeShare_ = std::clamp(share, 0.0, 1.0);
    update();
}

double ImageView::fitScale() const {
    if (image_.isNull()) return 1;
    return std::min(width() / static_cast<double>(image_.width()), height() / static_cast<double>(image_.height()));
}

double ImageView::scale() const {
    switch (state_.mode) {
        case ViewState::Mode::Fit: return fitScale();
        case ViewState::Mode::Actual: return 1.0 / devicePixelRatioF();
        case ViewState::Mode::Free: break;
    }
    return fitScale() * state_.zoom;
}

void ImageView::fit() {
    change({});
}

void ImageView::actualSize() {
    ViewState state;
    state.mode = ViewState::Mode::Actual;
    state.zoom = 1.0 / devicePixelRatioF() / fitScale();
    state.center = state_.center;
    change(state);
}

QRectF ImageView::target() const {
    const double factor = scale();
    const QSizeF size = QSizeF(image_.size()) * factor;
    const QPointF center(width() / 2.0, height() / 2.0);
    return {center - QPointF(size.width() * state_.center.x(), size.height() * state_.center.y()), size};
}

QPointF ImageView::imagePoint(QPointF position) const {
    return (position - target().topLeft()) / scale();
}

QPointF ImageView::widgetPoint(QPointF imagePosition) const {
    return target().topLeft() + imagePosition * scale();
}

void ImageView::zoomAt(QPointF position, double factor) {
    if (image_.isNull()) return;
    const QPointF held = imagePoint(position);
    const double base = fitScale();
    ViewState state = state_;
    state.mode = ViewState::Mode::Free;
    state.zoom = std::clamp(scale() * factor / base, kMinZoom, std::max(1.0, kMaxScale / base));
    // The picture's point under the cursor stays under the cursor.
    const double next = base * state.zoom;
    const QPointF center = held + (QPointF(width() / 2.0, height() / 2.0) - position) / next;
    state.center = {center.x() / image_.width(), center.y() / image_.height()};
    change(state);
}

void ImageView::clampCenter(ViewState& state) const {
    state.center.setX(std::clamp(state.center.x(), 0.0, 1.0));
    state.center.setY(std::clamp(state.center.y(), 0.0, 1.0));
    if (state.mode == ViewState::Mode::Fit) state.center = {0.5, 0.5};
}

void ImageView::change(ViewState state) {
    clampCenter(state);
    if (state == state_) return;
    state_ = state;
    update();
    Q_EMIT viewChanged(state_);
}

void ImageView::panBy(QPointF pixels) {
    if (image_.isNull() || state_.mode == ViewState::Mode::Fit) return;
    ViewState state = state_;
    const QSizeF size = QSizeF(image_.size()) * scale();
    state.center -= QPointF(pixels.x() / size.width(), pixels.y() / size.height());
    change(state);
}

void ImageView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const ThemeColors& colors = Theme::current().colors();
    QPainterPath rounded;
    rounded.addRoundedRect(QRectF(rect()), kControlRadius, kControlRadius);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.save();
    painter.setClipPath(rounded);
    if (image_.isNull()) {
        painter.setPen(colors.muted);
        painter.drawText(rect().adjusted(kGrid, kGrid, -kGrid, -kGrid), Qt::AlignCenter | Qt::TextWordWrap, message_);
    } else {
        const QRectF area = target();
        painter.setRenderHint(QPainter::SmoothPixmapTransform, scale() * devicePixelRatioF() < kPixelScale);
        painter.drawImage(area, image_);
        if (!wipe_.isNull()) {
            const double x = width() * wipeShare_;
            painter.setClipRect(QRectF(x, 0, width() - x, height()), Qt::IntersectClip);
            painter.fillRect(area, colors.background);
            painter.drawImage(area, wipe_);
            painter.setPen(QPen(colors.accent, 2));
            painter.drawLine(QPointF(x, 0), QPointF(x, height()));
        }
    }
    painter.restore();
    if (hasFocus()) {
        painter.setPen(QPen(colors.accent, 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), kControlRadius, kControlRadius);
    }
}

void ImageView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    Q_EMIT resized();
}

void ImageView::wheelEvent(QWheelEvent* event) {
    if (event->angleDelta().y() == 0) return;
    zoomAt(event->position(), std::pow(kStep, event->angleDelta().y() / 120.0));
    event->accept();
}

void ImageView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return QWidget::mousePressEvent(event);
    dragging_ = true;
    dragFrom_ = event->position();
    setCursor(Qt::ClosedHandCursor);
}

void ImageView::mouseMoveEvent(QMouseEvent* event) {
    if (!dragging_) return;
    panBy(event->position() - dragFrom_);
    dragFrom_ = event->position();
}

void ImageView::mouseReleaseEvent(QMouseEvent*) {
    dragging_ = false;
    setCursor(Qt::OpenHandCursor);
}

void ImageView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (state_.mode == ViewState::Mode::Fit) {
        zoomAt(event->position(), 1.0 / devicePixelRatioF() / scale());
    } else {
        fit();
    }
}

void ImageView::keyPressEvent(QKeyEvent* event) {
    const QPointF middle(width() / 2.0, height() / 2.0);
    const bool movable = state_.mode != ViewState::Mode::Fit;
    switch (event->key()) {
        case Qt::Key_Plus:
        case Qt::Key_Equal: return zoomAt(middle, kStep);
        case Qt::Key_Minus: return zoomAt(middle, 1 / kStep);
        case Qt::Key_0: return fit();
        case Qt::Key_1: return actualSize();
        case Qt::Key_Left:
            if (movable) return panBy({kPan, 0});
            break;
        case Qt::Key_Right:
            if (movable) return panBy({-kPan, 0});
            break;
        case Qt::Key_Up:
            if (movable) return panBy({0, kPan});
            break;
        case Qt::Key_Down:
            if (movable) return panBy({0, -kPan});
            break;
        default: break;
    }
    QWidget::keyPressEvent(event);
}

void ImageViewLink::add(ImageView* view) {
    views_.append(view);
    connect(view, &ImageView::viewChanged, this, [this, view](const ViewState& state) {
        if (!enabled_) return;
        for (const auto& other : views_)
            if (other != nullptr && other != view) other->setViewState(state);
    });
}

void ImageViewLink::setEnabled(bool enabled) {
    enabled_ = enabled;
    if (!enabled || views_.isEmpty() || views_.first() == nullptr) return;
    for (const auto& view : views_)
        if (view != nullptr) view->setViewState(views_.first()->viewState());
}

}  // namespace recap::gui
