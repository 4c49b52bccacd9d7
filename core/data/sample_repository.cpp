// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/sample_repository.h"

#include "data/row_readers.h"

namespace recap {
namespace {

constexpr const char* kColumns = "SELECT id, run, step, prompt_index, prompt, seed, path, settings FROM sample ";

std::vector<SampleRecord> readAll(Statement& rows) {
    std::vector<SampleRecord> out;
    while (rows.step())
        out.push_back({SampleId{rows.integer(0)}, RunId{rows.integer(1)}, rows.integer(2), rows.integer(3),
                       rows.text(4), rows.integer(5), rows.text(6),
                       jsonFromColumn(rows.text(7), "the settings of a sample")});
    return out;
}

}  // namespace

SampleRecord SampleRepository::add(SampleRecord sample) {
    db_.prepare(
           "INSERT OR REPLACE INTO sample(run, step, prompt_index, prompt, seed, path, settings) VALUES(?, ?, ?, ?, ?, "
           "?, ?)")
        .bind(sample.run.value)
        .bind(sample.step)
        .bind(sample.prompt_index)
        .bind(sample.prompt)
        .bind(sample.seed)
        .bind(sample.path)
        .bind(jsonColumn(sample.settings))
        .run();
    sample.id = SampleId{db_.lastInsertId()};
    return sample;
}

void SampleRepository::addMany(const std::vector<SampleRecord>& samples) {
    Transaction transaction(db_);
    for (const auto& sample : samples) add(sample);
    transaction.commit();
}

std::vector<SampleRecord> SampleRepository::list(RunId run) const {
    return readAll(
        db_.prepare(std::string(kColumns) + "WHERE run = ? ORDER BY step, prompt_index, seed, id").bind(run.value));
}

std::vector<SampleRecord> SampleRepository::list(RunId run, std::int64_t step) const {
    return readAll(db_.prepare(std::string(kColumns) + "WHERE run = ? AND step = ? ORDER BY prompt_index, seed, id")
                       .bind(run.value)
                       .bind(step));
}

std::vector<std::int64_t> SampleRepository::steps(RunId run) const {
    auto rows = db_.prepare("SELECT DISTINCT step FROM sample WHERE run = ? ORDER BY step");
    rows.bind(run.value);
    std::vector<std::int64_t> out;
    while (rows.step()) out.push_back(rows.integer(0));
    return out;
}

std::int64_t SampleRepository::count(RunId run) const {
    auto rows = db_.prepare("SELECT count(*) FROM sample WHERE run = ?");
    rows.bind(run.value).step();
    return rows.integer(0);
}

}  // namespace recap
