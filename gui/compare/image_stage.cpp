// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/image_stage.h"

#include "gui/shell/theme.h"
#include "gui/widgets/series_marker.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace recap::gui {

namespace {

constexpr double kMinZoom = 0.25;
constexpr double kMaxZoom = 64;
constexpr int kTitleHeight = 32;
constexpr double kLineReach = 12;  // pixels beside the wipe line that still take hold of it

}  // namespace

ImageStage::ImageStage(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("compare_stage"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ImageStage::setPanes(std::vector<Pane> panes) {
    panes_ = std::move(panes);
    // Zoom and place stay when only the pictures change, so a step or a prompt can be compared at the same spot.
    views_.resize(panes_.size(), views_.empty() ? View{} : views_.front());
    first_ = panes_.empty() ? 0 : std::min(first_, panes_.size() - 1);
    second_ = panes_.empty() ? 0 : std::min(second_, panes_.size() - 1);
    update();
}

void ImageStage::setImage(std::size_t pane, const QImage& image) {
    if (pane >= panes_.size()) return;
    panes_[pane].image = image;
    update();
}

void ImageStage::setMode(Mode mode) {
    mode_ = mode;
    update();
}

void ImageStage::setShown(std::size_t first, std::size_t second) {
    first_ = first;
    second_ = second;
    update();
}

void ImageStage::setLocked(bool locked) {
    locked_ = locked;
    if (locked && !views_.empty()) {
        const View view = views_[std::min(first_, views_.size() - 1)];
        std::fill(views_.begin(), views_.end(), view);
    }
    update();
}

void ImageStage::setWipe(double fraction) {
    const double clamped = std::clamp(fraction, 0.0, 1.0);
    if (clamped == wipe_) return;
    wipe_ = clamped;
    update();
    Q_EMIT wipeChanged(wipe_);
}

void ImageStage::fit() {
    std::fill(views_.begin(), views_.end(), View{});
    update();
}

void ImageStage::zoomBy(double factor) {
    if (views_.empty()) return;
    View view = views_[first_];
    view.zoom = std::clamp(view.zoom * factor, kMinZoom, kMaxZoom);
    changeView(first_, view);
}

void ImageStage::actualSize() {
    if (panes_.empty() || panes_[first_].image.isNull()) return;
    const auto visible = visiblePanes();
    const QRectF picture = pictureOf(frameOf(0, mode_ == Mode::SideBySide ? visible.size() : 1));
    View view = views_[first_];
    const double fitted = scaleOf(panes_[first_], picture, View{});
    if (fitted <= 0) return;
    view.zoom = std::clamp(1.0 / (fitted * devicePixelRatioF()), kMinZoom, kMaxZoom);
    changeView(first_, view);
}

std::vector<std::size_t> ImageStage::visiblePanes() const {
    std::vector<std::size_t> visible;
    if (panes_.empty()) return visible;
    if (mode_ != Mode::SideBySide) return {first_};
    for (std::size_t i = 0; i < panes_.size(); ++i) visible.push_back(i);
    return visible;
}

QRectF ImageStage::frameOf(std::size_t position, std::size_t count) const {
    // As near to squares as the widget allows, so that four runs become two rows on a narrow window.
    const auto n = static_cast<int>(std::max<std::size_t>(count, 1));
    int columns = n;
    double best = 0;
    for (int c = 1; c <= n; ++c) {
        const int rows = (n + c - 1) / c;
        const double side =
            std::min(width() / static_cast<double>(c), height() / static_cast<double>(rows) - kTitleHeight);
        if (side > best) {
            best = side;
            columns = c;
        }
    }
    const int rows = (n + columns - 1) / columns;
    const double w = width() / static_cast<double>(columns);
    const double h = height() / static_cast<double>(rows);
    const auto i = static_cast<int>(position);
    return QRectF((i % columns) * w, (i / columns) * h, w, h).adjusted(kGrid / 2, 0, -kGrid / 2, -kGrid);
}

QRectF ImageStage::pictureOf(const QRectF& frame) const {
    return frame.adjusted(0, kTitleHeight, 0, 0);
}

double ImageStage::scaleOf(const Pane& pane, const QRectF& picture, const View& view) const {
    if (pane.image.isNull()) return 0;
    const double fitted = std::min(picture.width() / pane.image.width(), picture.height() / pane.image.height());
    return fitted * view.zoom;
}

void ImageStage::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (panes_.empty()) return;
    if (mode_ == Mode::Wipe) {
        paintWipe(painter, frameOf(0, 1));
        return;
    }
    const auto visible = visiblePanes();
    for (std::size_t i = 0; i < visible.size(); ++i) paintPane(painter, visible[i], frameOf(i, visible.size()));
}

void ImageStage::paintPane(QPainter& painter, std::size_t pane, const QRectF& frame) {
    const auto& theme = Theme::current();
    const Pane& item = panes_[pane];
    drawSeriesMarker(painter, QPointF(frame.left() + 8, frame.top() + kTitleHeight / 2.0), 5, item.series);
    QFont bold = theme.bodyFont();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    painter.setPen(theme.colors().text);
    const QRectF title(frame.left() + 20, frame.top(), frame.width() - 24, kTitleHeight);
    painter.drawText(title, Qt::AlignVCenter | Qt::AlignLeft,
                     QFontMetricsF(bold).elidedText(item.title, Qt::ElideRight, title.width()));
    paintPicture(painter, item, views_[pane], pictureOf(frame));
    if (mode_ == Mode::SideBySide && pane == first_ && panes_.size() > 1) {
        painter.setPen(QPen(theme.colors().accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(pictureOf(frame).adjusted(1, 1, -1, -1), kControlRadius, kControlRadius);
    }
}

void ImageStage::paintPicture(QPainter& painter, const Pane& pane, const View& view, const QRectF& picture) {
    const auto& c = Theme::current().colors();
    QPainterPath clip;
    clip.addRoundedRect(picture, kControlRadius, kControlRadius);
    painter.save();
    painter.setClipPath(clip, Qt::IntersectClip);
    painter.fillRect(picture, c.surface);
    if (pane.image.isNull()) {
        painter.setPen(c.muted);
        painter.setFont(Theme::current().bodyFont());
        painter.drawText(picture, Qt::AlignCenter | Qt::TextWordWrap, pane.note);
    } else {
        const double scale = scaleOf(pane, picture, view);
        const QPointF middle(view.centre.x() * pane.image.width() * scale,
                             view.centre.y() * pane.image.height() * scale);
        const QRectF target(picture.center() - middle, QSizeF(pane.image.size()) * scale);
        // Strongly enlarged pictures show their true pixels instead of a blur.
        painter.setRenderHint(QPainter::SmoothPixmapTransform, scale < 3);
        painter.drawImage(target, pane.image);
    }
    painter.restore();
}

void ImageStage::paintWipe(QPainter& painter, const QRectF& frame) {
    const auto& theme = Theme::current();
    const QRectF picture = pictureOf(frame);
    const double x = wipeLine(picture);
    const auto half = [&](std::size_t pane, const QRectF& part, Qt::Alignment align) {
        painter.save();
        painter.setClipRect(part);
        paintPicture(painter, panes_[pane], views_[pane], picture);
        painter.restore();
        painter.setFont(theme.bodyFont());
        painter.setPen(theme.colors().text);
        const QRectF title(frame.left() + 20, frame.top(), frame.width() - 40, kTitleHeight);
        painter.drawText(title, Qt::AlignVCenter | align, panes_[pane].title);
        const double marker = align == Qt::AlignLeft ? frame.left() + 8 : frame.right() - 8;
        drawSeriesMarker(painter, QPointF(marker, frame.top() + kTitleHeight / 2.0), 5, panes_[pane].series);
    };
    half(first_, QRectF(picture.topLeft(), QPointF(x, picture.bottom())), Qt::AlignLeft);
    half(second_, QRectF(QPointF(x, picture.top()), picture.bottomRight()), Qt::AlignRight);
    painter.setPen(QPen(theme.colors().accent, 2));
    painter.drawLine(QPointF(x, picture.top()), QPointF(x, picture.bottom()));
    painter.setBrush(theme.colors().accent);
    painter.drawEllipse(QPointF(x, picture.center().y()), 8, 8);
}

std::size_t ImageStage::paneAt(QPointF position) const {
    const auto visible = visiblePanes();
    for (std::size_t i = 0; i < visible.size(); ++i)
        if (frameOf(i, visible.size()).contains(position)) return visible[i];
    return first_;
}

void ImageStage::changeView(std::size_t pane, const View& view) {
    if (locked_)
        std::fill(views_.begin(), views_.end(), view);
    else
        views_[pane] = view;
    update();
}

void ImageStage::wheelEvent(QWheelEvent* event) {
    if (panes_.empty()) return;
    const auto visible = visiblePanes();
    const auto pane = paneAt(event->position());
    const auto place = static_cast<std::size_t>(std::find(visible.begin(), visible.end(), pane) - visible.begin());
    const QRectF picture = pictureOf(mode_ == Mode::SideBySide ? frameOf(place, visible.size()) : frameOf(0, 1));
    const Pane& item = panes_[pane];
    View view = views_[pane];
    const double before = scaleOf(item, picture, view);
    if (before <= 0) return;
    const double factor = std::pow(1.2, event->angleDelta().y() / 120.0);
    view.zoom = std::clamp(view.zoom * factor, kMinZoom, kMaxZoom);
    const double after = scaleOf(item, picture, view);
    // The point under the cursor stays where it is.
    const QPointF offset = event->position() - picture.center();
    view.centre +=
        QPointF(offset.x() / item.image.width(), offset.y() / item.image.height()) * (1 / before - 1 / after);
    changeView(pane, view);
    event->accept();
}

void ImageStage::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || panes_.empty()) return;
    const QRectF picture = pictureOf(frameOf(0, 1));
    draggingLine_ = mode_ == Mode::Wipe && std::abs(event->position().x() - wipeLine(picture)) <= kLineReach;
    panning_ = !draggingLine_;
    lastPosition_ = event->position();
    if (mode_ == Mode::SideBySide) {
        first_ = paneAt(event->position());
        Q_EMIT paneClicked(static_cast<int>(first_));
        update();
    }
}

void ImageStage::mouseMoveEvent(QMouseEvent* event) {
    const QRectF whole = pictureOf(frameOf(0, 1));
    if (draggingLine_) {
        setWipe((event->position().x() - whole.left()) / whole.width());
        return;
    }
    if (mode_ == Mode::Wipe && !panning_)
        setCursor(std::abs(event->position().x() - wipeLine(whole)) <= kLineReach ? Qt::SplitHCursor : Qt::ArrowCursor);
    if (!panning_) return;
    const auto visible = visiblePanes();
    const QRectF picture = pictureOf(frameOf(0, mode_ == Mode::SideBySide ? visible.size() : 1));
    const Pane& item = panes_[first_];
    View view = views_[first_];
    const double scale = scaleOf(item, picture, view);
    if (scale > 0) {
        const QPointF moved = event->position() - lastPosition_;
        view.centre -= QPointF(moved.x() / (item.image.width() * scale), moved.y() / (item.image.height() * scale));
        changeView(first_, view);
    }
    lastPosition_ = event->position();
}

void ImageStage::mouseReleaseEvent(QMouseEvent*) {
    draggingLine_ = false;
    panning_ = false;
}

}  // namespace recap::gui
