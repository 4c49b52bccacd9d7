// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/dataset_actions.h"

#include "gui/base/background.h"
#include "gui/base/error_text.h"
#include "gui/base/prompter.h"
#include "gui/jobs/job_service.h"
#include "gui/shell/shell.h"
#include "workflow/dataset/clip_score_job.h"
#include "workflow/project/project.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSettings>

namespace recap::gui {

namespace {

constexpr std::size_t kMostRows = 1000;

QString translated(const char* text) {
    return QCoreApplication::translate("DatasetActions", text);
}

QString counted(const char* text, std::int64_t n) {
    return QCoreApplication::translate("DatasetActions", text, nullptr, static_cast<int>(n));
}

const QString kClipKey = QStringLiteral("dataset/clip");

QString skippedText(const std::vector<SkippedFile>& skipped) {
    QStringList lines;
    for (const SkippedFile& row : skipped) {
        if (lines.size() >= static_cast<qsizetype>(kMostRows)) break;
        lines << QString::fromStdString(row.file + ": ") + coreText(row.reason);
    }
    return lines.join(QLatin1Char('\n'));
}

// `demoClip`: the folder that is offered first; empty outside the demo's project.
QString chooseClip(Shell& shell, const QString& demoClip) {
    if (!demoClip.isEmpty()) {
        const int choice = shell.prompter().choose(
            translated(QT_TRANSLATE_NOOP("DatasetActions", "Score captions")),
            translated(
                QT_TRANSLATE_NOOP("DatasetActions",
                                  "Which CLIP model should compare images and captions? The demo's CLIP was trained "
                                  "only on drawn scenes like those of this project and knows nothing else.")),
            {translated(QT_TRANSLATE_NOOP("DatasetActions", "The demo's CLIP")),
             translated(QT_TRANSLATE_NOOP("DatasetActions", "Another folder…")),
             translated(QT_TRANSLATE_NOOP("DatasetActions", "Cancel"))});
        if (choice == 0) return demoClip;
        if (choice != 1) return {};
    }
    const QString folder = shell.prompter().openFolder(
        translated(QT_TRANSLATE_NOOP("DatasetActions", "Folder of a CLIP model (config.json, weights, vocabulary)")),
        shell.settings().value(kClipKey, QDir::homePath()).toString());
    if (!folder.isEmpty()) shell.settings().setValue(kClipKey, folder);
    return folder;
}

void scoreWith(Shell& shell, const std::shared_ptr<Project>& project, const QString& query, const QString& folder) {
    ClipScoreRequest request;
    request.clip = folder.toStdString();
    request.filter = query.toStdString();
    JobController* job = shell.jobs().start(std::make_unique<ClipScoreJob>(project, std::move(request)),
                                            translated(QT_TRANSLATE_NOOP("DatasetActions", "Score captions")));
    QObject::connect(job, &JobController::finished, &shell, [&shell, job](const JobOutcome& outcome) {
        const auto* scored = job->result<ClipScoreJob>();
        if (scored == nullptr || std::holds_alternative<Failed>(outcome)) return;
        const auto& report = scored->report();
        shell.note(counted(QT_TRANSLATE_N_NOOP("DatasetActions", "%Ln caption(s) scored."), report.written),
                   skippedText(report.skipped));
    });
}

}  // namespace

void startExport(Shell& shell, const std::shared_ptr<Project>& project, ExportRequest request) {
    const QString out = QString::fromStdString(request.out.string());
    const QString title =
        translated(QT_TRANSLATE_NOOP("DatasetActions", "Export to %1")).arg(QFileInfo(out).fileName());
    JobController* job =
        shell.jobs().start(std::make_unique<ExportJob>(project, std::move(request)), title, Lane::InputOutput);
    QObject::connect(job, &JobController::finished, &shell, [&shell, job, out](const JobOutcome& outcome) {
        const auto* exported = job->result<ExportJob>();
        if (exported == nullptr || !std::holds_alternative<Completed>(outcome)) return;
        const auto& report = exported->report();
        shell.note(
            counted(QT_TRANSLATE_N_NOOP("DatasetActions", "%Ln image(s) written to %1."), report.images).arg(out),
            skippedText(report.skipped));
    });
}

void startScoring(Shell& shell, const std::shared_ptr<Project>& project, const QString& query) {
    runInBackground(
        &shell,
        [project] {
            const bool known = project->settings().get(kDefaultClip).has_value();
            return known ? QString::fromStdString(clipFor(*project, {}).string()) : QString();
        },
        [&shell, project, query](const QString& usual) {
            if (const QString folder = chooseClip(shell, usual); !folder.isEmpty())
                scoreWith(shell, project, query, folder);
        },
        [&shell](const Failed& failure) { shell.raiseError(failure); });
}

QString freeExportFolder(const Project& project, const QString& name) {
    const QDir exports(QString::fromStdString(project.exportsDirectory().string()));
    QString free = name;
    for (int i = 2; exports.exists(free); ++i) free = QStringLiteral("%1-%2").arg(name).arg(i);
    return exports.filePath(free);
}

}  // namespace recap::gui
