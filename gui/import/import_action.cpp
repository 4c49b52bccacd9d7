// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/import/import_action.h"

#include "gui/base/error_text.h"
#include "gui/jobs/job_service.h"
#include "gui/shell/shell.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace recap::gui {

namespace {

constexpr std::size_t kMostRows = 1000;

// The shell's child that remembers the last report.
class KeptImport final : public QObject {
public:
    explicit KeptImport(QObject* parent) : QObject(parent) { setObjectName(kImportReport); }
    std::shared_ptr<const recap::ImportReport> report;
};

KeptImport& keptImport(Shell& shell) {
    auto* kept = dynamic_cast<KeptImport*>(shell.findChild<QObject*>(kImportReport, Qt::FindDirectChildrenOnly));
    return kept != nullptr ? *kept : *new KeptImport(&shell);
}

QString summaryOf(const recap::ImportReport& report) {
    const auto counted = [](const char* text, std::int64_t n) {
        return QCoreApplication::translate("ImportReport", text, nullptr, static_cast<int>(n));
    };
    QStringList parts{counted(QT_TRANSLATE_N_NOOP("ImportReport", "%Ln new image(s)"), report.images),
                      counted(QT_TRANSLATE_N_NOOP("ImportReport", "%Ln new caption(s)"), report.captions)};
    if (report.known > 0)
        parts << counted(QT_TRANSLATE_N_NOOP("ImportReport", "%Ln image(s) known already"), report.known);
    if (const auto missing = report.notTaken(); missing > 0)
        parts << counted(QT_TRANSLATE_N_NOOP("ImportReport", "%Ln not taken"), missing);
    return QCoreApplication::translate("ImportReport", "Import: %1.").arg(parts.join(QStringLiteral(", ")));
}

QString skippedText(const recap::ImportReport& report) {
    QStringList lines;
    for (const recap::SkippedFile& row : report.skipped) {
        if (lines.size() >= static_cast<qsizetype>(kMostRows)) break;
        if (!row.passed_over) lines << QString::fromStdString(row.file + ": ") + coreText(row.reason);
    }
    return lines.join(QLatin1Char('\n'));
}

}  // namespace

void startImport(Shell& shell, const std::shared_ptr<recap::Project>& project, recap::ImportRequest request) {
    const QFileInfo path(QString::fromStdString(request.path.string()));
    const QString title = QCoreApplication::translate("ImportReport", "Import %1").arg(path.fileName());
    JobController* job =
        shell.jobs().start(std::make_unique<recap::ImportJob>(project, std::move(request)), title, Lane::InputOutput);
    QObject::connect(job, &JobController::finished, &shell, [&shell, job](const recap::JobOutcome& outcome) {
        const auto* import = job->result<recap::ImportJob>();
        if (import == nullptr || std::holds_alternative<recap::Failed>(outcome)) return;
        keptImport(shell).report = std::make_shared<const recap::ImportReport>(import->report());
        shell.announceChange(kImportReport);
        shell.note(summaryOf(import->report()), skippedText(import->report()));
    });
}

std::shared_ptr<const recap::ImportReport> lastImport(const Shell& shell) {
    const auto* kept = dynamic_cast<KeptImport*>(shell.findChild<QObject*>(kImportReport, Qt::FindDirectChildrenOnly));
    return kept == nullptr ? nullptr : kept->report;
}

}  // namespace recap::gui
