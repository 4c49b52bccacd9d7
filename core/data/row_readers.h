// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the repositories share; private to core/data.
#pragma once

#include "base/json.h"

#include <string>

namespace recap {

inline std::string jsonColumn(const Json& value) {
    return value.empty() ? std::string() : toJsonLine(value);
}

inline Json jsonFromColumn(const std::string& text, const char* what) {
    return text.empty() ? Json::object() : parseJson(text, what);
}

}  // namespace recap
