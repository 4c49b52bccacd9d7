// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/database.h"
#include "data/image_query.h"
#include "data/records.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace recap {

// A CLIP that captions were scored with, known by its content.
struct ClipModelRecord {
    std::int64_t id = 0;
    std::string hash = {};  // of weights, configuration and vocabulary
    std::string name = {};  // folder it was read from
};

struct UnscoredCaption {
    CaptionId version = {};
    std::string text = {};
};

// Scores of the current captions of one source.
struct SourceScores {
    std::string source = {};
    std::int64_t captions = 0;  // that have a score
    double mean = 0;
};

// Images whose captions of both sources have a score.
struct ScoreComparison {
    std::string first = {}, second = {};
    std::int64_t images = 0;
    double mean_difference = 0;    // second - first
    std::int64_t second_wins = 0;  // images whose second score is the higher one
};

// CLIPScores: the cosine of a picture's and a caption's CLIP embeddings, -1 .. 1. A score belongs to one caption
// version, which never changes its text nor its image (known by the hash of its content), and to one CLIP: it is right
// for ever. Versions without a score say nothing in queries.
class ClipScoreRepository {
public:
    explicit ClipScoreRepository(Database& database) : db_(database) {}

    // The model whose scores queries, statistics and the window show; none: nothing was scored yet.
    std::optional<ClipModelRecord> current() const;
    // Makes a model the current one. Scores it gave earlier count again.
    ClipModelRecord use(const std::string& hash, const std::string& name);

    // By the current model. Throws Error(Database) when there is none.
    void add(CaptionId version, double score);
    // Current captions of an image that have words and no score by the current model.
    std::vector<UnscoredCaption> unscored(ImageId image) const;
    std::int64_t unscoredCount() const;
    // Every version of the image's captions that the current model has scored.
    std::map<CaptionId, double> scores(ImageId image) const;

    std::vector<SourceScores> means(const ImageQuery& query = {}) const;
    ScoreComparison compare(const std::string& first, const std::string& second, const ImageQuery& query = {}) const;

    // Groups of pictures that are near each other for the current model: the number of an image's group, 0 for none.
    void setSimilarGroups(const std::vector<std::vector<ImageId>>& groups);
    std::vector<std::vector<ImageId>> similarGroups() const;

private:
    Database& db_;
};

}  // namespace recap
