// SPDX-License-Identifier: GPL-3.0-or-later
#include "caption_scores_test.h"

#include "golden_table.h"

#include "base/error.h"
#include "metrics/caption_scores.h"
#include "metrics/embedding_scores.h"

#include <cmath>
#include <functional>
#include <sstream>

using namespace recap;
using namespace recap::testing;

namespace {

CaptionWords split(const std::string& text) {
    std::istringstream in(text);
    CaptionWords words;
    for (std::string word; in >> word;) words.push_back(word);
    return words;
}

CaptionPair pair(const std::string& written, const std::vector<std::string>& references) {
    CaptionPair made{split(written), {}};
    for (const auto& reference : references) made.references.push_back(split(reference));
    return made;
}

// The images in the order of their numbers, in which the package's lists stand.
std::vector<CaptionPair> goldenPairs(const Json& captions, const std::string& ending, bool cut) {
    std::map<int, CaptionPair> pairs;
    const auto words = [&](const Json& text) {
        return cut ? scoredWords(text.get<std::string>()) : split(text.get<std::string>());
    };
    for (const auto& [id, texts] : captions.at("hypotheses" + ending).items())
        pairs[std::stoi(id)].written = words(texts.at(0));
    for (const auto& [id, texts] : captions.at("references" + ending).items())
        for (const auto& text : texts) pairs[std::stoi(id)].references.push_back(words(text));
    std::vector<CaptionPair> list;
    for (auto& [id, made] : pairs) list.push_back(std::move(made));
    return list;
}

void compareList(const std::vector<double>& actual, const Json& expected, double relative) {
    QVERIFY(actual.size() >= expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) RECAP_NEAR(actual[i], expected[i].get<double>(), 1e-12, relative);
}

void compareScores(const std::vector<CaptionPair>& pairs, const Json& expected, double relative) {
    const auto bleuScore = bleu(pairs);
    for (std::size_t n = 0; n < expected["BLEU"].size(); ++n) {
        RECAP_NEAR(bleuScore.corpus[n], expected["BLEU"][n].get<double>(), 0, relative);
        std::vector<double> images;
        for (const auto& image : bleuScore.images) images.push_back(image[n]);
        for (const auto& [key, lists] : expected.items())
            if (key.starts_with("BLEU_per_image")) compareList(images, lists[n], relative);
    }
    const auto rouge = rougeL(pairs);
    const auto cider = ciderD(pairs);
    RECAP_NEAR(rouge.mean, expected["ROUGE_L"].get<double>(), 0, relative);
    RECAP_NEAR(cider.mean, expected["CIDEr_D"].get<double>(), 0, relative);
    for (const auto& [key, list] : expected.items()) {
        if (key.starts_with("ROUGE_L_per_image")) compareList(rouge.images, list, relative);
        if (key.starts_with("CIDEr_D_per_image")) compareList(cider.images, list, relative);
    }
}

}  // namespace

void CaptionScoresTest::golden_caption_scores_are_reproduced() {
    for (const auto& folder : goldenCasesThatExpect("metrics", "ptb")) {
        const auto json = goldenCase(folder);
        const auto captions = readJsonFile(folder / "captions.json");
        const double relative = json.at("tolerance").value("rtol", 1e-6);
        compareScores(goldenPairs(captions, "", true), json.at("expected").at("simple"), relative);
        compareScores(goldenPairs(captions, "_ptb", false), json.at("expected").at("ptb"), relative);
    }
}

void CaptionScoresTest::golden_clip_scores_and_cmmd_are_reproduced() {
    for (const auto& folder : goldenCasesThatExpect("metrics", "clipscore_mean")) {
        const auto json = goldenCase(folder);
        const auto& expected = json.at("expected");
        const auto images = featureMatrix(goldenMatrix(folder, "image_embeds"));
        const auto scores = clipScores(images, featureMatrix(goldenMatrix(folder, "text_embeds")));
        double sum = 0, zeros = 0;
        for (const double score : scores) {
            sum += score;
            zeros += score == 0 ? 1 : 0;
        }
        const auto n = static_cast<double>(scores.size());
        const double absolute = json.at("tolerance").value("clipscore_atol", 1e-6);
        RECAP_NEAR(sum / n, expected["clipscore_mean"].get<double>(), absolute, 0);
        RECAP_NEAR(zeros / n, expected["clipscore_zero_fraction"].get<double>(), 1e-12, 0);
        for (std::size_t i = 0; i < expected["clipscore_first10"].size(); ++i)
            RECAP_NEAR(scores[i], expected["clipscore_first10"][i].get<double>(), absolute, 0);
        const auto generated = featureMatrix(goldenMatrix(folder, "generated_image_embeds"));
        RECAP_NEAR(cmmd(images, generated), expected["cmmd_biased"].get<double>(),
                   json.at("tolerance").value("cmmd_atol_float64", 1e-8), 0);
        RECAP_NEAR(cmmd(images, generated, 17), cmmd(images, generated), 0, 1e-10);
    }
}

