// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/widgets/card.h"

#include <QList>

#include <cstdint>
#include <vector>

class QChart;
class QChartView;

namespace recap::gui {

// A stretch of lengths and how many captions have them, those beyond the limit apart.
struct HistogramBin {
    int from = 0, to = 0;
    std::int64_t within = 0, beyond = 0;
};

// At most `count` bins of equal width over a histogram whose entry n counts length n. Lengths above `limit` count as
// beyond; 0: no limit. Empty when nothing was counted.
QList<HistogramBin> binned(const std::vector<std::int64_t>& histogram, int limit, int count);

// Bars of lengths. What lies beyond the limit is drawn in another colour and hatched. A bar can be clicked.
class HistogramCard final : public Card {
    Q_OBJECT

public:
    HistogramCard(const QString& title, const std::vector<std::int64_t>& histogram, int limit,
                  QWidget* parent = nullptr);
    const QList<HistogramBin>& bins() const { return bins_; }

Q_SIGNALS:
    void chosen(int from, int to);

private:
    void draw();

    QList<HistogramBin> bins_;
    QChart* chart_;
    QChartView* view_;
};

}  // namespace recap::gui
