// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/dataset_report.h"

#include "data/clip_score_repository.h"
#include "data/import/table.h"
#include "data/language_guess.h"
#include "workflow/study_report_internal.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <unordered_map>

namespace recap {
namespace {

using report_internal::escaped;
using report_internal::numberText;

constexpr std::size_t kGroupsShown = 40, kPicturesShown = 6, kBrokenShown = 200;
constexpr int kThumbnail = 128;

std::string cell(const std::string& text) {
    return "<td>" + escaped(text) + "</td>";
}
std::string cell(std::int64_t value) {
    return "<td>" + std::to_string(value) + "</td>";
}

std::string scoreText(double score) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.4f", score);
    return text.data();
}

// Bars of a histogram of lengths; the limit is drawn where it lies.
std::string histogramSvg(const LengthSummary& lengths, std::int64_t limit, const std::string& title) {
    constexpr int kWidth = 420, kHeight = 120, kBase = 100;
    const auto& bars = lengths.histogram;
    if (bars.empty()) return {};
    const auto highest = static_cast<double>(std::max<std::int64_t>(1, *std::max_element(bars.begin(), bars.end())));
    const double step = static_cast<double>(kWidth) / static_cast<double>(std::max<std::size_t>(bars.size(), 20));
    std::string svg = "<figure class=\"card\"><figcaption>" + escaped(title) + "</figcaption><svg viewBox=\"0 0 " +
                      std::to_string(kWidth) + " " + std::to_string(kHeight) + "\" role=\"img\" aria-label=\"" +
                      escaped(title) + "\">";
    for (std::size_t i = 0; i < bars.size(); ++i) {
        const double height = 90.0 * static_cast<double>(bars[i]) / highest;
        svg += "<rect x=\"" + numberText(step * static_cast<double>(i)) + "\" y=\"" + numberText(kBase - height) +
               "\" width=\"" + numberText(std::max(step - 0.5, 0.5)) + "\" height=\"" + numberText(height) +
               "\" fill=\"var(--accent)\"/>";
    }
    if (limit > 0 && static_cast<std::size_t>(limit) < bars.size()) {
        const auto x = numberText(step * static_cast<double>(limit));
        svg += "<line class=\"axis\" stroke-dasharray=\"4 3\" x1=\"" + x + "\" x2=\"" + x + "\" y1=\"0\" y2=\"100\"/>";
    }
    svg += "<text x=\"0\" y=\"115\">0</text><text x=\"420\" y=\"115\" text-anchor=\"end\">";
    return svg + std::to_string(std::max<std::size_t>(bars.size(), 20) - 1) + "</text></svg></figure>";
}

std::string countList(const std::vector<std::pair<std::string, std::int64_t>>& counts, std::size_t limit) {
    std::string out;
    for (std::size_t i = 0; i < std::min(limit, counts.size()); ++i)
        out += (i == 0 ? "" : ", ") + escaped(counts[i].first) + " (" + std::to_string(counts[i].second) + ")";
    return out.empty() ? "-" : out;
}

std::string overview(const DatasetStatistics& s) {
    std::string out = "<p class=\"lead\">" + std::to_string(s.images) + " images, " + std::to_string(s.missing) +
                      " missing, " + std::to_string(s.duplicates) + " duplicate files";
    if (s.pictures_read)
        out += ", " + std::to_string(s.near_duplicates.size()) + " groups of near duplicates, " +
               std::to_string(s.unreadable.size()) + " unreadable pictures";
    return out + ".</p>";
}

std::string sourceTable(const DatasetStatistics& s) {
    std::string out =
        "<h2>Captions by source</h2><div class=\"card\"><table><tr><th>source</th><th>captions</th><th>tokens: "
        "mean</th>"
        "<th>median</th><th>95 %</th><th>longest</th><th>over " +
        std::to_string(s.token_limit) +
        "</th><th>words: mean</th><th>vocabulary</th><th>file names</th><th>repeated</th></tr>";
    for (const auto& source : s.sources)
        out += "<tr>" + cell(source.source) + cell(source.captions) + cell(numberText(source.tokens.mean)) +
               cell(source.tokens.p50) + cell(source.tokens.p95) + cell(source.tokens.max) + cell(source.over_limit) +
               cell(numberText(source.words.mean)) + cell(source.vocabulary) + cell(source.file_names) +
               cell(source.repeated) + "</tr>";
    return out + "</table></div>";
}

std::string lengthSection(const DatasetStatistics& s) {
    std::string out = "<h2>Lengths</h2><div class=\"charts\">";
    for (const auto& source : s.sources)
        out += histogramSvg(source.tokens, s.token_limit - 2, source.source + ": CLIP tokens") +
               histogramSvg(source.words, 0, source.source + ": words");
    return out + "</div>";
}

std::string textSection(const DatasetStatistics& s) {
    std::string out = "<h2>Texts</h2>";
    for (const auto& source : s.sources)
        out += "<h3>" + escaped(source.source) +
               "</h3><ul><li>Languages (a guess): " + countList(source.languages, 12) +
               "</li><li>Most frequent words: " + countList(source.top_words, 25) +
               "</li><li>Repeated texts: " + countList(source.top_repeated, 8) +
               "</li><li>The same text as: " + countList(source.same_as, 20) + "</li></ul>";
    return out;
}

std::string scoreSection(const DatasetStatistics& s) {
    if (s.clip.empty()) return {};
    std::string out = "<h2>CLIPScore</h2><p>Cosine of picture and caption by " + escaped(s.clip_model) +
                      "</p><div class=\"card\"><table><tr><th>source</th><th>captions</th><th>mean</th></tr>";
    for (const auto& source : s.clip)
        out += "<tr>" + cell(source.source) + cell(source.captions) + cell(scoreText(source.mean)) + "</tr>";
    out += "</table></div>";
    for (const auto& c : s.clip_comparisons)
        out += "<p>" + escaped(c.second) + " against " + escaped(c.first) + " on the same " + std::to_string(c.images) +
               " pictures: " + scoreText(c.mean_difference) + " in the mean, higher on " +
               std::to_string(c.second_wins) + " of them.</p>";
    return out;
}

std::string groupSection(Project& project, const std::vector<std::vector<ImageId>>& groups, const std::string& title,
                         const std::string& query) {
    if (groups.empty()) return {};
    std::string out = "<h2>" + title + "</h2>";
    for (std::size_t g = 0; g < std::min(kGroupsShown, groups.size()); ++g) {
        const auto& group = groups[g];
        out += "<div class=\"card samples\"><h3>Group " + std::to_string(g + 1) + ", " + std::to_string(group.size()) +
               " pictures</h3>";
        for (std::size_t i = 0; i < std::min(kPicturesShown, group.size()); ++i) {
            const auto image = project.images().get(group[i]);
            if (!image) continue;
            const auto uri = report_internal::imageUri(image->path, kThumbnail);
            const auto name = escaped(std::filesystem::path(image->path).filename().string());
            out += uri.empty() ? "<span class=\"gap\">no picture</span> "
                               : "<img src=\"" + uri + "\" alt=\"" + name + "\" title=\"" + name + "\"> ";
        }
        out += "</div>";
    }
    if (groups.size() > kGroupsShown)
        out += "<p>" + std::to_string(groups.size() - kGroupsShown) + " further groups: query " + query + ".</p>";
    return out;
}

std::string brokenSection(const DatasetStatistics& s) {
    if (s.unreadable.empty()) return {};
    std::string out = "<h2>Unreadable pictures</h2><div class=\"card\"><table class=\"wrap\">";
    for (std::size_t i = 0; i < std::min(kBrokenShown, s.unreadable.size()); ++i)
        out += "<tr>" + cell(s.unreadable[i].path) + cell(s.unreadable[i].reason) + "</tr>";
    return out + "</table></div>";
}

}  // namespace

