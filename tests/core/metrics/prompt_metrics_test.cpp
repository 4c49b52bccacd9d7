// SPDX-License-Identifier: GPL-3.0-or-later
#include "prompt_metrics_test.h"

#include "golden_table.h"

#include "base/error.h"
#include "base/random.h"
#include "metrics/frechet.h"
#include "metrics/inception_score.h"
#include "metrics/judge_views.h"
#include "metrics/judged_set.h"
#include "metrics/metric_card.h"
#include "metrics/metric_difference.h"
#include "metrics/metric_registry.h"
#include "metrics/object_accuracy.h"
#include "metrics/prompt_metrics.h"
#include "metrics/r_precision.h"
#include "metrics/reference_features.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string_view>

using namespace recap;
using namespace recap::testing;

namespace {

const std::vector<std::string> kObjects{"apple", "car", "fish", "zebra"};

std::vector<PromptTruth> makeTruths(std::size_t n, std::uint64_t seed) {
    Random random(seed);
    std::vector<PromptTruth> truths;
    for (std::size_t i = 0; i < n; ++i) {
        PromptTruth truth;
        auto objects = kObjects;
        random.shuffle(objects);
        truth.objects[objects[0]] = static_cast<int>(random.below(3)) + 1;
        if (i % 2 == 0) {
            truth.objects[objects[1]] = 1;
            truth.relation = i % 4 == 0 ? "left" : "above";
            truth.first = objects[0];
            truth.second = objects[1];
        }
        truths.push_back(truth);
    }
    return truths;
}

Judgement perfect(const PromptTruth& truth, Random& random) {
    Judgement judgement;
    for (const auto& [object, number] : truth.objects) judgement.counts[object] = number;
    if (!truth.relation.empty()) {
        judgement.positions[truth.first] = {0.2, 0.2};
        judgement.positions[truth.second] = {0.8, 0.8};
    }
    for (int i = 0; i < 3; ++i) judgement.features.push_back(static_cast<float>(random.normal()));
    return judgement;
}

JudgedImages perfectModel(std::size_t n, std::uint64_t seed) {
    Random random(seed);
    JudgedImages images{makeTruths(n, seed), {}};
    for (const auto& truth : images.truths) images.judgements.push_back(perfect(truth, random));
    return images;
}

// Forgets every object of a share of the prompts.
JudgedImages worsened(JudgedImages images, std::size_t every) {
    for (std::size_t i = 0; i < images.size(); i += every) images.judgements[i].counts.clear();
    return images;
}

template <class Value>
Value find(const std::vector<Value>& values, const std::string& name) {
    const auto it = std::find_if(values.begin(), values.end(), [&](const auto& v) { return v.name == name; });
    return it == values.end() ? Value{"missing " + name, -1, -1, -1} : *it;
}

std::shared_ptr<const ReferenceFeatures> reference(const std::vector<std::vector<double>>& rows) {
    return std::make_shared<ReferenceFeatures>(featureMatrix(rows));
}

// Pictures with 0, 1, 2, 0 ... objects, each with a row of normal numbers around `centre`.
JudgedImages withObjects(std::size_t pictures, std::size_t width, double centre, std::uint64_t seed) {
    Random random(seed);
    JudgedImages images;
    for (std::size_t i = 0; i < pictures; ++i) {
        Judgement judgement;
        judgement.rows = i % 3;
        for (std::size_t k = 0; k < judgement.rows * width; ++k)
            judgement.features.push_back(static_cast<float>(random.normal() + centre));
        images.judgements.push_back(judgement);
        images.truths.push_back({});
    }
    return images;
}

std::vector<std::vector<double>> rowsOf(const JudgedImages& images, std::size_t width) {
    std::vector<std::vector<double>> rows;
    for (const auto& judgement : images.judgements)
        for (std::size_t row = 0; row < judgement.rows; ++row) {
            const auto first = judgement.features.begin() + static_cast<std::ptrdiff_t>(row * width);
            rows.emplace_back(first, first + static_cast<std::ptrdiff_t>(width));
        }
    return rows;
}

const PromptMetricOptions kQuick{.replicates = 200, .frechet_replicates = 20};

}  // namespace

