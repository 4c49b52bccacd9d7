// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/report/study_report.h"

#include "base/atomic_file.h"
#include "base/base64.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/log.h"
#include "image/decode.h"
#include "image/encode.h"
#include "workflow/report/page_template.h"
#include "workflow/report/study_report_chart_internal.h"
#include "workflow/report/study_report_internal.h"
#include "workflow/report/study_report_tables_internal.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace recap {
namespace report_internal {

std::string numberText(double value) {
    if (!std::isfinite(value)) return "-";
    char text[48];
    std::snprintf(text, sizeof text, std::abs(value) >= 1000 ? "%.0f" : "%.2f", value);
    return text;
}

std::string imageUri(const std::filesystem::path& path, int maxSide) {
    try {
        return "data:image/png;base64," + base64(encodePng(decodeImage(path, maxSide)));
    } catch (const Error& e) {
        logWarning(std::string("The report leaves a gap: ") + e.what());
        return {};
    }
}

}  // namespace report_internal

namespace {

using namespace report_internal;

// Where a page that has become older than the numbers says so.
constexpr std::string_view kOlder = "<!-- older than the numbers? -->";

Json pictureUri(const std::filesystem::path& path) {
    return orNone(path.empty() ? std::string() : imageUri(path, 256));
}

Json samplesData(const ReportSamples& samples) {
    if (samples.rows.empty()) return false;
    Json rows = Json::array();
    for (const auto& row : samples.rows) {
        Json pictures = Json::array();
        for (std::size_t m = 0; m < samples.models.size(); ++m)
            pictures.push_back({{"model", samples.models[m]},
                                {"uri", pictureUri(m < row.images.size() ? row.images[m] : std::filesystem::path())}});
        rows.push_back({{"prompt", row.prompt}, {"pictures", pictures}});
    }
    return {{"models", samples.models}, {"rows", rows}};
}

Json captionsData(const std::vector<ReportCaptions>& examples) {
    Json list = Json::array();
    for (const auto& example : examples) {
        Json texts = Json::array();
        for (const auto& [source, text] : example.captions)
            texts.push_back({{"source", source}, {"text", orNone(text)}});
        list.push_back({{"uri", pictureUri(example.image)}, {"texts", texts}});
    }
    return listOrNone(std::move(list));
}

std::string tenths(double percent) {
    char text[48];
    std::snprintf(text, sizeof text, "%.1f", percent);
    return text;
}

// The bar is drawn within 0 to 100 %; the numbers beside it are as they are.
Json shareData(const ReportShare& share) {
    const auto drawn = [](double v) { return std::clamp(100 * v, 0.0, 100.0); };
    return {{"label", share.label},
            {"fill", tenths(drawn(share.value))},
            {"from", tenths(drawn(share.low))},
            {"width", tenths(std::max(0.0, drawn(share.high) - drawn(share.low)))},
            {"value", tenths(100 * share.value)},
            {"low", tenths(100 * share.low)},
            {"high", tenths(100 * share.high)},
            {"n", share.n}};
}

Json captionerData(const std::vector<ReportShares>& groups) {
    Json list = Json::array();
    for (const auto& group : groups) {
        if (group.shares.empty()) continue;
        Json shares = Json::array();
        for (const auto& share : group.shares) shares.push_back(shareData(share));
        list.push_back({{"group", group.title}, {"shares", shares}});
    }
    return listOrNone(std::move(list));
}

Json chartsData(const std::vector<ReportChart>& charts) {
    Json list = Json::array();
    for (const auto& chart : charts)
        if (!chart.curves.empty()) list.push_back(chartData(chart));
    return listOrNone(std::move(list));
}

Json configurationData(const std::vector<std::pair<std::string, std::string>>& facts) {
    Json list = Json::array();
    for (const auto& [label, value] : facts) list.push_back({{"label", label}, {"value", value}});
    return listOrNone(std::move(list));
}

}  // namespace

std::string studyReportHtml(const StudyReportData& data, const PageWords& words) {
    return renderPage("study_report.html",
                      {{"title", data.title},
                       {"created", orNone(data.created_ms > 0 ? isoTime(data.created_ms) : std::string())},
                       {"older_mark", kOlder},
                       {"summary", orNone(data.summary)},
                       {"demo", data.demo},
                       {"results", resultsData(data, words)},
                       {"findings", listOrNone(data.findings)},
                       {"differences", differencesData(data, words)},
                       {"samples", samplesData(data.samples)},
                       {"captions", captionsData(data.captions)},
                       {"captioner", captionerData(data.captioner)},
                       {"charts", chartsData(data.charts)},
                       {"definitions", definitionsData(data, words)},
                       {"deviations", listOrNone(data.deviations)},
                       {"configuration", configurationData(data.configuration)}},
                      words);
}

void writeStudyReport(const std::filesystem::path& path, const StudyReportData& data, const PageWords& words) {
    writeTextAtomically(path, studyReportHtml(data, words));
}

void markReportOlder(const std::filesystem::path& path, std::int64_t computed_ms) {
    std::error_code error;
    if (!std::filesystem::exists(path, error)) return;
    std::string html = readTextFile(path);
    const auto begin = html.find(kOlder);
    if (begin == std::string::npos) return;
    // One sentence, that of the newest numbers.
    const auto end = html.find('\n', begin);
    auto sentence = renderPage("study_report_older.html", Json::object({{"time", isoTime(computed_ms)}}));
    sentence.resize(sentence.find_last_not_of('\n') + 1);
    html.replace(begin, end - begin, std::string(kOlder) + sentence);
    writeTextAtomically(path, html);
}

}  // namespace recap
