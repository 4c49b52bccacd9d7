// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/chart_panel.h"

#include "base/csv.h"
#include "gui/base/error_text.h"
#include "gui/base/theme.h"

#include <QCheckBox>
#include <QEvent>
#include <QGraphicsLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>
#include <QRubberBand>
#include <QSignalBlocker>
#include <QSlider>
#include <QSvgGenerator>
#include <QVBoxLayout>
#include <QWheelEvent>
#include <QtCharts/QChart>
#include <QtCharts/QChartView>

#include <algorithm>
#include <cmath>

namespace recap::gui {

namespace {

constexpr double kZoomStep = 1.5;
constexpr int kLeastDrag = 6;  // pixels; less is a click

// The point whose x is nearest.
const QPointF* nearest(const QList<QPointF>& points, double x) {
    if (points.isEmpty()) return nullptr;
    auto it =
        std::lower_bound(points.begin(), points.end(), x, [](const QPointF& p, double value) { return p.x() < value; });
    if (it == points.end()) return &points.last();
    if (it != points.begin() && x - (it - 1)->x() < it->x() - x) --it;
    return &*it;
}

}  // namespace

ChartPanel::ChartPanel(const QString& title, const QString& xTitle, QWidget* parent)
    : Card(title, parent),
      xTitle_(xTitle),
      chart_(new QChart),
      view_(new QChartView(chart_, this)),
      lines_(std::make_unique<ChartLines>(chart_, xTitle)),
      readout_(makeLabel({}, "small", this)),
      legend_(new QWidget(this)) {
    chart_->legend()->hide();
    chart_->setMargins(QMargins(0, 0, 0, 0));
    chart_->setBackgroundRoundness(0);
    chart_->layout()->setContentsMargins(0, 0, 0, 0);
    view_->setRenderHint(QPainter::Antialiasing);
    view_->setFrameShape(QFrame::NoFrame);
    view_->setMinimumHeight(140);
    view_->setFocusPolicy(Qt::NoFocus);
    view_->viewport()->setMouseTracking(true);
    view_->viewport()->installEventFilter(this);
    band_ = new QRubberBand(QRubberBand::Rectangle, view_->viewport());
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(title);
    setToolTip(
        tr("Drag over an area to enlarge it. Ctrl and the mouse wheel zoom; a double-click shows everything. Keys: + − "
           "← → 0"));
    readout_->setObjectName(QStringLiteral("chartReadout"));
    legend_->setLayout(new QHBoxLayout);
    legend_->layout()->setContentsMargins(0, 0, 0, 0);
    legend_->layout()->setSpacing(kGrid);
    makeHeader();
    auto* row = new QHBoxLayout;
    row->addWidget(legend_);
    row->addStretch(1);
    row->addWidget(readout_);
    body()->addLayout(row);
    body()->addWidget(view_, 1);
    redrawTimer_.setSingleShot(true);
    redrawTimer_.setInterval(100);
    connect(&redrawTimer_, &QTimer::timeout, this, &ChartPanel::redraw);
    connect(&Theme::current(), &Theme::changed, this, &ChartPanel::restyle);
    restyle();
}

ChartPanel::~ChartPanel() = default;

void ChartPanel::makeHeader() {
    smoothingLabel_ = makeLabel(tr("Smoothing"), "small", this);
    smoothingSlider_ = new QSlider(Qt::Horizontal, this);
    smoothingSlider_->setObjectName(QStringLiteral("smoothing"));
    smoothingSlider_->setAccessibleName(tr("Smoothing"));
    smoothingSlider_->setRange(0, 99);
    smoothingSlider_->setValue(static_cast<int>(weight_ * 100));
    smoothingSlider_->setFixedWidth(96);
    connect(smoothingSlider_, &QSlider::valueChanged, this, [this](int value) {
        weight_ = value / 100.0;
        redraw();
    });
    logBox_ = new QCheckBox(tr("Log"), this);
    logBox_->setObjectName(QStringLiteral("logScale"));
    logBox_->setToolTip(tr("Logarithmic axis"));
    connect(logBox_, &QCheckBox::toggled, this, &ChartPanel::setLogScale);
    all_ = new QPushButton(tr("Show all"), this);
    all_->setObjectName(QStringLiteral("chartAll"));
    all_->setVisible(false);
    connect(all_, &QPushButton::clicked, this, [this] { setZoom(std::nullopt); });
    header()->addWidget(smoothingLabel_);
    header()->addWidget(smoothingSlider_);
    header()->addWidget(logBox_);
    header()->addWidget(all_);
}

void ChartPanel::setSeries(QList<ChartSeries> series) {
    const bool same = series.size() == series_.size() &&
                      std::equal(series.begin(), series.end(), series_.begin(),
                                 [](const auto& a, const auto& b) { return a.name == b.name && a.style == b.style; });
    series_ = std::move(series);
    if (!same) showLegend();
    redraw();
}

void ChartPanel::refresh() {
    if (!redrawTimer_.isActive()) redrawTimer_.start();
}

void ChartPanel::setSmoothingShown(bool shown) {
    smoothingLabel_->setVisible(shown);
    smoothingSlider_->setVisible(shown);
    if (!shown) setSmoothing(0);
}

void ChartPanel::setSmoothing(double weight) {
    weight_ = std::clamp(weight, 0.0, 0.999);
    const QSignalBlocker quiet(smoothingSlider_);
    smoothingSlider_->setValue(static_cast<int>(std::lround(weight_ * 100)));
    redraw();
}

void ChartPanel::setLogScale(bool log) {
    if (log == log_) return;
    log_ = log;
    const QSignalBlocker quiet(logBox_);
    logBox_->setChecked(log);
    redraw();
}

std::pair<double, double> ChartPanel::whole() const {
    std::optional<std::pair<double, double>> range;
    for (const ChartSeries& line : series_) {
        if (line.curve->empty()) continue;
        const double first = line.curve->points().first().x(), last = line.curve->points().last().x();
        range =
            range ? std::pair(std::min(range->first, first), std::max(range->second, last)) : std::pair(first, last);
    }
    return range.value_or(std::pair(0.0, 1.0));
}

void ChartPanel::setZoom(std::optional<std::pair<double, double>> part) {
    const auto all = whole();
    if (part) {
        part->first = std::max(part->first, all.first);
        part->second = std::min(part->second, all.second);
        // Nothing left, or everything.
        if (!(part->first < part->second) || *part == all) part.reset();
    }
    zoom_ = part;
    all_->setVisible(zoom_.has_value());
    redraw();
}

void ChartPanel::zoomAround(double x, double factor) {
    const auto [from, to] = zoom_.value_or(whole());
    setZoom(std::pair(x - (x - from) * factor, x + (to - x) * factor));
}

void ChartPanel::moveBy(double part) {
    if (!zoom_) return;
    const auto all = whole();
    const double width = zoom_->second - zoom_->first;
    const double from = std::clamp(zoom_->first + part * width, all.first, all.second - width);
    setZoom(std::pair(from, from + width));
}

void ChartPanel::redraw() {
    const auto [from, to] = zoom_.value_or(whole());
    // A column of two pixels: strokes are wider than one.
    const ChartView view{from, to, weight_, log_, std::max(100, view_->viewport()->width() / 2)};
    lines_->draw(series_, view);
}

QString ChartPanel::csv() const {
    QString out = QStringLiteral("series,x,y\n");
    for (const ChartSeries& line : series_) {
        const QString name = QString::fromStdString(csvCell(line.name.toStdString()));
        for (const QPointF& p : line.curve->points())
            out += QStringLiteral("%1,%2,%3\n")
                       .arg(name, QString::number(p.x(), 'g', 12), QString::number(p.y(), 'g', 12));
    }
    return out;
}

bool ChartPanel::saveImage(const QString& path) const {
    if (!path.endsWith(QStringLiteral(".svg"), Qt::CaseInsensitive)) return view_->grab().save(path);
    QSvgGenerator generator;
    generator.setFileName(path);
    generator.setSize(view_->size());
    generator.setViewBox(QRect(QPoint(0, 0), view_->size()));
    QPainter painter;
    if (!painter.begin(&generator)) return false;
    view_->render(&painter);
    return painter.end();
}

void ChartPanel::restyle() {
    const ThemeColors& colors = Theme::current().colors();
    chart_->setBackgroundBrush(colors.surface);
    chart_->setBackgroundPen(Qt::NoPen);
    view_->setBackgroundBrush(colors.surface);
    showLegend();
    redraw();
}

void ChartPanel::showLegend() {
    while (QLayoutItem* item = legend_->layout()->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const ChartSeries& line : series_) {
        auto* swatch = new QLabel(legend_);
        swatch->setPixmap(seriesSwatch(line.style, QSize(28, 12), devicePixelRatioF()));
        auto* name = makeLabel(line.name, "small", legend_);
        legend_->layout()->addWidget(swatch);
        legend_->layout()->addWidget(name);
    }
    legend_->setVisible(!series_.isEmpty());
}

double ChartPanel::valueAt(QPointF viewPosition) const {
    return lines_->valueAt(chart_->mapFromScene(view_->mapToScene(viewPosition.toPoint())));
}

bool ChartPanel::mouseEvent(QEvent* event) {
    if (event->type() == QEvent::Wheel) {
        const auto* wheel = static_cast<QWheelEvent*>(event);
        if (!wheel->modifiers().testFlag(Qt::ControlModifier)) return false;
        zoomAround(valueAt(wheel->position()), wheel->angleDelta().y() > 0 ? 1 / kZoomStep : kZoomStep);
        return true;
    }
    if (event->type() == QEvent::MouseButtonDblClick) {
        setZoom(std::nullopt);
        return true;
    }
    const QPoint at = static_cast<QMouseEvent*>(event)->position().toPoint();
    if (event->type() == QEvent::MouseButtonPress) {
        pressed_ = at;
        setFocus(Qt::MouseFocusReason);
    } else if (event->type() == QEvent::MouseButtonRelease && band_->isVisible()) {
        band_->hide();
        const double one = valueAt(pressed_), other = valueAt(at);
        if (std::abs(at.x() - pressed_.x()) >= kLeastDrag) setZoom(std::minmax(one, other));
    }
    return true;
}

bool ChartPanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched != view_->viewport()) return Card::eventFilter(watched, event);
    switch (event->type()) {
        case QEvent::MouseMove: {
            const auto* mouse = static_cast<QMouseEvent*>(event);
            const QPointF position = mouse->position();
            readOut(&position);
            if (mouse->buttons().testFlag(Qt::LeftButton) && !series_.isEmpty()) {
                const int x = position.toPoint().x();
                band_->setGeometry(
                    QRect(std::min(x, pressed_.x()), 0, std::abs(x - pressed_.x()), view_->viewport()->height()));
                band_->show();
            }
            return true;
        }
        case QEvent::Leave: readOut(nullptr); return false;
        case QEvent::MouseButtonPress:
        case QEvent::MouseButtonRelease:
        case QEvent::MouseButtonDblClick:
        case QEvent::Wheel:
            if (mouseEvent(event)) return true;
            // A turn of the wheel moves the page.
            event->ignore();
            return true;
        default: return Card::eventFilter(watched, event);
    }
}

