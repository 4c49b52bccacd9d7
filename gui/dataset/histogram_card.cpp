// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/histogram_card.h"

#include "gui/base/theme.h"

#include <QBarCategoryAxis>
#include <QBarSet>
#include <QChart>
#include <QChartView>
#include <QStackedBarSeries>
#include <QVBoxLayout>
#include <QValueAxis>

#include <algorithm>

namespace recap::gui {

namespace {
constexpr int kBins = 12;
}  // namespace

QList<HistogramBin> binned(const std::vector<std::int64_t>& histogram, int limit, int count) {
    auto last = static_cast<int>(histogram.size());
    while (last > 0 && histogram[static_cast<std::size_t>(last) - 1] == 0) --last;
    QList<HistogramBin> bins;
    if (last == 0) return bins;
    const int width = (last + count - 1) / count;
    for (int from = 0; from < last; from += width) {
        HistogramBin bin{from, from + width - 1};
        for (int n = from; n < std::min(from + width, last); ++n)
            (limit > 0 && n > limit ? bin.beyond : bin.within) += histogram[static_cast<std::size_t>(n)];
        bins << bin;
    }
    return bins;
}

HistogramCard::HistogramCard(const QString& title, const std::vector<std::int64_t>& histogram, int limit,
                             QWidget* parent)
    : Card(title, parent), bins_(binned(histogram, limit, kBins)), chart_(new QChart), view_(new QChartView(chart_)) {
    setAccessibleName(title);
    view_->setRenderHint(QPainter::Antialiasing);
    view_->setFrameShape(QFrame::NoFrame);
    view_->setFixedHeight(170);
    view_->setFocusPolicy(Qt::NoFocus);
    chart_->legend()->hide();
    chart_->setMargins({});
    chart_->setBackgroundRoundness(0);
    body()->addWidget(view_);
    connect(&Theme::current(), &Theme::changed, this, &HistogramCard::draw);
    draw();
}

void HistogramCard::draw() {
    const ThemeColors& colors = Theme::current().colors();
    chart_->removeAllSeries();
    for (QAbstractAxis* axis : chart_->axes()) {
        chart_->removeAxis(axis);
        delete axis;
    }
    chart_->setBackgroundBrush(colors.surface);
    auto* within = new QBarSet(tr("read completely"));
    auto* beyond = new QBarSet(tr("truncated"));
    QStringList names;
    for (const HistogramBin& bin : bins_) {
        *within << static_cast<double>(bin.within);
        *beyond << static_cast<double>(bin.beyond);
        names << QString::number(bin.from);
    }
    within->setBrush(colors.accent);
    beyond->setBrush(QBrush(colors.warning, Qt::BDiagPattern));
    within->setPen(QPen(colors.accent));
    beyond->setPen(QPen(colors.warning));
    auto* bars = new QStackedBarSeries;
    bars->append(within);
    bars->append(beyond);
    bars->setBarWidth(0.9);
    connect(bars, &QAbstractBarSeries::clicked, this,
            [this](int index) { Q_EMIT chosen(bins_.at(index).from, bins_.at(index).to); });
    connect(bars, &QAbstractBarSeries::hovered, this, [this](bool over, int index) {
        const auto text = [this, index] {
            const HistogramBin& bin = bins_.at(index);
            return tr("%1 to %2: %n caption(s)", nullptr, static_cast<int>(bin.within + bin.beyond))
                .arg(bin.from)
                .arg(bin.to);
        };
        view_->setToolTip(over ? text() : QString());
    });
    chart_->addSeries(bars);
    auto* lengths = new QBarCategoryAxis;
    lengths->append(names);
    lengths->setGridLineVisible(false);
    auto* counts = new QValueAxis;
    counts->setLabelFormat(QStringLiteral("%.0f"));
    counts->setTickCount(3);
    counts->setGridLineColor(colors.border);
    for (QAbstractAxis* axis : {static_cast<QAbstractAxis*>(lengths), static_cast<QAbstractAxis*>(counts)}) {
        axis->setLabelsColor(colors.muted);
        axis->setLabelsFont(Theme::current().smallFont());
        axis->setLinePenColor(colors.border);
    }
    chart_->addAxis(lengths, Qt::AlignBottom);
    chart_->addAxis(counts, Qt::AlignLeft);
    bars->attachAxis(lengths);
    bars->attachAxis(counts);
    counts->applyNiceNumbers();
}

}  // namespace recap::gui
