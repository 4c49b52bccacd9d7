// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/database.h"
#include "data/image_query.h"
#include "data/records.h"

#include <functional>
#include <optional>
#include <vector>

namespace recap {

// A caption to be stored as the next version of (image, source).
struct NewCaption {
    ImageId image = {};
    std::string source = {};
    std::string text = {};
    CaptionStatus status = CaptionStatus::New;
    std::string author = "import";
    Json provenance = Json::object();
};

struct CaptionSource {
    std::string name = {};
    std::int64_t captions = 0;  // images that have a current caption of it
};

// The current caption of one image, without its history: what training and lists need.
struct CaptionText {
    ImageId image = {};
    CaptionId caption = {};
    CaptionStatus status = CaptionStatus::New;
    std::string text = {};
    std::string author = {};
};

// Of a current caption, as queries compare it.
struct CaptionLength {
    std::int64_t words = 0;
    std::int64_t tokens = -1;  // CLIP tokens without start and end; -1: not known
};

// Captions of a project: versions are added and never changed or removed. Use it on the thread of its connection.
// What a person does goes through EditJournal instead, so that it can be undone.
class CaptionRepository {
public:
    explicit CaptionRepository(Database& database) : db_(database) {}

    // Adds the next version and makes it the current one. With make_current false, an existing current version stays.
    // A source is created by its first caption. Throws Error(InvalidOption) for a source name that is not made of
    // letters, digits, '_', '-', '@' and '.', and Error(NotFound) for an unknown image.
    CaptionRecord addVersion(const NewCaption& caption, bool make_current = true);
    // Status of the current version. Throws Error(NotFound) when there is no caption.
    void setStatus(ImageId image, std::string_view source, CaptionStatus status, std::string_view reviewer = {});

    // The current captions of an image, by source name.
    std::vector<CaptionRecord> current(ImageId image) const;
    std::optional<CaptionRecord> current(ImageId image, std::string_view source) const;
    // All versions, oldest first.
    std::vector<CaptionRecord> history(ImageId image, std::string_view source) const;
    std::optional<CaptionRecord> get(CaptionId id) const;

    CaptionLength length(ImageId image, std::string_view source) const;  // zero words when there is no caption

    // Sources in the order in which they first appeared.
    std::vector<CaptionSource> sources() const;
    std::int64_t count() const;  // current captions
    // Current captions of a source for the images of the query, ordered by image id. The images are those of
    // ImageRepository::ids(query) that have one.
    std::vector<CaptionText> forSource(std::string_view source, const ImageQuery& query = {}) const;
    // Of the same captions who wrote each, one call after the other; their texts are not read and nothing is kept, so
    // that this also serves ten million images.
    using AuthorVisit = std::function<void(ImageId image, CaptionStatus status, std::string_view author)>;
    void eachAuthor(std::string_view source, const ImageQuery& query, const AuthorVisit& visit) const;
    bool hasCaptionBy(std::string_view source, std::string_view author) const;  // a current one
    // How many current captions have each status, in the order of CaptionStatus; empty source: all sources.
    std::vector<std::int64_t> statusCounts(std::string_view source = {}) const;

private:
    Database& db_;
};

}  // namespace recap
