// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/report/dataset_report.h"

#include "base/csv.h"
#include "data/clip_score_repository.h"
#include "data/language_guess.h"
#include "text/caption_faults.h"
#include "workflow/report/page_template.h"
#include "workflow/report/study_report_internal.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <unordered_map>

namespace recap {
namespace {

using report_internal::numberText;
using report_internal::orNone;

constexpr std::size_t kGroupsShown = 40, kPicturesShown = 6, kBrokenShown = 200;
constexpr int kThumbnail = 128;

std::string scoreText(double score) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.4f", score);
    return text.data();
}

// Where the bars of a histogram of lengths stand in a drawing of 420 x 120; the limit is drawn where it lies.
Json histogram(const LengthSummary& lengths, std::int64_t limit, const std::string& title) {
    constexpr int kWidth = 420, kBase = 100, kHighest = 90;
    const auto& bars = lengths.histogram;
    const auto highest = static_cast<double>(std::max<std::int64_t>(1, *std::max_element(bars.begin(), bars.end())));
    const auto places = std::max<std::size_t>(bars.size(), 20);
    const double step = static_cast<double>(kWidth) / static_cast<double>(places);
    Json drawn = Json::array(), line = Json::array();
    for (std::size_t i = 0; i < bars.size(); ++i) {
        const double height = kHighest * static_cast<double>(bars[i]) / highest;
        drawn.push_back({{"x", numberText(step * static_cast<double>(i))},
                         {"y", numberText(kBase - height)},
                         {"width", numberText(std::max(step - 0.5, 0.5))},
                         {"height", numberText(height)}});
    }
    if (limit > 0 && static_cast<std::size_t>(limit) < bars.size())
        line.push_back({{"x", numberText(step * static_cast<double>(limit))}});
    return {{"title", title}, {"bars", drawn}, {"limit", line}, {"longest", places - 1}};
}

Json histograms(const DatasetStatistics& s, const PageWords& words) {
    Json list = Json::array();
    for (const auto& source : s.sources) {
        if (!source.tokens.histogram.empty())
            list.push_back(
                histogram(source.tokens, s.token_limit - 2, said(message("%1: CLIP tokens", source.source), words)));
        if (!source.words.histogram.empty())
            list.push_back(histogram(source.words, 0, said(message("%1: words", source.source), words)));
    }
    return list;
}

std::string countList(const std::vector<std::pair<std::string, std::int64_t>>& counts, std::size_t limit) {
    std::string out;
    for (std::size_t i = 0; i < std::min(limit, counts.size()); ++i)
        out += (i == 0 ? "" : ", ") + counts[i].first + " (" + std::to_string(counts[i].second) + ")";
    return out.empty() ? "-" : out;
}

// "3 refusals of a model, 2 repeat themselves"
Json faultList(const SourceStatistics& source, const PageWords& words) {
    std::vector<Message> found;
    for (std::size_t i = 0; i < source.faults.size(); ++i)
        if (source.faults[i] > 0) found.push_back(message("%1: %2", captionFaultInfos()[i].title, source.faults[i]));
    return orNone(said(listOf(found), words));
}

Json sources(const DatasetStatistics& s, const PageWords& words) {
    Json list = Json::array();
    for (const auto& source : s.sources)
        list.push_back({{"source", source.source},
                        {"captions", source.captions},
                        {"tokens_mean", numberText(source.tokens.mean)},
                        {"tokens_p50", source.tokens.p50},
                        {"tokens_p95", source.tokens.p95},
                        {"tokens_max", source.tokens.max},
                        {"over_limit", source.over_limit},
                        {"words_mean", numberText(source.words.mean)},
                        {"vocabulary", source.vocabulary},
                        {"file_names", source.file_names},
                        {"repeated", source.repeated},
                        {"faults", faultList(source, words)},
                        {"languages", countList(source.languages, 12)},
                        {"top_words", countList(source.top_words, 25)},
                        {"top_repeated", countList(source.top_repeated, 8)},
                        {"same_as", countList(source.same_as, 20)}});
    return list;
}

void addScores(Json& page, const DatasetStatistics& s) {
    Json scores = Json::array(), comparisons = Json::array();
    for (const auto& source : s.clip)
        scores.push_back({{"source", source.source}, {"captions", source.captions}, {"mean", scoreText(source.mean)}});
    for (const auto& c : s.clip_comparisons)
        comparisons.push_back({{"first", c.first},
                               {"second", c.second},
                               {"images", c.images},
                               {"difference", scoreText(c.mean_difference)},
                               {"wins", c.second_wins}});
    page["scored"] = !s.clip.empty();
    page["clip_model"] = s.clip_model;
    page["scores"] = scores;
    page["comparisons"] = comparisons;
}

// What goes beyond the limit of a list, as a list of one or none.
Json further(std::size_t all, std::size_t shown) {
    Json list = Json::array();
    if (all > shown) list.push_back({{"count", all - shown}});
    return list;
}

Json picturesOf(Project& project, const std::vector<ImageId>& group) {
    Json pictures = Json::array();
    for (std::size_t i = 0; i < std::min(kPicturesShown, group.size()); ++i) {
        const auto image = project.images().get(group[i]);
        if (!image) continue;
        const auto uri = report_internal::imageUri(image->path, kThumbnail);
        pictures.push_back({{"uri", uri.empty() ? Json(false) : Json(uri)},
                            {"name", std::filesystem::path(image->path).filename().string()}});
    }
    return pictures;
}

void addGroups(Json& lists, Project& project, const std::vector<std::vector<ImageId>>& groups, const std::string& title,
               const std::string& query) {
    if (groups.empty()) return;
    Json shown = Json::array();
    for (std::size_t g = 0; g < std::min(kGroupsShown, groups.size()); ++g)
        shown.push_back({{"number", g + 1}, {"count", groups[g].size()}, {"pictures", picturesOf(project, groups[g])}});
    lists.push_back(
        {{"title", title}, {"query", query}, {"groups", shown}, {"more", further(groups.size(), kGroupsShown)}});
}

Json brokenPictures(const DatasetStatistics& s, const PageWords& words) {
    if (s.unreadable.empty()) return Json::array();
    Json rows = Json::array();
    for (std::size_t i = 0; i < std::min(kBrokenShown, s.unreadable.size()); ++i)
        rows.push_back({{"path", s.unreadable[i].path}, {"reason", said(s.unreadable[i].reason, words)}});
    return Json::array({{{"rows", rows}, {"more", further(s.unreadable.size(), kBrokenShown)}}});
}

}  // namespace

std::string datasetReportHtml(Project& project, const DatasetStatistics& statistics, const PageWords& words) {
    const auto& s = statistics;
    Json page = {{"title", said(message("Data set %1", project.name()), words)},
                 {"images", s.images},
                 {"missing", s.missing},
                 {"duplicates", s.duplicates},
                 {"pictures_read", s.pictures_read},
                 {"near_duplicates", s.near_duplicates.size()},
                 {"unreadable", s.unreadable.size()},
                 {"token_limit", s.token_limit},
                 {"sources", sources(s, words)},
                 {"histograms", histograms(s, words)},
                 {"broken", brokenPictures(s, words)}};
    addScores(page, s);
    Json groups = Json::array();
    addGroups(groups, project, s.near_duplicates, said(message("Images that look almost the same"), words),
              "is:duplicate");
    addGroups(groups, project, s.similar, said(message("Images that are almost the same according to CLIP"), words),
              "is:similar");
    page["group_lists"] = groups;
    return renderPage("dataset_report.html", page, words);
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
