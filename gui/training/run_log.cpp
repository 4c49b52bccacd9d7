// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/run_log.h"

#include <QCoreApplication>
#include <QLocale>

namespace recap::gui {

struct RunLogText {
    Q_DECLARE_TR_FUNCTIONS(recap::gui::RunLogText)
};

namespace {

QString eventText(const RunLogLine& line) {
    const QString detail = QString::fromStdString(line.detail);
    if (line.event == "start") return RunLogText::tr("the run starts");
    if (line.event == "resume") return RunLogText::tr("the run continues");
    if (line.event == "option") return RunLogText::tr("changed: %1").arg(detail);
    if (line.event == "save") return RunLogText::tr("saved %1").arg(detail);
    if (line.event == "sample") return RunLogText::tr("samples generated");
    if (line.event == "disk_full") return RunLogText::tr("the run waits for disk space");
    if (line.event == "halt") return RunLogText::tr("the run ended: %1").arg(detail);
    if (line.event == "stop") return RunLogText::tr("the run was stopped");
    if (line.event == "end") return RunLogText::tr("the run is complete");
    return detail.isEmpty() ? QString::fromStdString(line.event)
                            : QStringLiteral("%1 %2").arg(QString::fromStdString(line.event), detail);
}

}  // namespace

QString timedLine(const QDateTime& time, const QString& text) {
    return QStringLiteral("%1  %2").arg(time.toString(QStringLiteral("HH:mm:ss")), text);
}

QString timedLine(const RunLogLine& line) {
    const auto time = QDateTime::fromString(QString::fromStdString(line.time), Qt::ISODate).toLocalTime();
    return timedLine(
        time,
        RunLogText::tr("Step %1: %2").arg(QLocale().toString(static_cast<qlonglong>(line.step)), eventText(line)));
}

}  // namespace recap::gui
