// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a picture of a prompt must show, in words.
#pragma once

#include "workflow/prompts/prompt_import.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace recap::gui {

// "dog, 2 × vase, cat behind vase"; empty: nothing is expected.
QString expectationText(const PromptExpectation& expect);
// Every part of it with its name; lists are cut after some entries and say how many more there are.
std::vector<std::pair<QString, QString>> expectationLines(const PromptExpectation& expect);
// What a part is called, by its JSON key: "objects" of "classes".
QString expectationName(const std::string& key);
// "TISE pickle" of "tise" (ImportedPrompts::format).
QString promptFormatName(const std::string& format);

}  // namespace recap::gui
