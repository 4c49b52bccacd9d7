// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/evaluation/evaluation_presenter.h"

#include <QWidget>

#include <optional>
#include <vector>

class QAction;
class QGridLayout;
class QLabel;
class QLineEdit;
class QTableWidget;
class QVBoxLayout;

namespace recap::gui {

class Card;
struct OutcomePart;

// One study: who rates next, and, once the key was opened, what came out.
class StudyDetail final : public QWidget {
    Q_OBJECT

public:
    // `actions`: begin, show results, pack, merge, export.
    StudyDetail(EvaluationPresenter& presenter, const QList<QAction*>& actions, QWidget* parent = nullptr);
    QString rater() const;
    // Puts the keyboard where the name is missing; Return begins the session then.
    void askForRater();
    void setRater(const QString& name);

Q_SIGNALS:
    void raterChanged(const QString& name);

private:
    QWidget* makeHead(const QList<QAction*>& actions);
    QWidget* makeResults();
    QWidget* makeAnswers();
    void showStudy();
    void showResult();
    void addBar(std::vector<OutcomePart> parts);
    void showComparison(const ComparisonResult& comparison);
    void showLevels(const RatingResult& result);
    void showDifference(const LevelDifference& difference);
    void showGains(const QString& first, const QString& second, double absolute, double relative);
    void showPaired(const PairedComparison& paired, const ClusterEquivalence& equivalence, bool share);
    void showAnytime(const std::optional<AnytimeResult>& anytime, bool share);
    void showSystems(const RatingResult& result);
    void showAnswers();
    static QString countText(qint64 prompts, qint64 answers);
    void addLine(const QString& name, const QString& value, const QString& definition);

    EvaluationPresenter& presenter_;
    QLabel* name_ = nullptr;
    QLabel* question_ = nullptr;
    QLabel* facts_ = nullptr;
    QLineEdit* rater_ = nullptr;
    QLabel* sealed_ = nullptr;
    Card* results_ = nullptr;
    QWidget* bars_ = nullptr;
    QGridLayout* lines_ = nullptr;
    int line_ = 0;
    Card* answersCard_ = nullptr;
    QTableWidget* answers_ = nullptr;
};

}  // namespace recap::gui
