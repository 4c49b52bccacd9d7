// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/describe.h"

#include <sstream>

namespace recap::detail {

std::string rangeText(double min, double max) {
    std::ostringstream text;
    if (std::isinf(max))
        text << "at least " << min;
    else if (std::isinf(min))
        text << "at most " << max;
    else
        text << "between " << min << " and " << max;
    return text.str();
}

bool jsonFits(const Json& value, std::string_view type) {
    if (type == "bool") return value.is_boolean();
    if (type == "int") return value.is_number_integer();
    if (type == "number") return value.is_number();
    if (type == "string") return value.is_string();
    if (!value.is_array()) return false;
    for (const auto& item : value)
        if (!item.is_string()) return false;
    return true;
}

std::string describeJsonType(std::string_view type) {
    if (type == "bool") return "true or false";
    if (type == "int") return "a whole number";
    if (type == "number") return "a number";
    if (type == "string") return "a text";
    return "a list of texts";
}

}  // namespace recap::detail