void ChartPanel::keyPressEvent(QKeyEvent* event) {
    const auto [from, to] = zoom_.value_or(whole());
    switch (event->key()) {
        case Qt::Key_Plus:
        case Qt::Key_Equal: return zoomAround((from + to) / 2, 1 / kZoomStep);
        case Qt::Key_Minus: return zoomAround((from + to) / 2, kZoomStep);
        case Qt::Key_Left: return moveBy(-0.25);
        case Qt::Key_Right: return moveBy(0.25);
        case Qt::Key_0: return setZoom(std::nullopt);
        default: Card::keyPressEvent(event);
    }
}

void ChartPanel::readOut(const QPointF* position) {
    if (position == nullptr || series_.isEmpty()) {
        readout_->clear();
        return;
    }
    const double x = valueAt(*position);
    QStringList parts;
    for (const ChartSeries& line : series_) {
        const QPointF* point = nearest(line.curve->points(), x);
        if (point == nullptr) continue;
        if (parts.isEmpty()) parts << QStringLiteral("%1 %2").arg(xTitle_, numberText(point->x()));
        QString value = numberText(point->y());
        if (weight_ > 0)
            if (const QPointF* mean = nearest(line.curve->smoothed(weight_).points(), x))
                value += QStringLiteral(" (∅ %1)").arg(numberText(mean->y()));
        parts << QStringLiteral("%1 %2").arg(line.name, value);
    }
    readout_->setText(parts.join(QStringLiteral("  ·  ")));
}

void ChartPanel::resizeEvent(QResizeEvent* event) {
    Card::resizeEvent(event);
    lines_->setNarrow(width() < 420);
    refresh();
}

}  // namespace recap::gui