std::string datasetReportHtml(Project& project, const DatasetStatistics& statistics) {
    const std::string title = escaped("Data set " + project.name());
    std::string page =
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
        "content=\"width=device-width\"><title>" +
        title + "</title><style>";
    page += report_internal::styleSheet();
    page += "</style></head><body><main><header><h1>" + title + "</h1></header>" + overview(statistics) +
            sourceTable(statistics) + lengthSection(statistics) + textSection(statistics) + scoreSection(statistics) +
            groupSection(project, statistics.near_duplicates, "Pictures that look almost the same", "is:duplicate") +
            groupSection(project, statistics.similar, "Pictures that CLIP takes for almost the same", "is:similar") +
            brokenSection(statistics);
    return page + "<footer>Made by RECAP Workbench.</footer></main></body></html>\n";
}

std::string datasetReportCsv(Project& project, const ImageQuery& query) {
    std::string out = "key,path,width,height,duplicate_group,source,status,author,words,tokens,clip,language,text\r\n";
    std::unordered_map<ImageId, std::string> heads;
    const ClipScoreRepository scores(project.database());
    const auto score = [&](const CaptionText& caption) {
        const auto known = scores.scores(caption.image);
        const auto it = known.find(caption.caption);
        return it == known.end() ? std::string() : scoreText(it->second);
    };
    for (const auto& image : project.images().list(query))
        heads.emplace(image.id, image.key + "," + csvCell(image.path) + "," + std::to_string(image.width) + "," +
                                    std::to_string(image.height) + "," +
                                    std::to_string(project.images().duplicateGroup(image.id)) + ",");
    for (const auto& source : project.captions().sources())
        for (const auto& caption : project.captions().forSource(source.name, query)) {
            const auto length = project.captions().length(caption.image, source.name);
            out += heads[caption.image] + csvCell(source.name) + "," +
                   std::string(enumName(kCaptionStatusNames, caption.status)) + "," + csvCell(caption.author) + "," +
                   std::to_string(length.words) + "," + std::to_string(length.tokens) + "," + score(caption) + "," +
                   guessLanguage(caption.text) + "," + csvCell(caption.text) + "\r\n";
        }
    return out;
}

}  // namespace recap
