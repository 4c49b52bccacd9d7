// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/metric_differences.h"
#include "workflow/report/page_template.h"
#include "workflow/results/metric_row.h"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace recap {

// One curve of a chart, e.g. the loss of one arm.
struct ReportCurve {
    std::string name;
    std::vector<std::pair<double, double>> points;  // by x; long curves are thinned when drawn
};
struct ReportChart {
    std::string title, x_label, y_label;
    std::vector<ReportCurve> curves;
};

// Pictures of one prompt, one per model in the order of ReportSamples::models; an empty path leaves the cell empty.
struct ReportSampleRow {
    std::string prompt;
    std::vector<std::filesystem::path> images;
};
struct ReportSamples {
    std::vector<std::string> models;
    std::vector<ReportSampleRow> rows;
};

// One image with its captions by title ("alt text", "RECAP short", ...).
struct ReportCaptions {
    std::filesystem::path image;
    std::vector<std::pair<std::string, std::string>> captions;
};

// A share in 0..1, e.g. of captions that name the right objects.
struct ReportShare {
    std::string label;
    double value = 0, low = 0, high = 0;
    std::int64_t n = 0;
};
struct ReportShares {
    std::string title;
    std::vector<ReportShare> shares;
};

// second - first on the same prompts.
struct ReportDifference {
    std::string first, second;
    std::vector<MetricRecord> metrics;
};

// Everything the report says. Empty parts are left out of the page.
struct StudyReportData {
    std::string title = "RECAP study";
    std::string summary;  // one paragraph on top
    std::int64_t created_ms = 0;
    bool demo = true;                            // adds the sentences on the demo's judges and the paper's numbers
    std::vector<MetricRow> rows;                 // the table, in the order Baseline, Alttext, RECAP ..., Real images
    std::vector<MetricDifferenceRecord> paired;  // of the models of the table: they decide which number is the best
    std::vector<ReportDifference> differences;
    std::string differences_note;  // e.g. that the table is newer than the differences
    std::vector<ReportChart> charts;
    ReportSamples samples;
    std::vector<ReportCaptions> captions;
    std::vector<ReportShares> captioner;
    std::vector<std::string> findings;                               // sentences; also what was not reached
    std::vector<std::string> deviations;                             // what differs from the paper
    std::vector<std::pair<std::string, std::string>> configuration;  // label and value
};

// One self-contained page: inline style, pictures as data URIs, curves as inline SVG; light and dark, printable.
// A picture that cannot be read leaves a named gap. Its text is resources/templates/study_report.html; throws as
// renderPage() does.
std::string studyReportHtml(const StudyReportData& data, const PageWords& words = {});
// Atomic. Throws Error(FileNotWritable) or Error(DiskFull).
void writeStudyReport(const std::filesystem::path& path, const StudyReportData& data, const PageWords& words = {});
// Writes into a report that is there that numbers were computed again since; without one nothing happens.
void markReportOlder(const std::filesystem::path& path, std::int64_t computed_ms);

}  // namespace recap
