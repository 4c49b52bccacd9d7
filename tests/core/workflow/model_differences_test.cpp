// SPDX-License-Identifier: GPL-3.0-or-later
#include "model_differences_test.h"

#include "base/random.h"
#include "metrics/metric_difference.h"
#include "rating/significance.h"
#include "support/simulated_model.h"
#include "workflow/results/differences_export.h"
#include "workflow/results/model_differences.h"
#include "workflow/results/results_export.h"
#include "workflow/results/results_table.h"

#include <QtTest/QTest>

#include <algorithm>
#include <cmath>

using namespace recap;
using namespace recap::testing;

namespace {

MetricRecord number(std::int64_t run, const std::string& name, double value, double half) {
    return {RunId{run}, name, value, value - half, value + half, 400, "some judge", Json::object()};
}

Json stored(const MetricRecord& number) {
    return {{"value", number.value}, {"low", number.low}, {"high", number.high}, {"n", number.n}};
}

// second - first, of 100 prompts.
MetricDifferenceRecord difference(const MetricRecord& first, const MetricRecord& second, double half, double p,
                                  std::int64_t comparisons = 1) {
    MetricDifferenceRecord out;
    out.first = first.run;
    out.second = second.run;
    out.name = first.name;
    out.judge = first.judge;
    out.value = second.value - first.value;
    out.low = out.value - half;
    out.high = out.value + half;
    out.standard_error = half / 1.96;
    out.p = p / static_cast<double>(comparisons);
    out.p_holm = p;
    out.comparisons = comparisons;
    out.n = 100;
    out.card = {{"first_number", stored(first)}, {"second_number", stored(second)}};
    return out;
}

MetricRow row(const char* name, std::vector<MetricRecord> metrics) {
    return {name, std::move(metrics), false};
}

std::vector<bool> bests(const ResultsTable& table, std::size_t column = 0) {
    std::vector<bool> out;
    for (const auto& line : table.rows) out.push_back(line.cells[column] && line.cells[column]->best);
    return out;
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

// Alttext 70, RECAP 74, with intervals that overlap.
struct Two {
    MetricRecord alttext = number(7, "soa_c", 70, 3), recap = number(9, "soa_c", 74, 3);
    std::vector<MetricRow> rows() const { return {row("Alttext", {alttext}), row("RECAP", {recap})}; }
};

}  // namespace

void ModelDifferencesTest::a_difference_counts_when_the_adjusted_p_and_the_interval_say_so() {
    const Two two;
    QVERIFY(separated(difference(two.alttext, two.recap, 3, 0.05)));
    QVERIFY(!separated(difference(two.alttext, two.recap, 3, 0.051)));
    QVERIFY(!separated(difference(two.alttext, two.recap, 4.1, 0.01)));
    auto undefined = difference(two.alttext, two.recap, 3, 0.01);
    undefined.value = undefined.low = undefined.high = undefined.p = undefined.p_holm = NAN;
    QVERIFY(!separated(undefined));
    QCOMPARE(readingOf(undefined), DifferenceReading::Undefined);
}

void ModelDifferencesTest::a_better_model_is_one_in_the_direction_of_the_metric() {
    const auto reading = [](const char* name, double first, double second) {
        return readingOf(difference(number(1, name, first, 1), number(2, name, second, 1), 1, 0.01));
    };
    QCOMPARE(reading("soa_c", 70, 80), DifferenceReading::Better);
    QCOMPARE(reading("soa_c", 80, 70), DifferenceReading::Worse);
    QCOMPARE(reading("fid", 20, 15), DifferenceReading::Better);
    QCOMPARE(reading("fid", 15, 20), DifferenceReading::Worse);
    QCOMPARE(reading("strange", 15, 20), DifferenceReading::Different);
}

void ModelDifferencesTest::the_best_is_decided_by_paired_differences_where_intervals_overlap() {
    const Two two;
    QCOMPARE(bests(resultsTable(two.rows())), (std::vector<bool>{false, false}));
    const auto forward = difference(two.alttext, two.recap, 2, 0.01),
               backward = difference(two.recap, two.alttext, 2, 0.01);
    for (const auto& paired : {forward, backward}) {
        const auto table = resultsTable(two.rows(), {paired});
        QCOMPARE(bests(table), (std::vector<bool>{false, true}));
        QCOMPARE(table.columns[0].comparison, ModelComparison::Paired);
    }
    // The window's table, whose models are runs.
    const auto shown = resultsTable({two.alttext, two.recap},
                                    {{RunId{7}, "Alttext", false}, {RunId{9}, "RECAP", false}}, {}, {forward});
    QCOMPARE(bests(shown), (std::vector<bool>{false, true}));
    const auto latex = resultsToLatex(resultsTable(two.rows(), {forward}));
    QVERIFY2(contains(latex, "\\textbf{74.0}") && contains(latex, "% By paired differences"), latex.c_str());
}

void ModelDifferencesTest::intervals_that_are_apart_mark_nobody_where_the_paired_difference_does_not() {
    const Two two;
    auto apart = two;
    apart.recap = number(9, "soa_c", 80, 3);
    QCOMPARE(bests(resultsTable(apart.rows())), (std::vector<bool>{false, true}));
    const auto table = resultsTable(apart.rows(), {difference(apart.alttext, apart.recap, 5, 0.2, 15)});
    QCOMPARE(bests(table), (std::vector<bool>{false, false}));
    QCOMPARE(table.columns[0].comparisons, std::int64_t{15});
}

void ModelDifferencesTest::models_without_a_paired_difference_are_compared_by_intervals_and_the_table_says_so() {
    const Two two;
    const auto third = number(11, "soa_c", 90, 1);
    auto rows = two.rows();
    rows.push_back(row("Other prompts", {third}));
    const auto mixed = resultsTable(rows, {difference(two.alttext, two.recap, 2, 0.01)});
    QCOMPARE(bests(mixed), (std::vector<bool>{false, false, true}));
    QCOMPARE(mixed.columns[0].comparison, ModelComparison::Mixed);
    const auto markdown = resultsToMarkdown(mixed);
    QVERIFY2(contains(markdown, "By paired differences where there are some, else by 95 % intervals that are apart"),
             markdown.c_str());
    const auto intervals = resultsTable(rows);
    QCOMPARE(intervals.columns[0].comparison, ModelComparison::Intervals);
    QVERIFY(contains(resultsToMarkdown(intervals), "because there are no paired differences: SOA-C"));
    QVERIFY(contains(resultsToCsv(intervals), ",intervals,"));
}

void ModelDifferencesTest::a_difference_of_older_numbers_decides_nothing() {
    const Two two;
    const auto older = difference(number(7, "soa_c", 69, 3), two.recap, 2, 0.01);
    const auto table = resultsTable(two.rows(), {older});
    QCOMPARE(bests(table), (std::vector<bool>{false, false}));
    QCOMPARE(table.columns[0].comparison, ModelComparison::Intervals);
    const auto differences = differencesTable({older}, two.rows());
    QVERIFY(differences.empty());
    QCOMPARE(differences.outdated, std::int64_t{1});
    auto other = difference(two.alttext, two.recap, 2, 0.01);
    other.judge = "another judge";
    QCOMPARE(resultsTable(two.rows(), {other}).columns[0].comparison, ModelComparison::Intervals);
    // A card that is no card.
    other = difference(two.alttext, two.recap, 2, 0.01);
    for (const Json& card : {Json(3), Json::array(), Json({{"first_number", "x"}, {"second_number", Json::array()}})}) {
        other.card = card;
        QCOMPARE(resultsTable(two.rows(), {other}).columns[0].comparison, ModelComparison::Intervals);
    }
}

void ModelDifferencesTest::numbers_without_a_value_belong_to_their_difference_also_when_it_was_stored() {
    const Two two;
    auto none = number(7, "soa_c", NAN, 0);
    none.n = 0;
    auto fresh = difference(none, two.recap, 1, NAN);
    fresh.card["undefined"] = "no prompt names an object";
    auto kept = fresh;
    kept.card = Json::parse(fresh.card.dump());
    for (const auto& d : {fresh, kept}) {
        QVERIFY(belongsTo(d, none, two.recap));
        QVERIFY(!belongsTo(d, two.alttext, two.recap));
        const auto table = differencesTable({d}, {row("Alttext", {none}), row("RECAP", {two.recap})});
        QCOMPARE(table.outdated, std::int64_t{0});
        QCOMPARE(readingText(table.rows.at(0)).english(), std::string("no value, because no prompt names an object"));
    }
}

void ModelDifferencesTest::the_second_best_is_better_than_all_but_the_best() {
    const auto a = number(1, "fid", 30, 9), b = number(2, "fid", 25, 9), c = number(3, "fid", 20, 9);
    const std::vector<MetricRow> rows{row("A", {a}), row("B", {b}), row("C", {c})};
    const auto all =
        resultsTable(rows, {difference(a, b, 1, 0.01, 3), difference(a, c, 1, 0.01, 3), difference(b, c, 1, 0.01, 3)});
    QCOMPARE(bests(all), (std::vector<bool>{false, false, true}));
    QVERIFY(all.rows[1].cells[0]->second && !all.rows[0].cells[0]->second && !all.rows[2].cells[0]->second);
    const auto tied =
        resultsTable(rows, {difference(a, b, 9, 0.4, 3), difference(a, c, 1, 0.01, 3), difference(b, c, 1, 0.01, 3)});
    QCOMPARE(bests(tied), (std::vector<bool>{false, false, true}));
    QVERIFY(!tied.rows[1].cells[0]->second && !tied.rows[0].cells[0]->second);
}

void ModelDifferencesTest::needed_prompts_are_said_of_what_is_not_separated() {
    const Two two;
    // z = 4 / (4.1 / 1.96) = 1.912: 100 (2.8016 / 1.912)^2 = 214.7.
    QCOMPARE(promptsNeededFor(difference(two.alttext, two.recap, 4.1, 0.06)).english(),
             std::string("about 220 prompts would be needed to find a difference of this size (80 % power at 5 %)"));
    // For 15 comparisons the level is 0.0033, its point 2.9352: 100 ((2.9352 + 0.8416) / 1.912)^2 = 390.1.
    QCOMPARE(
        promptsNeededFor(difference(two.alttext, two.recap, 4.1, 0.06, 15)).english(),
        std::string("about 400 prompts would be needed to find a difference of this size (80 % power at 5 % for 15 "
                    "comparisons)"));
    QCOMPARE(promptsNeededFor(difference(two.alttext, two.recap, 200, 0.9)).english(),
             std::string("more than 100 times as many prompts would be needed to find a difference of this size"));
    QCOMPARE(promptsNeededFor(difference(two.alttext, two.alttext, 3, 1)).english(),
             std::string("no difference was measured"));
    QVERIFY(promptsNeededFor(difference(two.alttext, two.recap, 2, 0.01)).empty());
    // Whatever is not separated needs more prompts than there were.
    for (const double z : {0.5, 1.5, 2.5, 2.9}) {
        auto open = difference(two.alttext, two.recap, 4 / z * 1.96, 0.06, 15);
        QVERIFY(promptsNeeded(open.value, open.standard_error, open.n, kDifferenceLevel / 15) > 100);
    }
}

void ModelDifferencesTest::a_kept_difference_comes_back_and_one_without_p_goes_by_its_interval() {
    const Two two;
    const auto apart = difference(two.alttext, two.recap, 2, 0.01, 3),
               open = difference(two.alttext, two.recap, 2, 0.2, 3);
    for (const auto& d : {apart, open}) {
        const auto back = asDifference(asNumber(d));
        QCOMPARE(back.p, d.p);
        QCOMPARE(back.p_holm, d.p_holm);
        QCOMPARE(back.comparisons, d.comparisons);
        QCOMPARE(back.standard_error, d.standard_error);
        QCOMPARE(separated(back), separated(d));
    }
    auto older = asNumber(open);
    older.card = Json::object();
    QVERIFY(separated(asDifference(older)));
    older.low = -1;
    QVERIFY(!separated(asDifference(older)));
}

void ModelDifferencesTest::csv_has_a_row_for_each_difference() {
    const Two two;
    auto rows = two.rows();
    rows[0].model = "Alt, \"text\"";
    const auto csv = differencesToCsv(differencesTable({difference(two.alttext, two.recap, 2, 0.03, 3)}, rows));
    QCOMPARE(csv, std::string(
                      "metric,first,second,difference,low,high,p,p_holm,comparisons,prompts,judge,reading,remark\n"
                      "soa_c,\"Alt, \"\"text\"\"\",RECAP,4,2,6,0.01,0.03,3,100,some judge,better,RECAP is better\n"));
}

void ModelDifferencesTest::latex_prints_p_and_marks_what_is_separated() {
    const auto a = number(1, "soa_c", 70, 3), b = number(2, "soa_c", 80, 3), c = number(1, "fid", 20, 3),
               d = number(2, "fid", 19, 3);
    const std::vector<MetricRow> rows{row("a_b", {a, c}), row("RECAP", {b, d})};
    const auto text =
        differencesToLatex(differencesTable({difference(a, b, 2, 0.0001, 3), difference(c, d, 4, 0.6, 3)}, rows));
    QVERIFY2(contains(text,
                      "SOA-C & a\\_b & RECAP & \\textbf{+10.0} {\\scriptsize [+8.0, +12.0]} & $<0.001$ & $<0.001$ & "
                      "100 \\\\"),
             text.c_str());
    QVERIFY2(contains(text, "FID & a\\_b & RECAP & -1.00 {\\scriptsize [-5.00, +3.00]} & $0.200$ & $0.600$ & 100 \\\\"),
             text.c_str());
    QVERIFY(text.find("FID &") < text.find("SOA-C &"));  // as in the table of numbers
    QVERIFY(contains(text, "% FID, RECAP minus a_b: not separated: about"));
}

void ModelDifferencesTest::markdown_and_json_say_family_and_needed_prompts() {
    const Two two;
    const auto table = differencesTable({difference(two.alttext, two.recap, 4.1, 0.06)}, two.rows());
    const auto markdown = differencesToMarkdown(table);
    QVERIFY2(contains(markdown,
                      "| SOA-C | Alttext | RECAP | +4.00 [-0.10, +8.10] | 0.060 | 0.060 | 100 | not separated: "
                      "about 220 prompts"),
             markdown.c_str());
    QVERIFY(contains(markdown, "adjusted for its 1 comparisons"));
    const Json json = differencesToJson(table);
    QCOMPARE(json[0]["reading"].get<std::string>(), std::string("not separated"));
    QCOMPARE(json[0]["comparisons"].get<int>(), 1);
    QVERIFY(contains(json[0]["needed"].get<std::string>(), "about 220 prompts"));
    QCOMPARE(differencesAsCells(table).size(), std::size_t{2});
}

void ModelDifferencesTest::holm_keeps_the_error_of_a_whole_family_at_five_percent_data() {
    QTest::addColumn<int>("rule");
    QTest::newRow("percentiles") << static_cast<int>(IntervalRule::Bootstrap);
    QTest::newRow("jackknife") << static_cast<int>(IntervalRule::Jackknife);
}

void ModelDifferencesTest::holm_keeps_the_error_of_a_whole_family_at_five_percent() {
    QFETCH(int, rule);
    // Four equal models on the same 100 prompts: six comparisons, none of which should be found.
    constexpr int kStudies = 2000;
    constexpr std::size_t kPrompts = 100;
    const SimulatedDraws draws(static_cast<IntervalRule>(rule), kPrompts, 1500);
    Random random(40);
    int plain = 0, adjusted = 0;
    for (int study = 0; study < kStudies; ++study) {
        std::vector<std::vector<double>> models(4, std::vector<double>(kPrompts));
        for (std::size_t i = 0; i < kPrompts; ++i) {
            const double prompt = 2 * random.normal();
            for (auto& model : models) model[i] = prompt + random.normal();
        }
        std::vector<MetricValue> values;
        for (const auto& model : models) values.push_back(draws.meanOf(model));
        std::vector<double> p;
        for (std::size_t i = 0; i < values.size(); ++i)
            for (std::size_t k = i + 1; k < values.size(); ++k) p.push_back(metricDifference(values[i], values[k]).p);
        const auto found = [](const std::vector<double>& all) {
            return *std::min_element(all.begin(), all.end()) <= kDifferenceLevel ? 1 : 0;
        };
        plain += found(p);
        adjusted += found(holmAdjusted(p));
    }
    const auto text = QStringLiteral("%1 unadjusted, %2 adjusted").arg(plain).arg(adjusted).toUtf8();
    QVERIFY2(plain > kStudies * 15 / 100, text.constData());  // what the adjustment is for
    // 5 % are 100, with a standard deviation of 10.
    QVERIFY2(adjusted <= 120 && adjusted >= 50, text.constData());
    qInfo("%s of %d studies", text.constData(), kStudies);
}
