// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/evaluation/evaluation_presenter.h"

#include <QWidget>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace recap::gui {

class KeyButton;

// The page that makes a blind rating study from two runs.
class StudyForm final : public QWidget {
    Q_OBJECT

public:
    explicit StudyForm(EvaluationPresenter& presenter, QWidget* parent = nullptr);
    // Begins anew, with a free name and the two newest runs that have pictures.
    void open();

Q_SIGNALS:
    void wanted(const RatingPlan& plan);
    void cancelled();

private:
    QWidget* makeFields();
    QWidget* makeButtons();
    void fillSystems();
    void check();
    void showType();
    QString summaryText() const;
    void submit();
    RatingPlan plan() const;
    const QuestionType& type() const;
    RunId runOf(const QComboBox* box) const;

    EvaluationPresenter& presenter_;
    bool fresh_ = false;  // nothing has been typed since it was opened
    int pairs_ = -1;      // -1: not counted yet
    int prompts_ = 0;     // different ones among the pairs
    QLineEdit* name_ = nullptr;
    QComboBox* type_ = nullptr;
    QLineEdit* question_ = nullptr;
    QComboBox* first_ = nullptr;
    QComboBox* second_ = nullptr;
    QSpinBox* items_ = nullptr;
    QFormLayout* form_ = nullptr;
    QSpinBox* repeats_ = nullptr;
    QSpinBox* seed_ = nullptr;
    QLabel* summary_ = nullptr;
    QLabel* problems_ = nullptr;
    KeyButton* create_ = nullptr;
};

}  // namespace recap::gui
