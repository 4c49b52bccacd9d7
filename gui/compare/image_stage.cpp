// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/image_stage.h"

#include "gui/base/theme.h"
#include "gui/widgets/card.h"
#include "gui/widgets/chart_panel.h"
#include "gui/widgets/page.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

#include <algorithm>

namespace recap::gui {

namespace {

constexpr int kTitleHeight = 32;
constexpr int kFrame = 3;

// As near to squares as the place allows, so that four runs become two rows in a narrow window.
int columnsFor(int count, QSize place) {
    int columns = 1;
    double best = 0;
    for (int c = 1; c <= count; ++c) {
        const int rows = (count + c - 1) / c;
        const double side =
            std::min(place.width() / static_cast<double>(c), place.height() / static_cast<double>(rows) - kTitleHeight);
        if (side > best) {
            best = side;
            columns = c;
        }
    }
    return columns;
}

}  // namespace

ImageStage::ImageStage(QWidget* parent) : QWidget(parent), grid_(new QGridLayout(this)) {
    setObjectName(QStringLiteral("compareStage"));
    setFocusPolicy(Qt::StrongFocus);
    grid_->setContentsMargins(kFrame, kFrame, kFrame, kFrame);
    grid_->setSpacing(kGrid);
    connect(&Theme::current(), &Theme::changed, this, &ImageStage::showTitles);
}

ImageStage::Cell ImageStage::makeCell() {
    Cell cell;
    cell.box = new QWidget(this);
    auto* column = makeColumn(cell.box, 0);
    auto* titles = new QWidget(cell.box);
    titles->setFixedHeight(kTitleHeight);
    auto* row = makeRow(titles, kGrid);
    cell.swatch = new QLabel(titles);
    cell.title = makeLabel({}, "strong", titles);
    cell.otherTitle = makeLabel({}, "strong", titles);
    row->addWidget(cell.swatch);
    row->addWidget(cell.title);
    row->addStretch(1);
    row->addWidget(cell.otherTitle);
    column->addWidget(titles);
    cell.view = new ImageView(cell.box);
    // Arrow keys move between prompts and runs here.
    cell.view->setFocusPolicy(Qt::NoFocus);
    cell.view->installEventFilter(this);
    column->addWidget(cell.view, 1);
    link_.add(cell.view);
    return cell;
}

void ImageStage::setPanes(const std::vector<Pane>& panes) {
    while (cells_.size() > panes.size()) {
        delete cells_.back().box;
        cells_.pop_back();
    }
    while (cells_.size() < panes.size()) {
        cells_.push_back(makeCell());
        cells_.back().view->setObjectName(QStringLiteral("stageView%1").arg(cells_.size() - 1));
        if (locked() && cells_.size() > 1) cells_.back().view->setViewState(cells_.front().view->viewState());
    }
    for (std::size_t i = 0; i < panes.size(); ++i) cells_[i].pane = panes[i];
    first_ = std::clamp(first_, 0, std::max(0, paneCount() - 1));
    if (second_ >= paneCount()) second_ = -1;
    arrange();
}

void ImageStage::setImage(int pane, const QImage& image, const QString& sentence) {
    if (pane < 0 || pane >= paneCount()) return;
    auto& cell = cells_[static_cast<std::size_t>(pane)];
    cell.image = image;
    if (image.isNull()) {
        cell.view->setImage({});
        cell.view->setMessage(sentence);
    } else {
        cell.view->setImage(image);
    }
    applyWipe();
}

void ImageStage::setMode(Mode mode) {
    if (mode == mode_) return;
    mode_ = mode;
    arrange();
}

void ImageStage::setShown(int first, int second) {
    if (first == first_ && second == second_) return;
    first_ = std::clamp(first, 0, std::max(0, paneCount() - 1));
    second_ = second < paneCount() ? second : -1;
    arrange();
}

void ImageStage::setWipe(double share) {
    wipe_ = std::clamp(share, 0.0, 1.0);
    applyWipe();
}

void ImageStage::applyWipe() {
    for (int i = 0; i < paneCount(); ++i) {
        const auto& cell = cells_[static_cast<std::size_t>(i)];
        const bool wiped = mode_ == Mode::Wipe && i == first_ && second_ >= 0;
        cell.view->setWipe(wiped ? cells_[static_cast<std::size_t>(second_)].image : QImage(), wipe_);
    }
}

void ImageStage::arrange() {
    const bool all = mode_ == Mode::SideBySide;
    const int columns = all ? columnsFor(paneCount(), size()) : 1;
    for (int i = 0; i < paneCount(); ++i) {
        auto* box = cells_[static_cast<std::size_t>(i)].box;
        grid_->removeWidget(box);
        const bool shown = all || i == first_;
        box->setVisible(shown);
        if (shown) grid_->addWidget(box, all ? i / columns : 0, all ? i % columns : 0);
    }
    for (int i = 0; i < grid_->columnCount(); ++i) grid_->setColumnStretch(i, i < columns ? 1 : 0);
    const int rows = all ? (paneCount() + columns - 1) / columns : 1;
    for (int i = 0; i < grid_->rowCount(); ++i) grid_->setRowStretch(i, i < rows ? 1 : 0);
    showTitles();
    applyWipe();
}

void ImageStage::showTitles() {
    for (int i = 0; i < paneCount(); ++i) {
        auto& cell = cells_[static_cast<std::size_t>(i)];
        cell.swatch->setPixmap(seriesSwatch(cell.pane.series, QSize(28, 12), devicePixelRatioF()));
        const bool chosen = mode_ == Mode::SideBySide && i == first_ && paneCount() > 1;
        cell.title->setText(chosen ? tr("%1 (selected)").arg(cell.pane.title) : cell.pane.title);
        const bool wiped = mode_ == Mode::Wipe && i == first_ && second_ >= 0;
        cell.otherTitle->setText(wiped ? cells_[static_cast<std::size_t>(second_)].pane.title : QString());
    }
}

ImageView* ImageStage::shownView() const {
    return cells_.empty() ? nullptr : view(first_);
}

void ImageStage::fit() {
    if (auto* shown = shownView()) shown->fit();
}

void ImageStage::zoomBy(double factor) {
    if (auto* shown = shownView()) shown->zoomAt(QPointF(shown->width() / 2.0, shown->height() / 2.0), factor);
}

void ImageStage::actualSize() {
    if (auto* shown = shownView()) shown->actualSize();
}

void ImageStage::paintEvent(QPaintEvent*) {
    if (!hasFocus()) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Theme::current().colors().accent, 2));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), kControlRadius, kControlRadius);
}

void ImageStage::focusInEvent(QFocusEvent* event) {
    update();
    QWidget::focusInEvent(event);
}

void ImageStage::focusOutEvent(QFocusEvent* event) {
    update();
    QWidget::focusOutEvent(event);
}

bool ImageStage::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::MouseButtonPress)
        for (int i = 0; i < paneCount(); ++i)
            if (watched == view(i)) Q_EMIT paneClicked(i);
    return QWidget::eventFilter(watched, event);
}

void ImageStage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (mode_ == Mode::SideBySide) arrange();
}

}  // namespace recap::gui
