// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/dataset/score_scatter.h"
#include "gui/widgets/card.h"

class QDoubleSpinBox;
class QLabel;
class QPushButton;

namespace recap::gui {

// The scatter of CLIPScores, with the range in numbers beneath it: a rectangle can be dragged or typed.
class ScatterCard final : public Card {
    Q_OBJECT

public:
    explicit ScatterCard(const CaptionQuality& quality, QWidget* parent = nullptr);

Q_SIGNALS:
    // The images of this range are wanted.
    void chosen(const QString& query);

private:
    QWidget* makeFields();
    QDoubleSpinBox* addField(QWidget* row, const char* name, const QString& label, double value);
    void take(const ScoreRange& range);
    void showCount();
    ScoreRange range() const;

    const CaptionQuality quality_;
    ScoreScatter* scatter_;
    QDoubleSpinBox *againstLow_, *againstHigh_, *ownLow_, *ownHigh_;
    QPushButton* show_;
};

}  // namespace recap::gui
