// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/workspaces.h"

#include "gui/compare/compare_workspace.h"
#include "gui/dataset/dataset_workspace.h"
#include "gui/evaluation/evaluation_workspace.h"
#include "gui/study/study_workspace.h"
#include "gui/training/training_workspace.h"

namespace recap::gui {

QList<Workspace*> makeWorkspaces(Shell& shell) {
    return {new DatasetWorkspace(shell), new TrainingWorkspace(shell), new CompareWorkspace(shell),
            new EvaluationWorkspace(shell), new StudyWorkspace(shell)};
}

}  // namespace recap::gui
