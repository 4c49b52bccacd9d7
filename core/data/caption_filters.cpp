// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/caption_filters.h"

#include "base/unicode.h"
#include "data/clip_score_repository.h"
#include "data/image_query.h"
#include "data/image_repository.h"
#include "data/source_facts.h"
#include "text/caption_faults.h"

#include <array>
#include <charconv>

namespace recap {
namespace {

// As the query language reads it back, to the last digit.
std::string numberText(double value) {
    std::array<char, 32> text{};
    return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

// The language of most captions of the source; empty: none can be told.
std::string mainLanguage(Database& database, const std::string& source) {
    for (const auto& [language, count] : sourceFacts(database, source).languages)
        if (language != "und") return language;
    return {};
}

}  // namespace

std::string captionQuery(const CaptionSelection& selection, std::string_view condition) {
    std::string own = "source:" + selection.source;
    if (selection.run) own += " run:" + std::to_string(selection.run.value);
    if (!condition.empty()) own.append(" ").append(condition);
    // In brackets a source and what is said about its captions stay together.
    const auto filter = trimmed(selection.filter);
    return filter.empty() ? own : "(" + std::string(filter) + ") (" + own + ")";
}

std::vector<CaptionFilter> countCaptionFilters(Database& database, const CaptionSelection& selection, double low_clip,
                                               const std::function<void()>& pause) {
    std::vector<CaptionFilter> filters;
    const auto add = [&](std::string_view name, Message title, const std::string& condition) {
        filters.push_back({name, std::move(title), captionQuery(selection, condition)});
    };
    for (const auto& info : captionFaultInfos()) add(info.name, info.title, "is:" + std::string(info.name));
    add("cut", message("seem to be cut off"), "is:cut");
    add("over_77", message("longer than the 77 tokens that CLIP reads"), "tokens>" + std::to_string(kClipReads));
    add("repeated", message("repeat another image's caption"), "is:repeated");
    add("unchanged", message("are the same as the alt text"), "is:unchanged");
    if (const auto language = mainLanguage(database, selection.source); !language.empty())
        add("language", message("in another language than most (%1)", language), "-lang:" + language + " -lang:und");
    if (ClipScoreRepository(database).current())
        add("low_clip", message("CLIPScore below %1", low_clip), "clip<" + numberText(low_clip));
    const ImageRepository images(database);
    for (auto& filter : filters) {
        if (pause) pause();
        filter.images = images.count(parseImageQuery(filter.query));
    }
    return filters;
}

std::optional<std::string> sourceWrittenBy(Database& database, RunId run) {
    auto row = database.prepare(
        "SELECT s.name FROM caption_version AS v JOIN caption_source AS s ON s.id = v.source "
        "WHERE recap_attribute(v.provenance, 'run') = ? ORDER BY v.id DESC LIMIT 1");
    row.bind(run.value);
    return row.step() ? std::optional(row.text(0)) : std::nullopt;
}

}  // namespace recap
