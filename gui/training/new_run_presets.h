// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/training/new_run.h"

namespace recap::gui {

std::vector<RunPreset> diffusionPresets();
std::vector<RunPreset> captionerPresets();

}  // namespace recap::gui
