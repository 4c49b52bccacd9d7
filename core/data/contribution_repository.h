// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "data/database.h"
#include "data/records.h"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace recap {

// A picture as one view of a judge saw it.
struct JudgedPicture {
    std::string path = {};  // relative to the project folder
    std::string prompt = {};
    std::int64_t seed = 0;
    std::string problem = {};      // storedText() of why it could not be judged; empty: it was
    Json wanted = Json::object();  // what its prompt asks for (docs/file-formats.md)
    Json seen = Json::object();    // what was seen
};

// Numbers of one run that were computed from the same look at the same pictures.
struct JudgedNumbers {
    std::string view = {};  // of the judge (metrics/judge_views.h)
    std::vector<JudgedPicture> pictures = {};
    std::vector<MetricRecord> numbers = {};
    // By number, then by picture: what the picture contributes, NaN where it does not count. Empty for a number that no
    // single picture contributes to, such as a distance between sets.
    std::vector<std::vector<double>> contributions = {};
};

struct Contribution {
    JudgedPicture picture = {};
    double value = std::numeric_limits<double>::quiet_NaN();  // NaN where it could not be judged
    std::string view = {};
};

// What pictures contribute to numbers. It is replaced with the number and vanishes with the run.
class ContributionRepository {
public:
    explicit ContributionRepository(Database& database) : db_(database) {}

    // The numbers as MetricRepository::add, and their pictures; one transaction.
    void add(const JudgedNumbers& judged);
    void addMany(const std::vector<JudgedNumbers>& judged);  // one transaction
    // Of the pictures that count for this number or could not be judged, in the order in which they were added. Empty
    // when nothing was kept.
    std::vector<Contribution> list(const MetricRecord& number) const;
    // Whether pictures were kept when this number was computed, contribute what they may.
    bool kept(const MetricRecord& number) const;

private:
    Database& db_;
};

}  // namespace recap
