// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/import/import_action.h"
#include "gui/shell/project_session.h"
#include "gui/window/command_palette.h"
#include "jobs/job.h"

#include <QHash>
#include <QList>
#include <QMainWindow>
#include <QPointer>

#include <optional>

class QActionGroup;
class QStackedWidget;

namespace recap::gui {

class BannerStack;
class JobController;
class JobStrip;
class LogDock;
class Rail;
class Shell;
class StartPage;
class Workspace;

// The frame around the workspaces: rail, messages, pages, jobs strip, log, command palette. It decides nothing about
// captions, runs or ratings.
class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    // Takes the workspaces; their order is that of the rail and, unless they name a digit, of Ctrl+1, Ctrl+2, ...
    MainWindow(Shell& shell, const QList<Workspace*>& workspaces);

    void openProject(const QString& path, ProjectSession::Way way = ProjectSession::Way::Open);
    void openDemo();
    ProjectSession& session() { return session_; }
    const QList<Workspace*>& workspaces() const { return workspaces_; }
    // By Workspace::name(), or "start". False when there is no such page.
    bool showPage(const QString& name);
    // Hands a file from the command line to the workspace that knows its kind.
    void openDocument(const QString& path);
    QString currentPage() const;

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void makeFrame();
    void makeActions();
    QAction* addPageAction(const QString& name, const QString& text, const QIcon& icon, const QKeySequence& key,
                           QWidget* page);
    QAction* addTool(const QString& name, const QString& text, const QString& icon, const QKeySequence& key);
    void connectShell();
    void connectMessages();
    void connectStartPage();
    void setProject(const std::shared_ptr<Project>& project);
    void newProject();
    void chooseProject();
    void showLastPage();
    void showFailure(const Failed& failure);
    void warn(const QString& text, const QString& details = {});
    void showMessages();
    void jobEnded(JobController* job, const JobOutcome& outcome);
    void setImmersive(bool immersive);
    void shieldRater(bool shield);
    void toggleTheme();
    void openPalette();
    void showKeys();
    void trigger(QAction* action);
    QList<NamedAction> namedActions() const;
    void updateStatus();
    bool mayClose();
    void handOver();
    void saveState();
    void restoreWindow();

    Shell& shell_;
    QList<Workspace*> workspaces_;
    ProjectSession session_;
    QStackedWidget* pages_;
    QActionGroup* pageActions_;
    QHash<QString, QWidget*> pageByName_;
    Rail* rail_;
    BannerStack* banners_;
    JobStrip* strip_;
    LogDock* log_;
    StartPage* startPage_;
    CommandPalette* palette_ = nullptr;
    QAction* themeAction_ = nullptr;
    QString shownProject_;  // path
    bool showStudyWhenEmpty_ = false;
    std::optional<ImportRequest> toImport_;  // into the project that is being made
    bool closing_ = false;
    QList<std::function<void()>> handovers_;  // of runs that go on without the window
    Qt::WindowStates stateBefore_;            // full screen
    QList<QPointer<QAction>> shielded_;       // keys that sleep while a rater works
};

}  // namespace recap::gui
