// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/project_dialogs.h"

#include "gui/base/prompter.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace recap::gui {

namespace {
const QString kSuffix = QStringLiteral(".recap");
}  // namespace

QString withProjectSuffix(const QString& path) {
    return path.isEmpty() || path.endsWith(kSuffix) ? path : path + kSuffix;
}

QString suggestedProject(const QString& data) {
    if (data.isEmpty()) return {};
    const QFileInfo info(QDir::cleanPath(data));
    const QString parent = info.absolutePath();
    // {00000..00127}.tar names no file: its folder says more.
    const bool many = info.fileName().contains(QLatin1Char('{')) || info.fileName().contains(QLatin1Char('*'));
    const QString name = many ? QFileInfo(parent).fileName() : info.isDir() ? info.fileName() : info.completeBaseName();
    const QString place = QFileInfo(parent).isWritable() ? parent : QDir::homePath();
    return withProjectSuffix(place + QLatin1Char('/') + name);
}

QString askForProjectPlace(Prompter& prompter, const QString& suggestion) {
    return withProjectSuffix(
        prompter.saveFile(QCoreApplication::translate("ProjectDialogs", "Where to save the project"), suggestion,
                          QCoreApplication::translate("ProjectDialogs", "Projects (*.recap)")));
}

QString askForProject(Prompter& prompter) {
    return prompter.openFolder(QCoreApplication::translate("ProjectDialogs", "Open a project folder (name.recap)"),
                               QDir::homePath());
}

QString askForPackage(Prompter& prompter) {
    return prompter.openFile(QCoreApplication::translate("ProjectDialogs", "Open a rating package"), QDir::homePath(),
                             QCoreApplication::translate("ProjectDialogs", "Rating packages (*.json)"));
}

}  // namespace recap::gui
