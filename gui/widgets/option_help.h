// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>

namespace recap::gui {

// The help of an option (FieldInfo::help) in the language of the window; in English where it has no
// translation. packaging/update-translations finds the texts in the option structs.
QString optionHelp(const std::string& help);

}  // namespace recap::gui
