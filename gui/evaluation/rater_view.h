// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/evaluation/rater_presenter.h"
#include "gui/widgets/image_view.h"

#include <QList>
#include <QPointer>
#include <QWidget>

class QAction;
class QCheckBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace recap::gui {

// What a rater sees: the prompt, two pictures, the keys. No run, no path, no tool tip.
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
    QAction* addKey(const char* name, const QString& text, const QKeySequence& key);
    void makeKeys();
    QWidget* makeHead();
    QWidget* makeItem();
    QWidget* makeMessage();
    QWidget* makeAnswers();
    void showState();
    void enableAnswers();
    void watch(bool watched);
    void showPictures();
    void zoom();

    RaterPresenter& presenter_;
    QPointer<RaterPresenter> alive_;
    ImageViewLink link_;
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
    ImageView* left_ = nullptr;
    ImageView* right_ = nullptr;
    bool leftPainted_ = false;  // since this item came
    bool rightPainted_ = false;
    QCheckBox* smooth_ = nullptr;
    QStackedWidget* pages_ = nullptr;
    QWidget* itemPage_ = nullptr;
    QWidget* messagePage_ = nullptr;
    QLabel* headline_ = nullptr;
    QLabel* sentence_ = nullptr;
};

}  // namespace recap::gui
