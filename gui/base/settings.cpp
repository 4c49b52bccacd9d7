// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/base/settings.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>

namespace recap::gui {

namespace {
const QString kRecent = QStringLiteral("recent_projects");
constexpr int kMaxRecent = 10;
}  // namespace

std::unique_ptr<QSettings> openSettings() {
    const QString file = qEnvironmentVariable("RECAP_SETTINGS");
    if (!file.isEmpty()) return std::make_unique<QSettings>(file, QSettings::IniFormat);
    return std::make_unique<QSettings>(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("recap-workbench"),
                                       QStringLiteral("recap-workbench"));
}

QString projectSetting(const QString& projectPath, const QString& name) {
    const QByteArray place = QDir(projectPath).absolutePath().toUtf8();
    const QByteArray digest = QCryptographicHash::hash(place, QCryptographicHash::Sha256).toHex().left(16);
    return QStringLiteral("project/%1/%2").arg(QString::fromLatin1(digest), name);
}

QStringList recentProjects(const QSettings& settings) {
    QStringList found;
    const QStringList stored = settings.value(kRecent).toStringList();
    for (const QString& path : stored)
        if (QFileInfo(path).isDir()) found << path;
    return found;
}

void rememberProject(QSettings& settings, const QString& path) {
    const QString absolute = QDir(path).absolutePath();
    QStringList list = settings.value(kRecent).toStringList();
    list.removeAll(absolute);
    list.prepend(absolute);
    while (list.size() > kMaxRecent) list.removeLast();
    settings.setValue(kRecent, list);
}

void forgetProject(QSettings& settings, const QString& path) {
    QStringList list = settings.value(kRecent).toStringList();
    list.removeAll(QDir(path).absolutePath());
    settings.setValue(kRecent, list);
}

}  // namespace recap::gui
