// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/training/new_run.h"

namespace recap::gui {

// What a run of each kind would do. Asks the project: for a background thread. Throws Error(InvalidOption) for values
// that cannot be used.
PreflightText diffusionPreflight(Project& project, const Json& values);
PreflightText captionerPreflight(Project& project, const Json& values);
PreflightText captionCurvePreflight(Project& project, const Json& values);
PreflightText recaptionPreflight(Project& project, const Json& values);
PreflightText serverRecaptionPreflight(Project& project, const Json& values);
PreflightText samplesPreflight(Project& project, const Json& values);
PreflightText metricsPreflight(Project& project, const Json& values);

}  // namespace recap::gui
