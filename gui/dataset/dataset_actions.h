// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// moc 6.4 stumbles over <chrono> behind these, and needs nothing of them.
#ifndef Q_MOC_RUN
#include "workflow/dataset/export_job.h"
#endif

#include <QString>

#include <memory>

namespace recap::gui {

class Shell;

// Exports as a job; at its end a message says what was written and, folded, what was left out and why.
void startExport(Shell& shell, const std::shared_ptr<Project>& project, ExportRequest request);

// Asks for the folder of a CLIP and gives every caption of the query that has none yet its CLIPScore, as a job.
void startScoring(Shell& shell, const std::shared_ptr<Project>& project, const QString& query);

// A folder below the project's exports/ that does not exist yet: NAME, NAME-2, ...
QString freeExportFolder(const Project& project, const QString& name);

}  // namespace recap::gui
