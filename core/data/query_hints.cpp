// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/query_hints.h"

#include "base/unicode.h"
#include "data/caption_repository.h"
#include "data/query_error.h"
#include "data/query_lexer.h"
#include "data/setting_repository.h"

#include <algorithm>
#include <optional>

namespace recap {
namespace {

constexpr const char* kFilesChecked = "files_checked_ms";
constexpr const char* kPicturesChecked = "pictures_checked_ms";

bool any(Database& db, const char* sql) {
    return db.prepare(sql).step();
}

// Projects of before this was remembered: what was found shows that somebody looked.
bool filesChecked(Database& db) {
    return SettingRepository(db).get(kFilesChecked) || any(db, "SELECT 1 FROM image WHERE missing = 1 LIMIT 1");
}

bool picturesChecked(Database& db) {
    return SettingRepository(db).get(kPicturesChecked) ||
           any(db, "SELECT 1 FROM image WHERE dhash IS NOT NULL LIMIT 1");
}

std::optional<QueryHint> sourceHint(Database& db, const QueryToken& mention) {
    QueryHint hint{.kind = QueryHint::Kind::UnknownSource, .name = mention.value};
    for (const auto& source : CaptionRepository(db).sources()) hint.known.push_back(source.name);
    const bool prefix = mention.value.size() > 1 && mention.value.back() == '*';
    const auto begin = prefix ? mention.value.substr(0, mention.value.size() - 1) : mention.value;
    const bool found = std::any_of(hint.known.begin(), hint.known.end(), [&](const std::string& name) {
        return prefix ? name.starts_with(begin) : name == begin;
    });
    if (found) return std::nullopt;
    hint.nearest = nearestName(begin, hint.known);
    return hint;
}

std::optional<QueryHint> hintOf(Database& db, const QueryToken& mention) {
    const auto& field = mention.field;
    const auto what = field == "is" ? toLower(mention.value) : std::string();
    if (field == "source" || field == "has") return sourceHint(db, mention);
    if (what == "missing" && !filesChecked(db)) return QueryHint{.kind = QueryHint::Kind::FilesNotChecked};
    if ((what == "unreadable" || what == "duplicate" || field == "group") && !picturesChecked(db))
        return QueryHint{.kind = QueryHint::Kind::PicturesNotChecked};
    if ((what == "similar" || field == "similar" || field == "clip") && !SettingRepository(db).get("clip_model"))
        return QueryHint{.kind = QueryHint::Kind::NotScored};
    return std::nullopt;
}

}  // namespace

std::vector<QueryHint> queryHints(Database& database, std::string_view query) {
    std::vector<QueryHint> out;
    QueryLexer lexer(query);
    for (auto mention = lexer.next(); mention.kind != QueryToken::Kind::End; mention = lexer.next()) {
        auto hint = mention.kind == QueryToken::Kind::Field ? hintOf(database, mention) : std::nullopt;
        if (!hint) continue;
        hint->position = mention.position;
        const bool said = std::any_of(out.begin(), out.end(), [&](const QueryHint& other) {
            return other.kind == hint->kind && other.name == hint->name;
        });
        if (!said) out.push_back(std::move(*hint));
    }
    return out;
}

std::string queryHintText(const QueryHint& hint) {
    switch (hint.kind) {
        case QueryHint::Kind::UnknownSource: {
            const std::string none = "No caption has the source '" + hint.name + "'";
            if (!hint.nearest.empty()) return none + "; did you mean '" + hint.nearest + "'?";
            std::string list;
            for (const auto& name : hint.known) list += (list.empty() ? "" : ", ") + name;
            return none + (list.empty() ? "; the project has no captions yet." : "; there are " + list + ".");
        }
        case QueryHint::Kind::FilesNotChecked:
            return "It is not known yet whether the files exist: create the report first (recap dataset stats).";
        case QueryHint::Kind::PicturesNotChecked:
            return "The images have not been read yet: create the report first (recap dataset stats).";
        case QueryHint::Kind::NotScored:
            return "No caption has a CLIPScore yet: score the captions first (recap dataset score).";
    }
    return {};
}

void noteFilesChecked(Database& database) {
    SettingRepository(database).set(kFilesChecked, std::to_string(database.nowMs()));
}

void notePicturesChecked(Database& database) {
    SettingRepository(database).set(kPicturesChecked, std::to_string(database.nowMs()));
}

}  // namespace recap
