// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/results/best_marks.h"

#include "workflow/results/metric_facts.h"
#include "workflow/results/model_differences.h"

#include <algorithm>

namespace recap {
namespace {

struct Candidate {
    ResultsCell* cell = nullptr;
    MetricRecord number;
};

// Each comparison of two models of a column.
class Comparisons {
public:
    Comparisons(ResultsColumn& column, const std::vector<MetricDifferenceRecord>& differences)
        : column_(column), differences_(differences) {}

    bool better(const Candidate& a, const Candidate& b) {
        for (const auto& difference : differences_) {
            const bool forward = belongsTo(difference, a.number, b.number);
            if (!forward && !belongsTo(difference, b.number, a.number)) continue;
            paired_ = true;
            column_.comparisons = std::max(column_.comparisons, difference.comparisons);
            return readingOf(difference) == (forward ? DifferenceReading::Worse : DifferenceReading::Better);
        }
        // More pictures alone would make such a distance smaller.
        if (column_.unequal() && dependsOnCount(column_.name)) return false;
        apart_ = true;
        return column_.direction == Direction::LowerIsBetter ? a.cell->high < b.cell->low : a.cell->low > b.cell->high;
    }

    ModelComparison rule() const {
        if (paired_ && apart_) return ModelComparison::Mixed;
        return paired_ ? ModelComparison::Paired : apart_ ? ModelComparison::Intervals : ModelComparison::None;
    }

private:
    ResultsColumn& column_;
    const std::vector<MetricDifferenceRecord>& differences_;
    bool paired_ = false, apart_ = false;
};

MetricRecord numberOf(const ResultsCell& cell, const ResultsColumn& column, RunId run) {
    return {run, column.name, cell.value, cell.low, cell.high, cell.n, cell.judge, {}};
}

// Of those that are left, the one that is better than every other; -1: none is.
std::ptrdiff_t bestOf(const std::vector<std::vector<bool>>& better, std::ptrdiff_t without) {
    for (std::ptrdiff_t i = 0; i < std::ssize(better); ++i) {
        if (i == without) continue;
        bool best = true;
        for (std::ptrdiff_t k = 0; k < std::ssize(better); ++k)
            best = best && (k == i || k == without || better[static_cast<std::size_t>(i)][static_cast<std::size_t>(k)]);
        if (best) return i;
    }
    return -1;
}

}  // namespace

void markBest(ResultsTable& table, const std::vector<RunId>& runs,
              const std::vector<MetricDifferenceRecord>& differences) {
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        auto& column = table.columns[c];
        std::vector<Candidate> candidates;
        for (std::size_t r = 0; r < table.rows.size(); ++r) {
            auto& cell = table.rows[r].cells[c];
            if (!table.rows[r].model.reference && cell && cell->undefined.empty())
                candidates.push_back({&*cell, numberOf(*cell, column, runs[r])});
        }
        if (column.direction == Direction::Unknown || candidates.size() < 2) continue;
        Comparisons comparisons(column, differences);
        std::vector<std::vector<bool>> better(candidates.size(), std::vector<bool>(candidates.size(), false));
        for (std::size_t i = 0; i < candidates.size(); ++i)
            for (std::size_t k = 0; k < candidates.size(); ++k)
                if (i != k) better[i][k] = comparisons.better(candidates[i], candidates[k]);
        column.comparison = comparisons.rule();
        const auto best = bestOf(better, -1);
        if (best < 0) continue;
        candidates[static_cast<std::size_t>(best)].cell->best = true;
        if (candidates.size() < 3) continue;
        if (const auto second = bestOf(better, best); second >= 0)
            candidates[static_cast<std::size_t>(second)].cell->second = true;
    }
}

}  // namespace recap
