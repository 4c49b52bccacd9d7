// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>

namespace recap::gui {

// Names of options and of their groups, for people: "learning_rate" is "Learning rate".
QString optionLabel(const std::string& name);
// "text_encoder" is "Text encoder"; a value that is a name is returned as it is.
QString optionValueLabel(const QString& value);
QString optionGroupLabel(const std::string& group);

}  // namespace recap::gui
