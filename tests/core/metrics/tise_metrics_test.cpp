// SPDX-License-Identifier: GPL-3.0-or-later
#include "tise_metrics_test.h"

#include "golden_table.h"

#include "metrics/counting.h"
#include "metrics/object_accuracy.h"
#include "metrics/positional.h"
#include "metrics/r_precision.h"

#include <sstream>

using namespace recap;
using namespace recap::testing;

namespace {

constexpr double kAtol = 1e-9;

std::vector<ObjectTrial> goldenTrials(const std::filesystem::path& tiseFolder) {
    std::vector<ObjectTrial> trials;
    for (const auto& image : readJsonFile(tiseFolder / "soa_detections.json")) {
        ObjectTrial trial;
        trial.prompt = trials.size();
        trial.object = image["class_folder"].get<std::string>();
        trial.image_empty = true;
        for (const auto& detection : image["detections"]) {
            if (detection["score"].get<double>() < 0.5) continue;
            trial.image_empty = false;
            trial.found = trial.found || detection["class"] == trial.object;
        }
        trials.push_back(trial);
    }
    return trials;
}

void compareAccuracy(const ObjectAccuracy& result, const Json& expected) {
    RECAP_NEAR(result.soa_c, expected["SOA_C"].get<double>(), kAtol, 0);
    RECAP_NEAR(result.soa_i, expected["SOA_I"].get<double>(), kAtol, 0);
    QCOMPARE(result.per_class.size(), expected["per_class"].size());
    for (const auto& [object, entry] : expected["per_class"].items()) {
        QCOMPARE(result.per_class.at(object).successes, entry["successes"].get<double>());
        QCOMPARE(result.per_class.at(object).images, entry["images"].get<double>());
    }
}

PromptTruth leftOf() {
    return {{{"apple", 1}, {"car", 1}}, "left", "apple", "car"};
}

Judgement seen(std::pair<double, double> apple, std::pair<double, double> car, double apples = 1, double cars = 1) {
    return {{{"apple", apples}, {"car", cars}}, {{"apple", apple}, {"car", car}}, {}};
}

}  // namespace

void TiseMetricsTest::golden_object_accuracy_in_both_conventions() {
    for (const auto& tiseFolder : goldenCasesThatExpect("metrics", "SOA_empty_counted_as_failure")) {
        const auto expected = goldenCase(tiseFolder).at("expected");
        compareAccuracy(objectAccuracy(goldenTrials(tiseFolder)), expected["SOA_empty_counted_as_failure"]);
        compareAccuracy(objectAccuracy(goldenTrials(tiseFolder), EmptyImages::ExcludeAsTise),
                        expected["SOA_empty_excluded_tise"]);
    }
}

void TiseMetricsTest::golden_counting_alignment() {
    for (const auto& tiseFolder : goldenCasesThatExpect("metrics", "CA")) {
        const auto expected = goldenCase(tiseFolder).at("expected");
        JudgedImages images;
        for (const auto& entry : readJsonFile(tiseFolder / "ca_counts.json")) {
            images.truths.push_back({entry["requested"].get<std::map<std::string, int>>(), "", "", ""});
            images.judgements.push_back({entry["density_sum_gated"].get<std::map<std::string, double>>(), {}, {}});
        }
        const auto errors = countingErrors(images);
        RECAP_NEAR(weightedImageMean(images, errors), expected["CA"].get<double>(), kAtol, 0);
        for (std::size_t i = 0; i < expected["CA_per_image_first10"].size(); ++i)
            RECAP_NEAR(errors[i], expected["CA_per_image_first10"][i].get<double>(), kAtol, 0);
    }
}

