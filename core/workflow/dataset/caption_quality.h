// SPDX-License-Identifier: GPL-3.0-or-later
//
// How good the captions of a source or of a run are, as far as texts and CLIPScores tell; see docs/queries.md for the
// reasons to look at a caption.
#pragma once

#include "base/json.h"
#include "data/caption_filters.h"
#include "workflow/dataset/length_summary.h"
#include "workflow/project/project.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace recap {

struct CaptionQualityRequest {
    CaptionSelection selection = {};  // with a run and without a source: the source that the run wrote into
    std::string against = "alttext";  // source that lengths and CLIPScores are compared with
    double low_clip = kLowClipScore;
};

// An image whose captions of both sources have a CLIPScore.
struct ScorePair {
    ImageId image = {};
    double against = 0;
    double own = 0;
};

struct ScoredCaption {
    ImageId image = {};
    std::string key = {};
    std::string path = {};
    std::string text = {};
    double score = 0;
    std::optional<double> against = {};  // score of the other source's caption
};

// Something that captions say, and the images where they do.
struct SaidText {
    std::string text = {};
    std::int64_t images = 0;  // that the query finds
    std::string query = {};
};

struct CaptionQuality {
    CaptionSelection selection = {};
    std::string run_name = {};  // empty: of no run
    std::string against = {};
    std::int64_t captions = 0;
    std::int64_t corrected =
        0;  // of the source, written or changed by a person; of any author where a run was asked for
    std::vector<CaptionFilter> filters = {};
    LengthSummary tokens = {}, words = {};
    LengthSummary against_tokens = {}, against_words = {};  // of the same images

    std::string clip_model = {};  // folder; empty: nothing was scored, and all of these are empty
    std::int64_t scored = 0;
    double mean_clip = 0;
    std::vector<ScorePair> pairs = {};  // ordered by image
    double mean_difference = 0;         // of the pairs, own - against
    std::int64_t higher = 0;            // pairs whose own score is the higher one
    // At most kListed each, the most extreme first.
    std::vector<ScoredCaption> lowest = {}, highest = {};
    std::vector<ScoredCaption> lost = {}, gained = {};  // by the difference from the other source

    // Three to five words that at least three captions and one in a thousand have (PhraseCounter), at most kPhrases.
    std::vector<SaidText> phrases = {};
    // Content words (contentWords) that no other current caption of the image has: at most kPhrases of them, those of
    // the most images first; how many images have one; and the mean number of them in a caption. Only images with
    // another caption count.
    std::vector<SaidText> own_words = {};
    std::int64_t compared = 0;  // images with another caption
    std::int64_t with_own_words = 0;
    double mean_own_words = 0;
};

inline constexpr std::size_t kListed = 100, kPhrases = 30;

// Reads every caption of the selection once and keeps numbers of it. `progress` is called now and then with captions
// done and all, and may throw to stop. Throws Error(InvalidOption) for a wrong filter, Error(NotFound) for a run that
// wrote no caption, or an unknown source.
CaptionQuality measureCaptionQuality(Project& project, const CaptionQualityRequest& request,
                                     const std::function<void(std::int64_t done, std::int64_t total)>& progress = {});

// Bounds of both scores, inclusive.
struct ScoreRange {
    double against_low = -1, against_high = 1;
    double own_low = -1, own_high = 1;
};
// At four decimals, as scorePairQuery() writes them: at least as wide.
ScoreRange rounded(const ScoreRange& range);
std::int64_t countPairs(const CaptionQuality& quality, const ScoreRange& range);
// The images of the pairs within the bounds, as a query.
std::string scorePairQuery(const CaptionQuality& quality, const ScoreRange& range);
// The images whose caption of the own source, or of the other one, has a length ("tokens" or "words") from `low` to
// `high`, as a query.
std::string lengthQuery(const CaptionQuality& quality, bool own, const std::string& field, std::int64_t low,
                        std::int64_t high);

// {"source", "run", "against", "captions", "corrected", "filters": [{name, title, images, query}], "tokens": {source:
//  {mean, p50, p95, max}}, "words", "clip_model", "clip": {captions, mean, pairs, mean_difference, higher}, "lowest":
//  [{key, path, text, score, against}], "highest", "lost", "gained", "phrases": [{text, images, query}], "own_words",
//  "own_word_images", "mean_own_words"}; without the run or what needs scores where there is none.
Json captionQualityToJson(const CaptionQuality& quality);

}  // namespace recap
