// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>

namespace recap::gui {

// What people call a fact of a run: an option of any kind of run ("learning_rate" is "Learning rate"), or what was
// recorded when it began ("ran_on" is "Ran on").
QString runOptionLabel(const std::string& name);

}  // namespace recap::gui
