// SPDX-License-Identifier: GPL-3.0-or-later
//
// The main window with two plain workspaces, a project of its own, and jobs for its strip.
#pragma once

#include "base/error.h"
#include "gui/base/background.h"
#include "gui/base/theme.h"
#include "gui/jobs/job_service.h"
#include "gui/shell/scripted_prompter.h"
#include "gui/shell/shell.h"
#include "gui/shell/workspace.h"
#include "gui/window/main_window.h"
#include "support/temp_dir.h"
#include "workflow/project/project.h"

#include <QAction>
#include <QLabel>
#include <QSettings>
#include <QtTest/QTest>

#include <memory>
#include <thread>

namespace recap::gui::testing {

class PlainWorkspace final : public Workspace {
public:
    PlainWorkspace(Shell& shell, QString workspaceName) : Workspace(shell), name_(std::move(workspaceName)) {
        auto* action = new QAction(QStringLiteral("Polish ") + name_, this);
        action->setObjectName(QStringLiteral("polish_") + name_);
        action->setShortcut(QKeySequence(QStringLiteral("P")));
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
        connect(action, &QAction::triggered, this, [this] { ++polished; });
    }
    QString name() const override { return name_; }
    QString title() const override { return name_; }
    QIcon icon() const override { return Theme::current().icon(u"dataset"); }
    void setProject(std::shared_ptr<recap::Project> newProject) override { project = std::move(newProject); }

    std::shared_ptr<recap::Project> project;
    int polished = 0;

private:
    QString name_;
};

class WaitingJob final : public recap::Job {
public:
    void run(recap::JobContext& context) override {
        context.report({"waiting", 1, 4});
        for (;;) {
            context.pausePoint();
            std::this_thread::yield();
        }
    }
};

class FailingJob final : public recap::Job {
public:
    void run(recap::JobContext&) override { throw recap::Error(recap::ErrorCode::DiskFull, "No room for step 3."); }
};

struct Window {
    Window() {
        auto own = std::make_unique<ScriptedPrompter>();
        prompter = own.get();
        shell = std::make_unique<Shell>(
            std::make_unique<QSettings>(QString::fromStdString((dir / "settings.ini").string()), QSettings::IniFormat),
            std::move(own));
        first = new PlainWorkspace(*shell, QStringLiteral("first"));
        second = new PlainWorkspace(*shell, QStringLiteral("second"));
        window = std::make_unique<MainWindow>(*shell, QList<Workspace*>{first, second});
        window->show();
        QVERIFY(QTest::qWaitForWindowExposed(window.get()));
    }
    ~Window() {
        shell->jobs().cancelAll();
        window.reset();
        waitForBackground();
    }
    QString projectPath() const { return QString::fromStdString((dir / "small.recap").string()); }
    void openProject() {
        window->openProject(projectPath(), ProjectSession::Way::OpenOrCreate);
        QTRY_VERIFY(window->session().project() != nullptr);
    }
    // Where the button is once the layout has settled.
    template <class T>
    void click(const char* name) const {
        for (int i = 0; i < 3; ++i) QCoreApplication::processEvents();
        QTest::mouseClick(find<T>(name), Qt::LeftButton);
    }
    template <class T>
    T* find(const char* name) const {
        return window->findChild<T*>(QString::fromLatin1(name));
    }
    QStringList bannerTexts() const {
        QStringList texts;
        for (const QLabel* label : window->findChildren<QLabel*>(QStringLiteral("bannerText"))) texts << label->text();
        return texts;
    }

    recap::testing::TempDir dir;
    ScriptedPrompter* prompter = nullptr;
    std::unique_ptr<Shell> shell;
    PlainWorkspace *first = nullptr, *second = nullptr;
    std::unique_ptr<MainWindow> window;
};

}  // namespace recap::gui::testing