void PromptMetricsTest::a_perfect_model_reaches_the_best_value_of_every_metric() {
    const auto images = perfectModel(60, 4);
    std::vector<std::vector<double>> features;
    for (const auto& judgement : images.judgements)
        features.emplace_back(judgement.features.begin(), judgement.features.end());
    const auto values = PromptMetrics(views::kDemo, images, reference(features), kQuick).values();
    for (const char* name : {"soa_c", "soa_i", "pa", "rp", "count_exact", "pa_both"}) {
        RECAP_NEAR(find(values, name).value, 100.0, 1e-9, 0);
        RECAP_NEAR(find(values, name).low, 100.0, 1e-9, 0);
    }
    QCOMPARE(find(values, "ca").value, 0.0);
    RECAP_NEAR(find(values, "fid").value, 0.0, 1e-9, 0);
    QCOMPARE(find(values, "soa_i").n, std::int64_t{90});  // 60 + 30 second objects
    QCOMPARE(find(values, "pa").n, std::int64_t{30});
    QCOMPARE(find(values, "ca").n, std::int64_t{60});
}

void PromptMetricsTest::a_blank_model_fails_everywhere() {
    const auto values = PromptMetrics(views::kDemo, worsened(perfectModel(40, 5), 1), nullptr, kQuick).values();
    for (const char* name : {"soa_c", "soa_i", "pa", "count_exact"}) QCOMPARE(find(values, name).value, 0.0);
    QVERIFY(find(values, "ca").value > 1);
    // Undefined without both objects and without a reference: said, not left out.
    QVERIFY(std::isnan(find(values, "pa_both").value) && std::isnan(find(values, "fid").value));
    QCOMPARE(find(values, "pa_both").undefined.english(),
             std::string("in none of the 20 pictures of prompts with a relation both objects were found"));
    QCOMPARE(find(values, "fid").undefined.english(),
             std::string("there are no real images with known objects to compare with"));
}

void PromptMetricsTest::features_beside_each_other_are_those_of_the_judgements() {
    const auto images = perfectModel(40, 6);
    auto shared = images;
    auto rows = std::make_shared<FeatureRows>();
    rows->width = 3;
    for (auto& judgement : shared.judgements) {
        rows->values.insert(rows->values.end(), judgement.features.begin(), judgement.features.end());
        judgement.features.clear();
    }
    shared.features = rows;
    const auto real = reference({{0, 1, 0}, {1, 0, 0}, {0, 0, 2}, {1, 1, 1}, {2, 0, 1}});
    const auto before = PromptMetrics(views::kDemo, images, real, kQuick).values();
    const auto after = PromptMetrics(views::kDemo, shared, real, kQuick).values();
    QVERIFY(find(before, "fid").value > 0);
    for (const auto& value : before) {
        const auto other = find(after, value.name);
        QVERIFY(value.value == other.value || (std::isnan(value.value) && std::isnan(other.value)));
        QVERIFY(value.low == other.low || (std::isnan(value.low) && std::isnan(other.low)));
    }
    rows->values.pop_back();
    QVERIFY_THROWS_EXCEPTION(Error, PromptMetrics(views::kDemo, shared, real, kQuick));
}

void PromptMetricsTest::r_precision_fails_a_tie_with_a_distractor() {
    JudgedImages images;
    images.truths = {{{{"car", 1}}, "", "", ""}, {{{"fish", 1}}, "", "", ""}};
    images.judgements = {{{{"car", 0.5}, {"fish", 0.5}}, {}, {}}, {{{"fish", 1.0}}, {}, {}}};
    QCOMPARE(judgedRPrecision(images, 1), (std::vector<double>{0, 1}));
}

