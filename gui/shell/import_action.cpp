// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/shell/import_action.h"

#include "gui/shell/job_service.h"
#include "gui/shell/prompter.h"
#include "gui/shell/shell.h"
#include "workflow/import_job.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSettings>

namespace recap::gui {

namespace {

const QString kFolderKey = QStringLiteral("import/folder");
constexpr std::size_t kMostRows = 1000;

QString summaryOf(const recap::ImportReport& report) {
    const auto translate = [](const char* text, std::int64_t n) {
        return QCoreApplication::translate("ImportReport", text, nullptr, static_cast<int>(n));
    };
    QStringList parts{translate(QT_TRANSLATE_N_NOOP("ImportReport", "%n new image(s)"), report.images),
                      translate(QT_TRANSLATE_N_NOOP("ImportReport", "%n new caption(s)"), report.captions)};
    if (report.known > 0)
        parts << translate(QT_TRANSLATE_N_NOOP("ImportReport", "%n image(s) known already"), report.known);
    if (!report.skipped.empty())
        parts << translate(QT_TRANSLATE_N_NOOP("ImportReport", "%n not taken"),
                           static_cast<std::int64_t>(report.skipped.size()));
    return QCoreApplication::translate("ImportReport", "Import: %1.").arg(parts.join(QStringLiteral(", ")));
}

QString skippedText(const recap::ImportReport& report) {
    QStringList lines;
    for (const recap::SkippedFile& row : report.skipped) {
        if (lines.size() >= static_cast<qsizetype>(kMostRows)) break;
        lines << QString::fromStdString(row.file + ": " + row.reason);
    }
    return lines.join(QLatin1Char('\n'));
}

}  // namespace

void startImport(Shell& shell, const std::shared_ptr<recap::Project>& project, QString folder) {
    if (folder.isEmpty()) {
        const QString start = shell.settings().value(kFolderKey, QDir::homePath()).toString();
        folder = shell.prompter().openFolder(QCoreApplication::translate("ImportReport", "Import a folder of pictures"),
                                             start);
    }
    if (folder.isEmpty()) return;
    shell.settings().setValue(kFolderKey, folder);
    recap::ImportRequest request;
    request.path = folder.toStdString();
    const QString title = QCoreApplication::translate("ImportReport", "Import %1").arg(QFileInfo(folder).fileName());
    JobController* job =
        shell.jobs().start(std::make_unique<recap::ImportJob>(project, std::move(request)), title, Lane::InputOutput);
    QObject::connect(job, &JobController::finished, &shell, [&shell, job](const recap::JobOutcome& outcome) {
        const auto* import = job->result<recap::ImportJob>();
        if (import == nullptr || std::holds_alternative<recap::Failed>(outcome)) return;
        shell.note(summaryOf(import->report()), skippedText(import->report()));
    });
}

}  // namespace recap::gui
