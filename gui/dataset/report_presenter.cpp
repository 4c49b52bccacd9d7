// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/report_presenter.h"

#include "base/atomic_file.h"
#include "gui/jobs/job_service.h"
#include "gui/shell/shell.h"
#include "workflow/project/project.h"
#include "workflow/report/dataset_report.h"

#include <QFileInfo>

namespace recap::gui {

ReportPresenter::ReportPresenter(Shell& shell, QObject* parent) : QObject(parent), shell_(shell) {}

void ReportPresenter::setProject(std::shared_ptr<Project> project) {
    project_ = std::move(project);
    ++asked_;
    counting_ = false;
    statistics_.reset();
    Q_EMIT changed();
}

void ReportPresenter::count(const QString& query) {
    if (project_ == nullptr || (counting_ && query == query_)) return;
    query_ = query;
    counting_ = true;
    const quint64 asked = ++asked_;
    auto stats = std::make_unique<DatasetStatsJob>(project_, parseImageQuery(query.toStdString()));
    stats->setReadPictures(true);
    JobController* job = shell_.jobs().start(std::move(stats), tr("Report on the data set"), Lane::InputOutput);
    connect(job, &JobController::finished, this, [this, job, asked](const JobOutcome& outcome) {
        if (asked != asked_) return;
        counting_ = false;
        const auto* done = job->result<DatasetStatsJob>();
        if (done != nullptr && std::holds_alternative<Completed>(outcome)) statistics_ = done->statistics();
        Q_EMIT changed();
    });
    Q_EMIT changed();
}

QString ReportPresenter::filter(const QString& condition) const {
    const QString base = query_.trimmed();
    if (base.isEmpty() || condition.isEmpty()) return base.isEmpty() ? condition : base;
    return QStringLiteral("(%1) %2").arg(base, condition);
}

QString ReportPresenter::sourceFilter(const std::string& source, const QString& condition) const {
    const QString own = QStringLiteral("source:") + QString::fromStdString(source);
    const QString all = condition.isEmpty() ? own : own + QLatin1Char(' ') + condition;
    // In brackets a source and what is said about its captions stay together.
    return query_.trimmed().isEmpty() ? all : filter(QStringLiteral("(%1)").arg(all));
}

QString ReportPresenter::lengthFilter(const std::string& source, const QString& field, int from, int to) const {
    return sourceFilter(source, QStringLiteral("%1>=%2 %1<=%3").arg(field).arg(from).arg(to));
}

void ReportPresenter::saveHtml(const QString& path) {
    save(path, true);
}

void ReportPresenter::saveCsv(const QString& path) {
    save(path, false);
}

void ReportPresenter::save(const QString& path, bool html) {
    if (path.isEmpty() || project_ == nullptr || !statistics_) return;
    runInBackground(
        this,
        [project = project_, statistics = *statistics_, query = query_.toStdString(), file = path.toStdString(), html] {
            writeTextAtomically(file, html ? datasetReportHtml(*project, statistics, coreWords)
                                           : datasetReportCsv(*project, parseImageQuery(query)));
        },
        [this, path] { shell_.note(tr("The report was saved as %1.").arg(path)); },
        [this](const Failed& failure) { shell_.raiseError(failure); });
}

}  // namespace recap::gui
