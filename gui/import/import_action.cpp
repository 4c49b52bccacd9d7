// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/import/import_action.h"

#include "gui/base/error_text.h"
#include "gui/import/last_import.h"
#include "gui/jobs/job_service.h"
#include "gui/shell/shell.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace recap::gui {

namespace {

constexpr std::size_t kMostRows = 1000;

QString summaryOf(const ImportReport& report) {
    const auto counted = [](const char* text, std::int64_t n) {
        return QCoreApplication::translate("ImportReport", text, nullptr, static_cast<int>(n));
    };
    QStringList parts{counted(QT_TRANSLATE_N_NOOP("ImportReport", "%Ln new image(s)"), report.images),
                      counted(QT_TRANSLATE_N_NOOP("ImportReport", "%Ln new caption(s)"), report.captions)};
    if (report.known > 0)
        parts << counted(QT_TRANSLATE_N_NOOP("ImportReport", "%Ln image(s) already in the project"), report.known);
    if (const auto missing = report.notTaken(); missing > 0)
        parts << counted(QT_TRANSLATE_N_NOOP("ImportReport", "%Ln not imported"), missing);
    return QCoreApplication::translate("ImportReport", "Import: %1.").arg(parts.join(QStringLiteral(", ")));
}

QString skippedText(const ImportReport& report) {
    QStringList lines;
    for (const SkippedFile& row : report.skipped) {
        if (lines.size() >= static_cast<qsizetype>(kMostRows)) break;
        if (!row.passed_over) lines << QString::fromStdString(row.file + ": ") + coreText(row.reason);
    }
    return lines.join(QLatin1Char('\n'));
}

}  // namespace

void startImport(Shell& shell, const std::shared_ptr<Project>& project, ImportRequest request) {
    const QFileInfo path(QString::fromStdString(request.path.string()));
    const QString title = QCoreApplication::translate("ImportReport", "Import %1").arg(path.fileName());
    JobController* job =
        shell.jobs().start(std::make_unique<ImportJob>(project, std::move(request)), title, Lane::InputOutput);
    QObject::connect(job, &JobController::finished, &shell, [&shell, job](const JobOutcome& outcome) {
        const auto* import = job->result<ImportJob>();
        if (import == nullptr || std::holds_alternative<Failed>(outcome)) return;
        LastImport::of(shell).keep(std::make_shared<const ImportReport>(import->report()));
        shell.note(summaryOf(import->report()), skippedText(import->report()));
    });
}

}  // namespace recap::gui
