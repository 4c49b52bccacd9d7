// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// moc 6.4 stumbles over <chrono> behind these, and needs nothing of them.
#ifndef Q_MOC_RUN
#include "workflow/dataset/import_job.h"
#endif

#include <QString>

#include <memory>

namespace recap::gui {

class Shell;

// Imports into the project as a job; at its end a message says what was taken and, folded, what was not and why.
void startImport(Shell& shell, const std::shared_ptr<Project>& project, ImportRequest request);

}  // namespace recap::gui
