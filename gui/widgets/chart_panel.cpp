// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/chart_panel.h"

#include "gui/shell/error_text.h"
#include "gui/shell/theme.h"

#include <QCheckBox>
#include <QEvent>
#include <QGraphicsLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QSlider>
#include <QSvgGenerator>
#include <QVBoxLayout>
#include <QtCharts/QChart>
#include <QtCharts/QChartView>
#include <QtCharts/QLineSeries>
#include <QtCharts/QLogValueAxis>
#include <QtCharts/QScatterSeries>
#include <QtCharts/QValueAxis>

#include <algorithm>
#include <cmath>
#include <limits>

namespace recap::gui {

namespace {

constexpr int kMaxDrawn = 1200;
constexpr int kMarkers = 8;

QScatterSeries::MarkerShape chartShape(MarkerShape shape) {
    switch (shape) {
        case MarkerShape::Circle: return QScatterSeries::MarkerShapeCircle;
        case MarkerShape::Square: return QScatterSeries::MarkerShapeRectangle;
        case MarkerShape::Triangle: return QScatterSeries::MarkerShapeTriangle;
        case MarkerShape::Diamond: return QScatterSeries::MarkerShapeRotatedRectangle;
        case MarkerShape::Cross: return QScatterSeries::MarkerShapePentagon;
        case MarkerShape::Star: return QScatterSeries::MarkerShapeStar;
    }
    return QScatterSeries::MarkerShapeCircle;
}

void drawMarker(QPainter& painter, MarkerShape shape, QPointF at, double r) {
    switch (shape) {
        case MarkerShape::Circle: painter.drawEllipse(at, r, r); return;
        case MarkerShape::Square: painter.drawRect(QRectF(at.x() - r, at.y() - r, 2 * r, 2 * r)); return;
        case MarkerShape::Triangle:
            painter.drawPolygon(QPolygonF({at + QPointF(0, -r), at + QPointF(r, r), at + QPointF(-r, r)}));
            return;
        case MarkerShape::Diamond:
            painter.drawPolygon(
                QPolygonF({at + QPointF(0, -r), at + QPointF(r, 0), at + QPointF(0, r), at + QPointF(-r, 0)}));
            return;
        case MarkerShape::Cross:
        case MarkerShape::Star: {
            const int corners = shape == MarkerShape::Cross ? 5 : 10;
            QPolygonF polygon;
            for (int i = 0; i < corners; ++i) {
                const double reach = corners == 10 && i % 2 == 1 ? r * 0.5 : r * 1.15;
                const double angle = -M_PI / 2 + 2 * M_PI * i / corners;
                polygon << at + QPointF(reach * std::cos(angle), reach * std::sin(angle));
            }
            painter.drawPolygon(polygon);
            return;
        }
    }
}

// The value of a curve at the point whose x is nearest.
const QPointF* nearest(const QList<QPointF>& points, double x) {
    if (points.isEmpty()) return nullptr;
    auto it =
        std::lower_bound(points.begin(), points.end(), x, [](const QPointF& p, double value) { return p.x() < value; });
    if (it == points.end()) return &points.last();
    if (it != points.begin() && x - (it - 1)->x() < it->x() - x) --it;
    return &*it;
}

}  // namespace

QList<QPointF> smoothed(const QList<QPointF>& points, double weight) {
    QList<QPointF> out;
    out.reserve(points.size());
    double sum = 0;
    double correction = 1;
    for (const QPointF& point : points) {
        if (!std::isfinite(point.y())) continue;
        sum = sum * weight + (1 - weight) * point.y();
        correction *= weight;
        out.append({point.x(), sum / (1 - correction)});
    }
    return out;
}

QList<QPointF> thinned(const QList<QPointF>& points, int count) {
    if (points.size() <= count || count < 4) return points;
    QList<QPointF> out;
    const qsizetype buckets = count / 2;
    for (qsizetype b = 0; b < buckets; ++b) {
        const auto from = points.begin() + points.size() * b / buckets;
        const auto to = points.begin() + points.size() * (b + 1) / buckets;
        if (from == to) continue;
        const auto [low, high] =
            std::minmax_element(from, to, [](const QPointF& a, const QPointF& c) { return a.y() < c.y(); });
        out.append(std::min(low, high)[0]);
        if (low != high) out.append(std::max(low, high)[0]);
    }
    return out;
}

QPixmap seriesSwatch(int style, const QSize& size, qreal ratio) {
    QPixmap pixmap(size * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme& theme = Theme::current();
    const QPointF middle(size.width() / 2.0, size.height() / 2.0);
    painter.setPen(theme.seriesPen(style));
    painter.drawLine(QPointF(1, middle.y()), QPointF(size.width() - 1, middle.y()));
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.seriesColor(style));
    drawMarker(painter, theme.seriesMarker(style), middle, 4);
    return pixmap;
}

ChartPanel::ChartPanel(const QString& title, const QString& xTitle, QWidget* parent)
    : Card(title, parent),
      x_title_(xTitle),
      chart_(new QChart),
      view_(new QChartView(chart_, this)),
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
    readout_->setObjectName(QStringLiteral("chartReadout"));
    legend_->setLayout(new QHBoxLayout);
    legend_->layout()->setContentsMargins(0, 0, 0, 0);
    legend_->layout()->setSpacing(kGrid);
    buildHeader();
    auto* row = new QHBoxLayout;
    row->addWidget(legend_);
    row->addStretch(1);
    row->addWidget(readout_);
    body()->addLayout(row);
    body()->addWidget(view_, 1);
    redraw_timer_.setSingleShot(true);
    redraw_timer_.setInterval(100);
    connect(&redraw_timer_, &QTimer::timeout, this, &ChartPanel::redraw);
    connect(&Theme::current(), &Theme::changed, this, &ChartPanel::restyle);
    restyle();
}

