// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/caption_figures.h"

#include "data/caption_head.h"

#include <algorithm>

namespace recap {

std::vector<CaptionFigures> captionFigures(Database& database, std::string_view source, const ImageQuery& query) {
    const std::string filter =
        query.all() ? "" : " AND h.image IN (SELECT i.id FROM image AS i WHERE " + query.sql + ")";
    auto rows = database.prepare("SELECT h.image, h.words, h.tokens, h.clip FROM caption_head AS h WHERE h.source = ?" +
                                 filter + " ORDER BY h.image");
    rows.bind(captionSourceId(database, source, false));
    query.bindTo(rows);
    std::vector<CaptionFigures> out;
    while (rows.step()) {
        CaptionFigures figures{ImageId{rows.integer(0)}, rows.integer(1), rows.integer(2)};
        if (!rows.isNull(3)) figures.clip = rows.real(3);
        out.push_back(figures);
    }
    return out;
}

std::vector<SourceText> currentTexts(Database& database, std::span<const ImageId> images, std::string_view own) {
    std::vector<SourceText> out;
    if (images.empty()) return out;
    const auto source = captionSourceId(database, own, false);
    auto rows = database.prepare(
        "SELECT h.image, h.source, v.text FROM caption_head AS h JOIN caption_version AS v ON v.id = h.version "
        "WHERE h.image BETWEEN ? AND ? ORDER BY h.image, h.source");
    rows.bind(images.front().value).bind(images.back().value);
    while (rows.step()) {
        const ImageId image{rows.integer(0)};
        if (!std::binary_search(images.begin(), images.end(), image)) continue;
        out.push_back({image, rows.integer(1) == source, rows.text(2)});
    }
    return out;
}

}  // namespace recap
