// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench_test.h"

#include "base/error.h"
#include "bench/bench.h"
#include "bench/child_process.h"
#include "support/recording_context.h"

#include <QtTest/QTest>

#include <functional>

using namespace recap;

namespace {

std::string refusal(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& e) {
        return std::string(errorCodeName(e.code())) + ": " + e.what();
    }
    return "nothing was refused";
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

std::string refusedBench(const std::string& kind, const BenchOptions& options) {
    testing::RecordingContext context;
    return refusal([&] { runBench({kind, options, {}}, context, [](const BenchRow&) {}); });
}

}  // namespace

void BenchTest::quantiles_interpolate_between_values() {
    QCOMPARE(quantileOf({3, 1, 2}, 0.5), 2.0);
    QCOMPARE(quantileOf({4, 1, 2, 3}, 0.5), 2.5);
    QCOMPARE(quantileOf({0, 10}, 0.25), 2.5);
    QCOMPARE(quantileOf({7}, 0.75), 7.0);
    QCOMPARE(quantileOf({1, 2, 9}, 1), 9.0);
}

void BenchTest::a_row_holds_the_median_ratio_of_its_pairs() {
    // A busy moment made the second pair ten times slower on both sides; its ratio is like the others'.
    const auto row = summarise("work", {0.002, 0.020, 0.002}, {0.004, 0.050, 0.005});
    QCOMPARE(row.unit, std::string("ms"));
    QCOMPARE(row.ours, 2.0);
    QCOMPARE(*row.reference, 5.0);
    QCOMPARE(*row.ratio, 2.5);
    QCOMPARE(*row.ratio_low, 2.25);
    QCOMPARE(*row.ratio_high, 2.5);
    QCOMPARE(row.pairs, 3);
    const Json json = toJson(row);
    for (const char* key : {"name", "ours", "reference", "ratio", "unit"}) QVERIFY(json.contains(key));
    QVERIFY(contains(toText(row), "2.50x [2.25, 2.50]"));
}

void BenchTest::a_row_without_reference_says_so() {
    const auto row = summarise("load", {1.5, 2.5}, {});
    QCOMPARE(row.unit, std::string("s"));
    QCOMPARE(row.ours, 2.0);
    QVERIFY(!row.reference && !row.ratio);
    QVERIFY(toJson(row).at("ratio").is_null());
}

void BenchTest::a_program_is_spoken_to_line_by_line() {
    ChildProcess echo({"/bin/sh", "-c", "read a; echo \"$a-$WORD\"; read b; printf '%s\\nrest' \"$b\""},
                      {{"WORD", "said"}});
    echo.writeLine("one");
    QCOMPARE(*echo.readLine(60), std::string("one-said"));
    echo.writeLine("two");
    QCOMPARE(*echo.readLine(60), std::string("two"));
    QVERIFY(!echo.readLine(60).has_value());  // a line without its end is none
}

void BenchTest::a_program_that_ends_is_noticed() {
    ChildProcess dying({"/bin/sh", "-c", "echo my last words >&2; exit 3"});
    QVERIFY(!dying.readLine(60).has_value());
    QVERIFY(contains(dying.lastWords(), "my last words"));
    const std::string refused = refusal([&] {
        for (int i = 0; i < 1000; ++i) dying.writeLine(std::string(1000, 'x'));
    });
    QVERIFY(contains(refused, "my last words"));
}

void BenchTest::a_program_that_keeps_silent_is_given_up() {
    ChildProcess silent({"/bin/sh", "-c", "exec sleep 600"});
    QVERIFY(contains(refusal([&] { silent.readLine(0.05); }), "gave no answer"));
}

void BenchTest::a_program_that_is_not_there_is_named() {
    QVERIFY(
        contains(refusal([] { ChildProcess({"/no/such/python"}); }), "file_not_found: Cannot start /no/such/python"));
}

void BenchTest::unknown_benchmarks_and_wrong_options_are_refused() {
    QVERIFY(contains(refusedBench("cooking", {}), "cooking"));
    BenchOptions options;
    options.pairs = -1;
    QVERIFY(contains(refusedBench("unet", options), "pairs"));
}

void BenchTest::a_reference_that_cannot_work_is_quoted() {
    BenchOptions options;
    options.reference = "/bin/false";
    QVERIFY(contains(refusedBench("unet", options), "The reference program has ended"));
}

void BenchTest::captions_are_measured_without_a_reference() {
    BenchOptions options;
    options.quick = true;
    options.pairs = 1;
    options.threads = 1;
    testing::RecordingContext context;
    const auto rows = runBench({"caption", options, {}}, context, [](const BenchRow&) {});
    std::vector<std::string> names;
    for (const auto& row : rows) {
        names.push_back(row.name);
        QVERIFY(row.ours > 0 && !row.ratio);
    }
    QCOMPARE(names, (std::vector<std::string>{
                        "Captions, demo, greedy, batch 1, per image", "Captions, demo, greedy, batch 16, per image",
                        "Captions, demo, 3 beams, batch 16, per image", "Captioner training step, demo, batch 16"}));
}
