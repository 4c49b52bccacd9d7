// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/dataset/caption_quality.h"

#include "base/error.h"
#include "data/caption_figures.h"
#include "data/clip_score_repository.h"
#include "text/caption_statistics.h"
#include "text/content_words.h"
#include "text/phrase_counter.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>
#include <span>
#include <unordered_map>
#include <utility>

namespace recap {
namespace {

constexpr std::size_t kImagesPerBatch = 2000;
constexpr std::int64_t kLeastTexts = 3;     // that a phrase is worth showing for
constexpr std::int64_t kLeastShare = 1000;  // and one in so many

using Progress = std::function<void(std::int64_t, std::int64_t)>;

std::string quoted(const std::string& text) {
    return "\"" + text + "\"";  // words have no quotation mark
}

std::string decimal(double value) {
    std::array<char, 64> text{};
    return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, 4).ptr};
}

LengthSummary lengthsOf(const std::vector<CaptionFigures>& captions, std::int64_t CaptionFigures::*field) {
    std::vector<std::int64_t> lengths;
    lengths.reserve(captions.size());
    for (const auto& caption : captions)
        if (caption.*field >= 0) lengths.push_back(caption.*field);
    return summaryOf(std::move(lengths));
}

// Images of the selection whose own caption fulfils one condition and whose caption of the other source the other one.
std::string withOther(const CaptionQuality& quality, const std::string& own, const std::string& other) {
    CaptionSelection selection = quality.selection;
    const auto filter = std::exchange(selection.filter, {});
    std::string query;
    if (!filter.empty()) query.append("(").append(filter).append(") ");
    query.append("(").append(captionQuery(selection, own)).append(") ");
    return query.append("(source:").append(quality.against).append(" ").append(other).append(")");
}

// What the captions' texts say, read in batches of images.
class TextReader {
public:
    void take(const std::vector<SourceText>& captions) {
        for (auto begin = captions.begin(); begin != captions.end();) {
            const auto end = std::find_if(begin, captions.end(),
                                          [&](const SourceText& caption) { return caption.image != begin->image; });
            takeImage({begin, end});
            begin = end;
        }
    }

    const PhraseCounter& phrases() const { return phrases_; }
    std::vector<std::string> topOwnWords(std::size_t count) const {
        std::vector<std::pair<std::string, std::int64_t>> words(own_.begin(), own_.end());
        std::sort(words.begin(), words.end(), [](const auto& a, const auto& b) {
            return a.second != b.second ? a.second > b.second : a.first < b.first;
        });
        std::vector<std::string> out;
        for (std::size_t i = 0; i < std::min(count, words.size()); ++i) out.push_back(words[i].first);
        return out;
    }
    std::int64_t compared = 0, with_own = 0, own_words = 0;

private:
    void takeImage(std::span<const SourceText> captions) {
        std::vector<std::string> own, others;
        for (const auto& caption : captions) {
            if (caption.own) phrases_.add(captionWords(caption.text));
            auto words = contentWords(caption.text);
            auto& place = caption.own ? own : others;
            place.insert(place.end(), std::make_move_iterator(words.begin()), std::make_move_iterator(words.end()));
        }
        if (captions.size() < 2) return;
        ++compared;
        std::sort(others.begin(), others.end());
        std::int64_t found = 0;
        for (auto& word : own)
            if (!std::binary_search(others.begin(), others.end(), word)) {
                ++found;
                ++own_[std::move(word)];
            }
        own_words += found;
        with_own += found > 0 ? 1 : 0;
    }

    PhraseCounter phrases_;
    std::unordered_map<std::string, std::int64_t> own_;
};

struct Ranked {
    ImageId image = {};
    double score = 0, against = 0;
};

// The kListed captions with the smallest values; ties in the order of import.
template <class Value>
std::vector<ScoredCaption> listBy(Project& project, const std::string& source, std::vector<Ranked>& all, bool paired,
                                  Value value) {
    const auto count = static_cast<std::ptrdiff_t>(std::min(kListed, all.size()));
    std::partial_sort(all.begin(), all.begin() + count, all.end(), [&](const Ranked& a, const Ranked& b) {
        return value(a) != value(b) ? value(a) < value(b) : a.image < b.image;
    });
    std::vector<ScoredCaption> list;
    for (auto entry = all.begin(); entry != all.begin() + count; ++entry) {
        auto& caption = list.emplace_back(ScoredCaption{.image = entry->image, .score = entry->score});
        if (paired) caption.against = entry->against;
        if (const auto image = project.images().get(entry->image)) {
            caption.key = image->key;
            caption.path = image->path;
        }
        if (const auto current = project.captions().current(entry->image, source)) caption.text = current->text;
    }
    return list;
}

