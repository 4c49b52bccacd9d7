// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/model_config.h"

#include "base/error.h"

#include <algorithm>

namespace recap {

ConfigReader::ConfigReader(const Json& json, std::string_view model) : json_(json), model_(model) {
    if (!json.is_object())
        throw Error(ErrorCode::BadFormat, message("The configuration of %1 is not a JSON object.", model_));
}

const Json* ConfigReader::find(const char* name) const {
    const auto found = json_.find(name);
    return found == json_.end() ? nullptr : &*found;
}

void ConfigReader::failType(const char* name, const Message& expected) const {
    throw Error(ErrorCode::BadFormat,
                message("The configuration of %1 has a field '%2' that is not %3.", model_, name, expected));
}

void ConfigReader::read(const char* name, bool& target) const {
    const Json* value = find(name);
    if (value == nullptr) return;
    if (!value->is_boolean()) failType(name, message("true or false"));
    target = value->get<bool>();
}

void ConfigReader::read(const char* name, std::int64_t& target) const {
    const Json* value = find(name);
    if (value == nullptr) return;
    if (!value->is_number_integer()) failType(name, message("a whole number"));
    target = value->get<std::int64_t>();
}

void ConfigReader::read(const char* name, double& target) const {
    const Json* value = find(name);
    if (value == nullptr) return;
    if (!value->is_number()) failType(name, message("a number"));
    target = value->get<double>();
}

void ConfigReader::read(const char* name, std::string& target) const {
    const Json* value = find(name);
    if (value == nullptr) return;
    if (!value->is_string()) failType(name, message("a text"));
    target = value->get<std::string>();
}

void ConfigReader::read(const char* name, std::vector<std::int64_t>& target) const {
    const Json* value = find(name);
    if (value == nullptr) return;
    if (!value->is_array() ||
        !std::all_of(value->begin(), value->end(), [](const Json& v) { return v.is_number_integer(); }))
        failType(name, message("a list of whole numbers"));
    target = value->get<std::vector<std::int64_t>>();
}

void ConfigReader::read(const char* name, std::vector<std::string>& target) const {
    const Json* value = find(name);
    if (value == nullptr) return;
    if (!value->is_array() || !std::all_of(value->begin(), value->end(), [](const Json& v) { return v.is_string(); }))
        failType(name, message("a list of texts"));
    target = value->get<std::vector<std::string>>();
}

void ConfigReader::read(const char* name, std::optional<std::int64_t>& target) const {
    const Json* value = find(name);
    if (value == nullptr) return;
    if (!value->is_null() && !value->is_number_integer()) failType(name, message("a whole number or null"));
    target = value->is_null() ? std::nullopt : std::optional(value->get<std::int64_t>());
}

void ConfigReader::read(const char* name, std::optional<double>& target) const {
    const Json* value = find(name);
    if (value == nullptr) return;
    if (!value->is_null() && !value->is_number()) failType(name, message("a number or null"));
    target = value->is_null() ? std::nullopt : std::optional(value->get<double>());
}

void ConfigReader::read(const char* name, std::vector<double>& target) const {
    const Json* value = find(name);
    if (value == nullptr) return;
    target.clear();
    if (value->is_null()) return;
    if (!value->is_array() || !std::all_of(value->begin(), value->end(), [](const Json& v) { return v.is_number(); }))
        failType(name, message("a list of numbers or null"));
    target = value->get<std::vector<double>>();
}

void ConfigReader::readOneOrMany(const char* name, std::vector<std::int64_t>& target) const {
    const Json* value = find(name);
    if (value == nullptr) return;
    if (value->is_number_integer())
        target = {value->get<std::int64_t>()};
    else
        read(name, target);
}

void ConfigReader::refuseUnless(const char* name, std::initializer_list<Json> accepted) const {
    const Json* value = find(name);
    if (value == nullptr || value->is_null()) return;
    if (std::find(accepted.begin(), accepted.end(), *value) == accepted.end())
        throw Error(ErrorCode::BadFormat, message("%1: %2 %3 is not supported.", model_, name, value->dump()));
}

Json oneOrMany(const std::vector<std::int64_t>& values) {
    return values.size() == 1 ? Json(values.front()) : Json(values);
}

void requireConfig(bool condition, std::string_view model, const Message& sentence) {
    if (!condition) throw Error(ErrorCode::BadFormat, message("The configuration of %1: %2.", model, sentence));
}

}  // namespace recap
