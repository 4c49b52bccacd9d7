// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/jobs/job_strip.h"

#include "gui/base/error_text.h"
#include "gui/base/theme.h"
#include "gui/jobs/job_service.h"
#include "gui/jobs/stage_names.h"
#include "gui/widgets/card.h"
#include "gui/widgets/page.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace recap::gui {

namespace {
constexpr int kMostRows = 4;
constexpr int kBarSteps = 1000;
}  // namespace

QString progressText(const JobController& job) {
    if (job.state() == JobController::State::Queued)
        return job.heldBack() ? QCoreApplication::translate("JobStrip", "on hold")
                              : QCoreApplication::translate("JobStrip", "queued");
    QStringList parts;
    const Progress& progress = job.progress();
    if (!progress.stage.empty()) parts << stageText(QString::fromStdString(progress.stage));
    const QLocale locale;
    if (progress.total > 0)
        parts << QCoreApplication::translate("JobStrip", "%1 of %2")
                     .arg(locale.toString(static_cast<qlonglong>(progress.done)),
                          locale.toString(static_cast<qlonglong>(progress.total)));
    else if (progress.done > 0)
        parts << locale.toString(static_cast<qlonglong>(progress.done));
    if (job.state() == JobController::State::Paused)
        parts << QCoreApplication::translate("JobStrip", "paused");
    else if (job.state() == JobController::State::Stopping)
        parts << QCoreApplication::translate("JobStrip", "stopping…");
    else if (job.rate() > 0)
        parts << QCoreApplication::translate("JobStrip", "%1/s").arg(numberText(job.rate()));
    const double left = job.secondsLeft();
    if (left >= 0) parts << QCoreApplication::translate("JobStrip", "%1 left").arg(durationText(left));
    return parts.join(QStringLiteral("  ·  "));
}

class JobStrip::Row final : public QWidget {
public:
    Row(JobService& jobs, JobController* job, QWidget* parent) : QWidget(parent), job_(job) {
        setObjectName(QStringLiteral("jobRow"));
        auto* row = makeRow(this, kGrid + 4);
        auto* title = makeLabel(job->title(), "strong", this);
        title->setObjectName(QStringLiteral("jobTitle"));
        row->addWidget(title);
        bar_ = new QProgressBar(this);
        bar_->setTextVisible(false);
        bar_->setFixedWidth(180);
        row->addWidget(bar_);
        text_ = makeLabel({}, "muted", this);
        text_->setObjectName(QStringLiteral("jobProgress"));
        text_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        row->addWidget(text_, 1);
        pause_ = addButton(row, QStringLiteral("jobPause"), JobStrip::tr("Pause"));
        save_ = addButton(row, QStringLiteral("jobSave"), JobStrip::tr("Stop after saving"));
        stop_ = addButton(row, QStringLiteral("jobStop"), JobStrip::tr("Stop"));
        up_ = addButton(row, QStringLiteral("jobUp"), JobStrip::tr("Earlier"));
        connect(pause_, &QPushButton::clicked, job, [job] {
            if (job->state() == JobController::State::Paused)
                job->resume();
            else
                job->pause();
        });
        connect(save_, &QPushButton::clicked, job, [job] { job->send({Command::Kind::StopAfterSaving}); });
        connect(stop_, &QPushButton::clicked, job, [job] {
            if (job->mayTakeBack())
                job->takeBackStop();
            else
                job->stopSoon();
        });
        connect(up_, &QPushButton::clicked, &jobs, [&jobs, job] { jobs.move(job, -1); });
        connect(job, &JobController::progressed, this, [this] { update(); });
        connect(job, &JobController::stateChanged, this, [this] { update(); });
        connect(job, &JobController::takeBackChanged, this, [this] { update(); });
        update();
    }

