// SPDX-License-Identifier: GPL-3.0-or-later
#include "work_shard_test.h"

#include "base/error.h"
#include "workflow/runs/work_shard.h"

#include <QtTest/QTest>

using namespace recap;

void WorkShardTest::each_place_belongs_to_one_shard() {
    for (const std::int64_t count : {1, 2, 3, 7})
        for (std::size_t place = 0; place < 30; ++place) {
            int owners = 0;
            for (std::int64_t index = 0; index < count; ++index) owners += WorkShard{index, count}.owns(place) ? 1 : 0;
            QCOMPARE(owners, 1);
        }
    QVERIFY_THROWS_EXCEPTION(Error, requireShard({3, 3}));
    QVERIFY_THROWS_EXCEPTION(Error, requireShard({-1, 3}));
    QVERIFY_THROWS_EXCEPTION(Error, requireShard({0, 0}));
    QVERIFY_THROWS_EXCEPTION(Error, requireShard({0, kMostWorkShards + 1}));
    requireShard({2, 3});
}

void WorkShardTest::texts_name_shards_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isShard");
    for (const char* text : {"0/1", "2/3", "11/12"}) QTest::newRow(text) << QString::fromLatin1(text) << true;
    for (const char* text :
         {"", "1", "/", "1/", "/3", "3/3", "-1/3", "1/0", "1/3x", "x1/3", "1 /3", "1/3/4", "99999999999999999999/3"})
        QTest::addRow("not %s", text) << QString::fromLatin1(text) << false;
}

void WorkShardTest::texts_name_shards() {
    QFETCH(QString, text);
    QFETCH(bool, isShard);
    const auto shard = shardFromText(text.toStdString());
    QCOMPARE(shard.has_value(), isShard);
    if (shard) QCOMPARE(QString::fromStdString(textOfShard(*shard)), text);
}
