// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

namespace recap::gui {

class Shell;
class Workspace;

// The pages of the rail, in its order, without parents. The one place that knows every workspace.
QList<Workspace*> makeWorkspaces(Shell& shell);

}  // namespace recap::gui
