// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a field of an options form is edited with: a line, a list to choose from, boxes to tick, several lines.
#pragma once

#include "base/describe.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <optional>
#include <utility>

class QWidget;

namespace recap::gui {

// What the form knows of a field besides its description.
struct OptionEditing {
    bool multiline = false;
    // Offered beside what can be typed; of a list of texts these are the boxes to tick.
    std::optional<QStringList> suggestions = {};
    // What a choice is called for people, and one sentence about it; null: optionValueLabel.
    std::function<std::pair<QString, QString>(const QString& choice)> choice_text = {};
};

// `edited` is called after every change by hand or by writeOption().
QWidget* makeOptionEditor(const FieldDescription& field, const OptionEditing& editing, QWidget* parent,
                          const std::function<void()>& edited);
// Null and a sentence in `problem` when what the editor holds is not of the field's type.
Json readOption(const FieldDescription& field, const QWidget* editor, QString& problem);
void writeOption(QWidget* editor, const Json& value);
// The text of an editor that has one.
QString optionText(const QWidget* editor);

// "From 1 to 8."; empty where there is no limit.
QString optionRange(const FieldDescription& field);
// Empty when the value lies within the field's range, or is no number.
QString optionRangeProblem(const FieldDescription& field, const Json& value);

}  // namespace recap::gui
