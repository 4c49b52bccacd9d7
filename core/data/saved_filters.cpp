// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/saved_filters.h"

#include "base/error.h"
#include "base/json.h"
#include "base/unicode.h"
#include "data/setting_repository.h"

#include <algorithm>

namespace recap {
namespace {

constexpr const char* kKey = "saved_filters";

void store(Database& db, const std::vector<SavedFilter>& filters) {
    Json list = Json::array();
    for (const auto& filter : filters) list.push_back({{"name", filter.name}, {"query", filter.query}});
    SettingRepository(db).set(kKey, toJsonLine(list));
}

}  // namespace

std::vector<SavedFilter> savedFilters(Database& db) {
    std::vector<SavedFilter> out;
    const auto text = SettingRepository(db).get(kKey);
    if (!text) return out;
    const Json list = parseJson(*text, "the saved filters");
    for (const auto& entry : list)
        if (entry.is_object()) out.push_back({entry.value("name", ""), entry.value("query", "")});
    return out;
}

void saveFilter(Database& db, const SavedFilter& filter) {
    const std::string name(trimmed(filter.name));
    if (name.empty()) throw Error(ErrorCode::InvalidOption, message("A filter needs a name."));
    Transaction transaction(db);
    auto filters = savedFilters(db);
    std::erase_if(filters, [&](const auto& old) { return old.name == name; });
    filters.push_back({name, filter.query});
    std::sort(filters.begin(), filters.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    store(db, filters);
    transaction.commit();
}

void removeFilter(Database& db, const std::string& name) {
    Transaction transaction(db);
    auto filters = savedFilters(db);
    if (std::erase_if(filters, [&](const auto& old) { return old.name == name; }) > 0) store(db, filters);
    transaction.commit();
}

}  // namespace recap
