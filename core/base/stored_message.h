// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sentences kept in a project, so that a window in any language can show them later.
#pragma once

#include "base/message.h"

#include <string>

namespace recap {

// A sentence without arguments as it is; one with arguments as a JSON list of its English text and their values, in
// which a value that is a sentence itself is a list again.
std::string storedText(const Message& message);

// The sentence of such a text. Anything else, e.g. what an older version stored, is a sentence without arguments.
Message fromStoredText(const std::string& text);

}  // namespace recap
