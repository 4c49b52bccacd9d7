// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/caption_head.h"

#include "data/caption_measure.h"
#include "data/image_query.h"
#include "data/language_guess.h"
#include "data/query_literals.h"
#include "data/source_name.h"
#include "text/caption_faults.h"

#include "base/error.h"

#include <utility>
#include <vector>

namespace recap {
namespace {

constexpr std::int64_t kMaxSources = 65'535;  // what fits beside the image in the index of words

}  // namespace

void requireSourceName(std::string_view name) {
    constexpr std::string_view kAllowed = "_-@.";
    bool good = !name.empty() && name.size() <= 200;
    for (const char c : name)
        good = good && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                        kAllowed.find(c) != kAllowed.npos);
    if (!good)
        throw Error(
            ErrorCode::InvalidOption,
            message("'%1' cannot be the name of a caption source: use letters, digits, '_', '-', '@' and '.'.", name));
}

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
    {
        auto highest = db.prepare("SELECT max(id) FROM caption_source");
        if (highest.step() && highest.integer(0) >= kMaxSources)
            throw Error(ErrorCode::InvalidOption, message("A project cannot have more than 65535 caption sources."));
    }
    db.prepare("INSERT INTO caption_source(name) VALUES(?)").bind(name).run();
    return db.lastInsertId();
}

CaptionHead readCaptionHead(Database& db, ImageId image, std::int64_t source) {
    auto query = db.prepare("SELECT version, status, reviewer FROM caption_head WHERE image = ? AND source = ?");
    query.bind(image.value).bind(source);
    if (!query.step()) return {};
    return {query.integer(0), query.integer(1), query.text(2)};
}

namespace {

// rowid of a caption in the index of words: in the order of images, so that a search can stop at the first page.
std::int64_t wordsRow(ImageId image, std::int64_t source) {
    return image.value << 16 | source;
}

std::string versionText(Database& db, std::int64_t version) {
    auto query = db.prepare("SELECT text FROM caption_version WHERE id = ?");
    query.bind(version);
    return query.step() ? query.text(0) : std::string();
}

// The index of trigrams keeps no texts: what is taken out must be said again.
void dropTrigrams(Database& db, std::int64_t row, const std::string& text) {
    db.prepare("INSERT INTO caption_trigrams(caption_trigrams, rowid, text) VALUES('delete', ?, ?)")
        .bind(row)
        .bind(trigramText(text))
        .run();
}

// before: the version that the indexes hold; 0: none.
void indexText(Database& db, ImageId image, std::int64_t source, const std::string& text, std::int64_t before) {
    const auto row = wordsRow(image, source);
    if (before != 0) {
        db.prepare("UPDATE caption_words SET text = ? WHERE rowid = ?").bind(searchableText(text)).bind(row).run();
        dropTrigrams(db, row, versionText(db, before));
    } else {
        db.prepare("INSERT INTO caption_words(rowid, text) VALUES(?, ?)").bind(row).bind(searchableText(text)).run();
    }
    db.prepare("INSERT INTO caption_trigrams(rowid, text) VALUES(?, ?)").bind(row).bind(trigramText(text)).run();
}

std::string imagePath(Database& db, ImageId image) {
    auto query = db.prepare("SELECT path FROM image WHERE id = ?");
    query.bind(image.value);
    return query.step() ? query.text(0) : std::string();
}

// Which captions of a source repeat this text, after one with it went or, as row `newest` of caption_head, came.
void markRepeats(Database& db, std::int64_t source, const std::string& text, std::int64_t newest = 0) {
    std::vector<std::int64_t> same;  // three say enough: with two others the older ones are marked
    {
        auto rows = db.prepare(
            "SELECT h.id FROM caption_head AS h JOIN caption_version AS v ON v.id = h.version "
            "WHERE h.text_hash = ? AND h.source = ? AND v.text = ? LIMIT 3");
        rows.bind(textNumber(text)).bind(source).bind(text);
        while (rows.step()) same.push_back(rows.integer(0));
    }
    const auto mark = [&](std::int64_t row, bool repeated) {
        db.prepare("UPDATE caption_head SET repeated = ?1 WHERE id = ?2 AND repeated <> ?1")
            .bind(repeated)
            .bind(row)
            .run();
    };
    if (same.size() == 1 && newest == 0) return mark(same[0], false);
    if (same.size() == 1 || newest == 0) return;
    if (same.size() == 2)
        for (const auto row : same) mark(row, true);
    mark(newest, true);
}

}  // namespace

