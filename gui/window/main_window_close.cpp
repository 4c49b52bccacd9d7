// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the window asks and keeps when it closes, and what it finds again.
#include "gui/base/error_text.h"
#include "gui/base/prompter.h"
#include "gui/base/theme.h"
#include "gui/jobs/job_service.h"
#include "gui/shell/shell.h"
#include "gui/shell/workspace.h"
#include "gui/window/banner_stack.h"
#include "gui/window/main_window.h"

#include <QAction>
#include <QCloseEvent>
#include <QScreen>
#include <QSettings>

#include <algorithm>
#include <utility>

namespace recap::gui {

bool MainWindow::mayClose() {
    JobService& jobs = shell_.jobs();
    // What waits in its project only is there again next time.
    if (jobs.unsettledCount() == 0) return true;
    QStringList buttons{tr("Stop them and close the window"), tr("Close when they have finished")};
    const auto all = jobs.jobs();
    const bool handsOver =
        std::any_of(all.begin(), all.end(), [](const JobController* job) { return job->active() && job->handover(); });
    if (handsOver) buttons.prepend(tr("Continue without the window"));
    buttons << tr("Keep the window open");
    QString question =
        tr("%n job(s) have not finished yet. Completed work is kept either way.", nullptr, jobs.unsettledCount());
    int going = 0, held = 0;
    for (const JobController* job : all)
        if (job->stored() && job->state() == JobController::State::Queued)
            ++(handsOver && !job->heldBack() ? going : held);
    if (going > 0)
        question += QStringLiteral("\n\n") +
                    tr("%n waiting run(s) will continue without the window as well; otherwise they stay in the queue.",
                       nullptr, going);
    if (held > 0)
        question += QStringLiteral("\n\n") +
                    tr("%n waiting run(s) will stay in the queue until the project is opened again.", nullptr, held);
    const int answer = shell_.prompter().choose(tr("Jobs are running"), question, buttons);
    const int choice = answer < 0 ? -1 : handsOver ? answer : answer + 1;
    if (choice == 0)
        for (const JobController* job : all)
            if (job->active() && job->handover()) handovers_ << job->handover();
    if (choice == 0 || choice == 1) jobs.stopAll();
    closing_ = choice >= 0 && choice <= 2;
    if (closing_) banners_->post(BannerStack::Level::Note, tr("The window will close when the jobs have finished."));
    return closing_ && jobs.unsettledCount() == 0;
}

// The other program waits until this one has let go of the project.
void MainWindow::handOver() {
    for (const auto& handover : std::exchange(handovers_, {})) {
        try {
            handover();
        } catch (...) {
            const Failed failure = currentFailure();
            shell_.prompter().show(tr("The run could not continue without the window"), errorText(failure),
                                   errorDetail(failure));
        }
    }
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!mayClose()) {
        event->ignore();
        return;
    }
    // What is kept is how the window was before a rater's session.
    if (isFullScreen()) setImmersive(false);
    saveState();
    handOver();
    event->accept();
}

void MainWindow::saveState() {
    QSettings& settings = shell_.settings();
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    for (const Workspace* workspace : workspaces_) workspace->saveState(settings);
}

void MainWindow::restoreWindow() {
    QSettings& settings = shell_.settings();
    if (!restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray())) {
        const QSize room = screen()->availableSize();
        resize(QSize(1440, 900).boundedTo(room));
        // Where that just fits, the window's own frame would hang over the edge.
        if (room.height() < 960 || room.width() < 1460) setWindowState(windowState() | Qt::WindowMaximized);
    }
    // Only a session fills the screen; one that was kept by an older version ends here.
    setWindowState(windowState() & ~Qt::WindowFullScreen);
    for (Workspace* workspace : workspaces_) workspace->restoreState(settings);
    themeAction_->setIcon(Theme::current().icon(Theme::current().dark() ? u"sun" : u"moon"));
}

}  // namespace recap::gui
