// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <memory>

namespace recap {
class Project;
}

namespace recap::gui {

class Shell;

// Imports a folder into the project as a job; at its end a message says what was taken and, folded, what was not and
// why. Without a folder it asks for one.
void startImport(Shell& shell, const std::shared_ptr<recap::Project>& project, QString folder = {});

}  // namespace recap::gui
