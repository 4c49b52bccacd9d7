// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace recap::gui {

// Side in pixels of the pictures that a diffusers folder was made for, from its configurations alone; 0 when they do
// not say. Reads two small files.
int nativeResolution(const QString& folder);

}  // namespace recap::gui
