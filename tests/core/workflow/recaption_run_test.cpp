// SPDX-License-Identifier: GPL-3.0-or-later
#include "recaption_run_test.h"

#include "data/parquet.h"
#include "recaption_fixture.h"

#include <QtTest/QTest>

#include <algorithm>
#include <optional>

using namespace recap;
using namespace recap::testing;

using Fixture = ShardsFixture;

void RecaptionRunTest::nothing_to_do_says_why_and_leaves_no_run_data() {
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("why");
    QTest::newRow("all are finished") << QString() << QStringLiteral("all 3 images");
    QTest::newRow("empty filter") << QStringLiteral("width>100000") << QStringLiteral("selects no image");
    QTest::newRow("unknown source") << QStringLiteral("source:recap_shrot") << QStringLiteral("recap_short");
}

void RecaptionRunTest::nothing_to_do_says_why_and_leaves_no_run() {
    QFETCH(QString, filter);
    QFETCH(QString, why);
    Fixture f(0);
    caption(f, f.request());
    const auto runs = f.project->runs().list().size();
    auto request = f.request();
    request.options.filter = filter.toStdString();
    for (const auto& shard : {std::optional<RecaptionShard>(), std::optional(RecaptionShard{})}) {
        if (shard && !parquetAvailable()) continue;
        request.shard = shard;
        const auto done = caption(f, request);
        QVERIFY2(std::holds_alternative<Completed>(done.outcome), failureOf(done.outcome).c_str());
        QCOMPARE(done.said.size(), std::size_t{1});
        QVERIFY2(contains(done.said[0], why.toStdString()), done.said[0].c_str());
    }
    QCOMPARE(f.project->runs().list().size(), runs);
}

void RecaptionRunTest::a_length_beyond_the_captioners_is_said_and_is_the_same_author() {
    Fixture f(0);
    auto request = f.request();
    request.options.decoding.max_length = 500;  // of 64 that it has
    const auto done = caption(f, request);
    QCOMPARE(done.report.written, std::ssize(f.images));
    QVERIFY(std::any_of(done.said.begin(), done.said.end(),
                        [](const std::string& text) { return contains(text, "at most 64 tokens"); }));
    request.options.decoding.max_length = 64;
    QCOMPARE(caption(f, request).report.written, std::int64_t{0});
    QCOMPARE(caption(f, f.request()).report.written, std::int64_t{0});
}

void RecaptionRunTest::a_smallest_length_above_the_largest_is_refused() {
    Fixture f(0);
    auto request = f.request();
    request.options.decoding.min_length = 21;
    request.options.decoding.max_length = 20;
    const auto done = caption(f, request);
    QVERIFY2(contains(failureOf(done.outcome), "min_length is 21 and max_length 20"), failureOf(done.outcome).c_str());
    QVERIFY(f.project->runs().list().empty());
}

void RecaptionRunTest::a_second_run_of_a_name_is_remarked() {
    Fixture f(0);
    QVERIFY(caption(f, f.request()).said.empty());
    f.addColour(3);
    const auto done = caption(f, f.request());
    QCOMPARE(done.said.size(), std::size_t{1});
    QVERIFY2(contains(done.said[0], "There is already a run named"), done.said[0].c_str());
}
