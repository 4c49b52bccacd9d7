// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/rating_repository.h"

#include "data/row_readers.h"

#include "base/error.h"
#include "base/hash.h"

namespace recap {
namespace {

constexpr const char* kStudyColumns = "SELECT id, name, plan, hash, created_ms FROM study ";

StudyRecord readStudy(const Statement& row) {
    return {StudyId{row.integer(0)}, row.text(1), jsonFromColumn(row.text(2), "the plan of a study"), row.text(3),
            row.integer(4)};
}

std::optional<StudyRecord> firstStudy(Statement& query) {
    if (!query.step()) return std::nullopt;
    return readStudy(query);
}

}  // namespace

StudyRecord RatingRepository::createStudy(StudyRecord study) {
    Transaction transaction(db_, Transaction::Durability::Durable);
    if (findStudy(study.name))
        throw Error(ErrorCode::InvalidOption, message("There is already a rating study named '%1'.", study.name));
    const std::string plan = jsonColumn(study.plan);
    study.hash = sha256(plan);
    study.created_ms = db_.nowMs();
    db_.prepare("INSERT INTO study(name, plan, hash, created_ms) VALUES(?, ?, ?, ?)")
        .bind(study.name)
        .bind(plan)
        .bind(study.hash)
        .bind(study.created_ms)
        .run();
    study.id = StudyId{db_.lastInsertId()};
    transaction.commit();
    return study;
}

std::optional<StudyRecord> RatingRepository::study(StudyId id) const {
    return firstStudy(db_.prepare(std::string(kStudyColumns) + "WHERE id = ?").bind(id.value));
}

std::optional<StudyRecord> RatingRepository::findStudy(std::string_view name) const {
    return firstStudy(db_.prepare(std::string(kStudyColumns) + "WHERE name = ?").bind(name));
}

std::vector<StudyRecord> RatingRepository::studies() const {
    auto rows = db_.prepare(std::string(kStudyColumns) + "ORDER BY id");
    std::vector<StudyRecord> out;
    while (rows.step()) out.push_back(readStudy(rows));
    return out;
}

ResponseRecord RatingRepository::addResponse(ResponseRecord response) {
    Transaction transaction(db_, Transaction::Durability::Durable);
    db_.prepare("UPDATE response SET retracted = 1 WHERE study = ? AND rater = ? AND item = ?")
        .bind(response.study.value)
        .bind(response.rater)
        .bind(response.item)
        .run();
    db_.prepare(
           "INSERT INTO response(study, rater, item, left_code, right_code, answer, shown_ms, answered_ms, retracted, "
           "details) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(response.study.value)
        .bind(response.rater)
        .bind(response.item)
        .bind(response.left)
        .bind(response.right)
        .bind(response.answer)
        .bind(response.shown_ms)
        .bind(response.answered_ms)
        .bind(response.retracted)
        .bind(jsonColumn(response.details))
        .run();
    response.id = db_.lastInsertId();
    transaction.commit();
    return response;
}

void RatingRepository::retract(std::int64_t response) {
    db_.prepare("UPDATE response SET retracted = 1 WHERE id = ?").bind(response).run();
}

std::vector<ResponseRecord> RatingRepository::responses(StudyId study, std::string_view rater,
                                                        bool with_retracted) const {
    auto rows = db_.prepare(
        "SELECT id, study, rater, item, left_code, right_code, answer, shown_ms, answered_ms, retracted, "
        "details FROM response WHERE study = ?1 AND (?2 = '' OR rater = ?2) AND (?3 OR retracted = 0) "
        "ORDER BY id");
    rows.bind(study.value).bind(rater).bind(with_retracted);
    std::vector<ResponseRecord> out;
    while (rows.step())
        out.push_back({rows.integer(0), StudyId{rows.integer(1)}, rows.text(2), rows.text(3), rows.text(4),
                       rows.text(5), rows.text(6), rows.integer(7), rows.integer(8), rows.integer(9) != 0,
                       jsonFromColumn(rows.text(10), "the details of an answer")});
    return out;
}

}  // namespace recap
