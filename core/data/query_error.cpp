// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/query_error.h"

#include "base/unicode.h"

#include <algorithm>
#include <utility>

namespace recap {
namespace {

constexpr std::size_t kShortName = 5;

// Edits (one character changed, left out, added, or two neighbours exchanged) between two short texts.
std::size_t distance(const std::vector<std::int32_t>& a, const std::vector<std::int32_t>& b) {
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i)
        for (std::size_t j = 1; j <= b.size(); ++j) {
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0u : 1u)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[a.size()][b.size()];
}

}  // namespace

QueryError::QueryError(Message mistake, std::size_t position)
    : Error(ErrorCode::InvalidOption, recap::message("The filter is wrong at character %1: %2", position + 1, mistake)),
      mistake_(std::move(mistake)),
      position_(position) {}

std::string nearestName(std::string_view written, const std::vector<std::string>& names) {
    const auto wanted = codePoints(foldCase(repairUtf8(written)));
    std::size_t best = wanted.size() < kShortName ? 2 : 3;
    // As many changes as letters would turn anything into anything.
    best = std::min(best, wanted.size());
    std::string found;
    for (const auto& name : names) {
        const auto candidate = codePoints(foldCase(name));
        const auto longer = std::max(candidate.size(), wanted.size()),
                   shorter = std::min(candidate.size(), wanted.size());
        if (longer - shorter >= best) continue;
        if (const auto changes = distance(wanted, candidate); changes < best) {
            best = changes;
            found = name;
        }
    }
    return found;
}

}  // namespace recap
