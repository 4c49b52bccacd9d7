// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics_show_test.h"

#include "cli_run.h"

#include "data/metric_differences.h"
#include "support/temp_dir.h"
#include "workflow/project/project.h"

#include <QtTest/QTest>

#include <cmath>

using namespace recap;
using namespace recap::testing;

namespace {

MetricRecord number(RunId run, double value) {
    return {run,          "soa_c",
            value,        value - 3,
            value + 3,    400,
            "some judge", {{"images", 400}, {"prompts", 100}, {"standard_error", 1.5}, {"extrapolated", value / 2}}};
}

MetricDifferenceRecord difference(const MetricRecord& first, const MetricRecord& second, double p) {
    const auto of = [](const MetricRecord& m) {
        return Json{{"value", m.value}, {"low", m.low}, {"high", m.high}, {"n", m.n}};
    };
    MetricDifferenceRecord d;
    d.first = first.run;
    d.second = second.run;
    d.name = first.name;
    d.judge = first.judge;
    d.value = second.value - first.value;
    d.low = d.value - 2;
    d.high = d.value + 2;
    d.standard_error = 1;
    d.p = p / 3;
    d.p_holm = p;
    d.comparisons = 3;
    d.n = 100;
    d.card = {{"first_number", of(first)}, {"second_number", of(second)}};
    return d;
}

}  // namespace

QString MetricsShowTest::project() const {
    return text(*folder_ / "p.recap");
}

void MetricsShowTest::initTestCase() {
    folder_ = std::make_shared<TempDir>();
    const auto project = Project::create(*folder_ / "p.recap");
    std::vector<MetricRecord> numbers;
    for (const auto& [name, value] : {std::pair{"Alttext", 70.0}, {"RECAP", 74.0}, {"RECAP 2", 75.0}}) {
        RunRecord run;
        run.name = name;
        run.kind = RunKind::Samples;
        numbers.push_back(number(project->runs().create(run).id, value));
    }
    project->metrics().addMany(numbers);
    storeMetricDifferences(project->database(),
                           {difference(numbers[0], numbers[1], 0.01), difference(numbers[0], numbers[2], 0.002),
                            difference(numbers[1], numbers[2], 0.4)});
}

void MetricsShowTest::the_table_says_by_what_the_best_was_found() {
    const auto latex = runCli({"metrics", "show", project(), "--as", "latex", "--runs", "Alttext,RECAP"}).out;
    QVERIFY2(latex.find("\\textbf{74.0}") != std::string::npos, latex.c_str());
    QVERIFY(latex.find("Holm-adjusted p at most 0.05; in brackets the comparisons of the metric: SOA-C (3).") !=
            std::string::npos);
    // Of all three nobody is better than both others, although every interval of the differences to Alttext is apart.
    QVERIFY(runCli({"metrics", "show", project(), "--as", "latex"}).out.find("textbf") == std::string::npos);
    const auto text = runCli({"metrics", "show", project(), "--runs", "Alttext,RECAP"}).out;
    QVERIFY2(text.find("74.00* [71.00, 77.00]") != std::string::npos, text.c_str());
    const auto csv = runCli({"metrics", "show", project(), "--as", "csv"}).out;
    QVERIFY2(csv.find(",0,paired,37,0,\"\",\"\"\n") != std::string::npos, csv.c_str());  // the extrapolated value
    const Json rows = runCli({"metrics", "show", project(), "--json"}).last()["rows"];
    QCOMPARE(rows[1]["metrics"]["soa_c"]["extrapolated"].get<double>(), 37.0);
}

void MetricsShowTest::differences_are_printed_in_every_form() {
    const QStringList command{"metrics", "show", project(), "--differences"};
    const auto printed = runCli(command).out;
    QVERIFY2(printed.find("+4.00 [+2.00, +6.00]") != std::string::npos &&
                 printed.find("RECAP is better") != std::string::npos,
             printed.c_str());
    QVERIFY(printed.find("adjusted for its 3 comparisons") != std::string::npos);
    const std::vector<std::pair<const char*, const char*>> forms{
        {"csv", "soa_c,Alttext,RECAP,4,2,6,0.003333333333,0.01,3,100,some judge,better,RECAP is better\n"},
        {"markdown", "| SOA-C | Alttext | RECAP | +4.00 [+2.00, +6.00] | 0.003 | 0.010 | 100 | RECAP is better |"},
        {"latex", "SOA-C & Alttext & RECAP & \\textbf{+4.00} {\\scriptsize [+2.00, +6.00]} & $0.003$ & $0.010$ & 100"},
        {"json", "\"p_holm\": 0.01"}};
    for (const auto& [form, expected] : forms) {
        const auto run = runCli(command + QStringList{"--as", form});
        QCOMPARE(run.exit_code, 0);
        QVERIFY2(run.out.find(expected) != std::string::npos, run.out.c_str());
    }
    // One standard error, three comparisons at 5 %: 100 (2.394 + 0.842)^2 = 1047.
    const Json result = runCli(command + QStringList{"--json"}).last();
    QCOMPARE(result["differences"].size(), std::size_t{3});
    const Json open = result["differences"][2];
    QCOMPARE(open["reading"].get<std::string>(), std::string("not separated"));
    QVERIFY2(open["needed"].get<std::string>().find("about 1100 prompts would be needed") == 0,
             open["needed"].get<std::string>().c_str());
}

void MetricsShowTest::runs_select_their_differences() {
    const Json result =
        runCli({"metrics", "show", project(), "--runs", "Alttext,RECAP 2", "--differences", "--json"}).last();
    QCOMPARE(result["differences"].size(), std::size_t{1});
    QCOMPARE(result["differences"][0]["second"].get<std::string>(), std::string("RECAP 2"));
    QCOMPARE(result["rows"].size(), std::size_t{2});
    const auto none = runCli({"metrics", "show", project(), "--runs", "Alttext", "--differences"}).out;
    QVERIFY2(none.find("There are no paired differences") != std::string::npos, none.c_str());
}

void MetricsShowTest::repeats_become_one_row() {
    const Json rows =
        runCli({"metrics", "show", project(), "--repeats", "RECAP mean=RECAP,RECAP 2", "--json"}).last()["rows"];
    QCOMPARE(rows.size(), std::size_t{2});
    QCOMPARE(rows[1]["model"].get<std::string>(), std::string("RECAP mean"));
    const Json mean = rows[1]["metrics"]["soa_c"];
    QCOMPARE(mean["value"].get<double>(), 74.5);
    QCOMPARE(mean["n"].get<int>(), 800);
    QCOMPARE(mean["card"]["repeats"].get<int>(), 2);
    // Values 1 apart: standard error 0.5 of one degree of freedom; prompts: 1.5^2 - 1 / 2 = 1.75, 99 degrees.
    const double reach = std::hypot(12.706205 * 0.5, 1.984217 * std::sqrt(1.75));
    QVERIFY2(std::abs(mean["high"].get<double>() - 74.5 - reach) < 1e-4, mean.dump().c_str());
    QVERIFY(!mean["card"].contains("extrapolated"));
}

void MetricsShowTest::a_repeated_model_that_cannot_be_is_refused() {
    for (const char* wrong : {"RECAP", "mean=RECAP", "=RECAP,RECAP 2", "mean=RECAP,nobody", "mean=RECAP,RECAP"}) {
        const auto run = runCli({"metrics", "show", project(), "--repeats", wrong, "--json"});
        QVERIFY2(run.exit_code != 0, wrong);
        QCOMPARE(run.last()["event"].get<std::string>(), std::string("error"));
    }
}
