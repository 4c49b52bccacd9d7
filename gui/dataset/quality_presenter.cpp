// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/quality_presenter.h"

#include "gui/jobs/job_service.h"
#include "gui/shell/shell.h"
#include "workflow/dataset/caption_quality_job.h"

#include <QStringList>

#include <utility>

namespace recap::gui {

QualityPresenter::QualityPresenter(Shell& shell, QObject* parent) : QObject(parent), shell_(shell) {}

void QualityPresenter::setProject(std::shared_ptr<Project> project) {
    project_ = std::move(project);
    request_ = {};
    ++asked_;
    counting_ = false;
    quality_.reset();
    Q_EMIT changed();
}

void QualityPresenter::measureSource(const QString& source, const QString& filter) {
    measure({.source = source.toStdString(), .filter = filter.trimmed().toStdString()});
}

void QualityPresenter::measureRun(RunId run) {
    measure({.run = run});
}

void QualityPresenter::again() {
    measure(request_.selection);
}

void QualityPresenter::setLowClip(double score) {
    if (score == request_.low_clip) return;
    request_.low_clip = score;
    again();
}

void QualityPresenter::measure(CaptionSelection selection) {
    if (project_ == nullptr) return;
    request_.selection = std::move(selection);
    quality_.reset();
    counting_ = true;
    const quint64 asked = ++asked_;
    JobController* job = shell_.jobs().start(std::make_unique<CaptionQualityJob>(project_, request_),
                                             tr("Caption quality"), Lane::InputOutput);
    connect(job, &JobController::finished, this, [this, job, asked](const JobOutcome& outcome) {
        if (asked != asked_) return;
        counting_ = false;
        const auto* done = job->result<CaptionQualityJob>();
        if (done != nullptr && std::holds_alternative<Completed>(outcome)) quality_ = done->quality();
        Q_EMIT changed();
    });
    Q_EMIT changed();
}

QString QualityPresenter::imagesQuery(const std::vector<ScoredCaption>& list) {
    QStringList keys;
    for (const ScoredCaption& caption : list) keys << QStringLiteral("key:") + QString::fromStdString(caption.key);
    return keys.join(QStringLiteral(" or "));
}

}  // namespace recap::gui
