// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/describe.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace recap {
namespace detail {
namespace {

// "10,000,000" instead of 1e+07.
std::string plainNumber(double value) {
    if (value != std::floor(value) || std::fabs(value) >= 1e18) {
        std::ostringstream text;
        text << value;
        return text.str();
    }
    std::string digits = std::to_string(static_cast<long long>(value));
    const std::size_t sign = value < 0 ? 1 : 0;
    for (auto at = digits.size(); at > sign + 3;) digits.insert(at -= 3, 1, ',');
    return digits;
}

}  // namespace

Message outOfRange(double min, double max) {
    if (std::isinf(max)) return message("must be at least %1", plainNumber(min));
    if (std::isinf(min)) return message("must be at most %1", plainNumber(max));
    return message("must be between %1 and %2", plainNumber(min), plainNumber(max));
}

Message problemsTogether(const std::vector<FieldProblem>& problems) {
    Message all;
    for (const auto& problem : problems) {
        const auto one = message("%1 %2", problem.field, problem.message);
        all = all.empty() ? one : message("%1; %2", all, one);
    }
    return all;
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

Message describeJsonType(std::string_view type) {
    if (type == "bool") return message("true or false");
    if (type == "int") return message("a whole number");
    if (type == "number") return message("a number");
    if (type == "string") return message("a text");
    return message("a list of texts");
}

bool isChoice(std::string_view text, const std::vector<std::string_view>& choices) {
    return choices.empty() || std::find(choices.begin(), choices.end(), text) != choices.end();
}

}  // namespace detail

std::string listOf(const std::vector<std::string_view>& texts) {
    std::string list;
    for (const auto text : texts) list.append(list.empty() ? "" : ", ").append(text);
    return list;
}

}  // namespace recap
