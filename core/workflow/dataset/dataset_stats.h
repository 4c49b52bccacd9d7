// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "base/message.h"
#include "data/clip_score_repository.h"
#include "jobs/job.h"
#include "workflow/dataset/length_summary.h"
#include "workflow/project/project.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace recap {

struct SourceStatistics {
    std::string source = {};
    std::int64_t captions = 0;
    LengthSummary tokens = {};    // CLIP tokens without start and end, before any cut
    std::int64_t over_limit = 0;  // captions that the text encoder does not read to their end
    LengthSummary words = {};
    std::int64_t vocabulary = 0;                                       // different words
    std::vector<std::int64_t> statuses = {};                           // in the order of CaptionStatus
    std::int64_t file_names = 0;                                       // captions that only say how the file is called
    std::int64_t repeated = 0;                                         // captions whose text another image has, too
    std::vector<std::int64_t> faults = {};                             // captions with each of captionFaultInfos()
    std::vector<std::pair<std::string, std::int64_t>> top_words = {};  // most frequent first, at most 50
    std::vector<std::pair<std::string, std::int64_t>> top_repeated = {};  // texts, most frequent first, at most 20
    std::vector<std::pair<std::string, std::int64_t>> languages = {};     // guessLanguage(), most frequent first
    std::vector<std::pair<std::string, std::int64_t>> same_as = {};       // other source: images with the same text
};

// A picture that cannot be shown or trained on.
struct BrokenPicture {
    ImageId image = {};
    std::string path = {};
    Message reason = {};
};

struct DatasetStatistics {
    std::int64_t images = 0;
    std::int64_t missing = 0;      // images whose file is not there
    std::int64_t duplicates = 0;   // files with the content of another file
    std::int64_t token_limit = 0;  // what the text encoder reads, start and end included (77 for Stable Diffusion)
    std::vector<SourceStatistics> sources = {};
    // With pictures read; groups and broken pictures of the whole project, whatever the query.
    bool pictures_read = false;
    std::vector<std::vector<ImageId>> near_duplicates = {};
    std::vector<BrokenPicture> unreadable = {};
    // By the CLIP that captions were scored with (ClipScoreJob); empty when there is none.
    std::string clip_model = {};                         // its folder
    std::vector<SourceScores> clip = {};                 // mean of each source's scored captions
    std::vector<ScoreComparison> clip_comparisons = {};  // alt text against every RECAP source
    std::vector<std::vector<ImageId>> similar = {};      // with pictures read: near duplicates by its embeddings
};

// Bits of 64 that the hashes of near duplicates may differ in.
inline constexpr int kNearDuplicateBits = 4;

// {"images", "captions": {source: n}, "tokens": {source: {mean, p50, p95, max, over_77}}, "duplicates", "missing",
//  "words", "statuses", "languages", "file_names", "repeated", "faults": {source: {short: n, ...}}, "near_duplicates":
//  [[key, ...], ...], "unreadable"} and,
// where captions were scored, {"clip_model", "clip": {source: {mean, captions}}, "clip_comparisons": [{first, second,
//  images, mean_difference, second_wins}], "similar": [[key, ...], ...]}
// project: for the keys of near duplicates; without it they are left out.
Json datasetStatisticsToJson(const DatasetStatistics& statistics, Project* project = nullptr);

// Counts a project's images and captions. Looks whether every file is still there and, in a writable project, remembers
// it. With `pictures` it also decodes every picture once (remembered for the next time), to find those that cannot be
// read and groups that look almost the same.
class DatasetStatsJob final : public Job {
public:
    // tokenizer: a CLIPTokenizer folder; empty takes the one of Stable Diffusion that comes with the program.
    explicit DatasetStatsJob(std::shared_ptr<Project> project, ImageQuery query = {},
                             std::filesystem::path tokenizer = {});
    void setReadPictures(bool read) { pictures_ = read; }
    void run(JobContext& context) override;
    const DatasetStatistics& statistics() const { return statistics_; }

private:
    void countMissing(JobContext& context);
    void readPictures(JobContext& context);
    void groupDuplicates();
    void groupSimilar(JobContext& context);
    void readScores();

    std::shared_ptr<Project> project_;
    ImageQuery query_;
    std::filesystem::path tokenizer_;
    bool pictures_ = false;
    DatasetStatistics statistics_;
};

}  // namespace recap
