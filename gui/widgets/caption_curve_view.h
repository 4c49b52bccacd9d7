// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/captioning/caption_curve.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace recap::gui {

class CountChart;

// How good a captioner gets by the number of human captions: one measure at a time over the numbers, and the answer to
// how many are enough below it.
class CaptionCurveView final : public QWidget {
    Q_OBJECT

public:
    explicit CaptionCurveView(QWidget* parent = nullptr);
    // Keeps the chosen measure where the curve has it; else the first of `preferred` that it has, or its first.
    void setCurve(CaptionCurve curve, const QStringList& preferred = {});

private:
    void showMeasure();

    CaptionCurve curve_;
    QComboBox* measure_;
    CountChart* chart_;
    QLabel* answer_;
    QLabel* note_;
};

}  // namespace recap::gui
