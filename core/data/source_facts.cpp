// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/source_facts.h"

#include "text/caption_faults.h"

namespace recap {

SourceFacts sourceFacts(Database& database, std::string_view source, const ImageQuery& query) {
    const std::string filter = query.all() ? "" : "JOIN image AS i ON i.id = h.image WHERE " + query.sql;
    std::string faults;
    for (const auto& info : captionFaultInfos())
        faults += ", sum(h.faults & " + std::to_string(static_cast<unsigned>(info.fault)) + " <> 0)";
    auto rows = database.prepare("SELECT h.lang, count(*), sum(h.file_name), sum(h.repeated)" + faults +
                                 " FROM caption_head AS h "
                                 "JOIN caption_source AS s ON s.id = h.source AND s.name = ? " +
                                 filter + " GROUP BY h.lang ORDER BY count(*) DESC, h.lang");
    rows.bind(source);
    query.bindTo(rows);
    SourceFacts facts;
    facts.faults.resize(captionFaultInfos().size());
    while (rows.step()) {
        facts.languages.emplace_back(rows.text(0), rows.integer(1));
        facts.file_names += rows.integer(2);
        facts.repeated += rows.integer(3);
        for (std::size_t i = 0; i < facts.faults.size(); ++i) facts.faults[i] += rows.integer(4 + static_cast<int>(i));
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