void CaptionScoresTest::words_are_runs_of_letters_and_digits_in_lower_case() {
    QCOMPARE(scoredWords("Two Horses, placed-in the SNOW; it's 2nd!"), split("two horses placed in the snow it s 2nd"));
    QVERIFY(scoredWords(" ... ").empty());
}

void CaptionScoresTest::a_caption_that_repeats_a_reference_has_the_highest_scores() {
    const std::vector<CaptionPair> pairs{pair("a cat on a red mat", {"a cat on a red mat"}),
                                         pair("two dogs in the deep snow", {"two dogs in the deep snow"})};
    for (const double score : bleu(pairs).corpus) RECAP_NEAR(score, 1.0, 1e-8, 0);
    RECAP_NEAR(rougeL(pairs).mean, 1.0, 1e-12, 0);
    RECAP_NEAR(ciderD(pairs).mean, 10.0, 1e-9, 0);  // every order's cosine is 1
}

void CaptionScoresTest::a_repeated_word_counts_only_as_often_as_a_reference_has_it() {
    // The textbook example: two of seven.
    const auto score =
        bleu({pair("the the the the the the the", {"the cat is on the mat", "there is a cat on the mat"})});
    RECAP_NEAR(score.corpus[0], 2.0 / 7, 1e-8, 0);
}

void CaptionScoresTest::rouge_follows_from_the_longest_common_subsequence() {
    // "police the gunman": 3 of 4 words on both sides when order is kept ("police ... the gunman").
    const auto score = rougeL({pair("police kill the gunman", {"police killed the gunman"})});
    RECAP_NEAR(score.mean, 0.75, 1e-12, 0);
    const auto mixed = rougeL({pair("a b c d", {"a b x y z w"})});  // precision 2 of 4, recall 2 of 6
    const double precision = 0.5, recall = 1.0 / 3, beta = 1.2 * 1.2;
    RECAP_NEAR(mixed.mean, (1 + beta) * precision * recall / (recall + beta * precision), 1e-12, 0);
}

void CaptionScoresTest::cider_of_a_set_of_one_image_is_zero() {
    QCOMPARE(ciderD({pair("a cat", {"a cat"})}).mean, 0.0);
}

void CaptionScoresTest::a_caption_without_a_reference_is_refused() {
    const std::vector<CaptionPair> pairs{pair("a cat", {})};
    QVERIFY_EXCEPTION_THROWN(bleu(pairs), Error);
    QVERIFY_EXCEPTION_THROWN(rougeL(pairs), Error);
    QVERIFY_EXCEPTION_THROWN(ciderD(pairs), Error);
}

void CaptionScoresTest::clip_score_is_two_and_a_half_cosines_and_never_negative() {
    const auto scores = clipScores(featureMatrix({{2, 0}, {3, 3}, {1, 0}}), featureMatrix({{5, 0}, {1, 0}, {-1, 0}}));
    RECAP_NEAR(scores[0], 2.5, 1e-12, 0);
    RECAP_NEAR(scores[1], 2.5 / std::sqrt(2.0), 1e-12, 0);
    QCOMPARE(scores[2], 0.0);
}

void CaptionScoresTest::cmmd_of_a_set_with_itself_is_zero_and_grows_with_the_distance() {
    const auto right = featureMatrix({{1, 0}, {4, 0}}), up = featureMatrix({{0, 1}, {0, 2}});
    const auto left = featureMatrix({{-1, 0}, {-7, 0}});
    RECAP_NEAR(cmmd(right, right), 0.0, 1e-12, 0);
    // One point each after normalising: 1000 (2 - 2 exp(-d^2 / 200)) with d^2 = 2 and 4.
    RECAP_NEAR(cmmd(right, up), 2000 * (1 - std::exp(-2.0 / 200)), 1e-9, 0);
    RECAP_NEAR(cmmd(right, left), 2000 * (1 - std::exp(-4.0 / 200)), 1e-9, 0);
}

void CaptionScoresTest::embeddings_of_different_width_are_refused() {
    const auto two = featureMatrix({{1, 0}}), three = featureMatrix({{1, 0, 0}}), none = two.slice(0, 0, 0);
    QVERIFY_EXCEPTION_THROWN(cmmd(two, three), Error);
    QVERIFY_EXCEPTION_THROWN(clipScores(two, three), Error);
    QVERIFY_EXCEPTION_THROWN(clipScores(two, none), Error);
    QVERIFY_EXCEPTION_THROWN(cmmd(none, two), Error);
}

void CaptionScoresTest::an_embedding_without_a_direction_is_refused_by_its_row() {
    const auto some = featureMatrix({{1, 0}, {0, 2}}), zero = featureMatrix({{1, 0}, {0, 0}});
    for (const auto& action :
         {std::function<void()>([&] { cmmd(some, zero); }), std::function<void()>([&] { clipScores(zero, some); })})
        try {
            action();
            QFAIL("a zero embedding was taken");
        } catch (const Error& error) {
            QVERIFY2(std::string(error.what()).find("row 2 is zero") != std::string::npos, error.what());
        }
}