void PromptMetricsTest::r_precision_draws_no_distractor_with_the_same_numbers() {
    JudgedImages images;
    images.truths = {{{{"car", 1}}, "", "", ""}, {{{"car", 1}}, "", "", ""}, {{{"fish", 2}}, "", "", ""}};
    images.judgements = {{{{"car", 1.1}}, {}, {}}, {{{"car", 0.9}}, {}, {}}, {{{"car", 2.0}}, {}, {}}};
    QCOMPARE(judgedRPrecision(images, 1), (std::vector<double>{1, 1, 0}));
}

void PromptMetricsTest::values_do_not_depend_on_the_order_of_prompts() {
    auto images = worsened(perfectModel(41, 6), 3);
    const PromptMetrics before(views::kDemo, images, nullptr, kQuick);
    std::reverse(images.truths.begin(), images.truths.end());
    std::reverse(images.judgements.begin(), images.judgements.end());
    const PromptMetrics after(views::kDemo, images, nullptr, kQuick);
    for (const char* name : {"soa_c", "soa_i", "ca", "pa", "count_exact"})
        RECAP_NEAR(before.value(name, {}), after.value(name, {}), 1e-9, 0);
}

void PromptMetricsTest::paired_difference_separates_a_better_model() {
    const auto good = perfectModel(80, 7);
    const PromptMetrics worse(views::kDemo, worsened(good, 2), nullptr, kQuick),
        better(views::kDemo, worsened(good, 8), nullptr, kQuick);
    const auto differences = pairedDifferences(worse, better);
    QVERIFY(find(differences, "soa_i").low > 0);
    QVERIFY(find(differences, "ca").high < 0);
    const auto none = pairedDifferences(worse, worse);
    QCOMPARE(find(none, "soa_c").low, 0.0);
    QCOMPARE(find(none, "soa_c").high, 0.0);
    QCOMPARE(find(none, "soa_c").p, 1.0);
    QVERIFY(find(differences, "soa_i").p <= 0.05);
}

void PromptMetricsTest::images_of_one_prompt_are_resampled_together() {
    auto images = perfectModel(10, 8);
    for (std::size_t i = 0; i < images.size(); ++i) images.prompts.push_back(i / 2);
    const PromptMetrics metrics(views::kDemo, images, nullptr, kQuick);
    QCOMPARE(metrics.promptCount(), std::size_t{5});
    const PromptWeights onlyFirst{1, 0, 0, 0, 0};
    // Prompt 0 has images 0 and 1, with two objects and one object.
    QCOMPARE(objectAccuracy(objectTrials(images), EmptyImages::CountAsFailure, onlyFirst).per_class.empty(), false);
    double trials = 0;
    for (const auto& [object, entry] :
         objectAccuracy(objectTrials(images), EmptyImages::CountAsFailure, onlyFirst).per_class)
        trials += entry.images;
    QCOMPARE(trials, 3.0);
}

void PromptMetricsTest::lists_of_different_length_are_refused() {
    auto images = perfectModel(4, 9);
    images.truths.pop_back();
    QVERIFY_EXCEPTION_THROWN(PromptMetrics(views::kDemo, images, nullptr, kQuick), Error);
}

void PromptMetricsTest::images_of_prompts_that_say_nothing_count_for_the_distance_only() {
    auto images = worsened(perfectModel(40, 11), 4);
    std::vector<std::vector<double>> features;
    for (const auto& judgement : images.judgements)
        features.emplace_back(judgement.features.begin(), judgement.features.end());
    const PromptMetrics before(views::kDemo, images, reference(features), kQuick);
    images.truths.push_back({});
    images.judgements.push_back({{{"car", 3}}, {}, {9, 9, 9}});
    const PromptMetrics after(views::kDemo, images, reference(features), kQuick);
    for (const char* name : {"soa_c", "soa_i", "ca", "pa", "rp", "count_exact", "pa_both"})
        QCOMPARE(after.value(name, {}), before.value(name, {}));
    QVERIFY(after.value("fid", {}) > before.value("fid", {}) + 0.1);
    QCOMPARE(find(after.values(), "ca").n, std::int64_t{40});
    QCOMPARE(find(after.values(), "fid").n, std::int64_t{41});
}

