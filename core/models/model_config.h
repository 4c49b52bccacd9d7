// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "base/message.h"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

// Reads fields of a model's config.json by name. An absent field leaves the target as it is (the library's default);
// a field of a wrong type throws Error(BadFormat) that names the model and the field.
class ConfigReader {
public:
    ConfigReader(const Json& json, std::string_view model);

    void read(const char* name, bool& target) const;
    void read(const char* name, std::int64_t& target) const;
    void read(const char* name, double& target) const;
    void read(const char* name, std::string& target) const;
    void read(const char* name, std::vector<std::int64_t>& target) const;
    void read(const char* name, std::vector<std::string>& target) const;
    // null empties these.
    void read(const char* name, std::optional<std::int64_t>& target) const;
    void read(const char* name, std::optional<double>& target) const;
    void read(const char* name, std::vector<double>& target) const;
    // A number, or a list of numbers.
    void readOneOrMany(const char* name, std::vector<std::int64_t>& target) const;
    // Throws Error(BadFormat) "... is not supported" unless the field is absent, null or one of `accepted`.
    void refuseUnless(const char* name, std::initializer_list<Json> accepted) const;

private:
    const Json* find(const char* name) const;  // null for an absent field
    [[noreturn]] void failType(const char* name, const Message& expected) const;

    const Json& json_;
    std::string model_;
};

// One number for a list of one, otherwise the list.
Json oneOrMany(const std::vector<std::int64_t>& values);
// Throws Error(BadFormat) "<model>: <sentence>" unless `condition` holds.
void requireConfig(bool condition, std::string_view model, const Message& sentence);

}  // namespace recap
