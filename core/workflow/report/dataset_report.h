// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/dataset/dataset_stats.h"
#include "workflow/report/page_template.h"

#include <filesystem>
#include <string>

namespace recap {

// The statistics as one page that needs no other file: counts, histograms of lengths, languages, words, repeated texts,
// and the pictures of near duplicates (at most 40 groups, six pictures each). Reads pictures.
std::string datasetReportHtml(Project& project, const DatasetStatistics& statistics, const PageWords& words = {});

// Every current caption of the query as a row: key, path, width, height, duplicate_group, source, status, author,
// words, tokens, language, text. UTF-8 with a header line.
std::string datasetReportCsv(Project& project, const ImageQuery& query = {});

}  // namespace recap
