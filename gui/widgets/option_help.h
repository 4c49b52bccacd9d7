// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>

namespace recap::gui {

// The help of an option (FieldInfo::help) in the language of the window; in English where it has no translation.
QString optionHelp(const std::string& help);
// Whether translators know the sentence.
bool isKnownOptionHelp(const std::string& help);

}  // namespace recap::gui
