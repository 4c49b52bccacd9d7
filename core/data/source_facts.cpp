// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/source_facts.h"

namespace recap {

SourceFacts sourceFacts(Database& database, std::string_view source, const ImageQuery& query) {
    const std::string filter = query.all() ? "" : "JOIN image AS i ON i.id = h.image WHERE " + query.sql;
    auto rows = database.prepare(
        "SELECT h.lang, count(*), sum(h.file_name), sum(h.repeated) FROM caption_head AS h "
        "JOIN caption_source AS s ON s.id = h.source AND s.name = ? " +
        filter + " GROUP BY h.lang ORDER BY count(*) DESC, h.lang");
    rows.bind(source);
    query.bindTo(rows);
    SourceFacts facts;
    while (rows.step()) {
        facts.languages.emplace_back(rows.text(0), rows.integer(1));
        facts.file_names += rows.integer(2);
        facts.repeated += rows.integer(3);
    }
    return facts;
}

void setUnreadable(Database& database, std::span<const ImageId> images) {
    Transaction transaction(database);
    database.execute("UPDATE image SET unreadable = 0 WHERE unreadable = 1");
    for (const auto image : images)
        database.prepare("UPDATE image SET unreadable = 1 WHERE id = ?").bind(image.value).run();
    transaction.commit();
}

}  // namespace recap
