// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/main_window.h"

#include "gui/base/prompter.h"
#include "gui/base/settings.h"
#include "gui/base/theme.h"
#include "gui/jobs/job_service.h"
#include "gui/jobs/job_strip.h"
#include "gui/shell/shell.h"
#include "gui/shell/workspace.h"
#include "gui/widgets/card.h"
#include "gui/widgets/page.h"
#include "gui/widgets/thumbnail_cache.h"
#include "gui/window/banner_stack.h"
#include "gui/window/log_dock.h"
#include "gui/window/new_project_dialog.h"
#include "gui/window/project_dialogs.h"
#include "gui/window/rail.h"
#include "gui/window/shortcut_sheet.h"
#include "gui/window/start_page.h"
#include "workflow/project/project.h"

#include <QActionGroup>
#include <QApplication>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace recap::gui {

MainWindow::MainWindow(Shell& shell, const QList<Workspace*>& workspaces)
    : shell_(shell),
      workspaces_(workspaces),
      pages_(new QStackedWidget(this)),
      pageActions_(new QActionGroup(this)),
      rail_(new Rail(this)),
      banners_(new BannerStack(pages_)),
      strip_(new JobStrip(shell.jobs(), this)),
      log_(new LogDock(this)),
      startPage_(new StartPage(this)) {
    setObjectName(QStringLiteral("mainWindow"));
    setMinimumSize(1200, 660);
    makeFrame();
    makeActions();
    palette_ = new CommandPalette(centralWidget());
    connect(palette_, &CommandPalette::chosen, this, &MainWindow::trigger);
    connectShell();
    connectStartPage();
    setProject(nullptr);
    restoreWindow();
}

void MainWindow::makeFrame() {
    auto* center = new QWidget(this);
    auto* column = makeColumn(center, 0);
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(rail_);
    row->addWidget(pages_, 1);
    column->addLayout(row, 1);
    column->addWidget(strip_);
    setCentralWidget(center);
    addDockWidget(Qt::BottomDockWidgetArea, log_);
    log_->hide();
    pages_->setObjectName(QStringLiteral("pages"));
}

QAction* MainWindow::addPageAction(const QString& name, const QString& text, const QIcon& icon, const QKeySequence& key,
                                   QWidget* page) {
    auto* action = new QAction(icon, text, this);
    action->setObjectName(QStringLiteral("page_") + name);
    action->setCheckable(true);
    action->setShortcut(key);
    action->setToolTip(QStringLiteral("%1 (%2)").arg(text, key.toString(QKeySequence::NativeText)));
    action->setData(name);
    pageActions_->addAction(action);
    addAction(action);
    rail_->addPage(action);
    pages_->addWidget(page);
    pageByName_.insert(name, page);
    connect(action, &QAction::triggered, this, [this, name] { showPage(name); });
    return action;
}

QAction* MainWindow::addTool(const QString& name, const QString& text, const QString& icon, const QKeySequence& key) {
    auto* action = new QAction(text, this);
    if (!icon.isEmpty()) action->setIcon(Theme::current().icon(icon));
    action->setObjectName(name);
    action->setShortcut(key);
    const QString keys = key.toString(QKeySequence::NativeText);
    action->setToolTip(keys.isEmpty() ? text : QStringLiteral("%1 (%2)").arg(text, keys));
    addAction(action);
    return action;
}