void ChartPanel::buildHeader() {
    smoothing_label_ = makeLabel(tr("Smoothing"), "small", this);
    smoothing_slider_ = new QSlider(Qt::Horizontal, this);
    smoothing_slider_->setObjectName(QStringLiteral("smoothing"));
    smoothing_slider_->setAccessibleName(tr("Smoothing"));
    smoothing_slider_->setRange(0, 99);
    smoothing_slider_->setValue(static_cast<int>(weight_ * 100));
    smoothing_slider_->setFixedWidth(96);
    connect(smoothing_slider_, &QSlider::valueChanged, this, [this](int value) {
        weight_ = value / 100.0;
        redraw();
    });
    log_box_ = new QCheckBox(tr("Log"), this);
    log_box_->setObjectName(QStringLiteral("logScale"));
    log_box_->setToolTip(tr("Logarithmic axis"));
    connect(log_box_, &QCheckBox::toggled, this, &ChartPanel::setLogScale);
    header()->addWidget(smoothing_label_);
    header()->addWidget(smoothing_slider_);
    header()->addWidget(log_box_);
}

void ChartPanel::setSeries(QList<ChartSeries> series) {
    series_ = std::move(series);
    showLegend();
    redraw();
}

void ChartPanel::append(int series, QPointF point) {
    if (series < 0 || series >= series_.size()) return;
    series_[series].points.append(point);
    if (!redraw_timer_.isActive()) redraw_timer_.start();
}

void ChartPanel::setSmoothingShown(bool shown) {
    smoothing_label_->setVisible(shown);
    smoothing_slider_->setVisible(shown);
    if (!shown) setSmoothing(0);
}

void ChartPanel::setSmoothing(double weight) {
    weight_ = std::clamp(weight, 0.0, 0.999);
    const QSignalBlocker quiet(smoothing_slider_);
    smoothing_slider_->setValue(static_cast<int>(std::lround(weight_ * 100)));
    redraw();
}

void ChartPanel::setLogScale(bool log) {
    if (log == log_) return;
    log_ = log;
    const QSignalBlocker quiet(log_box_);
    log_box_->setChecked(log);
    redraw();
}

void ChartPanel::setMarks(const QList<double>& marks) {
    marks_ = marks;
    redraw();
}

