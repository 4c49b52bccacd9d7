// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace recap::gui {

class Prompter;

// What "New project from folder" needs to know. Both empty when the person changed their mind.
struct NewProject {
    QString pictures;  // folder to import
    QString path;      // of the project, ending in ".recap"
};
NewProject askForNewProject(Prompter& prompter);

// The folder of an existing project; empty when the person changed their mind.
QString askForProject(Prompter& prompter);
// A file that `Pack for a rater` wrote.
QString askForPackage(Prompter& prompter);

}  // namespace recap::gui
