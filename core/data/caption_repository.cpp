// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/caption_repository.h"

#include "data/caption_head.h"
#include "data/row_readers.h"

#include "base/error.h"
#include "base/unicode.h"

namespace recap {
namespace {

constexpr const char* kVersionColumns =
    "SELECT v.id, v.image, s.name, v.text, v.author, v.provenance, v.created_ms, v.version, h.version IS v.id, "
    "CASE WHEN h.version IS v.id THEN h.status ELSE 0 END "
    "FROM caption_version AS v JOIN caption_source AS s ON s.id = v.source "
    "LEFT JOIN caption_head AS h ON h.image = v.image AND h.source = v.source ";

CaptionRecord readCaption(const Statement& row) {
    CaptionRecord caption;
    caption.id = CaptionId{row.integer(0)};
    caption.image = ImageId{row.integer(1)};
    caption.source = row.text(2);
    caption.text = row.text(3);
    caption.author = row.text(4);
    caption.provenance = jsonFromColumn(row.text(5), "the provenance of a caption");
    caption.created_ms = row.integer(6);
    caption.version = static_cast<int>(row.integer(7));
    caption.current = row.integer(8) != 0;
    caption.status = static_cast<CaptionStatus>(row.integer(9));
    return caption;
}

// These columns of the current captions of a source, for the images of the query.
Statement currentOf(Database& db, const std::string& columns, std::string_view source, const ImageQuery& query) {
    const std::string filter = query.all() ? "" : "JOIN image AS i ON i.id = h.image WHERE " + query.sql;
    auto rows = db.prepare("SELECT " + columns +
                           " FROM caption_head AS h JOIN caption_version AS v ON v.id = h.version "
                           "AND h.source = (SELECT id FROM caption_source WHERE name = ?) " +
                           filter + " ORDER BY h.image");
    rows.bind(source);
    query.bindTo(rows);
    return rows;
}

}  // namespace

CaptionRecord CaptionRepository::addVersion(const NewCaption& caption, bool make_current) {
    Transaction transaction(db_);
    if (!imageExists(db_, caption.image))
        throw Error(ErrorCode::NotFound, message("There is no image with the number %1.", caption.image.value));
    const auto source = captionSourceId(db_, caption.source, true);
    CaptionRecord record{.image = caption.image,
                         .source = caption.source,
                         .text = isValidUtf8(caption.text) ? caption.text : repairUtf8(caption.text),
                         .status = caption.status,
                         .author = caption.author,
                         .provenance = caption.provenance,
                         .created_ms = db_.nowMs()};
    {
        auto query =
            db_.prepare("SELECT coalesce(max(version), 0) + 1 FROM caption_version WHERE image = ? AND source = ?");
        query.bind(caption.image.value).bind(source).step();
        record.version = static_cast<int>(query.integer(0));
    }
    db_.prepare(
           "INSERT INTO caption_version(image, source, version, text, author, provenance, created_ms) "
           "VALUES(?, ?, ?, ?, ?, ?, ?)")
        .bind(record.image.value)
        .bind(source)
        .bind(record.version)
        .bind(record.text)
        .bind(record.author)
        .bind(jsonColumn(record.provenance))
        .bind(record.created_ms)
        .run();
    record.id = CaptionId{db_.lastInsertId()};
    record.current = make_current || readCaptionHead(db_, caption.image, source).version == 0;
    if (record.current)
        writeCaptionHead(db_, caption.image, source, {record.id.value, static_cast<std::int64_t>(record.status), {}},
                         &record.text);
    transaction.commit();
    return record;
}

void CaptionRepository::setStatus(ImageId image, std::string_view source, CaptionStatus status,
                                  std::string_view reviewer) {
    Transaction transaction(db_);
    const auto id = captionSourceId(db_, source, false);
    auto head = readCaptionHead(db_, image, id);
    if (head.version == 0)
        throw Error(ErrorCode::NotFound,
                    message("The image %1 has no caption of the source '%2'.", image.value, source));
    head.status = static_cast<std::int64_t>(status);
    head.reviewer = reviewer;
    writeCaptionHead(db_, image, id, head);
    transaction.commit();
}

std::vector<CaptionRecord> CaptionRepository::current(ImageId image) const {
    auto rows = db_.prepare(std::string(kVersionColumns) + "WHERE v.image = ? AND h.version = v.id ORDER BY s.id");
    rows.bind(image.value);
    std::vector<CaptionRecord> out;
    while (rows.step()) out.push_back(readCaption(rows));
    return out;
}

std::optional<CaptionRecord> CaptionRepository::current(ImageId image, std::string_view source) const {
    auto rows = db_.prepare(std::string(kVersionColumns) + "WHERE v.image = ? AND s.name = ? AND h.version = v.id");
    rows.bind(image.value).bind(source);
    if (!rows.step()) return std::nullopt;
    return readCaption(rows);
}

std::vector<CaptionRecord> CaptionRepository::history(ImageId image, std::string_view source) const {
    auto rows = db_.prepare(std::string(kVersionColumns) + "WHERE v.image = ? AND s.name = ? ORDER BY v.version");
    rows.bind(image.value).bind(source);
    std::vector<CaptionRecord> out;
    while (rows.step()) out.push_back(readCaption(rows));
    return out;
}

std::optional<CaptionRecord> CaptionRepository::get(CaptionId id) const {
    auto rows = db_.prepare(std::string(kVersionColumns) + "WHERE v.id = ?");
    rows.bind(id.value);
    if (!rows.step()) return std::nullopt;
    return readCaption(rows);
}

CaptionLength CaptionRepository::length(ImageId image, std::string_view source) const {
    auto rows = db_.prepare(
        "SELECT words, tokens FROM caption_head WHERE image = ? AND source = "
        "(SELECT id FROM caption_source WHERE name = ?)");
    rows.bind(image.value).bind(source);
    if (!rows.step()) return {};
    return {rows.integer(0), rows.integer(1)};
}

std::vector<CaptionSource> CaptionRepository::sources() const {
    auto rows = db_.prepare(
        "SELECT s.name, (SELECT count(*) FROM caption_head AS h WHERE h.source = s.id) "
        "FROM caption_source AS s ORDER BY s.id");
    std::vector<CaptionSource> out;
    while (rows.step()) out.push_back({rows.text(0), rows.integer(1)});
    return out;
}

std::int64_t CaptionRepository::count() const {
    auto rows = db_.prepare("SELECT count(*) FROM caption_head");
    rows.step();
    return rows.integer(0);
}

std::vector<CaptionText> CaptionRepository::forSource(std::string_view source, const ImageQuery& query) const {
    auto rows = currentOf(db_, "h.image, h.version, h.status, v.text, v.author", source, query);
    std::vector<CaptionText> out;
    while (rows.step())
        out.push_back({ImageId{rows.integer(0)}, CaptionId{rows.integer(1)},
                       static_cast<CaptionStatus>(rows.integer(2)), rows.text(3), rows.text(4)});
    return out;
}

void CaptionRepository::eachAuthor(std::string_view source, const ImageQuery& query, const AuthorVisit& visit) const {
    auto rows = currentOf(db_, "h.image, h.status, v.author", source, query);
    while (rows.step()) visit(ImageId{rows.integer(0)}, static_cast<CaptionStatus>(rows.integer(1)), rows.text(2));
}

bool CaptionRepository::hasCaptionBy(std::string_view source, std::string_view author) const {
    auto rows = db_.prepare(
        "SELECT 1 FROM caption_head AS h JOIN caption_version AS v ON v.id = h.version "
        "AND h.source = (SELECT id FROM caption_source WHERE name = ?) WHERE v.author = ? LIMIT 1");
    rows.bind(source).bind(author);
    return rows.step();
}

std::vector<std::int64_t> CaptionRepository::statusCounts(std::string_view source) const {
    auto rows = db_.prepare(
        "SELECT status, count(*) FROM caption_head WHERE ?1 = '' OR source = "
        "(SELECT id FROM caption_source WHERE name = ?1) GROUP BY status");
    rows.bind(source);
    std::vector<std::int64_t> out(kCaptionStatusNames.size(), 0);
    while (rows.step()) out.at(static_cast<std::size_t>(rows.integer(0))) = rows.integer(1);
    return out;
}

}  // namespace recap
