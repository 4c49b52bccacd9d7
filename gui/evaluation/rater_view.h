// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/evaluation/rater_presenter.h"
#include "gui/widgets/image_view.h"

#include <QList>
#include <QPointer>
#include <QSet>
#include <QWidget>

class QAction;
class QBoxLayout;
class QCheckBox;
class QHBoxLayout;
class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace recap::gui {

// What a rater sees: the prompt, the pictures and answers of the question type, the keys. No run, no path, no tool tip.
class RaterView final : public QWidget {
    Q_OBJECT

public:
    explicit RaterView(RaterPresenter& presenter, QWidget* parent = nullptr);

Q_SIGNALS:
    void leaveWanted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QAction* addKey(const QByteArray& name, const QString& text, const QKeySequence& key);
    void makeKeys();
    QWidget* makeHead();
    QWidget* makeItem();
    QWidget* makeMessage();
    QWidget* makeAnswers();
    void showType();
    QWidget* makePictures(const QuestionType& type);
    QWidget* makeAnswerButtons(const QuestionType& type);
    void addButton(QBoxLayout* row, QAction* action, const char* property);
    void showState();
    void enableAnswers();
    void watch(bool watched);
    void showPictures();
    void zoom();

    RaterPresenter& presenter_;
    QPointer<RaterPresenter> alive_;
    const QuestionType* type_ = nullptr;  // whose pictures and answers are laid out
    QList<QAction*> answers_;
    QAction* undo_ = nullptr;
    QAction* zoom_ = nullptr;
    QAction* pause_ = nullptr;
    QAction* leave_ = nullptr;
    QLabel* position_ = nullptr;
    QProgressBar* progress_ = nullptr;
    QLabel* saved_ = nullptr;
    QLabel* prompt_ = nullptr;
    QLabel* question_ = nullptr;
    QHBoxLayout* picturesPlace_ = nullptr;
    QHBoxLayout* answersPlace_ = nullptr;
    QWidget* picturesBox_ = nullptr;
    QWidget* answersBox_ = nullptr;
    QList<ImageView*> pictures_;  // one for each place of the type
    QSet<QObject*> painted_;      // those painted since this item came
    QCheckBox* smooth_ = nullptr;
    QStackedWidget* pages_ = nullptr;
    QWidget* itemPage_ = nullptr;
    QWidget* messagePage_ = nullptr;
    QLabel* headline_ = nullptr;
    QLabel* sentence_ = nullptr;
};

}  // namespace recap::gui
