// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// moc 6.4 stumbles over <chrono> behind these, and needs nothing of them.
#ifndef Q_MOC_RUN
#include "workflow/dataset/caption_quality.h"
#endif

#include <QImage>
#include <QPoint>
#include <QWidget>

#include <optional>
#include <utility>
#include <vector>

class QPainter;

namespace recap::gui {

// CLIPScores of two captions of each image: the other source's along x, the own one's along y, both on one scale, with
// the line on which they are equal. The points are drawn once into a picture, so their number does not matter
// afterwards. Dragging a rectangle chooses a range.
class ScoreScatter final : public QWidget {
    Q_OBJECT

public:
    explicit ScoreScatter(QWidget* parent = nullptr);

    void setPairs(std::vector<ScorePair> pairs, const QString& xTitle, const QString& yTitle);
    // From the lowest to the highest score that is drawn.
    std::pair<double, double> scale() const { return {low_, high_}; }
    // The marked range; none: nothing is marked.
    void setRange(const std::optional<ScoreRange>& range);
    // Of a point inside the widget, as (x, y).
    std::pair<double, double> scoresAt(const QPoint& point) const;
    QPoint pointOf(double against, double own) const;

Q_SIGNALS:
    // While a rectangle is dragged.
    void ranged(const recap::ScoreRange& range);
    // The mouse let it go.
    void chosen(const recap::ScoreRange& range);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    QRect plot() const;
    void drawPoints();
    void drawAxes(QPainter& painter) const;
    ScoreRange rangeTo(const QPoint& point) const;

    std::vector<ScorePair> pairs_;
    QString xTitle_, yTitle_;
    double low_ = 0, high_ = 1;
    std::optional<ScoreRange> range_;
    std::optional<QPoint> pressed_;
    QImage points_;  // empty: to be drawn
};

}  // namespace recap::gui
