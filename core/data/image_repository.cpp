// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/image_repository.h"

#include "data/caption_head.h"
#include "data/row_readers.h"

#include "base/error.h"

#include <algorithm>
#include <iterator>
#include <limits>

namespace recap {
namespace {

constexpr std::int64_t kFewRows = 1000;  // a page or some: worth another way than collecting everything

constexpr const char* kColumns =
    "SELECT i.id, i.key, i.path, i.sha256, i.width, i.height, i.bytes, i.modified_ms, i.missing, i.origin, i.added_ms "
    "FROM image AS i ";

ImageRecord readImage(const Statement& row) {
    ImageRecord image;
    image.id = ImageId{row.integer(0)};
    image.key = row.text(1);
    image.path = row.text(2);
    image.sha256 = row.text(3);
    image.width = static_cast<int>(row.integer(4));
    image.height = static_cast<int>(row.integer(5));
    image.bytes = row.integer(6);
    image.modified_ms = row.integer(7);
    image.missing = row.integer(8) != 0;
    image.origin = row.text(9);
    image.added_ms = row.integer(10);
    return image;
}

std::optional<ImageRecord> firstImage(Statement& query) {
    if (!query.step()) return std::nullopt;
    return readImage(query);
}

std::int64_t firstNumber(Statement&& query) {
    return query.step() ? query.integer(0) : 0;
}

}  // namespace

ImageRecord ImageRepository::add(ImageRecord image) {
    image.key = image.sha256.substr(0, 16);
    if (image.added_ms == 0) image.added_ms = db_.nowMs();
    Transaction transaction(db_);
    db_.prepare(
           "INSERT INTO image(key, path, sha256, width, height, bytes, modified_ms, missing, origin, added_ms) "
           "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(image.key)
        .bind(image.path)
        .bind(image.sha256)
        .bind(image.width)
        .bind(image.height)
        .bind(image.bytes)
        .bind(image.modified_ms)
        .bind(image.missing)
        .bind(image.origin)
        .bind(image.added_ms)
        .run();
    image.id = ImageId{db_.lastInsertId()};
    addFile(image.id, image.path, image.bytes, image.modified_ms);
    transaction.commit();
    return image;
}

void ImageRepository::addFile(ImageId image, const std::string& path, std::int64_t bytes, std::int64_t modified_ms) {
    const auto before = firstNumber(std::move(db_.prepare("SELECT image FROM image_file WHERE path = ?").bind(path)));
    db_.prepare("INSERT OR REPLACE INTO image_file(path, image, bytes, modified_ms) VALUES(?, ?, ?, ?)")
        .bind(path)
        .bind(image.value)
        .bind(bytes)
        .bind(modified_ms)
        .run();
    if (before == 0 || before == image.value) return;
    // Other content was here: that image lives on in another of its files, or is missing now.
    db_.prepare(
           "UPDATE image SET path = coalesce((SELECT path FROM image_file WHERE image = ?1 LIMIT 1), path), "
           "missing = NOT EXISTS(SELECT 1 FROM image_file WHERE image = ?1) WHERE id = ?1 AND path = ?2")
        .bind(before)
        .bind(path)
        .run();
    updateFileNames(db_, ImageId{before});
}

void ImageRepository::setPath(ImageId image, const std::string& path) {
    db_.prepare(
           "DELETE FROM image_file WHERE image = ?1 AND path <> ?2 AND path = (SELECT path FROM image WHERE id = ?1)")
        .bind(image.value)
        .bind(path)
        .run();
    db_.prepare("UPDATE image SET path = ?, missing = 0 WHERE id = ?").bind(path).bind(image.value).run();
    updateFileNames(db_, image);
}

void ImageRepository::setMissing(ImageId image, bool missing) {
    db_.prepare("UPDATE image SET missing = ? WHERE id = ?").bind(missing).bind(image.value).run();
}

void ImageRepository::setDifferenceHash(ImageId image, std::uint64_t hash) {
    db_.prepare("UPDATE image SET dhash = ? WHERE id = ?")
        .bind(static_cast<std::int64_t>(hash))
        .bind(image.value)
        .run();
}

std::vector<std::pair<ImageId, std::optional<std::uint64_t>>> ImageRepository::differenceHashes() const {
    auto rows = db_.prepare("SELECT id, dhash FROM image ORDER BY id");
    std::vector<std::pair<ImageId, std::optional<std::uint64_t>>> out;
    while (rows.step()) {
        auto& entry = out.emplace_back(ImageId{rows.integer(0)}, std::nullopt);
        if (!rows.isNull(1)) entry.second = static_cast<std::uint64_t>(rows.integer(1));
    }
    return out;
}

void ImageRepository::setDuplicateGroup(ImageId image, std::int64_t group) {
    db_.prepare("UPDATE image SET duplicate_group = ? WHERE id = ?").bind(group).bind(image.value).run();
}

void ImageRepository::clearDuplicateGroups() {
    db_.execute("UPDATE image SET duplicate_group = 0 WHERE duplicate_group <> 0");
}

std::int64_t ImageRepository::duplicateGroup(ImageId image) const {
    return firstNumber(std::move(db_.prepare("SELECT duplicate_group FROM image WHERE id = ?").bind(image.value)));
}

void ImageRepository::setAttributes(ImageId image, const Json& attributes) {
    db_.prepare("UPDATE image SET attributes = ? WHERE id = ?").bind(jsonColumn(attributes)).bind(image.value).run();
}

Json ImageRepository::attributes(ImageId image) const {
    auto query = db_.prepare("SELECT attributes FROM image WHERE id = ?");
    query.bind(image.value);
    return query.step() ? jsonFromColumn(query.text(0), "the attributes of an image") : Json::object();
}

std::vector<std::pair<ImageId, Json>> ImageRepository::attributesOf(const ImageQuery& query) const {
    auto rows = db_.prepare("SELECT i.id, i.attributes FROM image AS i WHERE i.attributes <> '' AND (" + query.sql +
                            ") ORDER BY i.id");
    query.bindTo(rows);
    std::vector<std::pair<ImageId, Json>> out;
    while (rows.step())
        out.emplace_back(ImageId{rows.integer(0)}, parseJson(rows.text(1), "the attributes of an image"));
    return out;
}

std::optional<ImageRecord> ImageRepository::get(ImageId id) const {
    return firstImage(db_.prepare(std::string(kColumns) + "WHERE i.id = ?").bind(id.value));
}

std::optional<ImageRecord> ImageRepository::findBySha256(std::string_view sha256) const {
    return firstImage(db_.prepare(std::string(kColumns) + "WHERE i.sha256 = ?").bind(sha256));
}

std::optional<ImageRecord> ImageRepository::findByKey(std::string_view key) const {
    if (key.empty()) return std::nullopt;
    // ':' follows '9' and 'g' follows 'f', so key..key+'g' spans every key that begins so.
    auto query = db_.prepare(std::string(kColumns) + "WHERE i.key >= ? AND i.key < ? ORDER BY i.key LIMIT 2");
    query.bind(key).bind(std::string(key) + "g");
    if (!query.step()) return std::nullopt;
    auto image = readImage(query);
    if (image.key != key && query.step()) return std::nullopt;
    return image;
}

std::optional<ImageRecord> ImageRepository::findByPath(std::string_view path) const {
    return firstImage(db_.prepare(std::string(kColumns) +
                                  "WHERE i.id = coalesce((SELECT image FROM image_file "
                                  "WHERE path = ?1), (SELECT id FROM image WHERE path = ?1 LIMIT 1))")
                          .bind(path));
}

std::optional<ImageId> ImageRepository::findUnchangedFile(std::string_view path, std::int64_t bytes,
                                                          std::int64_t modified_ms) const {
    auto query = db_.prepare("SELECT image FROM image_file WHERE path = ? AND bytes = ? AND modified_ms = ?");
    query.bind(path).bind(bytes).bind(modified_ms);
    if (!query.step()) return std::nullopt;
    return ImageId{query.integer(0)};
}

// The first ids of a query that words lead: read off the index of words as it goes.
std::vector<ImageId> ImageRepository::streamed(const ImageQuery& query, std::int64_t limit) const {
    auto rows = db_.prepare(query.stream);
    ImageQuery::bindValues(rows, query.stream_values);
    std::vector<ImageId> out;
    while (static_cast<std::int64_t>(out.size()) < limit && rows.step()) {
        const ImageId id{rows.integer(0)};
        if (out.empty() || out.back() != id) out.push_back(id);
    }
    return out;
}

// The first ids, image by image, among the first of all images; none when there are fewer than asked for there.
std::optional<std::vector<ImageId>> ImageRepository::scanned(const ImageQuery& query, std::int64_t limit) const {
    constexpr std::int64_t kScanned = 2000;
    auto rows = db_.prepare("SELECT i.id FROM (SELECT * FROM image ORDER BY id LIMIT ?) AS i WHERE " + query.scan +
                            " ORDER BY i.id LIMIT ?");
    rows.bind(kScanned);
    ImageQuery::bindValues(rows, query.values);
    rows.bind(limit);
    std::vector<ImageId> out;
    while (rows.step()) out.push_back(ImageId{rows.integer(0)});
    if (static_cast<std::int64_t>(out.size()) < limit) return std::nullopt;
    return out;
}

std::int64_t ImageRepository::count(const ImageQuery& query) const {
    return count(query, std::numeric_limits<std::int64_t>::max());
}

std::int64_t ImageRepository::count(const ImageQuery& query, std::int64_t atMost) const {
    if (!query.stream.empty()) {
        auto rows = db_.prepare("SELECT count(*) FROM (SELECT DISTINCT * FROM (" + query.stream + ") LIMIT ?)");
        ImageQuery::bindValues(rows, query.stream_values);
        rows.bind(atMost);
        rows.step();
        return rows.integer(0);
    }
    auto rows = db_.prepare("SELECT count(*) FROM (SELECT 1 FROM image AS i WHERE " + query.sql + " LIMIT ?)");
    query.bindTo(rows);
    rows.bind(atMost);
    rows.step();
    return rows.integer(0);
}

std::vector<ImageRecord> ImageRepository::list(const ImageQuery& query, std::int64_t offset, std::int64_t limit) const {
    if (!query.all() && limit >= 0 && offset + limit <= kFewRows) {
        auto first = ids(query, offset + limit);
        first.erase(first.begin(), first.begin() + std::min<std::ptrdiff_t>(offset, std::ssize(first)));
        return getMany(first);
    }
    auto rows = db_.prepare(kColumns + ("WHERE " + query.sql) + " ORDER BY i.id LIMIT ? OFFSET ?");
    query.bindTo(rows);
    rows.bind(limit).bind(offset);
    std::vector<ImageRecord> out;
    while (rows.step()) out.push_back(readImage(rows));
    return out;
}

std::vector<ImageId> ImageRepository::ids(const ImageQuery& query, std::int64_t limit) const {
    if (!query.stream.empty()) return streamed(query, limit < 0 ? std::numeric_limits<std::int64_t>::max() : limit);
    if (!query.all() && limit > 0 && limit <= kFewRows)
        if (auto first = scanned(query, limit)) return *first;
    auto rows = db_.prepare("SELECT i.id FROM image AS i WHERE " + query.sql + " ORDER BY i.id LIMIT ?");
    query.bindTo(rows);
    rows.bind(limit);
    std::vector<ImageId> out;
    while (rows.step()) out.push_back(ImageId{rows.integer(0)});
    return out;
}

std::vector<ImageRecord> ImageRepository::getMany(std::span<const ImageId> ids) const {
    auto query = db_.prepare(std::string(kColumns) + "WHERE i.id = ?");
    std::vector<ImageRecord> out;
    out.reserve(ids.size());
    for (const auto id : ids) {
        query.reset();
        query.bind(id.value);
        if (query.step()) out.push_back(readImage(query));
    }
    return out;
}

std::int64_t ImageRepository::missingCount() const {
    return firstNumber(db_.prepare("SELECT count(*) FROM image WHERE missing = 1"));
}

std::int64_t ImageRepository::duplicateFileCount() const {
    return firstNumber(db_.prepare("SELECT count(*) - count(DISTINCT image) FROM image_file"));
}

}  // namespace recap