void addScores(Project& project, const std::vector<CaptionFigures>& own, const std::vector<CaptionFigures>& others,
               CaptionQuality& quality) {
    const auto model = ClipScoreRepository(project.database()).current();
    if (!model) return;
    quality.clip_model = model->name;
    std::vector<Ranked> scored, paired;
    auto other = others.begin();
    double sum = 0, differences = 0;
    for (const auto& caption : own) {
        if (std::isnan(caption.clip)) continue;
        scored.push_back({caption.image, caption.clip});
        sum += caption.clip;
        while (other != others.end() && other->image < caption.image) ++other;
        if (other == others.end() || other->image != caption.image || std::isnan(other->clip)) continue;
        paired.push_back({caption.image, caption.clip, other->clip});
        quality.pairs.push_back({caption.image, other->clip, caption.clip});
        differences += caption.clip - other->clip;
        quality.higher += caption.clip > other->clip ? 1 : 0;
    }
    quality.scored = std::ssize(scored);
    if (!scored.empty()) quality.mean_clip = sum / static_cast<double>(scored.size());
    if (!paired.empty()) quality.mean_difference = differences / static_cast<double>(paired.size());
    const auto& source = quality.selection.source;
    quality.lowest = listBy(project, source, scored, false, [](const Ranked& r) { return r.score; });
    quality.highest = listBy(project, source, scored, false, [](const Ranked& r) { return -r.score; });
    quality.lost = listBy(project, source, paired, true, [](const Ranked& r) { return r.score - r.against; });
    quality.gained = listBy(project, source, paired, true, [](const Ranked& r) { return r.against - r.score; });
}

void addTexts(Project& project, const std::vector<CaptionFigures>& own, const Progress& progress,
              CaptionQuality& quality) {
    const auto& selection = quality.selection;
    const auto total = std::ssize(own);
    TextReader reader;
    for (std::size_t at = 0; at < own.size(); at += kImagesPerBatch) {
        if (progress) progress(static_cast<std::int64_t>(at), total);
        std::vector<ImageId> images;
        for (auto i = at; i < std::min(own.size(), at + kImagesPerBatch); ++i) images.push_back(own[i].image);
        reader.take(currentTexts(project.database(), images, selection.source));
    }
    quality.compared = reader.compared;
    quality.with_own_words = reader.with_own;
    if (reader.compared > 0)
        quality.mean_own_words = static_cast<double>(reader.own_words) / static_cast<double>(reader.compared);

    // The words of the other captions as the query language looks for them.
    std::vector<std::string> others;
    for (const auto& source : project.captions().sources())
        if (source.captions > 0 && source.name != selection.source) others.push_back(source.name);
    const auto add = [&](std::vector<SaidText>& list, const std::string& text, std::string query) {
        if (progress) progress(total, total);
        const auto images = project.images().count(parseImageQuery(query));
        if (images > 0) list.push_back({text, images, std::move(query)});
    };
    const auto least = std::max(kLeastTexts, quality.captions / kLeastShare);
    for (const auto& phrase : reader.phrases().top(kPhrases, least))
        add(quality.phrases, phrase.first, captionQuery(selection, quoted(phrase.first)));
    for (const auto& word : reader.topOwnWords(kPhrases)) {
        std::string query = captionQuery(selection, quoted(word));
        for (const auto& source : others) query += " -(source:" + source + " " + quoted(word) + ")";
        add(quality.own_words, word, std::move(query));
    }
    for (auto* list : {&quality.phrases, &quality.own_words})
        std::stable_sort(list->begin(), list->end(), [](const auto& a, const auto& b) { return a.images > b.images; });
}

Json listJson(const std::vector<ScoredCaption>& list) {
    Json out = Json::array();
    for (const auto& entry : list) {
        out.push_back({{"key", entry.key}, {"path", entry.path}, {"text", entry.text}, {"score", entry.score}});
        if (entry.against) out.back()["against"] = *entry.against;
    }
    return out;
}

Json listJson(const std::vector<SaidText>& list) {
    Json out = Json::array();
    for (const auto& entry : list)
        out.push_back({{"text", entry.text}, {"images", entry.images}, {"query", entry.query}});
    return out;
}

}  // namespace

