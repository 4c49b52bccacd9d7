// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/study/study_job.h"

#include <filesystem>
#include <string>
#include <vector>

namespace recap {

// How far the study in a project folder has come.
struct StudyState {
    bool found = false;                   // whether the folder holds a study, begun at least
    StudyRequest request;                 // the options that continue it: seed, size and arms
    std::vector<std::string> done;        // names of finished stages, in the order of studyStages(request)
    std::vector<MetricRow> rows;          // the table; empty until the samples have been judged
    std::vector<StudyCaptions> captions;  // those whose truth was counted so far
    CaptionCurve curve;                   // by the number of human captions; without points until it is complete
    std::filesystem::path report;         // empty until it has been written, and when it has gone since
};

// Reads the folder's database without opening the project: no lock is taken and nothing is changed, so a study that
// another program runs can be looked at. A folder without a project or without a study gives an empty state.
// Throws Error(Database), Error(BadFormat) for a damaged file.
StudyState studyState(const std::filesystem::path& project);

}  // namespace recap
