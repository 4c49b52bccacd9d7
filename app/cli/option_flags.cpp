// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/option_flags.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iomanip>
#include <sstream>

namespace recap::cli {
namespace {

constexpr std::array<std::string_view, 3> kCommon{"seed", "threads", "device"};

bool isCommon(const std::string& name) {
    return std::find(kCommon.begin(), kCommon.end(), name) != kCommon.end();
}

std::string listed(const std::vector<std::string>& items) {
    std::string text;
    for (const auto& item : items) text += (text.empty() ? "" : ", ") + (item.empty() ? "\"\"" : item);
    return text;
}

template <class Number>
Number numberFrom(const std::string& text, const std::string& name, const char* kind) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
        throw UsageError(flagName(name) + " needs " + kind + ", not '" + text + "'.");
    return value;
}

Json valueFrom(const FieldDescription& field, const std::string& text) {
    if (field.type == "string") return text;
    if (field.type == "int") return numberFrom<std::int64_t>(text, field.name, "a whole number");
    if (field.type == "number") return numberFrom<double>(text, field.name, "a number");
    if (field.type == "bool") {
        if (const auto value = boolFromWord(text)) return *value;
        throw UsageError(flagName(field.name) + " needs true or false, not '" + text + "'.");
    }
    Json list = Json::array();
    std::istringstream parts(text);
    for (std::string part; std::getline(parts, part, ',');) list.push_back(part);
    return list;
}

std::string rangeOf(const FieldDescription& field) {
    const bool low = std::isfinite(field.min), high = std::isfinite(field.max);
    std::ostringstream out;
    out << std::setprecision(12);
    if (low) out << field.min;
    if (low || high) out << " .. ";
    if (high) out << field.max;
    return out.str();
}

// The default value as a person would give it; empty for what has none.
std::string defaultOf(const FieldDescription& field) {
    if (field.value.is_string()) return field.value.get<std::string>();
    if (field.value.is_array()) return listed(field.value.get<std::vector<std::string>>());
    return field.value.dump();
}

// " (short, long; default short)"
std::string hintOf(const FieldDescription& field) {
    std::string hint = listed(field.choices);
    if (const auto value = defaultOf(field); !value.empty()) hint += (hint.empty() ? "default " : "; default ") + value;
    return hint.empty() ? hint : " (" + hint + ")";
}

}  // namespace

std::string flagName(std::string field) {
    std::replace(field.begin(), field.end(), '_', '-');
    return "--" + field;
}

std::optional<bool> boolFromWord(std::string_view word) {
    if (word == "true" || word == "on" || word == "yes" || word == "1") return true;
    if (word == "false" || word == "off" || word == "no" || word == "0") return false;
    return std::nullopt;
}

OptionFlags::OptionFlags(CLI::App& app, const std::vector<FieldDescription>& fields,
                         const std::vector<std::string>& leftOut) {
    for (const auto& field : fields) {
        fields_.push_back(field.name);
        if (isCommon(field.name) || std::find(leftOut.begin(), leftOut.end(), field.name) != leftOut.end()) continue;
        auto& flag = flags_.emplace_back(Flag{field, {}, nullptr});
        // "--use-ema" alone means true (CommandTable::parse).
        flag.option = app.add_option(flagName(field.name), flag.text, field.help + hintOf(field));
        flag.option->type_name(field.type == "int"      ? "INT"
                               : field.type == "number" ? "NUMBER"
                               : field.type == "bool"   ? kBoolType
                                                        : "TEXT");
        if (!field.group.empty()) flag.option->group(field.group);
    }
}

Json OptionFlags::given(const CommonOptions& common) const {
    Json json = Json::object();
    for (const auto& flag : flags_)
        if (flag.option->count() > 0) json[flag.field.name] = valueFrom(flag.field, flag.text);
    const auto has = [&](std::string_view name) {
        return std::find(fields_.begin(), fields_.end(), name) != fields_.end();
    };
    if (common.seed && has("seed")) json["seed"] = *common.seed;
    if (common.threads > 0 && has("threads")) json["threads"] = common.threads;
    if (common.device != "auto" && has("device")) json["device"] = common.device;
    return json;
}

void OptionFlags::requireNone(const std::string& why) const {
    for (const auto& flag : flags_)
        if (flag.option->count() > 0) throw UsageError(why + "; leave out " + flagName(flag.field.name) + ".");
}

Json optionsAsJson(const std::vector<FieldDescription>& fields) {
    Json list = Json::array();
    for (const auto& field : fields) {
        Json entry = {{"name", field.name}, {"type", field.type}, {"default", field.value}};
        if (std::isfinite(field.min)) entry["min"] = field.min;
        if (std::isfinite(field.max)) entry["max"] = field.max;
        if (!field.choices.empty()) entry["choices"] = field.choices;
        entry["help"] = field.help;
        list.push_back(entry);
    }
    return list;
}

std::string optionsAsText(const std::vector<FieldDescription>& fields) {
    std::ostringstream out;
    std::string group;
    for (const auto& field : fields) {
        if (field.group != group) {
            group = field.group;
            out << '\n' << group << '\n';
        }
        out << "  " << std::left << std::setw(20) << field.name << ' ' << std::setw(8) << field.type << ' '
            << field.value.dump();
        const std::string range = rangeOf(field);
        if (!range.empty()) out << "  [" << range << ']';
        if (!field.choices.empty()) out << "  {" << listed(field.choices) << '}';
        out << "\n      " << field.help << '\n';
    }
    return out.str();
}

}  // namespace recap::cli
