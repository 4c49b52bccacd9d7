// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/dataset/dataset_stats.h"

#include "base/paths.h"
#include "data/query_hints.h"
#include "data/source_facts.h"
#include "image/decode.h"
#include "image/perceptual_hash.h"
#include "image/picture_file.h"
#include "text/caption_faults.h"
#include "text/caption_statistics.h"
#include "text/clip_tokenizer.h"
#include "workflow/dataset/clip_score_job.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <unordered_map>

namespace recap {
namespace {

constexpr std::int64_t kRowsPerReport = 1000;
constexpr std::size_t kPicturesPerBatch = 500;
constexpr int kHashedSide = 64;  // JPEG is decoded reduced; the hash looks at 9 x 8 values

using Counts = std::vector<std::pair<std::string, std::int64_t>>;

// Most frequent first, ties by name.
Counts ordered(const std::unordered_map<std::string, std::int64_t>& counts, std::size_t limit, std::int64_t least = 1) {
    Counts out;
    for (const auto& entry : counts)
        if (entry.second >= least) out.push_back(entry);
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
        return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    if (out.size() > limit) out.resize(limit);
    return out;
}

class SourceCounter {
public:
    SourceCounter(const ClipTokenizer& tokenizer, JobContext& context) : tokenizer_(tokenizer), context_(context) {}

