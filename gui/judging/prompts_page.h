// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

class QFormLayout;
class QLabel;
class QLineEdit;
class QListView;
class QListWidget;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace recap::gui {

class Card;
class EmptyState;
class OptionsForm;
class Prompter;
class PromptsPresenter;

// A prompt set: its categories, the prompts of one of them, and what a picture of the chosen prompt must show. It is
// opened from files of this program and of others, or made from COCO's captions.
class PromptsPage final : public QWidget {
    Q_OBJECT

public:
    PromptsPage(PromptsPresenter& presenter, Prompter& prompter, QWidget* parent = nullptr);
    void open();

Q_SIGNALS:
    void left();
    // A run that draws samples for the prompts, or a metrics run with the set, is wanted.
    void samplingWanted();
    void metricsWanted();

protected:
    // Escape leaves the form for a new set, then the page, when nothing within has used it.
    void keyPressEvent(QKeyEvent* event) override;

private:
    QWidget* makeBar();
    QWidget* makeEmpty();
    QWidget* makeSet();
    QWidget* makeBuild();
    QWidget* makeDetail();
    void showState();
    void showFacts();
    void showBuild();
    void fillCategories();
    void filter();
    void showItem();
    void chooseFile();
    void chooseFolder();
    void startBuild();
    // False when the person changed their mind.
    bool saveFirst();
    QString saveDialog();

    PromptsPresenter& presenter_;
    Prompter& prompter_;
    bool forming_ = false;  // the form for a new set is shown
    bool metricsAfterSave_ = false;
    QLabel* title_ = nullptr;
    QPushButton* save_ = nullptr;
    QPushButton* sampling_ = nullptr;
    QPushButton* metrics_ = nullptr;
    QVBoxLayout* notes_ = nullptr;
    QStackedWidget* pages_ = nullptr;
    EmptyState* empty_ = nullptr;
    QWidget* setPage_ = nullptr;
    QWidget* buildPage_ = nullptr;
    QListWidget* categories_ = nullptr;
    QLineEdit* search_ = nullptr;
    QLabel* count_ = nullptr;
    QListView* list_ = nullptr;
    Card* detail_ = nullptr;
    QLabel* prompt_ = nullptr;
    QFormLayout* lines_ = nullptr;
    OptionsForm* form_ = nullptr;
    QPushButton* build_ = nullptr;
    QPushButton* stop_ = nullptr;
    QLabel* progress_ = nullptr;
};

}  // namespace recap::gui
