// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <initializer_list>

namespace recap::gui {

// Which rows of the project have changed.
enum class ProjectChange { Images, Captions, Runs, Samples, Metrics, Ratings };

inline constexpr std::initializer_list<ProjectChange> kProjectChanges = {
    ProjectChange::Images,  ProjectChange::Captions, ProjectChange::Runs,
    ProjectChange::Samples, ProjectChange::Metrics,  ProjectChange::Ratings};

}  // namespace recap::gui
