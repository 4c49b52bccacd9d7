// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/database.h"
#include "data/image_query.h"
#include "data/records.h"

#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace recap {

// Images of a project. Cheap to make; use it on the thread of its connection.
class ImageRepository {
public:
    explicit ImageRepository(Database& database) : db_(database) {}

    // id and key are filled in; added_ms when it is 0. Throws Error(Database) when the content (sha256) is there
    // already.
    ImageRecord add(ImageRecord image);
    // The same content was found at this path: remembered as one of its files, and as its place when the old one is
    // gone.
    void addFile(ImageId image, const std::string& path, std::int64_t bytes, std::int64_t modified_ms);
    // The image's own file is here now, and no longer where it was.
    void setPath(ImageId image, const std::string& path);
    void setMissing(ImageId image, bool missing);
    // differenceHash() of the picture; none: not computed yet.
    void setDifferenceHash(ImageId image, std::uint64_t hash);
    std::vector<std::pair<ImageId, std::optional<std::uint64_t>>> differenceHashes() const;
    // Group of near duplicates; 0: none.
    void setDuplicateGroup(ImageId image, std::int64_t group);
    void clearDuplicateGroups();
    std::int64_t duplicateGroup(ImageId image) const;
    // Facts of a data set about an image (objects, relations, licence, ...); an object.
    void setAttributes(ImageId image, const Json& attributes);
    Json attributes(ImageId image) const;
    // (image, attributes) for every image of the query that has some; in the order of ids.
    std::vector<std::pair<ImageId, Json>> attributesOf(const ImageQuery& query = {}) const;

    std::optional<ImageRecord> get(ImageId id) const;
    std::optional<ImageRecord> findBySha256(std::string_view sha256) const;
    // A key, or the first digits of one when they fit a single image.
    std::optional<ImageRecord> findByKey(std::string_view key) const;
    std::optional<ImageRecord> findByPath(std::string_view path) const;
    // The image whose file at this path had this size and time at the last import: no need to read it again.
    std::optional<ImageId> findUnchangedFile(std::string_view path, std::int64_t bytes, std::int64_t modified_ms) const;

    std::int64_t count(const ImageQuery& query = {}) const;
    // Stops counting at `atMost`.
    std::int64_t count(const ImageQuery& query, std::int64_t atMost) const;
    // Ordered by id, which is the order of import.
    std::vector<ImageRecord> list(const ImageQuery& query = {}, std::int64_t offset = 0, std::int64_t limit = -1) const;
    std::vector<ImageId> ids(const ImageQuery& query = {}, std::int64_t limit = -1) const;
    // In the order asked for; ids that do not exist are left out.
    std::vector<ImageRecord> getMany(std::span<const ImageId> ids) const;

    std::int64_t missingCount() const;
    // Files whose content another image file of the project has too.
    std::int64_t duplicateFileCount() const;

private:
    std::vector<ImageId> streamed(const ImageQuery& query, std::int64_t limit) const;
    std::optional<std::vector<ImageId>> scanned(const ImageQuery& query, std::int64_t limit) const;

    Database& db_;
};

}  // namespace recap
