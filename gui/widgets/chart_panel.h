// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/widgets/card.h"
#include "gui/widgets/chart_lines.h"

#include <QList>
#include <QPixmap>
#include <QPointF>
#include <QString>
#include <QTimer>

#include <memory>
#include <optional>
#include <utility>

class QCheckBox;
class QChart;
class QChartView;
class QPushButton;
class QRubberBand;
class QSlider;

namespace recap::gui {

// A short line with the style's dash and marker, for legends and lists of runs.
QPixmap seriesSwatch(int style, const QSize& size, qreal ratio);

// Curves over a common x: raw values faint, smoothed values in the run's dash and marker; logarithmic axis, smoothing
// and the values under the cursor in the header. Draws the extremes of each column of pixels, so that the number of
// points does not matter. Zoom: drag over a part, Ctrl and the wheel, or the keys + - Left Right 0 with the focus;
// a double click shows everything again.
class ChartPanel final : public Card {
    Q_OBJECT

public:
    ChartPanel(const QString& title, const QString& xTitle, QWidget* parent = nullptr);
    ~ChartPanel() override;

    void setSeries(QList<ChartSeries> series);
    const QList<ChartSeries>& series() const { return series_; }
    // The curves have grown; drawing is gathered to at most ten times a second.
    void refresh();
    // Hidden where values are results and not noisy measurements. Default: shown, weight 0.9.
    void setSmoothingShown(bool shown);
    void setSmoothing(double weight);
    double smoothing() const { return weight_; }
    void setLogScale(bool log);
    bool logScale() const { return log_; }
    // Shows a part of x; nothing: everything, and what comes.
    void setZoom(std::optional<std::pair<double, double>> part);
    const std::optional<std::pair<double, double>>& zoom() const { return zoom_; }
    // Points handed to QtCharts by the last drawing.
    qsizetype drawnPoints() const { return lines_->drawnPoints(); }
    // Draws now what refresh() would draw soon.
    void redraw();
    // Rows "series,x,y" of every point.
    QString csv() const;
    // By the ending of the name: .svg or .png. False when the file cannot be written.
    bool saveImage(const QString& path) const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeHeader();
    void restyle();
    void showLegend();
    void readOut(const QPointF* position);
    std::pair<double, double> whole() const;
    // Zooms by a factor around x, or moves by a part of what is seen.
    void zoomAround(double x, double factor);
    void moveBy(double part);
    bool mouseEvent(QEvent* event);
    double valueAt(QPointF viewPosition) const;

    QList<ChartSeries> series_;
    QString xTitle_;
    double weight_ = 0.9;
    bool log_ = false;
    std::optional<std::pair<double, double>> zoom_;
    QChart* chart_;
    QChartView* view_;
    std::unique_ptr<ChartLines> lines_;
    QLabel* readout_;
    QWidget* legend_;
    QLabel* smoothingLabel_ = nullptr;
    QSlider* smoothingSlider_ = nullptr;
    QCheckBox* logBox_ = nullptr;
    QPushButton* all_ = nullptr;
    QRubberBand* band_ = nullptr;
    QPoint pressed_;
    QTimer redrawTimer_;
};

}  // namespace recap::gui
