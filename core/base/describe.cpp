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

std::string rangeText(double min, double max) {
    if (std::isinf(max)) return "at least " + plainNumber(min);
    if (std::isinf(min)) return "at most " + plainNumber(max);
    return "between " + plainNumber(min) + " and " + plainNumber(max);
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