void PromptMetricsTest::a_distance_of_few_pictures_says_so_and_one_of_many_does_not() {
    const auto warningOf = [](std::size_t n) {
        const auto images = perfectModel(n, 12);
        std::vector<std::vector<double>> features;
        for (const auto& judgement : images.judgements)
            features.emplace_back(judgement.features.begin(), judgement.features.end());
        PromptMetricOptions once{.replicates = 1, .frechet_replicates = 1};
        return find(PromptMetrics(views::kDemo, images, reference(features), once).values(), "fid").warning.english();
    };
    QVERIFY2(warningOf(2).find("there are fewer pictures than dimensions") != std::string::npos, warningOf(2).c_str());
    QVERIFY(warningOf(2000).find("fewer than 2048") != std::string::npos);
    QVERIFY(warningOf(2048).empty());
}

void PromptMetricsTest::too_few_pictures_are_said_of_every_metric_that_depends_on_them() {
    const auto warningOf = [](std::string_view view, const char* metric, std::size_t pictures, std::size_t real,
                              std::size_t width) {
        Random random(31);
        JudgedImages images;
        images.truths.resize(pictures);
        images.judgements.resize(pictures);
        for (auto& judgement : images.judgements)
            for (std::size_t i = 0; i < width; ++i) judgement.features.push_back(static_cast<float>(random.normal()));
        std::vector<std::vector<double>> features(real, std::vector<double>(width));
        for (auto& row : features)
            for (auto& value : row) value = random.normal();
        return findMetric(metric)->way(view)->warning(JudgedSet(images, reference(features), 1)).english();
    };
    QVERIFY(warningOf(views::kCleanFid, "kid", 999, 1000, 2).find("fewer than 1000 on a side") != std::string::npos);
    QVERIFY(warningOf(views::kCleanFid, "kid", 1000, 1000, 2).empty());
    QVERIFY(warningOf(views::kCleanFid, "recall", 60, 60, 2).find("60 pictures and 60 real ones") != std::string::npos);
    // Of 20 pictures and 60 real ones the five nearest others of a real one are all real in (59 ... 55) / (79 ... 75)
    // of cases, which is 22.2 %.
    QVERIFY(warningOf(views::kCleanFid, "coverage", 20, 60, 2).find("20 pictures cover about 78 % of 60 real ones") !=
            std::string::npos);
    QVERIFY(warningOf(views::kCleanFid, "coverage", 60, 60, 2).find("neighbourhoods of 5") != std::string::npos);
    QVERIFY(
        warningOf(views::kInceptionLogits, "is", 99, 2, 10).find("fewer pictures (9) than there are classes (10)") !=
        std::string::npos);
    QVERIFY(warningOf(views::kInceptionLogits, "is", 100, 2, 10).empty());
}

void PromptMetricsTest::every_metric_of_the_table_has_a_card() {
    const std::set<std::string_view> lower{"fid",  "ca",        "fid_pytorch", "fid_tise", "kid",
                                           "cmmd", "fd_dinov2", "clip_fid",    "o_fid",    "fid_tensorflow"};
    for (const auto& info : metricRegistry()) {
        MetricCard card;
        card.metric = info.name;
        const Json json = toJson(card);
        QVERIFY(!json["definition"].get<std::string>().empty());
        QCOMPARE(json["higher_is_better"].get<bool>(), !lower.contains(info.name));
    }
    QVERIFY(findMetric("nonsense") == nullptr);
}

