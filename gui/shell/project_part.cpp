// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/shell/project_part.h"

#include "workflow/project/project.h"

namespace recap::gui {

void ProjectPart::setProject(std::shared_ptr<Project> project) {
    project_ = std::move(project);
    forget();
}

bool ProjectPart::writable() const {
    return project_ != nullptr && !project_->readOnly();
}

}  // namespace recap::gui