CaptionQuality measureCaptionQuality(Project& project, const CaptionQualityRequest& request, const Progress& progress) {
    auto& db = project.database();
    CaptionQuality quality{.selection = request.selection, .against = request.against};
    auto& selection = quality.selection;
    parseImageQuery(selection.filter);  // its mistakes, not those of what is made of it
    if (selection.run) {
        const auto run = project.runs().get(selection.run);
        const auto source = run ? sourceWrittenBy(db, selection.run) : std::nullopt;
        if (!source)
            throw Error(ErrorCode::NotFound,
                        message("No caption names the run %1 as its author. (Captions of earlier versions do not name "
                                "their run; look at the whole source.)",
                                run ? run->name : std::to_string(selection.run.value)));
        quality.run_name = run->name;
        if (selection.source.empty()) selection.source = *source;
    }
    const auto sources = project.captions().sources();
    if (std::none_of(sources.begin(), sources.end(), [&](const auto& s) { return s.name == selection.source; }))
        throw Error(ErrorCode::NotFound, message("The project has no caption source '%1'.", selection.source));

    const auto pause = [&] {
        if (progress) progress(0, 0);
    };
    const auto query = parseImageQuery(captionQuery(selection));
    const auto own = captionFigures(db, selection.source, query);
    quality.captions = std::ssize(own);
    pause();
    const auto others = captionFigures(db, quality.against, query);
    quality.filters = countCaptionFilters(db, selection, request.low_clip, pause);
    const CaptionSelection whole{.source = selection.source, .filter = selection.filter};
    quality.corrected = project.images().count(parseImageQuery(captionQuery(whole, "is:corrected")));
    quality.tokens = lengthsOf(own, &CaptionFigures::tokens);
    quality.words = lengthsOf(own, &CaptionFigures::words);
    quality.against_tokens = lengthsOf(others, &CaptionFigures::tokens);
    quality.against_words = lengthsOf(others, &CaptionFigures::words);
    addScores(project, own, others, quality);
    addTexts(project, own, progress, quality);
    return quality;
}

ScoreRange rounded(const ScoreRange& range) {
    constexpr double kSteps = 1e4;
    const auto down = [](double value) { return std::floor(value * kSteps) / kSteps; };
    const auto up = [](double value) { return std::ceil(value * kSteps) / kSteps; };
    return {down(range.against_low), up(range.against_high), down(range.own_low), up(range.own_high)};
}

std::int64_t countPairs(const CaptionQuality& quality, const ScoreRange& range) {
    return std::count_if(quality.pairs.begin(), quality.pairs.end(), [&](const ScorePair& pair) {
        return pair.against >= range.against_low && pair.against <= range.against_high && pair.own >= range.own_low &&
               pair.own <= range.own_high;
    });
}

std::string scorePairQuery(const CaptionQuality& quality, const ScoreRange& range) {
    const auto between = [](double low, double high) { return "clip>=" + decimal(low) + " clip<=" + decimal(high); };
    return withOther(quality, between(range.own_low, range.own_high), between(range.against_low, range.against_high));
}

std::string lengthQuery(const CaptionQuality& quality, bool own, const std::string& field, std::int64_t low,
                        std::int64_t high) {
    const std::string between = field + ">=" + std::to_string(low) + " " + field + "<=" + std::to_string(high);
    return own ? captionQuery(quality.selection, between) : withOther(quality, "", between);
}

Json captionQualityToJson(const CaptionQuality& quality) {
    const auto& own = quality.selection.source;
    Json filters = Json::array();
    for (const auto& filter : quality.filters)
        filters.push_back({{"name", filter.name},
                           {"title", filter.title.english()},
                           {"images", filter.images},
                           {"query", filter.query}});
    Json out{{"source", own}, {"against", quality.against}};
    if (quality.selection.run) out["run"] = quality.selection.run.value;
    out["captions"] = quality.captions;
    out["corrected"] = quality.corrected;
    out["filters"] = std::move(filters);
    out["tokens"] = {{own, toJson(quality.tokens)}, {quality.against, toJson(quality.against_tokens)}};
    out["words"] = {{own, toJson(quality.words)}, {quality.against, toJson(quality.against_words)}};
    if (!quality.clip_model.empty()) {
        out["clip_model"] = quality.clip_model;
        out["clip"] = {{"captions", quality.scored},
                       {"mean", quality.mean_clip},
                       {"pairs", quality.pairs.size()},
                       {"mean_difference", quality.mean_difference},
                       {"higher", quality.higher}};
        out["lowest"] = listJson(quality.lowest);
        out["highest"] = listJson(quality.highest);
        out["lost"] = listJson(quality.lost);
        out["gained"] = listJson(quality.gained);
    }
    out["phrases"] = listJson(quality.phrases);
    out["own_words"] = listJson(quality.own_words);
    out["own_word_images"] = quality.with_own_words;
    out["mean_own_words"] = quality.mean_own_words;
    return out;
}

}  // namespace recap