void PromptMetricsTest::a_mean_over_pictures_is_the_mean_of_what_they_contribute() {
    auto images = worsened(perfectModel(40, 13), 3);
    images.truths.push_back({});  // of a prompt that says nothing
    images.judgements.push_back(images.judgements.front());
    images.truths[1].objects.begin()->second = 0;  // named without a number
    for (std::size_t i = 0; i < images.size(); ++i) {
        images.truths[i].word = "behind";
        images.truths[i].task = "counting";
        if (i % 5 == 4) continue;  // without a prompt that the judge reads
        const double x = static_cast<double>(i % 7) - 3;
        images.judgements[i].scores = {
            {kScoreText, x / 10}, {kScoreFalse, x}, {kScoreDistractor, x}, {kScoreCorrect, x > 0 ? 1 : 0}};
    }
    for (std::size_t i = 4; i < images.size(); i += 5) images.truths[i].task.clear();
    const auto meanOf = [](const std::vector<double>& values) {
        double sum = 0;
        int count = 0;
        for (const double value : values) {
            if (std::isnan(value)) continue;
            sum += value;
            ++count;
        }
        return sum / count;
    };
    const auto check = [&](std::string_view view, const char* name) {
        const PromptMetrics metrics(view, images, nullptr, kQuick);
        const auto pictures = metrics.pictures(name);
        QCOMPARE(pictures.size(), images.size());
        RECAP_NEAR(meanOf(pictures), metrics.value(name, {}), 1e-9, 0);
        QVERIFY(metrics.value(name, {}) != 0);
    };
    for (const char* name : {"ca", "count_exact", "rp", "pa_both"}) check(views::kDemo, name);
    for (const char* name : {"rp", "rp_tise", "pa", "pickscore"}) check(views::kClipText, name);
    check(views::kClipScore, "clipscore");
    check(views::kHpsv2, "hpsv2");
    check(views::kBlipMatch, "blip_itm");
    check(views::kBlipQuestions, "blip_vqa");
    check(views::kObjects, "geneval");
    // A mean over (image, class) pairs: each picture's share counts as often as it names classes.
    const PromptMetrics metrics(views::kDemo, images, nullptr, kQuick);
    const auto shares = metrics.pictures("soa_i");
    double found = 0, pairs = 0;
    for (std::size_t i = 0; i < images.size(); ++i) {
        QCOMPARE(std::isnan(shares[i]), images.truths[i].objects.empty());
        if (std::isnan(shares[i])) continue;
        const auto classes = static_cast<double>(images.truths[i].objects.size());
        found += shares[i] * classes;
        pairs += classes;
    }
    RECAP_NEAR(found / pairs, metrics.value("soa_i", {}), 1e-9, 0);
    // Pictures in which nothing is found do not count for TISE.
    const auto tise = PromptMetrics(views::kObjects, images, nullptr, kQuick).pictures("soa_i_tise");
    for (std::size_t i = 0; i + 1 < images.size(); ++i)
        QCOMPARE(std::isnan(tise[i]), images.judgements[i].counts.empty());
}

void PromptMetricsTest::every_metric_says_whether_single_pictures_contribute() {
    const std::set<std::string_view> ofTheSet{
        "fid", "fid_tensorflow", "fid_pytorch", "fid_tise", "kid",     "cmmd",     "clip_fid", "fd_dinov2",
        "is",  "is_star",        "precision",   "recall",   "density", "coverage", "o_fid",    "o_is"};
    for (const auto& info : metricRegistry())
        for (const auto& way : info.ways)
            QVERIFY2((way.pictures == nullptr) == ofTheSet.contains(info.name), std::string(info.name).c_str());
}

