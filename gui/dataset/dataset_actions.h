// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <memory>

namespace recap {
class Project;
}

namespace recap::gui {

class Shell;

// Asks for a layout, which captions and a folder, and exports the images of the query as a job; at its end a message
// says what was written and, folded, what was left out and why. `source`: the caption under review.
void startExport(Shell& shell, const std::shared_ptr<recap::Project>& project, const QString& query,
                 const QString& source);

// Counts the images of the query as a job and writes exports/report.html; opened in the browser when `open`.
void startReport(Shell& shell, const std::shared_ptr<recap::Project>& project, const QString& query, bool open = true);

}  // namespace recap::gui
