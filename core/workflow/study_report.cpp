// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/study_report.h"

#include "base/atomic_file.h"
#include "base/base64.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/log.h"
#include "image/decode.h"
#include "image/encode.h"
#include "workflow/study_report_internal.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace recap {
namespace report_internal {

std::string escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default: out += c;
        }
    }
    return out;
}

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

std::string picture(const std::filesystem::path& path, const std::string& alternative) {
    const std::string uri = path.empty() ? std::string() : imageUri(path, 256);
    if (uri.empty()) return "<span class=\"gap\">no picture</span>";
    return "<img src=\"" + uri + "\" alt=\"" + escaped(alternative) + "\">";
}

std::string listSection(const std::string& title, const std::vector<std::string>& sentences) {
    if (sentences.empty()) return {};
    std::string html = "<h2>" + title + "</h2>\n<ul>\n";
    for (const auto& sentence : sentences) html += "<li>" + escaped(sentence) + "</li>\n";
    return html + "</ul>\n";
}

std::string chartSection(const std::vector<ReportChart>& charts) {
    std::string html;
    for (const auto& chart : charts)
        if (!chart.curves.empty()) html += chartSvg(chart);
    return html.empty() ? html : "<h2>Curves</h2>\n<div class=\"charts\">\n" + html + "</div>\n";
}

std::string sampleSection(const ReportSamples& samples) {
    if (samples.rows.empty()) return {};
    std::string html =
        "<h2>Pictures</h2>\n<p>Held-out prompts, the same starting noise in a row; the first prompts of the set, none "
        "selected."
        "</p>\n<div class=\"card\"><table class=\"samples\"><thead><tr><th>Prompt</th>";
    for (const auto& model : samples.models) html += "<th>" + escaped(model) + "</th>";
    html += "</tr></thead><tbody>\n";
    for (const auto& row : samples.rows) {
        html += "<tr><td>" + escaped(row.prompt) + "</td>";
        for (std::size_t m = 0; m < samples.models.size(); ++m)
            html += "<td>" +
                    picture(m < row.images.size() ? row.images[m] : std::filesystem::path(),
                            samples.models[m] + ": " + row.prompt) +
                    "</td>";
        html += "</tr>\n";
    }
    return html + "</tbody></table></div>\n";
}

std::string captionSection(const std::vector<ReportCaptions>& examples) {
    if (examples.empty()) return {};
    std::string html = "<h2>Captions before and after</h2>\n<div class=\"captions\">\n";
    for (const auto& example : examples) {
        html += "<div class=\"card\">" + picture(example.image, "data set picture") + "<dl>";
        for (const auto& [source, text] : example.captions)
            html += "<dt>" + escaped(source) + "</dt><dd>" + (text.empty() ? "&ndash;" : escaped(text)) + "</dd>";
        html += "</dl></div>\n";
    }
    return html + "</div>\n";
}

std::string shareBar(const ReportShare& share) {
    const auto percent = [](double v) { return std::clamp(100 * v, 0.0, 100.0); };
    char bar[320];
    std::snprintf(bar, sizeof bar,
                  "<span class=\"track\"><span class=\"fill\" style=\"width:%.1f%%\"></span><span class=\"range\" "
                  "style=\"left:%.1f%%;width:%.1f%%\"></span></span><span>%.1f %% [%.1f, %.1f], n %lld</span>",
                  percent(share.value), percent(share.low), std::max(0.0, percent(share.high) - percent(share.low)),
                  100 * share.value, 100 * share.low, 100 * share.high, static_cast<long long>(share.n));
    return "<div class=\"bar\"><span>" + escaped(share.label) + "</span>" + bar + "</div>\n";
}

std::string captionerSection(const std::vector<ReportShares>& groups) {
    std::string html;
    for (const auto& group : groups) {
        if (group.shares.empty()) continue;
        html += "<div class=\"card\"><h3 style=\"margin-top:0\">" + escaped(group.title) + "</h3>\n";
        for (const auto& share : group.shares) html += shareBar(share);
        html += "</div>\n";
    }
    return html.empty() ? html : "<h2>How good the captions are</h2>\n" + html;
}

std::string configurationSection(const std::vector<std::pair<std::string, std::string>>& facts) {
    if (facts.empty()) return {};
    std::string html = "<h2>Configuration and seeds</h2>\n<div class=\"card\"><table class=\"wrap\"><tbody>\n";
    for (const auto& [label, value] : facts)
        html += "<tr><td>" + escaped(label) + "</td><td>" + escaped(value) + "</td></tr>\n";
    return html + "</tbody></table></div>\n";
}

}  // namespace

std::string studyReportHtml(const StudyReportData& data) {
    std::string html =
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
        "content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light "
        "dark\">\n<title>" +
        escaped(data.title) + "</title>\n<style>" + std::string(styleSheet()) + "</style>\n</head>\n<body>\n<main>\n";
    html += "<header><h1>" + escaped(data.title) + "</h1>";
    if (data.created_ms > 0) html += "<p>" + isoTime(data.created_ms) + "</p>";
    html += "</header>\n" + std::string(kOlder) + "\n";
    if (!data.summary.empty()) html += "<p class=\"lead\">" + escaped(data.summary) + "</p>\n";
    html += tableSection(data) + listSection("Findings", data.findings) + differenceSection(data) +
            sampleSection(data.samples) + captionSection(data.captions) + captionerSection(data.captioner) +
            chartSection(data.charts) + paperSection(data) + definitionSection(data) +
            listSection("What differs from the paper", data.deviations) + configurationSection(data.configuration);
    return html +
           "<footer>Made by RECAP Workbench. This page is complete in itself: no script, no "
           "network.</footer>\n</main>\n</body>\n</html>\n";
}

void writeStudyReport(const std::filesystem::path& path, const StudyReportData& data) {
    writeTextAtomically(path, studyReportHtml(data));
}

void markReportOlder(const std::filesystem::path& path, std::int64_t computed_ms) {
    std::error_code error;
    if (!std::filesystem::exists(path, error)) return;
    std::string html = readTextFile(path);
    const auto begin = html.find(kOlder);
    if (begin == std::string::npos) return;
    // One sentence, that of the newest numbers.
    const auto end = html.find('\n', begin);
    html.replace(begin, end - begin,
                 std::string(kOlder) +
                     "<p class=\"note\"><strong>Older than the numbers.</strong> Metrics of this project were computed "
                     "again " +
                     isoTime(computed_ms) +
                     ". This page shows the earlier ones; continue the study to write it again.</p>");
    writeTextAtomically(path, html);
}

}  // namespace recap