void PromptMetricsTest::objects_of_pictures_are_rows_of_their_own() {
    constexpr std::size_t kWidth = 5;
    const auto images = withObjects(60, kWidth, 0, 1), real = withObjects(90, kWidth, 1, 2);
    const auto rows = rowsOf(images, kWidth), realRows = rowsOf(real, kWidth);
    QCOMPARE(rows.size(), std::size_t{60});
    const auto distance =
        find(PromptMetrics(views::kObjectCrops, images, reference(realRows), kQuick).values(), "o_fid");
    RECAP_NEAR(distance.value, frechetDistance(fitFeatures(featureMatrix(rows)), fitFeatures(featureMatrix(realRows))),
               1e-6, 0);
    QCOMPARE(distance.n, std::int64_t{60});
    QVERIFY(distance.low < distance.value && distance.value < distance.high);
    const auto score = find(PromptMetrics(views::kObjectLogits, images, nullptr, kQuick).values(), "o_is");
    RECAP_NEAR(score.value, inceptionScore(featureMatrix(rows), 2.1737587451934814, 10, SplitRule::DropRemainder).mean,
               1e-6, 0);
    QCOMPARE(score.n, std::int64_t{60});
    // Leaving out the pictures that have objects leaves no rows of theirs.
    std::vector<double> weights(60, 1.0);
    for (std::size_t i = 0; i < 30; ++i) weights[i] = 0;
    const std::vector<std::vector<double>> second(rows.begin() + 30, rows.end());
    RECAP_NEAR(PromptMetrics(views::kObjectCrops, images, reference(realRows), kQuick).value("o_fid", weights),
               frechetDistance(fitFeatures(featureMatrix(second)), fitFeatures(featureMatrix(realRows))), 1e-6, 0);
}

void PromptMetricsTest::few_objects_leave_no_score_or_a_warning() {
    const auto few = withObjects(32, 4, 0, 1);  // 31 objects
    const auto real = reference(rowsOf(withObjects(30, 4, 0, 2), 4));
    QCOMPARE(find(PromptMetrics(views::kObjectLogits, few, nullptr, kQuick).values(), "o_is").undefined.english(),
             std::string("it needs more than 32 objects, and 31 were found"));
    const auto distance = find(PromptMetrics(views::kObjectCrops, few, real, kQuick).values(), "o_fid");
    QVERIFY(distance.undefined.empty());
    QVERIFY(distance.warning.english().find("31 objects to 30 real ones in 4 dimensions") != std::string::npos);
    const auto none = withObjects(1, 4, 0, 1);
    QCOMPARE(find(PromptMetrics(views::kObjectCrops, none, real, kQuick).values(), "o_fid").undefined.english(),
             std::string("fewer than two objects were found in the pictures"));
    QCOMPARE(find(PromptMetrics(views::kObjectCrops, few, nullptr, kQuick).values(), "o_fid").undefined.english(),
             std::string("there are no objects of real images to compare with"));
    // All objects in pictures of one prompt: a value, and no interval that leaves prompts out.
    auto one = withObjects(120, 4, 0, 3);
    one.prompts.assign(120, 0);
    one.truths.push_back({});
    one.judgements.emplace_back().rows = 0;
    one.prompts.push_back(1);
    const auto alone = find(PromptMetrics(views::kObjectLogits, one, nullptr, kQuick).values(), "o_is");
    QVERIFY(std::isfinite(alone.value) && std::isnan(alone.low) && std::isnan(alone.high));
}

void PromptMetricsTest::a_counter_counts_rather_than_a_detector() {
    const auto& ways = findMetric("ca")->ways;
    const auto place = [&](std::string_view view) {
        return std::find_if(ways.begin(), ways.end(), [&](const auto& way) { return way.view == view; }) - ways.begin();
    };
    QVERIFY(place(views::kCounts) < place(views::kObjects));
    QVERIFY(findMetric("ca")->definitionBy(views::kObjects).find("by a detector's counts") != std::string_view::npos);
    QVERIFY(findMetric("ca")->definitionBy(views::kCounts) == findMetric("ca")->definition);
    const auto images = perfectModel(30, 4);
    QCOMPARE(find(PromptMetrics(views::kCounts, images, nullptr, kQuick).values(), "ca").value, 0.0);
    QVERIFY(findMetric("soa_i")->way(views::kCounts) == nullptr);  // it says how many, not where
}
