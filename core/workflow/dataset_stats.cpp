// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/dataset_stats.h"

#include "base/paths.h"
#include "text/caption_statistics.h"
#include "text/clip_tokenizer.h"

#include <algorithm>
#include <cmath>

namespace recap {
namespace {

constexpr std::size_t kHistogramEntries = 201;
constexpr std::int64_t kRowsPerReport = 1000;

std::int64_t percentile(const std::vector<std::int64_t>& sorted, double share) {
    if (sorted.empty()) return 0;
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(sorted.size())));
    return sorted[std::max<std::size_t>(rank, 1) - 1];
}

LengthSummary summaryOf(std::vector<std::int64_t> lengths) {
    LengthSummary summary;
    if (lengths.empty()) return summary;
    std::sort(lengths.begin(), lengths.end());
    summary.histogram.assign(std::min(kHistogramEntries, static_cast<std::size_t>(lengths.back()) + 1), 0);
    double sum = 0;
    for (const auto length : lengths) {
        sum += static_cast<double>(length);
        ++summary.histogram[std::min(static_cast<std::size_t>(length), summary.histogram.size() - 1)];
    }
    summary.mean = sum / static_cast<double>(lengths.size());
    summary.p50 = percentile(lengths, 0.5);
    summary.p95 = percentile(lengths, 0.95);
    summary.max = lengths.back();
    return summary;
}

SourceStatistics statisticsOf(const std::string& source, const std::vector<CaptionText>& captions,
                              const ClipTokenizer& tokenizer, JobContext& context) {
    SourceStatistics out{.source = source, .captions = static_cast<std::int64_t>(captions.size())};
    out.statuses.assign(kCaptionStatusNames.size(), 0);
    CaptionStatistics vocabulary;
    std::vector<std::int64_t> tokens, words;
    for (const auto& caption : captions) {
        const auto count = tokenizer.count(caption.text);
        tokens.push_back(static_cast<std::int64_t>(count.tokens));
        out.over_limit += count.tokens > count.limit ? 1 : 0;
        words.push_back(static_cast<std::int64_t>(captionWords(caption.text).size()));
        vocabulary.add(caption.text);
        ++out.statuses.at(static_cast<std::size_t>(caption.status));
        if (tokens.size() % kRowsPerReport == 0) {
            context.report({"counting " + source, static_cast<std::int64_t>(tokens.size()), out.captions});
            context.pausePoint();
        }
    }
    out.vocabulary = vocabulary.vocabularySize();
    out.tokens = summaryOf(std::move(tokens));
    out.words = summaryOf(std::move(words));
    return out;
}

}  // namespace

Json datasetStatisticsToJson(const DatasetStatistics& statistics) {
    Json captions = Json::object(), tokens = Json::object(), words = Json::object(), statuses = Json::object();
    for (const auto& source : statistics.sources) {
        captions[source.source] = source.captions;
        tokens[source.source] = {{"mean", source.tokens.mean},
                                 {"p50", source.tokens.p50},
                                 {"p95", source.tokens.p95},
                                 {"max", source.tokens.max},
                                 {"over_" + std::to_string(statistics.token_limit), source.over_limit}};
        words[source.source] = {{"mean", source.words.mean},
                                {"p50", source.words.p50},
                                {"p95", source.words.p95},
                                {"max", source.words.max},
                                {"vocabulary", source.vocabulary}};
        Json counts = Json::object();
        for (std::size_t i = 0; i < source.statuses.size(); ++i)
            counts[std::string(kCaptionStatusNames[i].second)] = source.statuses[i];
        statuses[source.source] = counts;
    }
    return {{"images", statistics.images},
            {"captions", captions},
            {"tokens", tokens},
            {"words", words},
            {"statuses", statuses},
            {"duplicates", statistics.duplicates},
            {"missing", statistics.missing}};
}

DatasetStatsJob::DatasetStatsJob(std::shared_ptr<Project> project, ImageQuery query, std::filesystem::path tokenizer)
    : project_(std::move(project)), query_(std::move(query)), tokenizer_(std::move(tokenizer)) {}

void DatasetStatsJob::run(JobContext& context) {
    const auto tokenizer =
        ClipTokenizer::fromFolder(tokenizer_.empty() ? resourceDirectory() / "vocab/clip" : tokenizer_);
    statistics_ = {};
    statistics_.token_limit = tokenizer.modelMaxLength();
    statistics_.images = project_->images().count(query_);
    statistics_.duplicates = project_->images().duplicateFileCount();
    countMissing(context);
    for (const auto& source : project_->captions().sources()) {
        context.pausePoint();
        const auto captions = project_->captions().forSource(source.name, query_);
        if (!captions.empty()) statistics_.sources.push_back(statisticsOf(source.name, captions, tokenizer, context));
    }
}

void DatasetStatsJob::countMissing(JobContext& context) {
    auto images = project_->images();
    std::vector<std::pair<ImageId, bool>> changed;
    for (std::int64_t done = 0;; done += kRowsPerReport) {
        const auto page = images.list(query_, done, kRowsPerReport);
        if (page.empty()) break;
        for (const auto& image : page) {
            std::error_code error;
            const bool missing = !std::filesystem::exists(image.path, error);
            statistics_.missing += missing ? 1 : 0;
            if (missing != image.missing) changed.emplace_back(image.id, missing);
        }
        context.report({"looking for files", done, statistics_.images});
        context.pausePoint();
    }
    if (changed.empty() || project_->readOnly()) return;
    Transaction transaction(project_->database());
    for (const auto& [image, missing] : changed) images.setMissing(image, missing);
    transaction.commit();
}

}  // namespace recap
