// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/database.h"
#include "data/records.h"

#include <optional>
#include <vector>

namespace recap {

// Pictures drawn by runs.
class SampleRepository {
public:
    explicit SampleRepository(Database& database) : db_(database) {}

    // id is filled in. The same file of the same run and step replaces the older row.
    SampleRecord add(SampleRecord sample);
    void addMany(const std::vector<SampleRecord>& samples);  // one transaction
    // By step, then prompt_index, then seed; previews among them (see workflow/run_pictures.h for what is judged).
    std::vector<SampleRecord> list(RunId run) const;
    std::vector<SampleRecord> list(RunId run, std::int64_t step) const;
    std::int64_t count(RunId run) const;

private:
    Database& db_;
};

}  // namespace recap
