// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QGridLayout;
class QLabel;
class QListWidget;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace recap::gui {

class CaptionCurveView;
class Card;
class Prompter;
class StudyPresenter;

// The demo study: its graph at the left, what happens and what came out of it at the right.
class StudyPage final : public QWidget {
    Q_OBJECT

public:
    StudyPage(StudyPresenter& presenter, Prompter& prompter, QWidget* parent = nullptr);

Q_SIGNALS:
    void reportWanted(const QString& path);
    // Shows the study's project in the workspaces.
    void projectWanted(const QString& path);

private:
    QWidget* makeProgressCard();
    QWidget* makeResultCard();
    QWidget* makeCaptionsCard();
    QWidget* makeCurveCard();
    // The button: starts, continues, or asks whether another study shall be made.
    void startOrRepeat();
    void showState();
    void showProgress();
    void fillTable();
    void fillCaptions();

    StudyPresenter& presenter_;
    Prompter& prompter_;
    QPushButton *start_, *stop_, *report_, *open_;
    QProgressBar* bar_;
    QLabel *count_, *activity_, *hint_;
    QListWidget* messages_;
    QGridLayout *table_, *captions_;
    CaptionCurveView* curve_;
    Card *progressCard_, *resultCard_, *captionsCard_, *curveCard_;
    QVBoxLayout* side_;
};

}  // namespace recap::gui