QString ChartPanel::csv() const {
    QString out = QStringLiteral("series,x,y\n");
    for (const ChartSeries& line : series_) {
        QString name = line.name;
        name.replace(QLatin1Char('"'), QStringLiteral("\"\""));
        for (const QPointF& p : line.points)
            out += QStringLiteral("\"%1\",%2,%3\n")
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

QList<QPointF> ChartPanel::usable(const QList<QPointF>& points) const {
    QList<QPointF> out;
    out.reserve(points.size());
    for (const QPointF& p : points)
        if (std::isfinite(p.y()) && (!log_ || p.y() > 0)) out.append(p);
    return out;
}

void ChartPanel::redraw() {
    chart_->removeAllSeries();
    QRectF bounds;
    for (const ChartSeries& line : series_) drawSeries(line, bounds);
    setAxes(bounds);
}

void ChartPanel::drawSeries(const ChartSeries& line, QRectF& bounds) {
    const QList<QPointF> values = usable(line.points);
    if (values.isEmpty()) return;
    const Theme& theme = Theme::current();
    const QList<QPointF> drawn =
        weight_ > 0 ? thinned(smoothed(values, weight_), kMaxDrawn) : thinned(values, kMaxDrawn);
    if (weight_ > 0) {
        auto* raw = new QLineSeries(chart_);
        raw->replace(thinned(values, kMaxDrawn));
        QColor faint = theme.seriesColor(line.style);
        faint.setAlphaF(0.28F);
        raw->setPen(QPen(faint, 1));
        chart_->addSeries(raw);
    }
    auto* main = new QLineSeries(chart_);
    main->replace(drawn);
    main->setPen(theme.seriesPen(line.style));
    chart_->addSeries(main);

    auto* markers = new QScatterSeries(chart_);
    markers->setMarkerShape(chartShape(theme.seriesMarker(line.style)));
    markers->setMarkerSize(8);
    markers->setColor(theme.seriesColor(line.style));
    markers->setBorderColor(Qt::transparent);
    const qsizetype step = std::max<qsizetype>(1, drawn.size() / kMarkers);
    for (qsizetype i = drawn.size() - 1; i >= 0; i -= step) markers->append(drawn.at(i));
    chart_->addSeries(markers);

    for (const QPointF& p : thinned(values, kMaxDrawn)) {
        const QRectF spot(p, QSizeF(1e-12, 1e-12));
        bounds = bounds.isNull() ? spot : bounds.united(spot);
    }
}

void ChartPanel::setAxes(const QRectF& bounds) {
    const auto old = chart_->axes();
    for (QAbstractAxis* axis : old) {
        chart_->removeAxis(axis);
        delete axis;
    }
    const ThemeColors& colors = Theme::current().colors();
    auto* x = new QValueAxis(chart_);
    x->setTitleText(x_title_);
    x->setLabelFormat(QStringLiteral("%.6g"));
    x->setTickCount(6);
    x->setRange(bounds.isNull() ? 0 : bounds.left(),
                bounds.isNull() ? 1 : std::max(bounds.right(), bounds.left() + 1e-9));
    x->setGridLineVisible(false);
    if (!bounds.isNull()) x->applyNiceNumbers();
    QAbstractAxis* y = nullptr;
    if (log_) {
        auto* axis = new QLogValueAxis(chart_);
        axis->setBase(10);
        axis->setLabelFormat(QStringLiteral("%.3g"));
        axis->setRange(bounds.isNull() ? 0.1 : bounds.top() * 0.9, bounds.isNull() ? 1 : bounds.bottom() * 1.1);
        y = axis;
    } else {
        auto* axis = new QValueAxis(chart_);
        axis->setLabelFormat(QStringLiteral("%.4g"));
        const double pad = std::max(bounds.height() * 0.05, 1e-9);
        axis->setRange(bounds.isNull() ? 0 : bounds.top() - pad, bounds.isNull() ? 1 : bounds.bottom() + pad);
        axis->setTickCount(6);
        if (!bounds.isNull()) axis->applyNiceNumbers();
        y = axis;
    }
    for (QAbstractAxis* axis : {static_cast<QAbstractAxis*>(x), y}) {
        axis->setLabelsFont(Theme::current().smallFont());
        axis->setTitleFont(Theme::current().smallFont());
        axis->setLabelsColor(colors.muted);
        axis->setTitleBrush(colors.muted);
        axis->setGridLineColor(colors.border);
        axis->setLinePenColor(colors.border);
    }
    y->setLineVisible(false);
    chart_->addAxis(x, Qt::AlignBottom);
    chart_->addAxis(y, Qt::AlignLeft);
    const auto all = chart_->series();
    for (QAbstractSeries* series : all) {
        series->attachAxis(x);
        series->attachAxis(y);
    }
    for (const double mark : marks_) {
        if (bounds.isNull()) break;
        auto* line = new QLineSeries(chart_);
        line->replace(QList<QPointF>{{mark, bounds.top()}, {mark, bounds.bottom()}});
        line->setPen(QPen(colors.muted, 1, Qt::DotLine));
        chart_->addSeries(line);
        line->attachAxis(x);
        line->attachAxis(y);
    }
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

bool ChartPanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched == view_->viewport()) {
        if (event->type() == QEvent::MouseMove) {
            const QPointF position = static_cast<QMouseEvent*>(event)->position();
            readOut(&position);
        } else if (event->type() == QEvent::Leave) {
            readOut(nullptr);
        }
    }
    return Card::eventFilter(watched, event);
}

void ChartPanel::readOut(const QPointF* position) {
    const auto lines = chart_->series();
    if (position == nullptr || lines.isEmpty()) {
        readout_->clear();
        return;
    }
    const QPointF scene = view_->mapToScene(position->toPoint());
    const double x = chart_->mapToValue(chart_->mapFromScene(scene), lines.first()).x();
    QStringList parts;
    for (const ChartSeries& line : series_) {
        const QList<QPointF> values = usable(line.points);
        const QPointF* point = nearest(values, x);
        if (point == nullptr) continue;
        if (parts.isEmpty()) parts << QStringLiteral("%1 %2").arg(x_title_, numberText(point->x()));
        parts << QStringLiteral("%1 %2").arg(line.name, numberText(point->y()));
    }
    readout_->setText(parts.join(QStringLiteral("  ·  ")));
}

void ChartPanel::resizeEvent(QResizeEvent* event) {
    Card::resizeEvent(event);
    // Labels would overlap in a narrow chart.
    const auto horizontal = chart_->axes(Qt::Horizontal);
    for (QAbstractAxis* axis : horizontal)
        if (auto* value = qobject_cast<QValueAxis*>(axis)) value->setTickCount(width() < 420 ? 4 : 6);
}

}  // namespace recap::gui
