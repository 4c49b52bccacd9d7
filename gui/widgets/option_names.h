// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/describe.h"

#include <QString>

#include <string>
#include <vector>

namespace recap::gui {

// Names of options and of their groups, for people: "learning_rate" is "Learning rate".
QString optionLabel(const FieldDescription& field);
// Of the field of that name; a name that is none of the fields is written as words.
QString optionLabel(const std::vector<FieldDescription>& fields, const std::string& name);
// "text_encoder" is "Text encoder"; a value that is a name is returned as it is.
QString optionValueLabel(const QString& value);
QString optionGroupLabel(const std::string& group);

}  // namespace recap::gui
