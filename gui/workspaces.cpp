// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/workspaces.h"

#include "gui/dataset/dataset_workspace.h"

namespace recap::gui {

QList<Workspace*> makeWorkspaces(Shell& shell) { return {new DatasetWorkspace(shell)}; }

}  // namespace recap::gui
