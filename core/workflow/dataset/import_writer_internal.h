// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/import/import_row.h"
#include "workflow/dataset/import_job.h"

#include <set>
#include <span>
#include <string>

namespace recap {

// Takes rows into the database and fills the report: the part of an import that knows the project.
class ImportWriter {
public:
    ImportWriter(Project& project, const ImportRequest& request, ImportReport& report);

    // In one transaction; nothing when the run was cancelled meanwhile.
    void take(std::span<const ImportRow> rows, const RunControl& control);
    // Whether a picture was not taken (the report says why).
    bool refused(const std::string& picture) const { return refused_.contains(picture); }

private:
    struct Candidate;

    Candidate inspected(const ImportRow& row) const;
    void takeOne(const Candidate& candidate);
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
};

}  // namespace recap
