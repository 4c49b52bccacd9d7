// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/box_overlay.h"

#include "gui/base/theme.h"
#include "gui/widgets/image_view.h"

#include <QPainter>
#include <QStringList>

#include <utility>

namespace recap::gui {

BoxOverlay::BoxOverlay(ImageView* view) : QWidget(view), view_(view) {
    setObjectName(QStringLiteral("boxOverlay"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    const auto follow = [this] {
        setGeometry(view_->rect());
        update();
    };
    connect(view, &ImageView::viewChanged, this, follow);
    connect(view, &ImageView::resized, this, follow);
    connect(view, &ImageView::imageChanged, this, follow);
    follow();
}

void BoxOverlay::setBoxes(std::vector<PictureBox> boxes) {
    boxes_ = std::move(boxes);
    update();
}

// By the order in which the classes first appear.
int BoxOverlay::seriesOf(const PictureBox& box) const {
    std::vector<std::string> labels;
    for (const auto& other : boxes_) {
        if (other.label == box.label) break;
        bool known = false;
        for (const auto& label : labels) known = known || label == other.label;
        if (!known) labels.push_back(other.label);
    }
    return 1 + static_cast<int>(labels.size()) % (Theme::seriesCount() - 1);
}

void BoxOverlay::paintEvent(QPaintEvent*) {
    // Boxes of the next picture must not lie over the one before it.
    if (view_->image().isNull()) return;
    const auto& theme = Theme::current();
    const auto& c = theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(theme.smallFont());
    const QFontMetrics metrics(theme.smallFont());
    // The best is drawn last, over the others.
    for (auto box = boxes_.rbegin(); box != boxes_.rend(); ++box) {
        const QRectF frame(view_->widgetPoint({box->x0, box->y0}), view_->widgetPoint({box->x1, box->y1}));
        const int series = seriesOf(*box);
        // A light line around the coloured one is seen on every picture.
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(c.surface, 4));
        painter.drawRect(frame);
        painter.setPen(theme.seriesPen(series, 2));
        painter.drawRect(frame);
        const QString text = QStringLiteral("%1 %2").arg(QString::fromStdString(box->label)).arg(box->score, 0, 'f', 2);
        QRectF label(frame.left() - 1, frame.top() - 18, metrics.horizontalAdvance(text) + 10, 17);
        if (label.top() < 0) label.moveTop(frame.top() + 1);
        if (label.right() > width()) label.moveRight(width());
        if (label.left() < 0) label.moveLeft(0);
        painter.setPen(Qt::NoPen);
        painter.setBrush(c.surface);
        painter.drawRoundedRect(label, 4, 4);
        painter.setPen(c.text);
        painter.drawText(label, Qt::AlignCenter, text);
    }
}

}  // namespace recap::gui
