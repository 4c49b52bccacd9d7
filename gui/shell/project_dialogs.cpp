// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/shell/project_dialogs.h"

#include "gui/shell/prompter.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace recap::gui {

namespace {
const QString kSuffix = QStringLiteral(".recap");
}  // namespace

NewProject askForNewProject(Prompter& prompter) {
    const QString pictures = prompter.openFolder(
        QCoreApplication::translate("ProjectDialogs", "Folder with your pictures and their texts"), QDir::homePath());
    if (pictures.isEmpty()) return {};
    const QFileInfo folder(pictures);
    // Shared collections lie where one may only read.
    const QString place = QFileInfo(folder.absolutePath()).isWritable() ? folder.absolutePath() : QDir::homePath();
    QString path = prompter.saveFile(QCoreApplication::translate("ProjectDialogs", "Where the project is kept"),
                                     place + QLatin1Char('/') + folder.fileName() + kSuffix,
                                     QCoreApplication::translate("ProjectDialogs", "Projects (*.recap)"));
    if (path.isEmpty()) return {};
    if (!path.endsWith(kSuffix)) path += kSuffix;
    return {pictures, path};
}

QString askForProject(Prompter& prompter) {
    return prompter.openFolder(QCoreApplication::translate("ProjectDialogs", "Open a project folder (name.recap)"),
                               QDir::homePath());
}

QString askForPackage(Prompter& prompter) {
    return prompter.openFile(QCoreApplication::translate("ProjectDialogs", "Open a session package"), QDir::homePath(),
                             QCoreApplication::translate("ProjectDialogs", "Session packages (*.json)"));
}

}  // namespace recap::gui
