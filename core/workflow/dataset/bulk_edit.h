// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/project/project.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace recap {

// Find and replace over the current captions of many images, by a regular expression (see data/regex.h).
struct BulkEditRequest {
    std::string filter = {};                // query that selects the images
    std::vector<std::string> sources = {};  // empty: every source
    std::string find = {};
    std::string replacement = {};  // $1 or ${name} stand for groups
    bool match_case = false;
    bool literal = false;  // `find` and `replacement` are plain texts
};

// What one caption would become.
struct BulkChange {
    ImageId image = {};
    std::string key = {};
    std::string path = {};
    std::string source = {};
    std::string before = {};
    std::string after = {};
    std::int64_t matches = 0;
};

struct BulkEditResult {
    std::int64_t changed = 0;
    std::int64_t skipped = 0;  // changed by somebody else since the preview; left as they are
};

// Called with captions looked at so far and all; may throw to stop.
using BulkProgress = std::function<void(std::int64_t done, std::int64_t total)>;

// Every change, in the order of images and sources; changes nothing. Captions that would be empty are not changed: an
// empty text is no caption. Throws Error(InvalidOption) for a wrong pattern, replacement or filter, Error(NotFound) for
// an unknown source.
std::vector<BulkChange> previewBulkEdit(Project& project, const BulkEditRequest& request,
                                        const BulkProgress& progress = {});
// The changes of a preview as one step of the journal: all of them or none. A rejected or flagged caption stays so;
// every other becomes edited.
BulkEditResult applyBulkEdit(Project& project, const std::vector<BulkChange>& changes, const std::string& step,
                             const std::string& author);

// What giving a status to many captions would do.
struct StatusCount {
    std::int64_t captions = 0;    // they would change
    std::int64_t overturned = 0;  // of these: rejected ones that would be accepted, approved ones that would not
};

// Of the current captions of `source` among the images of the filter.
StatusCount countForStatus(Project& project, const std::string& filter, const std::string& source,
                           CaptionStatus status);
// Gives them the status as one step of the journal; returns how many changed. Throws as previewBulkEdit.
std::int64_t setStatusOfAll(Project& project, const std::string& filter, const std::string& source,
                            CaptionStatus status, const std::string& step, const std::string& author);

}  // namespace recap