void writeCaptionHead(Database& db, ImageId image, std::int64_t source, const CaptionHead& head,
                      const std::string* known) {
    std::int64_t row = 0, version = 0;
    {
        auto query = db.prepare("SELECT id, version FROM caption_head WHERE image = ? AND source = ?");
        query.bind(image.value).bind(source);
        if (query.step()) {
            row = query.integer(0);
            version = query.integer(1);
        }
    }
    if (head.version == 0) {
        if (row == 0) return;
        db.prepare("DELETE FROM caption_words WHERE rowid = ?").bind(wordsRow(image, source)).run();
        dropTrigrams(db, wordsRow(image, source), versionText(db, version));
        db.prepare("DELETE FROM caption_head WHERE id = ?").bind(row).run();
        markRepeats(db, source, versionText(db, version));
        return;
    }
    if (version == head.version) {
        db.prepare("UPDATE caption_head SET status = ?, reviewer = ?, changed_ms = ? WHERE id = ?")
            .bind(head.status)
            .bind(head.reviewer)
            .bind(db.nowMs())
            .bind(row)
            .run();
        return;
    }
    const std::string text = known != nullptr ? *known : versionText(db, head.version);
    const auto measure = measureCaption(text);
    auto statement = db.prepare(
        row == 0 ? "INSERT INTO caption_head(version, status, reviewer, changed_ms, words, tokens, lang, text_hash, "
                   "file_name, image, source, faults) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                 : "UPDATE caption_head SET version = ?1, status = ?2, reviewer = ?3, changed_ms = ?4, words = ?5, "
                   "tokens = ?6, lang = ?7, text_hash = ?8, file_name = ?9, repeated = 0, clip = "
                   "(SELECT score FROM clip_score WHERE version = ?1 AND model = "
                   "(SELECT CAST(value AS INTEGER) FROM setting WHERE key = 'clip_model')) "
                   ", faults = ?12 WHERE image = ?10 AND source = ?11");
    statement.bind(head.version).bind(head.status).bind(head.reviewer).bind(db.nowMs());
    statement.bind(measure.words).bind(measure.tokens).bind(guessLanguage(text)).bind(textNumber(text));
    statement.bind(saysFileName(text, imagePath(db, image))).bind(image.value).bind(source);
    statement.bind(static_cast<std::int64_t>(captionFaults(text))).run();
    if (row != 0)
        markRepeats(db, source, versionText(db, version));
    else
        row = db.lastInsertId();
    markRepeats(db, source, text, row);
    indexText(db, image, source, text, version);
}

void updateFileNames(Database& db, ImageId image) {
    const auto path = imagePath(db, image);
    std::vector<std::pair<std::int64_t, bool>> heads;
    {
        auto rows = db.prepare(
            "SELECT h.id, v.text FROM caption_head AS h JOIN caption_version AS v ON v.id = h.version "
            "WHERE h.image = ?");
        rows.bind(image.value);
        while (rows.step()) heads.emplace_back(rows.integer(0), saysFileName(rows.text(1), path));
    }
    for (const auto& [row, says] : heads)
        db.prepare("UPDATE caption_head SET file_name = ?1 WHERE id = ?2 AND file_name <> ?1")
            .bind(says)
            .bind(row)
            .run();
}

}  // namespace recap
