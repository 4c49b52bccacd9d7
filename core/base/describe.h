// SPDX-License-Identifier: GPL-3.0-or-later
//
// Options are plain structs described once. For a struct T, a free function template next to it names every field:
//
//     template <class Visitor>
//     void describe(TrainOptions& o, Visitor&& field) {
//         field("batch_size", o.batch_size, FieldInfo{.label = "Batch size", .help = "Images per optimiser step", .min
//         = 1, .max = 512});
//     }
//
// From it follow JSON out (optionsToJson), JSON in (optionsFromJson), checks (validate), and the list that the command
// line and the Qt form are built from (listFields). Field types: bool, int, std::int64_t, double, std::string,
// std::vector<std::string>. An enum is a std::string with `choices`.
#pragma once

#include "base/error.h"
#include "base/json.h"

#include <cmath>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace recap {

struct FieldInfo {
    std::string_view label;  // what the form calls it, e.g. "Batch size"
    std::string_view help;   // one sentence with unit and usual range
    double min = -std::numeric_limits<double>::infinity();
    double max = std::numeric_limits<double>::infinity();
    std::int64_t step = 1;                       // whole numbers: every value is a multiple of it
    std::vector<std::string_view> choices = {};  // for strings and lists of strings: the texts allowed
    std::string_view group = {};                 // heading in the form
    bool advanced = false;                       // folded away in the form
    bool live = false;                           // may change while the run goes on
};

// One problem of one field; `field` is the option name.
struct FieldProblem {
    std::string field;
    Message message;  // what follows the field's name in a sentence: "must be at least 1"
};

// A field as data, for forms and for `--print-options`. Numbers of every kind carry "int" or "number".
struct FieldDescription {
    std::string name;
    std::string type;  // bool, int, number, string, strings
    Json value;        // current value; that of a default-constructed struct is the default
    double min = 0, max = 0;
    std::vector<std::string> choices;
    std::string label, help, group;
    bool advanced = false;
    std::int64_t step = 1;
    bool live = false;
};

// "a, b, c"
std::string listOf(const std::vector<std::string_view>& texts);

namespace detail {

template <class T>
constexpr std::string_view fieldType() {
    if constexpr (std::is_same_v<T, bool>)
        return "bool";
    else if constexpr (std::is_integral_v<T>)
        return "int";
    else if constexpr (std::is_floating_point_v<T>)
        return "number";
    else if constexpr (std::is_same_v<T, std::string>)
        return "string";
    else
        return "strings";
}

Message outOfRange(double min, double max);                           // "must be between 1 and 8"
Message problemsTogether(const std::vector<FieldProblem>& problems);  // "a must be ...; b must be ..."
bool jsonFits(const Json& value, std::string_view type);
Message describeJsonType(std::string_view type);
// Whether the text is one of the choices; without choices every text is.
bool isChoice(std::string_view text, const std::vector<std::string_view>& choices);

}  // namespace detail

template <class T>
Json optionsToJson(const T& options) {
    Json out = Json::object();
    T copy = options;
    describe(copy, [&](std::string_view name, auto& value, const FieldInfo&) { out[std::string(name)] = value; });
    return out;
}

// Every problem at once, in the order of the fields; empty means valid.
template <class T>
std::vector<FieldProblem> validate(const T& options) {
    std::vector<FieldProblem> problems;
    T copy = options;
    describe(copy, [&](std::string_view name, auto& value, const FieldInfo& info) {
        using V = std::remove_reference_t<decltype(value)>;
        if constexpr (std::is_arithmetic_v<V> && !std::is_same_v<V, bool>) {
            const auto number = static_cast<double>(value);
            if (!(number >= info.min && number <= info.max))
                problems.push_back({std::string(name), detail::outOfRange(info.min, info.max)});
            if constexpr (std::is_integral_v<V>)
                if (value % info.step != 0)
                    problems.push_back({std::string(name), message("must be a multiple of %1", info.step)});
        } else if constexpr (std::is_same_v<V, std::string>) {
            if (!detail::isChoice(value, info.choices))
                problems.push_back({std::string(name), message("must be one of: %1", listOf(info.choices))});
        } else if constexpr (std::is_same_v<V, std::vector<std::string>>) {
            for (const auto& entry : value)
                if (!detail::isChoice(entry, info.choices))
                    problems.push_back(
                        {std::string(name), message("has no '%1'; there are: %2", entry, listOf(info.choices))});
        }
    });
    return problems;
}

// Sets the fields that `json` names. Throws Error(InvalidOption) for an unknown name or a wrong type; ranges are left
// to validate().
template <class T>
void optionsFromJson(const Json& json, T& options, std::string_view origin = "the configuration") {
    if (!json.is_object()) throw Error(ErrorCode::InvalidOption, message("%1 must be an object of options.", origin));
    std::vector<std::string> known;
    describe(options, [&](std::string_view name, auto& value, const FieldInfo&) {
        using V = std::remove_reference_t<decltype(value)>;
        known.emplace_back(name);
        const auto it = json.find(std::string(name));
        if (it == json.end()) return;
        if (!detail::jsonFits(*it, detail::fieldType<V>()))
            throw Error(ErrorCode::InvalidOption, message("Option '%1' in %2 must be %3.", name, origin,
                                                          detail::describeJsonType(detail::fieldType<V>())));
        value = it->template get<V>();
    });
    for (const auto& item : json.items()) {
        bool found = false;
        for (const auto& name : known) found = found || name == item.key();
        if (!found) throw Error(ErrorCode::InvalidOption, message("Unknown option '%1' in %2.", item.key(), origin));
    }
}

// Throws Error(InvalidOption) with all problems in one sentence.
template <class T>
void requireValid(const T& options) {
    const auto problems = validate(options);
    if (!problems.empty())
        throw Error(ErrorCode::InvalidOption, message("Wrong options: %1.", detail::problemsTogether(problems)));
}

template <class T>
std::vector<FieldDescription> listFields(const T& options) {
    std::vector<FieldDescription> out;
    T copy = options;
    describe(copy, [&](std::string_view name, auto& value, const FieldInfo& info) {
        using V = std::remove_reference_t<decltype(value)>;
        out.push_back({std::string(name),
                       std::string(detail::fieldType<V>()),
                       Json(value),
                       info.min,
                       info.max,
                       {info.choices.begin(), info.choices.end()},
                       std::string(info.label),
                       std::string(info.help),
                       std::string(info.group),
                       info.advanced,
                       info.step,
                       info.live});
    });
    return out;
}

// Sets a number that may change while a run goes on. False for a name that is no such field, and for a value outside
// its range.
template <class T>
bool setLiveOption(T& options, std::string_view name, double value) {
    bool set = false;
    describe(options, [&](std::string_view field, auto& member, const FieldInfo& info) {
        using V = std::remove_reference_t<decltype(member)>;
        if constexpr (std::is_arithmetic_v<V> && !std::is_same_v<V, bool>) {
            if (field != name || !info.live || !(value >= info.min && value <= info.max)) return;
            if (std::is_integral_v<V> && value != std::floor(value)) return;
            member = static_cast<V>(value);
            set = true;
        }
    });
    return set;
}

// "a, b, c": the fields that may change while a run goes on.
template <class T>
std::string liveOptions(const T& options) {
    std::vector<std::string_view> names;
    T copy = options;
    describe(copy, [&](std::string_view field, auto&, const FieldInfo& info) {
        if (info.live) names.push_back(field);
    });
    return listOf(names);
}

}  // namespace recap
