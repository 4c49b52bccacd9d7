// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/widgets/card.h"

#include <QList>
#include <QPixmap>
#include <QPointF>
#include <QString>
#include <QTimer>

class QCheckBox;
class QChart;
class QChartView;
class QLineSeries;
class QSlider;

namespace recap::gui {

struct ChartSeries {
    QString name;
    int style = 0;          // index of Theme's series styles
    QList<QPointF> points;  // x ascending
};

// Exponential moving average whose start is not biased towards zero, as TensorBoard draws it. weight 0..1 (exclusive).
QList<QPointF> smoothed(const QList<QPointF>& points, double weight);
// At most about `count` points with the extremes of each stretch kept, so that no peak disappears.
QList<QPointF> thinned(const QList<QPointF>& points, int count);
// A short line with the style's dash and marker, for legends and lists of runs.
QPixmap seriesSwatch(int style, const QSize& size, qreal ratio);

// Curves over a common x: raw values faint, smoothed values in the run's dash and marker; logarithmic axis, smoothing
// and the values under the cursor in the header. Holds every point; draws a thinned copy.
class ChartPanel final : public Card {
    Q_OBJECT

public:
    ChartPanel(const QString& title, const QString& xTitle, QWidget* parent = nullptr);

    void setSeries(QList<ChartSeries> series);
    const QList<ChartSeries>& series() const { return series_; }
    // For live curves; drawing is gathered to at most ten times a second.
    void append(int series, QPointF point);
    // Hidden where values are results and not noisy measurements. Default: shown, weight 0.9.
    void setSmoothingShown(bool shown);
    void setSmoothing(double weight);
    double smoothing() const { return weight_; }
    void setLogScale(bool log);
    bool logScale() const { return log_; }
    // Dotted upright lines, e.g. where a run was resumed.
    void setMarks(const QList<double>& marks);
    // Rows "series,x,y" of every point.
    QString csv() const;
    // By the ending of the name: .svg or .png. False when the file cannot be written.
    bool saveImage(const QString& path) const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildHeader();
    void restyle();
    void redraw();
    void drawSeries(const ChartSeries& series, QRectF& bounds);
    void setAxes(const QRectF& bounds);
    void showLegend();
    void readOut(const QPointF* position);
    QList<QPointF> usable(const QList<QPointF>& points) const;

    QList<ChartSeries> series_;
    QList<double> marks_;
    QString x_title_;
    double weight_ = 0.9;
    bool log_ = false;
    QChart* chart_;
    QChartView* view_;
    QLabel* readout_;
    QWidget* legend_;
    QLabel* smoothing_label_;
    QSlider* smoothing_slider_;
    QCheckBox* log_box_;
    QTimer redraw_timer_;
};

}  // namespace recap::gui
