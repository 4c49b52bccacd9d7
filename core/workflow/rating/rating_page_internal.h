// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/rating/rating_packing_internal.h"
#include "workflow/report/page_template.h"

#include <string>

namespace recap::rating_internal {

enum class PageKind {
    File,  // opened from a disk: pictures are in it, answers stay in the browser and are downloaded
    Link,  // loaded from a server: pictures and answers have addresses relative to the page's
};

// One rater's session as an HTML page that asks no other address for anything: its Content-Security-Policy allows its
// own style and script, by their hashes, and pictures. Prompts, question and names arrive as text, whatever is in them.
std::string ratingPage(const PackedStudy& packed, PageKind kind, const PageWords& words = {});

}  // namespace recap::rating_internal
