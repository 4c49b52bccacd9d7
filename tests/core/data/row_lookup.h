// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/import/import_row.h"

#include <string>

namespace recap::testing {

// Why the file whose name ends so was not taken; empty when it was.
inline std::string reasonFor(const ImportRows& rows, const std::string& end) {
    for (const auto& problem : rows.problems)
        if (problem.file.ends_with(end)) return problem.reason.english();
    return {};
}

inline const ImportRow* rowFor(const ImportRows& rows, const std::string& end) {
    for (const auto& row : rows.rows)
        if (row.image.string().ends_with(end)) return &row;
    return nullptr;
}

inline std::string captionOf(const ImportRow& row, const std::string& source) {
    for (const auto& caption : row.captions)
        if (caption.source == source) return caption.text;
    return "none";
}

}  // namespace recap::testing
