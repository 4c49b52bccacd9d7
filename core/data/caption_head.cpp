// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/caption_head.h"

#include "data/image_query.h"

#include "base/error.h"

namespace recap {
namespace {

void requireSourceName(std::string_view name) {
    constexpr std::string_view kAllowed = "_-@.";
    bool good = !name.empty() && name.size() <= 200;
    for (const char c : name)
        good = good && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                        kAllowed.find(c) != kAllowed.npos);
    if (!good)
        throw Error(
            ErrorCode::InvalidOption,
            "'" + std::string(name) + "' cannot name a caption source: use letters, digits, '_', '-', '@' and '.'.");
}

}  // namespace

bool imageExists(Database& db, ImageId image) {
    auto query = db.prepare("SELECT 1 FROM image WHERE id = ?");
    query.bind(image.value);
    return query.step();
}

std::int64_t captionSourceId(Database& db, std::string_view name, bool create) {
    auto query = db.prepare("SELECT id FROM caption_source WHERE name = ?");
    query.bind(name);
    if (query.step()) return query.integer(0);
    if (!create) return 0;
    requireSourceName(name);
    db.prepare("INSERT INTO caption_source(name) VALUES(?)").bind(name).run();
    return db.lastInsertId();
}

CaptionHead readCaptionHead(Database& db, ImageId image, std::int64_t source) {
    auto query = db.prepare("SELECT version, status, reviewer FROM caption_head WHERE image = ? AND source = ?");
    query.bind(image.value).bind(source);
    if (!query.step()) return {};
    return {query.integer(0), query.integer(1), query.text(2)};
}

void writeCaptionHead(Database& db, ImageId image, std::int64_t source, const CaptionHead& head) {
    std::int64_t row = 0, version = 0;
    {
        auto query = db.prepare("SELECT id, version FROM caption_head WHERE image = ? AND source = ?");
        query.bind(image.value).bind(source);
        if (query.step()) {
            row = query.integer(0);
            version = query.integer(1);
        }
    }
    const auto text = [&] {
        auto query = db.prepare("SELECT text FROM caption_version WHERE id = ?");
        query.bind(head.version);
        return query.step() ? searchableText(query.text(0)) : std::string();
    };
    if (head.version == 0) {
        if (row == 0) return;
        db.prepare("DELETE FROM caption_fts WHERE rowid = ?").bind(row).run();
        db.prepare("DELETE FROM caption_head WHERE id = ?").bind(row).run();
    } else if (row == 0) {
        db.prepare(
              "INSERT INTO caption_head(image, source, version, status, reviewer, changed_ms) VALUES(?, ?, ?, ?, ?, ?)")
            .bind(image.value)
            .bind(source)
            .bind(head.version)
            .bind(head.status)
            .bind(head.reviewer)
            .bind(db.nowMs())
            .run();
        row = db.lastInsertId();
        db.prepare("INSERT INTO caption_fts(rowid, text) VALUES(?, ?)").bind(row).bind(text()).run();
    } else {
        db.prepare("UPDATE caption_head SET version = ?, status = ?, reviewer = ?, changed_ms = ? WHERE id = ?")
            .bind(head.version)
            .bind(head.status)
            .bind(head.reviewer)
            .bind(db.nowMs())
            .bind(row)
            .run();
        if (version != head.version)
            db.prepare("UPDATE caption_fts SET text = ? WHERE rowid = ?").bind(text()).bind(row).run();
    }
}

}  // namespace recap
