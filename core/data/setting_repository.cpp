// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/setting_repository.h"

namespace recap {

std::optional<std::string> SettingRepository::get(std::string_view key) const {
    auto query = db_.prepare("SELECT value FROM setting WHERE key = ?");
    query.bind(key);
    if (!query.step()) return std::nullopt;
    return query.text(0);
}

void SettingRepository::set(std::string_view key, std::string_view value) {
    db_.prepare("INSERT INTO setting(key, value) VALUES(?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value")
        .bind(key)
        .bind(value)
        .run();
}

void SettingRepository::remove(std::string_view key) {
    db_.prepare("DELETE FROM setting WHERE key = ?").bind(key).run();
}

}  // namespace recap
