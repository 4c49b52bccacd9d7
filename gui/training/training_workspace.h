// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/shell/workspace.h"
#include "gui/training/training_presenter.h"

class QAction;
class QLabel;
class QListView;
class QSplitter;
class QStackedWidget;

namespace recap::gui {

class EmptyState;
class NewRunPage;
class RunDetail;

// Runs and queue at the left; the selected run, or the page "New run", at the right.
class TrainingWorkspace final : public Workspace {
    Q_OBJECT

public:
    explicit TrainingWorkspace(Shell& shell, QWidget* parent = nullptr);

    QString name() const override { return QStringLiteral("training"); }
    QString title() const override;
    QIcon icon() const override;
    void setProject(std::shared_ptr<Project> project) override;
    void saveState(QSettings& settings) const override;
    void restoreState(QSettings& settings) override;
    QWidget* firstFocus() override;

    TrainingPresenter& presenter() { return presenter_; }

private:
    QAction* addTool(const char* name, const QString& text, const QKeySequence& key, void (RunCommands::*call)());
    void makeActions();
    QWidget* makeList();
    QWidget* makeEmpty();
    void showSelection();
    void showRight();
    void showMachine();
    void updateActions();
    void connectOffers();
    void setListKeys(bool on);
    void enterNewRun();
    void leaveNewRun();
    void openNewRun();
    void fillNewRun(RunKind kind, const Json& values);
    void cloneRun();
    void branchRun();
    void askBeforeResume(const QStringList& restores, const QStringList& problems, bool dataChanged);
    void changeOption();
    void makeQueueActions();
    QStringList takenNames() const;

    TrainingPresenter presenter_;
    QAction* new_ = nullptr;
    QAction* pause_ = nullptr;
    QAction* resume_ = nullptr;
    QAction* stop_ = nullptr;
    QAction* takeBack_ = nullptr;
    QAction* saveStop_ = nullptr;
    QAction* save_ = nullptr;
    QAction* sample_ = nullptr;
    QAction* continue_ = nullptr;
    QAction* clone_ = nullptr;
    QAction* branch_ = nullptr;
    QAction* option_ = nullptr;
    QAction* earlier_ = nullptr;
    QAction* later_ = nullptr;
    QAction* remove_ = nullptr;
    QLabel* machine_ = nullptr;
    QListView* list_ = nullptr;
    QSplitter* splitter_ = nullptr;
    QStackedWidget* right_ = nullptr;
    RunDetail* detail_ = nullptr;
    NewRunPage* newRun_ = nullptr;
    EmptyState* empty_ = nullptr;
};

}  // namespace recap::gui
