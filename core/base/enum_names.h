// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace recap {

// An enum and its texts live in one constexpr table; the texts are those of the Python configurations.
//     inline constexpr EnumNames<Prediction, 3> kPredictionNames{{{Prediction::Epsilon, "epsilon"}, ...}};
template <class Enum, std::size_t N>
using EnumNames = std::array<std::pair<Enum, std::string_view>, N>;

template <class Enum, std::size_t N>
constexpr std::string_view enumName(const EnumNames<Enum, N>& names, Enum value) {
    for (const auto& [candidate, name] : names)
        if (candidate == value) return name;
    return {};
}

template <class Enum, std::size_t N>
constexpr std::optional<Enum> findEnum(const EnumNames<Enum, N>& names, std::string_view text) {
    for (const auto& [candidate, name] : names)
        if (name == text) return candidate;
    return std::nullopt;
}

// Throws Error(InvalidOption) that names `what`, the wrong text and every text allowed.
template <class Enum, std::size_t N>
Enum enumFromName(const EnumNames<Enum, N>& names, std::string_view text, const Message& what) {
    std::string allowed;
    for (const auto& [candidate, name] : names) {
        if (name == text) return candidate;
        allowed += allowed.empty() ? "" : ", ";
        allowed += name;
    }
    throw Error(ErrorCode::InvalidOption, message("%1 cannot be '%2'; allowed: %3.", what, text, allowed));
}

}  // namespace recap
