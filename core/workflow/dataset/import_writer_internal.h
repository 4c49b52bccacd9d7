// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/import/import_row.h"
#include "workflow/dataset/image_finder_internal.h"
#include "workflow/dataset/import_job.h"

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>

namespace recap {

// Rows of a table that name no file here, and what became of them.
struct JoinedRows {
    std::map<PictureNameKind, std::int64_t> joined = {};  // to images of the project, by what they have in common
    std::int64_t unknown = 0;                             // fit no image
    std::int64_t several = 0;                             // fit several images each
    std::int64_t listed = 0;  // in the report: missing files, and images that an earlier row of the table describes
};

// Takes rows into the database and fills the report: the part of an import that knows the project.
class ImportWriter {
public:
    ImportWriter(Project& project, const ImportRequest& request, ImportReport& report);

    // In one transaction; nothing when the run was cancelled meanwhile.
    void take(std::span<const ImportRow> rows, const RunControl& control);
    // Whether a picture was not taken (the report says why).
    bool refused(const std::string& picture) const { return refused_.contains(picture); }
    // Of the rows since the last call: call it behind each table.
    JoinedRows joined();

private:
    struct Candidate;

    Candidate inspected(const ImportRow& row) const;
    void takeOne(const Candidate& candidate);
    void takeJoined(const ImportRow& row);
    void addAttributes(ImageId image, const Json& attributes);
    ImageId imageOf(const Candidate& candidate, bool& fresh);
    void takeCaption(ImageId image, bool fresh, const ImportCaption& caption, const std::string& where);

    static void readCandidate(Candidate& candidate);
    static void readCandidates(std::span<Candidate> candidates, const RunControl& control);

    ImageRepository images_;
    CaptionRepository captions_;
    Database& db_;
    const ImportRequest& request_;
    ImportReport& report_;
    std::set<std::string> refused_;
    ImageFinder finder_;
    JoinedRows joined_;
    std::set<ImageId> joinedImages_;
};

}  // namespace recap
