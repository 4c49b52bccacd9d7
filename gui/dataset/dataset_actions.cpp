// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/dataset_actions.h"

#include "base/atomic_file.h"
#include "gui/shell/background.h"
#include "gui/shell/error_text.h"
#include "gui/shell/job_service.h"
#include "gui/shell/prompter.h"
#include "gui/shell/shell.h"
#include "workflow/dataset_report.h"
#include "workflow/export_job.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QUrl>

#include <array>

namespace recap::gui {

namespace {

constexpr std::size_t kMostRows = 1000;

QString translated(const char* text) {
    return QCoreApplication::translate("DatasetActions", text);
}

QString counted(const char* text, std::int64_t n) {
    return QCoreApplication::translate("DatasetActions", text, nullptr, static_cast<int>(n));
}

struct Layout {
    const char* kind;
    const char* name;
};
constexpr std::array<Layout, 5> kLayouts{
    {{"imagefolder", QT_TRANSLATE_NOOP("DatasetActions", "Image folder (metadata.jsonl)")},
     {"sidecar", QT_TRANSLATE_NOOP("DatasetActions", "Texts beside the pictures")},
     {"coco", QT_TRANSLATE_NOOP("DatasetActions", "COCO captions")},
     {"webdataset", QT_TRANSLATE_NOOP("DatasetActions", "Tar shards")},
     {"csv", QT_TRANSLATE_NOOP("DatasetActions", "Table (CSV)")}}};

QString skippedText(const recap::ExportReport& report) {
    QStringList lines;
    for (const recap::SkippedFile& row : report.skipped) {
        if (lines.size() >= static_cast<qsizetype>(kMostRows)) break;
        lines << QString::fromStdString(row.file + ": " + row.reason);
    }
    return lines.join(QLatin1Char('\n'));
}

// False when the person changed their mind.
bool askWhat(Prompter& prompter, const QString& source, recap::ExportRequest& request) {
    const QString title = translated(QT_TRANSLATE_NOOP("DatasetActions", "Export"));
    const QString cancel = translated(QT_TRANSLATE_NOOP("DatasetActions", "Cancel"));
    QStringList layouts;
    for (const Layout& layout : kLayouts) layouts << translated(layout.name);
    const int layout = prompter.choose(title, translated(QT_TRANSLATE_NOOP("DatasetActions", "Which layout?")),
                                       layouts + QStringList{cancel});
    if (layout < 0 || layout >= static_cast<int>(kLayouts.size())) return false;
    request.kind = kLayouts[static_cast<std::size_t>(layout)].kind;
    const QStringList captions{
        translated(QT_TRANSLATE_NOOP("DatasetActions", "Every source")),
        translated(QT_TRANSLATE_NOOP("DatasetActions", "Only %1")).arg(captionSourceText(source)),
        translated(QT_TRANSLATE_NOOP("DatasetActions", "Only accepted ones of %1")).arg(captionSourceText(source)),
        cancel};
    const int chosen =
        prompter.choose(title, translated(QT_TRANSLATE_NOOP("DatasetActions", "Which captions?")), captions);
    if (chosen < 0 || chosen > 2) return false;
    if (chosen > 0) request.sources = {source.toStdString()};
    request.accepted_only = chosen == 2;
    return true;
}

}  // namespace

void startExport(Shell& shell, const std::shared_ptr<recap::Project>& project, const QString& query,
                 const QString& source) {
    recap::ExportRequest request;
    request.filter = query.toStdString();
    if (!askWhat(shell.prompter(), source, request)) return;
    const QString start = QString::fromStdString((project->exportsDirectory() / request.kind).string());
    const QString out = shell.prompter().saveFile(
        translated(QT_TRANSLATE_NOOP("DatasetActions", "Folder to make for the export")), start, {});
    if (out.isEmpty()) return;
    request.out = out.toStdString();
    const QString title =
        translated(QT_TRANSLATE_NOOP("DatasetActions", "Export to %1")).arg(QUrl::fromLocalFile(out).fileName());
    JobController* job =
        shell.jobs().start(std::make_unique<recap::ExportJob>(project, std::move(request)), title, Lane::InputOutput);
    QObject::connect(job, &JobController::finished, &shell, [&shell, job, out](const recap::JobOutcome& outcome) {
        const auto* exported = job->result<recap::ExportJob>();
        if (exported == nullptr || !std::holds_alternative<recap::Completed>(outcome)) return;
        const auto& report = exported->report();
        shell.note(counted(QT_TRANSLATE_N_NOOP("DatasetActions", "%n image(s) written to %1."), report.images).arg(out),
                   skippedText(report));
    });
}

void startReport(Shell& shell, const std::shared_ptr<recap::Project>& project, const QString& query, bool open) {
    auto stats = std::make_unique<recap::DatasetStatsJob>(project, recap::parseImageQuery(query.toStdString()));
    stats->setReadPictures(true);
    JobController* job = shell.jobs().start(
        std::move(stats), translated(QT_TRANSLATE_NOOP("DatasetActions", "Report on the data set")), Lane::InputOutput);
    QObject::connect(
        job, &JobController::finished, &shell, [&shell, job, project, open](const recap::JobOutcome& outcome) {
            const auto* done = job->result<recap::DatasetStatsJob>();
            if (done == nullptr || !std::holds_alternative<recap::Completed>(outcome)) return;
            runInBackground(
                &shell,
                [project, statistics = done->statistics()] {
                    const auto file = project->exportsDirectory() / "report.html";
                    recap::writeTextAtomically(file, recap::datasetReportHtml(*project, statistics));
                    return QString::fromStdString(file.string());
                },
                [&shell, open](const QString& file) {
                    if (open) QDesktopServices::openUrl(QUrl::fromLocalFile(file));
                    shell.note(translated(QT_TRANSLATE_NOOP("DatasetActions", "The report is in %1.")).arg(file));
                },
                [&shell](const recap::Failed& failure) { shell.raiseError(failure); });
        });
}

}  // namespace recap::gui
