// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace recap::gui {

class Prompter;

// The path with ".recap" at its end; empty stays empty.
QString withProjectSuffix(const QString& path);
// Where a project about a folder or file could be kept: beside it, or at home where one may only read. Empty for none.
QString suggestedProject(const QString& data);
// Where a new project is kept; empty when the person changed their mind.
QString askForProjectPlace(Prompter& prompter, const QString& suggestion);

// The folder of an existing project; empty when the person changed their mind.
QString askForProject(Prompter& prompter);
// A file that `Pack for a rater` wrote.
QString askForPackage(Prompter& prompter);

}  // namespace recap::gui
