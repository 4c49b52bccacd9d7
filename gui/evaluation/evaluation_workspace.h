// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/evaluation/evaluation_presenter.h"
#include "gui/evaluation/rater_presenter.h"
#include "gui/shell/workspace.h"

class QAction;
class QListView;
class QSplitter;
class QStackedWidget;

namespace recap::gui {

class EmptyState;
class RaterView;
class StudyDetail;
class StudyForm;

// Blind studies: made, rated, reported. While a session runs, the whole window is the rater's.
class EvaluationWorkspace final : public Workspace {
    Q_OBJECT

public:
    explicit EvaluationWorkspace(Shell& shell, QWidget* parent = nullptr);

    QString name() const override { return QStringLiteral("evaluation"); }
    QString title() const override;
    QIcon icon() const override;
    void setProject(std::shared_ptr<Project> project) override;
    // A session package; other files are left to others.
    bool openDocument(const QString& path) override;
    void saveState(QSettings& settings) const override;
    void restoreState(QSettings& settings) override;
    QWidget* firstFocus() override;

    EvaluationPresenter& presenter() { return presenter_; }
    RaterPresenter& rater() { return rater_; }

private:
    QAction* addTool(const char* name, const QString& text, const QKeySequence& key,
                     void (EvaluationWorkspace::*slot)());
    void makeActions();
    QWidget* makeMain();
    QWidget* makeEmpty();
    void connectPresenters();
    void showPage();
    void showSelection();
    void updateActions();
    void openForm();
    void beginSession();
    void giveToRater();
    void leaveSession();
    void showResults();
    void exportCsv();
    void pack();
    void merge();

    EvaluationPresenter presenter_;
    RaterPresenter rater_;
    QAction* new_ = nullptr;
    QAction* begin_ = nullptr;
    QAction* results_ = nullptr;
    QAction* export_ = nullptr;
    QAction* pack_ = nullptr;
    QAction* merge_ = nullptr;
    QStackedWidget* pages_ = nullptr;
    QWidget* main_ = nullptr;
    QSplitter* splitter_ = nullptr;
    QListView* list_ = nullptr;
    StudyDetail* detail_ = nullptr;
    StudyForm* form_ = nullptr;
    RaterView* raterView_ = nullptr;
    QWidget* emptyPage_ = nullptr;
    EmptyState* empty_ = nullptr;
    bool forming_ = false;
    bool rating_ = false;
    bool package_ = false;  // what is rated comes from a file, not from the project
};

}  // namespace recap::gui
