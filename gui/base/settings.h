// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSettings>
#include <QStringList>

#include <memory>

namespace recap::gui {

// The user's settings file, or RECAP_SETTINGS when that names one (tests, screenshots).
std::unique_ptr<QSettings> openSettings();

// The key of a setting that belongs to one project: what is open, chosen or filtered in one is not that of another.
QString projectSetting(const QString& projectPath, const QString& name);

// Newest first, at most ten, folders that still exist only.
QStringList recentProjects(const QSettings& settings);
void rememberProject(QSettings& settings, const QString& path);
void forgetProject(QSettings& settings, const QString& path);

}  // namespace recap::gui
