// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reasons to look at captions that a machine wrote. A reason is a query: what it counts and what it selects for review
// cannot differ.
#pragma once

#include "base/message.h"
#include "data/database.h"
#include "data/records.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

// Current captions that are looked at together: those of a source, or of these the ones that a run wrote, of the images
// that a query finds.
struct CaptionSelection {
    std::string source = {};
    RunId run = {};           // none: whoever wrote them
    std::string filter = {};  // empty: of all images
};

// The query of the selection's images; with a condition, of those whose caption fulfils it.
std::string captionQuery(const CaptionSelection& selection, std::string_view condition = {});

struct CaptionFilter {
    std::string_view name;  // in JSON
    Message title;          // beside a number of captions
    std::string query;
    std::int64_t images = 0;  // that the query finds
};

inline constexpr double kLowClipScore = 0.25;
inline constexpr int kClipReads = 75;  // tokens of CLIP's 77 that are not start and end

// Every reason, counted, whether or not there are such captions: refusals, loops, boilerplate, too short, cut off, more
// tokens than CLIP reads, another image's caption, the alt text, another language than most captions of the source, and
// a CLIPScore below `low_clip` once captions have been scored. `pause` is called between two of them and may throw.
// Throws Error(InvalidOption) for a mistake in the selection's filter.
std::vector<CaptionFilter> countCaptionFilters(Database& database, const CaptionSelection& selection,
                                               double low_clip = kLowClipScore,
                                               const std::function<void()>& pause = {});

// The source into which a run wrote captions. None: it wrote no caption, or before captions named their run.
std::optional<std::string> sourceWrittenBy(Database& database, RunId run);

}  // namespace recap