    SourceStatistics count(const std::string& source, const std::vector<CaptionText>& captions) {
        SourceStatistics out{.source = source, .captions = static_cast<std::int64_t>(captions.size())};
        out.statuses.assign(kCaptionStatusNames.size(), 0);
        CaptionStatistics vocabulary;
        std::vector<std::int64_t> tokens, words;
        std::unordered_map<std::string, std::int64_t> texts;
        for (const auto& caption : captions) {
            const auto length = tokenizer_.count(caption.text);
            tokens.push_back(static_cast<std::int64_t>(length.tokens));
            out.over_limit += length.tokens > length.limit ? 1 : 0;
            words.push_back(static_cast<std::int64_t>(captionWords(caption.text).size()));
            vocabulary.add(caption.text);
            ++out.statuses.at(static_cast<std::size_t>(caption.status));
            ++texts[caption.text];
            if (tokens.size() % kRowsPerReport == 0) {
                context_.report({"counting " + source, static_cast<std::int64_t>(tokens.size()), out.captions});
                context_.pausePoint();
            }
        }
        out.top_repeated = ordered(texts, 20, 2);
        out.vocabulary = vocabulary.vocabularySize();
        out.top_words = vocabulary.topWords(50);
        out.tokens = summaryOf(std::move(tokens));
        out.words = summaryOf(std::move(words));
        return out;
    }

private:
    const ClipTokenizer& tokenizer_;
    JobContext& context_;
};

Counts sharedTexts(const std::vector<CaptionText>& captions,
                   const std::vector<std::pair<std::string, std::unordered_map<ImageId, std::string>>>& others,
                   const std::string& source) {
    Counts out;
    for (const auto& [name, texts] : others) {
        if (name == source) continue;
        std::int64_t same = 0;
        for (const auto& caption : captions) {
            const auto it = texts.find(caption.image);
            same += it != texts.end() && it->second == caption.text ? 1 : 0;
        }
        if (same > 0) out.emplace_back(name, same);
    }
    return out;
}

Json keysOf(const std::vector<std::vector<ImageId>>& groups, Project* project) {
    Json out = Json::array();
    for (const auto& group : groups) {
        Json keys = Json::array();
        for (const auto id : group)
            if (const auto image = project != nullptr ? project->images().get(id) : std::nullopt)
                keys.push_back(image->key);
        out.push_back(std::move(keys));
    }
    return out;
}

void addScores(const DatasetStatistics& statistics, Project* project, Json& out) {
    out["clip_model"] = statistics.clip_model;
    out["clip"] = Json::object();
    for (const auto& source : statistics.clip)
        out["clip"][source.source] = {{"mean", source.mean}, {"captions", source.captions}};
    out["clip_comparisons"] = Json::array();
    for (const auto& c : statistics.clip_comparisons)
        out["clip_comparisons"].push_back({{"first", c.first},
                                           {"second", c.second},
                                           {"images", c.images},
                                           {"mean_difference", c.mean_difference},
                                           {"second_wins", c.second_wins}});
    if (statistics.pictures_read) out["similar"] = keysOf(statistics.similar, project);
}

}  // namespace

Json datasetStatisticsToJson(const DatasetStatistics& statistics, Project* project) {
    Json languages = Json::object(), names = Json::object(), repeated = Json::object(), faults = Json::object();
    Json captions = Json::object(), tokens = Json::object(), words = Json::object(), statuses = Json::object();
    for (const auto& source : statistics.sources) {
        captions[source.source] = source.captions;
        tokens[source.source] = toJson(source.tokens);
        tokens[source.source]["over_" + std::to_string(statistics.token_limit)] = source.over_limit;
        words[source.source] = toJson(source.words);
        words[source.source]["vocabulary"] = source.vocabulary;
        Json counts = Json::object();
        for (std::size_t i = 0; i < source.statuses.size(); ++i)
            counts[std::string(kCaptionStatusNames[i].second)] = source.statuses[i];
        statuses[source.source] = counts;
        names[source.source] = source.file_names;
        repeated[source.source] = source.repeated;
        for (std::size_t i = 0; i < source.faults.size(); ++i)
            faults[source.source][std::string(captionFaultInfos()[i].name)] = source.faults[i];
        for (const auto& [language, count] : source.languages) languages[source.source][language] = count;
    }
    Json unreadable = Json::array();
    for (const auto& broken : statistics.unreadable)
        unreadable.push_back({{"file", broken.path}, {"reason", broken.reason.english()}});
    Json out = {{"images", statistics.images},
                {"captions", captions},
                {"tokens", tokens},
                {"words", words},
                {"statuses", statuses},
                {"duplicates", statistics.duplicates},
                {"missing", statistics.missing},
                {"languages", languages},
                {"file_names", names},
                {"repeated", repeated},
                {"faults", faults}};
    if (statistics.pictures_read) {
        out["near_duplicates"] = keysOf(statistics.near_duplicates, project);
        out["unreadable"] = std::move(unreadable);
    }
    if (!statistics.clip_model.empty()) addScores(statistics, project, out);
    return out;
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
    if (pictures_) readPictures(context);
    readScores();
    SourceCounter counter(tokenizer, context);
    std::vector<std::pair<std::string, std::unordered_map<ImageId, std::string>>> texts;
    for (const auto& source : project_->captions().sources()) {
        context.pausePoint();
        const auto captions = project_->captions().forSource(source.name, query_);
        if (captions.empty()) continue;
        auto& counted = statistics_.sources.emplace_back(counter.count(source.name, captions));
        auto facts = sourceFacts(project_->database(), source.name, query_);
        counted.file_names = facts.file_names;
        counted.repeated = facts.repeated;
        counted.faults = std::move(facts.faults);
        counted.languages = std::move(facts.languages);
        counted.same_as = sharedTexts(captions, texts, source.name);
        auto& own = texts.emplace_back(source.name, std::unordered_map<ImageId, std::string>()).second;
        for (const auto& caption : captions) own.emplace(caption.image, caption.text);
    }
}

void DatasetStatsJob::readPictures(JobContext& context) {
    statistics_.pictures_read = true;
    auto images = project_->images();
    std::vector<ImageRecord> unknown;
    for (const auto& [id, hash] : images.differenceHashes())
        if (!hash)
            if (auto image = images.get(id); image && !image->missing) unknown.push_back(std::move(*image));
    std::vector<std::uint64_t> hashes(unknown.size());
    std::vector<Message> reasons(unknown.size());
    for (std::size_t at = 0; at < unknown.size(); at += kPicturesPerBatch) {
        const auto end = std::min(unknown.size(), at + kPicturesPerBatch);
        context.report({"reading pictures", static_cast<std::int64_t>(at), static_cast<std::int64_t>(unknown.size())});
        context.pausePoint();
        std::atomic<std::size_t> next{at};
        const auto work = [&] {
            for (std::size_t i; (i = next.fetch_add(1)) < end && !context.control().cancelRequested();) try {
                    hashes[i] = differenceHash(decodeImage(unknown[i].path, kHashedSide));
                } catch (const Error& e) {
                    reasons[i] = e.message();
                } catch (const std::exception& e) {
                    reasons[i] = verbatim(e.what());
                }
        };
        {
            std::vector<std::jthread> helpers;
            for (unsigned i = 1; i < std::clamp(std::thread::hardware_concurrency(), 1u, 8u); ++i)
                helpers.emplace_back(work);
            work();
        }
        context.pausePoint();
        if (project_->readOnly()) continue;
        Transaction transaction(project_->database());
        for (auto i = at; i < end; ++i)
            if (reasons[i].empty()) images.setDifferenceHash(unknown[i].id, hashes[i]);
        transaction.commit();
    }
    for (std::size_t i = 0; i < unknown.size(); ++i)
        if (!reasons[i].empty()) statistics_.unreadable.push_back({unknown[i].id, unknown[i].path, reasons[i]});
    if (!project_->readOnly()) {
        std::vector<ImageId> broken;
        for (const auto& picture : statistics_.unreadable) broken.push_back(picture.image);
        setUnreadable(project_->database(), broken);
        notePicturesChecked(project_->database());
    }
    groupDuplicates();
    groupSimilar(context);
}

void DatasetStatsJob::groupSimilar(JobContext& context) {
    statistics_.similar = findSimilarPictures(*project_, [&](double share) {
        context.report({"comparing pictures", static_cast<std::int64_t>(1000 * share), 1000});
        context.pausePoint();
    });
    if (!project_->readOnly()) ClipScoreRepository(project_->database()).setSimilarGroups(statistics_.similar);
}

void DatasetStatsJob::readScores() {
    const ClipScoreRepository scores(project_->database());
    const auto model = scores.current();
    if (!model) return;
    statistics_.clip_model = model->name;
    statistics_.clip = scores.means(query_);
    for (const auto& source : statistics_.clip)
        if (source.source.starts_with("recap"))
            if (auto compared = scores.compare("alttext", source.source, query_); compared.images > 0)
                statistics_.clip_comparisons.push_back(std::move(compared));
}

void DatasetStatsJob::groupDuplicates() {
    auto images = project_->images();
    std::vector<ImageId> ids;
    std::vector<std::uint64_t> hashes;
    for (const auto& [id, hash] : images.differenceHashes())
        if (hash) {
            ids.push_back(id);
            hashes.push_back(*hash);
        }
    for (const auto& group : similarGroups(hashes, kNearDuplicateBits)) {
        auto& members = statistics_.near_duplicates.emplace_back();
        for (const auto index : group) members.push_back(ids[index]);
    }
    if (project_->readOnly()) return;
    Transaction transaction(project_->database());
    images.clearDuplicateGroups();
    std::int64_t number = 0;
    for (const auto& group : statistics_.near_duplicates) {
        ++number;
        for (const auto id : group) images.setDuplicateGroup(id, number);
    }
    transaction.commit();
}

void DatasetStatsJob::countMissing(JobContext& context) {
    auto images = project_->images();
    std::vector<std::pair<ImageId, bool>> changed;
    for (std::int64_t done = 0;; done += kRowsPerReport) {
        const auto page = images.list(query_, done, kRowsPerReport);
        if (page.empty()) break;
        for (const auto& image : page) {
            const bool missing = !pictureExists(image.path);
            statistics_.missing += missing ? 1 : 0;
            if (missing != image.missing) changed.emplace_back(image.id, missing);
        }
        context.report({"looking for files", done, statistics_.images});
        context.pausePoint();
    }
    if (project_->readOnly()) return;
    Transaction transaction(project_->database());
    for (const auto& [image, missing] : changed) images.setMissing(image, missing);
    if (query_.all()) noteFilesChecked(project_->database());
    transaction.commit();
}

}  // namespace recap
