// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/database.h"

#include <optional>
#include <string>
#include <string_view>

namespace recap {

// Small texts kept with a project: where the review stopped, a draft, saved filters. Not for options of runs.
class SettingRepository {
public:
    explicit SettingRepository(Database& database) : db_(database) {}

    std::optional<std::string> get(std::string_view key) const;
    void set(std::string_view key, std::string_view value);
    void remove(std::string_view key);

private:
    Database& db_;
};

}  // namespace recap
