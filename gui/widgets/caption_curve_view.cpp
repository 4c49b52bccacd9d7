// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/caption_curve_view.h"

#include "gui/base/error_text.h"
#include "gui/base/theme.h"
#include "gui/widgets/card.h"
#include "gui/widgets/count_chart.h"
#include "gui/widgets/page.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace recap::gui {

CaptionCurveView::CaptionCurveView(QWidget* parent)
    : QWidget(parent),
      measure_(new QComboBox(this)),
      chart_(new CountChart(this)),
      answer_(makeLabel({}, "body", this)),
      note_(makeLabel({}, "small", this)) {
    setObjectName(QStringLiteral("captionCurve"));
    auto* column = makeColumn(this, kGrid);
    measure_->setObjectName(QStringLiteral("curveMeasure"));
    measure_->setAccessibleName(tr("Measure"));
    auto* top = new QHBoxLayout;
    top->addWidget(measure_);
    top->addStretch(1);
    column->addLayout(top);
    column->addWidget(chart_, 1);
    answer_->setObjectName(QStringLiteral("curveAnswer"));
    for (auto* label : {answer_, note_}) {
        label->setWordWrap(true);
        column->addWidget(label);
    }
    connect(measure_, &QComboBox::currentIndexChanged, this, &CaptionCurveView::showMeasure);
}

void CaptionCurveView::setCurve(CaptionCurve curve, const QStringList& preferred) {
    curve_ = std::move(curve);
    {
        const QSignalBlocker quiet(measure_);
        const auto before = measure_->currentData();
        measure_->clear();
        for (const auto& measure : measuresOf(curve_)) {
            measure_->addItem(coreText(measure.label), QString::fromStdString(measure.name));
            measure_->setItemData(measure_->count() - 1, coreText(measure.help), Qt::ToolTipRole);
        }
        int chosen = measure_->findData(before);
        for (const auto& name : preferred)
            if (chosen < 0) chosen = measure_->findData(name);
        measure_->setCurrentIndex(std::max(0, chosen));
    }
    showMeasure();
}

void CaptionCurveView::showMeasure() {
    const auto name = measure_->currentData().toString().toStdString();
    QList<CountValue> means, singles;
    const auto take = [&](QList<CountValue>& list, std::int64_t captions, const CurveValues& values) {
        if (const auto it = values.find(name); it != values.end())
            list.append({captions, it->second.value, it->second.low, it->second.high});
    };
    for (const auto& mean : curveMeans(curve_)) take(means, mean.captions, mean.metrics);
    for (const auto& point : curve_.points) take(singles, point.captions, point.metrics);
    chart_->setValues(std::move(means), std::move(singles), tr("human captions"));
    QString text;
    for (const auto& measure : measuresOf(curve_))
        if (measure.name == name) text = coreText(together(curveAnswer(curve_, measure).sentences));
    answer_->setText(text);
    note_->setText(
        tr("0 is the captioner before fine-tuning. Line and bars: means with 95 % intervals over seeds, of a "
           "single captioner over held-out images. Circles: one captioner each, all trained for the same "
           "number of steps."));
}

}  // namespace recap::gui
