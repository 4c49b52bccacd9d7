// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the window says, and what it does when a job has ended.
#include "gui/base/error_text.h"
#include "gui/base/prompter.h"
#include "gui/jobs/job_service.h"
#include "gui/jobs/job_strip.h"
#include "gui/shell/shell.h"
#include "gui/window/banner_stack.h"
#include "gui/window/log_dock.h"
#include "gui/window/main_window.h"

#include <QPointer>
#include <QStackedWidget>
#include <QTimer>

namespace recap::gui {

void MainWindow::connectMessages() {
    using Level = BannerStack::Level;
    connect(&session_, &ProjectSession::failed, this, &MainWindow::showFailure);
    connect(&session_, &ProjectSession::noted, this,
            [this](const QString& sentence) { banners_->post(Level::Note, sentence); });
    connect(&session_, &ProjectSession::readOnlyOpened, this, [this](const QString& reason) {
        warn(tr("This project is open read-only; nothing can be changed here."), reason);
    });
    connect(&session_, &ProjectSession::becameFree, this, [this] {
        QTimer::singleShot(500, this, [this] {
            banners_->post(Level::Note, tr("The other program has ended; the project can now be changed here."));
        });
    });
    connect(&shell_, &Shell::errorRaised, this, &MainWindow::showFailure);
    connect(&shell_, &Shell::noteRaised, this,
            [this](const QString& text, const QString& details) { banners_->post(Level::Note, text, details); });
    connect(&shell_, &Shell::warningRaised, this, &MainWindow::warn);
    connect(&shell_, &Shell::offerRaised, this,
            [this](const QString& text, const QString& button, const std::function<void()>& take, QObject* subject) {
                banners_->post(Level::Note, text, {}, {button, take, subject});
            });
    connect(&shell_, &Shell::offerWithdrawn, banners_, &BannerStack::withdraw);
    connect(&shell_.jobs(), &JobService::takeBackChanged, this, [this](JobController* job) {
        if (!job->mayTakeBack()) return banners_->withdraw(job);
        banners_->post(Level::Note, tr("%1 is being stopped.").arg(job->title()), {},
                       {tr("Undo"),
                        [job = QPointer<JobController>(job)] {
                            if (job != nullptr) job->takeBackStop();
                        },
                        job});
    });
    connect(&shell_, &Shell::elsewhereChanged, strip_, &JobStrip::setElsewhere);
    // A page that is chosen comes up above all others.
    connect(pages_, &QStackedWidget::currentChanged, banners_, &QWidget::raise);
    connect(banners_, &BannerStack::listWanted, this, &MainWindow::showMessages);
    connect(&shell_.jobs(), &JobService::ended, this, &MainWindow::jobEnded);
    connect(&shell_.jobs(), &JobService::said, log_, &LogDock::appendMessage);
}

void MainWindow::showFailure(const Failed& failure) {
    banners_->post(BannerStack::Level::Error, errorText(failure), errorDetail(failure));
    log_->append(LogLevel::Error, QString::fromStdString(failure.message));
}

void MainWindow::warn(const QString& text, const QString& details) {
    banners_->post(BannerStack::Level::Warning, text, details);
}

void MainWindow::showMessages() {
    const auto count = static_cast<int>(banners_->past().size());
    shell_.prompter().show(tr("Messages"),
                           tr("%n message(s) since the window was opened, newest first.", nullptr, count),
                           banners_->pastText());
}

void MainWindow::jobEnded(JobController* job, const JobOutcome& outcome) {
    if (const auto* failure = std::get_if<Failed>(&outcome))
        banners_->post(BannerStack::Level::Error, tr("%1: %2").arg(job->title(), errorText(*failure)),
                       errorDetail(*failure));
    shell_.announceAllChanges();
    // After the other receivers of this signal have read the result.
    QMetaObject::invokeMethod(
        this, [this, job] { shell_.jobs().dismiss(job); }, Qt::QueuedConnection);
    if (closing_ && shell_.jobs().unsettledCount() == 0) close();
}

}  // namespace recap::gui
