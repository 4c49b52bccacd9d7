// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace recap::gui {

class Card;
class JudgesPresenter;
class Prompter;

// The judges of a judges file, or those that are found without one: a card for each with what it is made of, what it
// computes and what is wrong with it.
class JudgesPage final : public QWidget {
    Q_OBJECT

public:
    JudgesPage(JudgesPresenter& presenter, Prompter& prompter, QWidget* parent = nullptr);
    // Shows the judges that are found, the first time.
    void open();

Q_SIGNALS:
    void left();
    // A metrics run with these judges is wanted.
    void metricsWanted();

protected:
    // Escape leaves, when nothing within has used it.
    void keyPressEvent(QKeyEvent* event) override;

private:
    QWidget* makeBar();
    void fill();
    void fillCard(int place);
    void showHead();
    void chooseFile();
    void chooseNewFile();

    JudgesPresenter& presenter_;
    Prompter& prompter_;
    QLabel* title_ = nullptr;
    QLabel* note_ = nullptr;
    QPushButton* check_ = nullptr;
    QPushButton* use_ = nullptr;
    QVBoxLayout* content_ = nullptr;
    QWidget* page_ = nullptr;
    std::vector<Card*> cards_;
};

}  // namespace recap::gui