    void update() {
        const auto state = job_->state();
        const Progress& progress = job_->progress();
        const bool running = job_->active();
        bar_->setVisible(running);
        // An unknown total moves by itself.
        bar_->setRange(0, progress.total > 0 || !running ? kBarSteps : 0);
        if (progress.total > 0) bar_->setValue(static_cast<int>(progress.done * kBarSteps / progress.total));
        text_->setText(progressText(*job_));
        pause_->setVisible(state == JobController::State::Running || state == JobController::State::Paused);
        pause_->setText(state == JobController::State::Paused ? JobStrip::tr("Resume") : JobStrip::tr("Pause"));
        save_->setVisible(job_->savable() && running);
        const bool stopping = state == JobController::State::Stopping;
        save_->setEnabled(!stopping || job_->mayTakeBack());
        stop_->setEnabled(!stopping || job_->mayTakeBack());
        stop_->setText(job_->mayTakeBack() ? JobStrip::tr("Undo the stop")
                       : running           ? JobStrip::tr("Stop")
                                           : JobStrip::tr("Remove"));
        up_->setVisible(state == JobController::State::Queued);
    }

private:
    QPushButton* addButton(QHBoxLayout* row, const QString& name, const QString& text) {
        auto* button = new QPushButton(text, this);
        button->setObjectName(name);
        row->addWidget(button);
        return button;
    }

    JobController* job_;
    QProgressBar* bar_;
    QLabel* text_;
    QPushButton *pause_, *save_, *stop_, *up_;
};

JobStrip::JobStrip(JobService& jobs, QWidget* parent)
    : QFrame(parent),
      jobs_(jobs),
      rows_(new QVBoxLayout),
      idle_(makeLabel(tr("No job is running."), "muted", this)),
      elsewhere_(makeLabel({}, "muted", this)),
      status_(makeLabel({}, "muted", this)) {
    setObjectName(QStringLiteral("jobStrip"));
    setMinimumHeight(44);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(2 * kGrid, 5, 2 * kGrid, 5);
    row->setSpacing(2 * kGrid);
    rows_->setSpacing(4);
    rows_->addWidget(idle_);
    idle_->setObjectName(QStringLiteral("stripIdle"));
    elsewhere_->setObjectName(QStringLiteral("stripElsewhere"));
    elsewhere_->hide();
    rows_->addWidget(elsewhere_);
    row->addLayout(rows_, 1);
    status_->setObjectName(QStringLiteral("stripStatus"));
    row->addWidget(status_, 0, Qt::AlignRight | Qt::AlignVCenter);
    connect(&jobs_, &JobService::changed, this, &JobStrip::refresh);
    connect(&jobs_, &JobService::removed, this, &JobStrip::refresh);
}

void JobStrip::setStatus(const QString& text) {
    status_->setText(text);
}

void JobStrip::setElsewhere(const QStringList& work) {
    elsewhere_->setText(work.join(QLatin1Char('\n')));
    elsewhere_->setVisible(!work.isEmpty());
    idle_->setVisible(shown_.isEmpty() && work.isEmpty());
}

void JobStrip::refresh() {
    QList<JobController*> wanted;
    const auto all = jobs_.jobs();
    for (JobController* job : all)
        if (!job->ended() && wanted.size() < kMostRows) wanted << job;
    for (auto it = shown_.begin(); it != shown_.end();) {
        if (wanted.contains(it.key())) {
            ++it;
            continue;
        }
        // Later: the row's own button may be on the stack.
        it.value()->hide();
        rows_->removeWidget(it.value());
        it.value()->deleteLater();
        it = shown_.erase(it);
    }
    for (int i = 0; i < wanted.size(); ++i) {
        Row*& row = shown_[wanted.at(i)];
        if (row == nullptr) row = new Row(jobs_, wanted.at(i), this);
        rows_->removeWidget(row);
        rows_->insertWidget(i, row);
        row->update();
        row->show();
    }
    idle_->setVisible(wanted.isEmpty() && elsewhere_->text().isEmpty());
}

}  // namespace recap::gui