void MainWindow::makeActions() {
    const Theme& theme = Theme::current();
    addPageAction(QStringLiteral("start"), tr("Start"), theme.icon(u"home"), QKeySequence(QStringLiteral("Ctrl+0")),
                  startPage_);
    int place = 0;
    for (Workspace* workspace : workspaces_) {
        ++place;
        const int digit = workspace->digit() > 0 ? workspace->digit() : place;
        addPageAction(workspace->name(), workspace->title(), workspace->icon(),
                      QKeySequence(QStringLiteral("Ctrl+%1").arg(digit)), workspace);
    }

    const auto add = [this](const QString& name, const QString& text, const QString& icon, const QString& key,
                            auto method) {
        QAction* action = addTool(name, text, icon, QKeySequence(key));
        connect(action, &QAction::triggered, this, method);
        return action;
    };
    add(QStringLiteral("newProject"), tr("New project…"), QStringLiteral("plus"), QStringLiteral("Ctrl+N"),
        &MainWindow::newProject);
    add(QStringLiteral("openProject"), tr("Open project…"), QStringLiteral("folder"), QStringLiteral("Ctrl+O"),
        &MainWindow::chooseProject);
    add(QStringLiteral("openDemo"), tr("Open the demo project"), QStringLiteral("dataset"), {}, &MainWindow::openDemo);
    add(QStringLiteral("runStudy"), tr("Run the demo"), QStringLiteral("play"), {}, [this] { shell_.runStudy(); });
    add(QStringLiteral("ratePackage"), tr("Open rating package…"), {}, {}, [this] {
        const QString file = askForPackage(shell_.prompter());
        if (!file.isEmpty()) openDocument(file);
    });
    QAction* palette = add(QStringLiteral("palette"), tr("Commands…"), QStringLiteral("command"),
                           QStringLiteral("Ctrl+K"), &MainWindow::openPalette);
    QAction* keys = add(QStringLiteral("keys"), tr("Keyboard shortcuts"), QStringLiteral("keyboard"),
                        QStringLiteral("F1"), &MainWindow::showKeys);
    keys->setShortcuts({QKeySequence(Qt::Key_F1), QKeySequence(Qt::Key_Question)});
    QAction* log = addTool(QStringLiteral("log"), tr("Show or hide the log"), QStringLiteral("log"),
                           QKeySequence(QStringLiteral("Ctrl+L")));
    connect(log, &QAction::triggered, this, [this] { log_->setVisible(!log_->isVisible()); });
    QAction* messages = add(QStringLiteral("messages"), tr("Messages…"), QStringLiteral("message"),
                            QStringLiteral("Ctrl+M"), &MainWindow::showMessages);
    themeAction_ = add(QStringLiteral("theme"), tr("Switch between light and dark"), QStringLiteral("moon"),
                       QStringLiteral("Ctrl+T"), &MainWindow::toggleTheme);
    add(QStringLiteral("closeProject"), tr("Close project"), {}, QStringLiteral("Ctrl+W"),
        [this] { session_.close(); });
    add(QStringLiteral("quit"), tr("Quit"), {}, QStringLiteral("Ctrl+Q"), [this] { close(); });
    for (QAction* action : {palette, keys, messages, log, themeAction_}) rail_->addTool(action);
}

void MainWindow::connectShell() {
    connect(&session_, &ProjectSession::changed, this, &MainWindow::setProject);
    connectMessages();
    connect(&shell_, &Shell::workspaceWanted, this, &MainWindow::showPage);
    connect(&shell_, &Shell::projectWanted, this,
            [this](const QString& path) { openProject(path, ProjectSession::Way::OpenOrCreate); });
    connect(&shell_.jobs(), &JobService::changed, this, &MainWindow::updateStatus);
    for (Workspace* workspace : workspaces_)
        connect(workspace, &Workspace::immersiveChanged, this, &MainWindow::setImmersive);
}

void MainWindow::connectStartPage() {
    connect(startPage_, &StartPage::demoWanted, this, &MainWindow::openDemo);
    connect(startPage_, &StartPage::studyWanted, &shell_, &Shell::runStudy);
    connect(startPage_, &StartPage::newWanted, this, &MainWindow::newProject);
    connect(startPage_, &StartPage::openWanted, this, &MainWindow::chooseProject);
    connect(startPage_, &StartPage::recentWanted, this, [this](const QString& path) { openProject(path); });
}

void MainWindow::openProject(const QString& path, ProjectSession::Way way) {
    showStudyWhenEmpty_ = false;
    toImport_.reset();
    shownProject_.clear();  // also the project that is open already is to be looked at
    session_.open(path, way);
}

void MainWindow::openDemo() {
    openProject(ProjectSession::demoPath(), ProjectSession::Way::OpenOrCreate);
    showStudyWhenEmpty_ = true;
}

void MainWindow::newProject() {
    auto* dialog = new NewProjectDialog(shell_, this);
    connect(dialog, &NewProjectDialog::wanted, this, [this, dialog] {
        openProject(dialog->projectPath(), ProjectSession::Way::Create);
        toImport_ = dialog->request();
    });
    dialog->open();
}

void MainWindow::chooseProject() {
    const QString path = askForProject(shell_.prompter());
    if (!path.isEmpty()) openProject(path);
}

void MainWindow::setProject(const std::shared_ptr<Project>& project) {
    shell_.thumbnails().clear();
    shell_.thumbnails().setFolder(session_.thumbnailFolder());
    if (project == nullptr || session_.path() != shownProject_) banners_->clear();
    for (Workspace* workspace : workspaces_) workspace->setProject(project);
    const auto actions = pageActions_->actions();
    for (QAction* action : actions)
        if (const auto* workspace = qobject_cast<Workspace*>(pageByName_.value(action->data().toString())))
            action->setEnabled(project != nullptr || !workspace->needsProject());
    if (project != nullptr) {
        rememberProject(shell_.settings(), session_.path());
        setWindowTitle(tr("%1 – RECAP Workbench").arg(session_.name()));
        if (session_.path() != shownProject_) showLastPage();
        if (showStudyWhenEmpty_)
            runInBackground(
                this, [project] { return project->images().count(); },
                [this](std::int64_t images) {
                    if (images == 0) showPage(QStringLiteral("study"));
                },
                [this](const Failed& failure) { showFailure(failure); });
        if (toImport_) startImport(shell_, project, *toImport_);
    } else {
        setWindowTitle(tr("RECAP Workbench"));
        showPage(QStringLiteral("start"));
    }
    shownProject_ = session_.path();
    showStudyWhenEmpty_ = false;
    toImport_.reset();
    startPage_->setRecent(recentProjects(shell_.settings()));
    updateStatus();
}

