// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/merge_action.h"

#include "gui/base/background.h"
#include "gui/base/error_text.h"
#include "gui/base/prompter.h"
#include "gui/jobs/job_service.h"
#include "gui/shell/shell.h"
#include "workflow/captioning/caption_merge_job.h"
#include "workflow/captioning/recaption_folder.h"
#include "workflow/project/project.h"

#include <QCoreApplication>
#include <QDir>
#include <QStringList>

#include <filesystem>
#include <vector>

namespace recap::gui {

namespace {

using Folders = std::vector<std::filesystem::path>;

constexpr qsizetype kMostRows = 1000;

QString translated(const char* text) {
    return QCoreApplication::translate("MergeAction", text);
}

QString counted(const char* text, std::int64_t n) {
    return QCoreApplication::translate("MergeAction", text, nullptr, static_cast<int>(n));
}

QString summaryOf(const std::vector<MergedResults>& results) {
    std::int64_t written = 0, known = 0, missing = 0;
    for (const MergedResults& merged : results) {
        written += merged.tally.written;
        known += merged.tally.known;
        missing += merged.missing;
    }
    QStringList parts{counted(QT_TRANSLATE_N_NOOP("MergeAction", "%Ln caption(s) stored"), written)};
    if (known > 0)
        parts << counted(QT_TRANSLATE_N_NOOP("MergeAction", "%Ln caption(s) stored by an earlier merge"), known);
    if (missing > 0) parts << counted(QT_TRANSLATE_N_NOOP("MergeAction", "%Ln image(s) without a result yet"), missing);
    return translated(QT_TRANSLATE_NOOP("MergeAction", "Merge of recaptioning shards: %1."))
        .arg(parts.join(QStringLiteral(", ")));
}

QString skippedText(const std::vector<MergedResults>& results) {
    QStringList lines;
    for (const MergedResults& merged : results)
        for (const SkippedFile& row : merged.tally.skipped)
            if (lines.size() < kMostRows) lines << QString::fromStdString(row.file + ": ") + coreText(row.reason);
    return lines.join(QLatin1Char('\n'));
}

void mergeFrom(Shell& shell, const std::shared_ptr<Project>& project, const Folders& folders) {
    JobController* job = shell.jobs().start(std::make_unique<CaptionMergeJob>(project, folders),
                                            translated(QT_TRANSLATE_NOOP("MergeAction", "Merge recaptioning shards")),
                                            Lane::InputOutput);
    QObject::connect(job, &JobController::finished, &shell, [&shell, job](const JobOutcome& outcome) {
        const auto* merge = job->result<CaptionMergeJob>();
        if (merge == nullptr || std::holds_alternative<Failed>(outcome)) return;
        shell.note(summaryOf(merge->results()), skippedText(merge->results()));
    });
}

}  // namespace

void startMerge(Shell& shell, const std::shared_ptr<Project>& project) {
    runInBackground(
        &shell, [project] { return resultFolders(project->path()); },
        [&shell, project](Folders folders) {
            if (folders.empty()) {
                const QString folder = shell.prompter().openFolder(
                    translated(QT_TRANSLATE_NOOP("MergeAction", "Folder with the results of recaptioning shards")),
                    QDir::homePath());
                if (folder.isEmpty()) return;
                folders.emplace_back(folder.toStdString());
            }
            mergeFrom(shell, project, folders);
        },
        [&shell](const Failed& failure) { shell.raiseError(failure); });
}

}  // namespace recap::gui
