// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "base/message.h"

namespace recap {

// What is wrong with a JSON text or with its contents, for a person; what() of the exception speaks to programmers. The
// end of a sentence, without its full stop: "the field 'items' is missing".
Message jsonProblem(const Json::exception& exception);

}  // namespace recap