// Where one was in this project; a new one begins at its data.
void MainWindow::showLastPage() {
    const QString last = shell_.settings().value(projectSetting(session_.path(), QStringLiteral("page"))).toString();
    if (pageByName_.contains(last) && showPage(last)) return;
    const auto first = std::find_if(workspaces_.begin(), workspaces_.end(),
                                    [](const Workspace* workspace) { return workspace->needsProject(); });
    showPage(first == workspaces_.end() ? QStringLiteral("start") : (*first)->name());
}

bool MainWindow::showPage(const QString& name) {
    QWidget* page = pageByName_.value(name);
    if (page == nullptr) return false;
    const auto actions = pageActions_->actions();
    for (QAction* action : actions) {
        if (action->data().toString() != name) continue;
        if (!action->isEnabled()) return false;
        action->setChecked(true);
    }
    pages_->setCurrentWidget(page);
    auto* workspace = qobject_cast<Workspace*>(page);
    if (workspace != nullptr) {
        if (!session_.path().isEmpty() && workspace->needsProject())
            shell_.settings().setValue(projectSetting(session_.path(), QStringLiteral("page")), name);
        if (QWidget* focus = workspace->firstFocus()) focus->setFocus(Qt::OtherFocusReason);
    }
    return true;
}

void MainWindow::openDocument(const QString& path) {
    for (Workspace* workspace : workspaces_) {
        if (!workspace->openDocument(path)) continue;
        pages_->setCurrentWidget(workspace);
        return;
    }
    banners_->post(BannerStack::Level::Error, tr("This file cannot be opened here: %1").arg(path));
}

QString MainWindow::currentPage() const {
    return pageByName_.key(pages_->currentWidget());
}

void MainWindow::setImmersive(bool immersive) {
    for (QWidget* widget : QList<QWidget*>{rail_, strip_}) widget->setVisible(!immersive);
    banners_->setSilent(immersive);
    if (immersive) {
        log_->hide();
        stateBefore_ = windowState();
        showFullScreen();
    } else if (isFullScreen()) {
        setWindowState(stateBefore_);
    }
    shieldRater(immersive);
}

// Neither the title, which task switchers show, nor a key may lead a rater to what is compared.
void MainWindow::shieldRater(bool shield) {
    for (const auto& action : std::exchange(shielded_, {}))
        if (action != nullptr) action->setEnabled(true);
    const QString project = session_.name();
    setWindowTitle(shield || project.isEmpty() ? tr("RECAP Workbench") : tr("%1 – RECAP Workbench").arg(project));
    if (!shield) return;
    const auto all = actions();
    for (QAction* action : all) {
        if (!action->isEnabled() || action == themeAction_ || action->objectName() == QStringLiteral("quit")) continue;
        action->setEnabled(false);
        shielded_ << action;
    }
}

void MainWindow::toggleTheme() {
    Theme& theme = Theme::current();
    theme.setMode(theme.dark() ? ThemeMode::Light : ThemeMode::Dark);
    shell_.settings().setValue(QStringLiteral("theme"),
                               theme.dark() ? QStringLiteral("dark") : QStringLiteral("light"));
    themeAction_->setIcon(theme.icon(theme.dark() ? u"sun" : u"moon"));
}

QList<NamedAction> MainWindow::namedActions() const {
    // What can be done where one is comes first.
    auto* here = qobject_cast<Workspace*>(pages_->currentWidget());
    QList<NamedAction> list;
    if (here != nullptr) appendActions(list, here->title(), *here);
    appendActions(list, {}, *this);
    for (const Workspace* workspace : workspaces_)
        if (workspace != here) appendActions(list, workspace->title(), *workspace);
    return list;
}

void MainWindow::openPalette() {
    palette_->open(namedActions());
}

void MainWindow::showKeys() {
    auto* sheet = new ShortcutSheet(namedActions(), this);
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    sheet->open();
}

void MainWindow::trigger(QAction* action) {
    for (Workspace* workspace : workspaces_)
        if (workspace->actions().contains(action)) showPage(workspace->name());
    action->trigger();
}

void MainWindow::updateStatus() {
    QStringList parts;
    if (const int queued = shell_.jobs().queuedCount(); queued > 0) parts << tr("%n queued", nullptr, queued);
    if (!session_.name().isEmpty()) parts << session_.name();
    strip_->setStatus(parts.join(QStringLiteral("  ·  ")));
}

}  // namespace recap::gui
