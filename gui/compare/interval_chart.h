// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

#include <vector>

namespace recap::gui {

// One model's value with its interval.
struct IntervalPoint {
    QString name;
    int series = 0;
    bool reference = false;
    double value = 0;
    double low = 0;
    double high = 0;
};

// Models beside each other: marker at the value, whiskers over the interval, the value printed beside it. The axis
// covers all intervals and does not start at zero, because points are read by their place, not by a length.
class IntervalChart final : public QWidget {
    Q_OBJECT

public:
    explicit IntervalChart(QWidget* parent = nullptr);
    void setPoints(std::vector<IntervalPoint> points, int decimals, const QString& direction);
    const std::vector<IntervalPoint>& points() const { return points_; }
    QSize sizeHint() const override { return {320, 220}; }
    QSize minimumSizeHint() const override { return {200, 180}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<IntervalPoint> points_;
    int decimals_ = 2;
    QString direction_;
};

}  // namespace recap::gui
