// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/clip_score_repository.h"

#include "base/error.h"

namespace recap {
namespace {

constexpr const char* kCurrentModel = "(SELECT CAST(value AS INTEGER) FROM setting WHERE key = 'clip_model')";

std::string withModel(std::string sql) {
    const auto at = sql.find("$model");
    return sql.replace(at, 6, kCurrentModel);
}

std::string filterOf(const ImageQuery& query) {
    return query.all() ? std::string() : " AND " + ("h.image IN (SELECT i.id FROM image AS i WHERE " + query.sql) + ")";
}

}  // namespace

std::optional<ClipModelRecord> ClipScoreRepository::current() const {
    auto row = db_.prepare(withModel("SELECT id, hash, name FROM clip_model WHERE id = $model"));
    if (!row.step()) return std::nullopt;
    return ClipModelRecord{row.integer(0), row.text(1), row.text(2)};
}

ClipModelRecord ClipScoreRepository::use(const std::string& hash, const std::string& name) {
    Transaction transaction(db_);
    const auto before = current();
    db_.prepare(
           "INSERT INTO clip_model(hash, name, created_ms) VALUES(?, ?, ?) "
           "ON CONFLICT(hash) DO UPDATE SET name = excluded.name")
        .bind(hash)
        .bind(name)
        .bind(db_.nowMs())
        .run();
    ClipModelRecord model{.hash = hash, .name = name};
    {
        auto row = db_.prepare("SELECT id FROM clip_model WHERE hash = ?");
        row.bind(hash);
        row.step();
        model.id = row.integer(0);
    }
    if (!before || before->id != model.id) {
        db_.prepare("INSERT OR REPLACE INTO setting(key, value) VALUES('clip_model', ?)").bind(model.id).run();
        // The two halves touch only rows that change.
        db_.execute("UPDATE caption_head SET clip = NULL WHERE clip IS NOT NULL");
        db_.prepare(
               "UPDATE caption_head SET clip = (SELECT s.score FROM clip_score AS s WHERE s.model = ?1 AND s.version = "
               "caption_head.version) WHERE version IN (SELECT version FROM clip_score WHERE model = ?1)")
            .bind(model.id)
            .run();
        // Nearness was another model's.
        db_.execute("UPDATE image SET similar_group = 0 WHERE similar_group <> 0");
    }
    transaction.commit();
    return model;
}

void ClipScoreRepository::add(CaptionId version, double score) {
    Transaction transaction(db_);
    db_.prepare(withModel("INSERT OR REPLACE INTO clip_score(model, version, score) VALUES($model, ?, ?)"))
        .bind(version.value)
        .bind(score)
        .run();
    db_.prepare(
           "UPDATE caption_head SET clip = ?1 WHERE version = ?2 AND (image, source) = "
           "(SELECT v.image, v.source FROM caption_version AS v WHERE v.id = ?2)")
        .bind(score)
        .bind(version.value)
        .run();
    transaction.commit();
}

std::vector<UnscoredCaption> ClipScoreRepository::unscored(ImageId image) const {
    auto rows = db_.prepare(
        "SELECT v.id, v.text FROM caption_head AS h JOIN caption_version AS v ON v.id = h.version "
        "WHERE h.image = ? AND h.clip IS NULL AND h.words > 0 ORDER BY h.source");
    rows.bind(image.value);
    std::vector<UnscoredCaption> out;
    while (rows.step()) out.push_back({CaptionId{rows.integer(0)}, rows.text(1)});
    return out;
}

std::int64_t ClipScoreRepository::unscoredCount() const {
    auto row = db_.prepare("SELECT count(*) FROM caption_head WHERE clip IS NULL AND words > 0");
    row.step();
    return row.integer(0);
}

std::map<CaptionId, double> ClipScoreRepository::scores(ImageId image) const {
    auto rows = db_.prepare(
        withModel("SELECT s.version, s.score FROM caption_version AS v JOIN clip_score AS s ON s.version = v.id "
                  "AND s.model = $model WHERE v.image = ?"));
    rows.bind(image.value);
    std::map<CaptionId, double> out;
    while (rows.step()) out.emplace(CaptionId{rows.integer(0)}, rows.real(1));
    return out;
}

std::vector<SourceScores> ClipScoreRepository::means(const ImageQuery& query) const {
    auto rows = db_.prepare(
        "SELECT s.name, count(*), avg(h.clip) FROM caption_head AS h JOIN caption_source AS s ON s.id = h.source "
        "WHERE h.clip IS NOT NULL" +
        filterOf(query) + " GROUP BY s.id ORDER BY s.id");
    query.bindTo(rows);
    std::vector<SourceScores> out;
    while (rows.step()) out.push_back({rows.text(0), rows.integer(1), rows.real(2)});
    return out;
}

ScoreComparison ClipScoreRepository::compare(const std::string& first, const std::string& second,
                                             const ImageQuery& query) const {
    auto rows = db_.prepare(
        "SELECT count(*), coalesce(avg(o.clip - h.clip), 0), coalesce(sum(o.clip > h.clip), 0) FROM caption_head AS h "
        "JOIN caption_head AS o ON o.image = h.image AND o.clip IS NOT NULL "
        "AND o.source = (SELECT id FROM caption_source WHERE name = ?) "
        "WHERE h.clip IS NOT NULL AND h.source = (SELECT id FROM caption_source WHERE name = ?)" +
        filterOf(query));
    rows.bind(second).bind(first);
    query.bindTo(rows);
    rows.step();
    return {first, second, rows.integer(0), rows.real(1), rows.integer(2)};
}

void ClipScoreRepository::setSimilarGroups(const std::vector<std::vector<ImageId>>& groups) {
    Transaction transaction(db_);
    db_.execute("UPDATE image SET similar_group = 0 WHERE similar_group <> 0");
    for (std::size_t i = 0; i < groups.size(); ++i)
        for (const auto image : groups[i])
            db_.prepare("UPDATE image SET similar_group = ? WHERE id = ?")
                .bind(static_cast<std::int64_t>(i + 1))
                .bind(image.value)
                .run();
    transaction.commit();
}

std::vector<std::vector<ImageId>> ClipScoreRepository::similarGroups() const {
    auto rows = db_.prepare("SELECT similar_group, id FROM image WHERE similar_group <> 0 ORDER BY similar_group, id");
    std::vector<std::vector<ImageId>> out;
    for (std::int64_t last = 0; rows.step();) {
        if (rows.integer(0) != last) out.emplace_back();
        last = rows.integer(0);
        out.back().push_back(ImageId{rows.integer(1)});
    }
    return out;
}

}  // namespace recap