void TiseMetricsTest::golden_positional_alignment() {
    for (const auto& tiseFolder : goldenCasesThatExpect("metrics", "PA")) {
        const auto expected = goldenCase(tiseFolder).at("expected");
        std::istringstream table(readTextFile(tiseFolder / "pa_logits.csv"));
        std::string line;
        std::getline(table, line);
        std::vector<PositionTrial> trials;
        while (std::getline(table, line)) {
            std::istringstream row(line);
            std::string word, id, trueLogit, falseLogit;
            std::getline(row, word, ',');
            std::getline(row, id, ',');
            std::getline(row, trueLogit, ',');
            std::getline(row, falseLogit, ',');
            trials.push_back({trials.size(), word, trueCaptionWins(std::stod(trueLogit), std::stod(falseLogit))});
        }
        const auto result = positionalAlignment(trials);
        RECAP_NEAR(result.pa, expected["PA"].get<double>(), kAtol, 0);
        for (const auto& [word, rate] : expected["PA_per_word"].items())
            RECAP_NEAR(result.per_word.at(word), rate.get<double>(), kAtol, 0);
    }
}

void TiseMetricsTest::golden_r_precision_over_bins() {
    for (const auto& tiseFolder : goldenCasesThatExpect("metrics", "RP_bins")) {
        const auto expected = goldenCase(tiseFolder).at("expected");
        const auto result = binnedRPrecision(goldenMatrix(tiseFolder, "rp_logits"),
                                             goldenIntegers<std::int64_t>(tiseFolder, "rp_permutation"),
                                             static_cast<int>(expected["RP_bins"].size()));
        RECAP_NEAR(result.overall, expected["RP_overall"].get<double>(), kAtol, 0);
        RECAP_NEAR(result.mean, expected["RP_mean"].get<double>(), kAtol, 0);
        RECAP_NEAR(result.std, expected["RP_std_population"].get<double>(), kAtol, 0);
        for (std::size_t i = 0; i < result.bins.size(); ++i)
            RECAP_NEAR(result.bins[i], expected["RP_bins"][i].get<double>(), kAtol, 0);
    }
}

void TiseMetricsTest::strict_accuracy_counts_an_empty_image_as_failure() {
    const std::vector<ObjectTrial> trials{{0, "car", true, false}, {1, "car", false, true}};
    QCOMPARE(objectAccuracy(trials).soa_i, 0.5);
    QCOMPARE(objectAccuracy(trials, EmptyImages::ExcludeAsTise).soa_i, 1.0);
}

void TiseMetricsTest::counts_round_halves_to_even() {
    QVERIFY(countsExact({{"car", 2}}, {{"car", 2.5}}));
    QVERIFY(countsExact({{"car", 2}}, {{"car", 1.5}}));
    QVERIFY(!countsExact({{"car", 3}}, {{"car", 2.5}}));
    QVERIFY(countsExact({{"car", 3}}, {{"car", 2.51}}));
}

void TiseMetricsTest::classes_not_asked_for_are_not_penalised() {
    QCOMPARE(countingError({{"car", 1}}, {{"car", 1.0}, {"fish", 9.0}}), 0.0);
    // Two classes, one missing: root of (0 + 4) / 2.
    QCOMPARE(countingError({{"car", 1}, {"fish", 2}}, {{"car", 1.0}}), std::sqrt(2.0));
}

void TiseMetricsTest::a_relation_needs_both_objects() {
    QVERIFY(relationHolds(leftOf(), seen({0.1, 0.5}, {0.9, 0.5})));
    QVERIFY(!relationHolds(leftOf(), seen({0.1, 0.5}, {0.9, 0.5}, 0.4, 1)));
    QVERIFY(!relationHolds(leftOf(), seen({0.1, 0.5}, {0.9, 0.5}, 1, 0)));
}

void TiseMetricsTest::a_relation_follows_its_word() {
    const auto upperLeft = seen({0.1, 0.1}, {0.9, 0.9});
    for (const auto& [word, holds] :
         std::map<std::string, bool>{{"left", true}, {"right", false}, {"above", true}, {"below", false}}) {
        auto truth = leftOf();
        truth.relation = word;
        QCOMPARE(relationHolds(truth, upperLeft), holds);
    }
}

void TiseMetricsTest::equal_coordinates_fail_every_relation() {
    for (const char* word : {"left", "right", "above", "below"}) {
        auto truth = leftOf();
        truth.relation = word;
        QVERIFY(!relationHolds(truth, seen({0.5, 0.5}, {0.5, 0.5})));
    }
}
