// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/database.h"
#include "data/image_query.h"
#include "data/records.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace recap {

// What is stored with the current captions of a source, counted for the images of a query. Each number is that of the
// images found by source:NAME beside lang:, is:filename, is:repeated or a fault (is:loop ...).
struct SourceFacts {
    std::vector<std::pair<std::string, std::int64_t>> languages = {};  // guessLanguage(), most frequent first
    std::int64_t file_names = 0;                                       // captions that only say how the file is called
    std::int64_t repeated = 0;              // captions whose text another image of the project has in that source, too
    std::vector<std::int64_t> faults = {};  // captions with each of captionFaultInfos()
};
SourceFacts sourceFacts(Database& database, std::string_view source, const ImageQuery& query = {});

// These images, and no others, are found by is:unreadable.
void setUnreadable(Database& database, std::span<const ImageId> images);

}  // namespace recap
