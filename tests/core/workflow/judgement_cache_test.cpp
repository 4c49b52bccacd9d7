// SPDX-License-Identifier: GPL-3.0-or-later
#include "judgement_cache_test.h"

#include "base/error.h"
#include "base/hash.h"
#include "support/temp_dir.h"
#include "workflow/judging/judgement_cache.h"

#include <QtTest/QTest>

#include <fstream>
#include <memory>

using namespace recap;
using recap::testing::TempDir;
using recap::testing::writeBytes;
namespace fs = std::filesystem;

namespace {

const std::string kJudge(64, 'a');

std::string key(int number) {
    return JudgementCache::keyOf(sha256(std::to_string(number)), "");
}

Judgement judgement(int number) {
    Judgement out;
    out.counts["car"] = number;
    out.positions["car"] = {0.25, number + 0.5};
    out.scores[kScoreText] = number / 8.0;
    out.boxes.push_back({{1, 2, 3, 4}, 0.75F, number});
    for (int i = 0; i < 5; ++i) out.features.push_back(static_cast<float>(number) + 0.1F * static_cast<float>(i));
    return out;
}

bool same(const Judgement& a, const Judgement& b) {
    return a.counts == b.counts && a.positions == b.positions && a.scores == b.scores && a.boxes == b.boxes &&
           a.features == b.features;
}

fs::path onlyFile(const fs::path& folder) {
    return fs::directory_iterator(folder)->path();
}

void fill(const fs::path& folder, int from, int to) {
    JudgementCache cache(folder, kJudge, "objects");
    for (int i = from; i < to; ++i) cache.add({{key(i), judgement(i)}});
}

}  // namespace

void JudgementCacheTest::what_was_judged_is_found_again() {
    const TempDir dir;
    {
        JudgementCache cache(dir / "c", kJudge, "objects");
        cache.add({{key(1), judgement(1)}, {key(2), judgement(2)}});
        QVERIFY(same(*cache.find(key(2)), judgement(2)));
    }
    const JudgementCache again(dir / "c", kJudge, "objects");
    QCOMPARE(again.size(), std::int64_t{2});
    QVERIFY(same(*again.find(key(1)), judgement(1)));
    QVERIFY(!again.find(key(3)));
    QVERIFY(JudgementCache::keyOf(kJudge, "a prompt") != JudgementCache::keyOf(kJudge, "another"));
}

void JudgementCacheTest::judgements_of_another_judge_or_view_are_not_found() {
    const TempDir dir;
    fill(dir / "c", 0, 1);
    QVERIFY(!JudgementCache(dir / "c", std::string(64, 'b'), "objects").find(key(0)));
    QVERIFY(!JudgementCache(dir / "c", kJudge, "clip-image").find(key(0)));
    JudgementCache nowhere({}, kJudge, "objects");
    nowhere.add({{key(0), judgement(0)}});
    QVERIFY(!nowhere.find(key(0)));
}

void JudgementCacheTest::a_record_cut_off_by_a_kill_is_absent_and_what_follows_is_kept() {
    const TempDir dir;
    fill(dir / "c", 0, 3);
    const auto file = onlyFile(dir / "c");
    const auto whole = fs::file_size(file);
    for (const std::uintmax_t cut : {1, 20, 90}) {
        fs::resize_file(file, whole - cut);
        fill(dir / "c", 3, 4);
        const JudgementCache cache(dir / "c", kJudge, "objects");
        QVERIFY(cache.find(key(0)) && cache.find(key(1)) && !cache.find(key(2)));
        QVERIFY(same(*cache.find(key(3)), judgement(3)));
        fs::remove(file);
        fill(dir / "c", 0, 3);
    }
}

void JudgementCacheTest::a_damaged_record_counts_as_absent() {
    const TempDir dir;
    fill(dir / "c", 0, 2);
    const auto file = onlyFile(dir / "c");
    {
        std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
        bytes.seekp(-3, std::ios::end);
        bytes.put('\x7f');
    }
    const JudgementCache cache(dir / "c", kJudge, "objects");
    QVERIFY(cache.find(key(0)));
    QVERIFY(!cache.find(key(1)));
}

void JudgementCacheTest::rows_of_several_objects_and_of_none_are_kept() {
    const TempDir dir;
    Judgement none, two = judgement(1);
    none.rows = 0;
    two.features = {1, 2, 3, 4, 5, 6};
    two.rows = 2;
    JudgementCache(dir / "c", kJudge, "tise-objects").add({{key(1), none}, {key(2), two}, {key(3), judgement(3)}});
    const JudgementCache cache(dir / "c", kJudge, "tise-objects");
    QCOMPARE(cache.find(key(1))->rows, std::size_t{0});
    QVERIFY(cache.find(key(1))->features.empty());
    QCOMPARE(cache.find(key(2))->rows, std::size_t{2});
    QVERIFY(same(*cache.find(key(2)), two));
    QCOMPARE(cache.find(key(3))->rows, std::size_t{1});
}

void JudgementCacheTest::several_write_at_a_time_and_find_what_the_others_wrote() {
    const TempDir dir;
    fill(dir / "c", 0, 1);
    JudgementCache first(dir / "c", kJudge, "objects");
    JudgementCache second(dir / "c", kJudge, "objects");
    for (int i = 0; i < 10; ++i) {
        first.add({{key(100 + i), judgement(100 + i)}});
        second.add({{key(200 + i), judgement(200 + i)}, {key(300 + i), judgement(300 + i)}});
    }
    QVERIFY(first.find(key(0)) && second.find(key(0)));
    QVERIFY(!first.find(key(205)));
    first.refresh();
    second.refresh();
    const JudgementCache after(dir / "c", kJudge, "objects");
    for (const JudgementCache* cache : std::initializer_list<const JudgementCache*>{&first, &second, &after}) {
        QCOMPARE(cache->size(), std::int64_t{31});
        for (int i = 0; i < 10; ++i)
            for (const int number : {100 + i, 200 + i, 300 + i})
                QVERIFY(same(*cache->find(key(number)), judgement(number)));
    }
    QCOMPARE(std::distance(fs::directory_iterator(dir / "c"), fs::directory_iterator()), std::ptrdiff_t{2});
}

void JudgementCacheTest::the_file_of_a_killed_writer_is_mended_by_the_next_one() {
    const TempDir dir;
    auto first = std::make_unique<JudgementCache>(dir / "c", kJudge, "objects");
    auto second = std::make_unique<JudgementCache>(dir / "c", kJudge, "objects");
    first->add({{key(1), judgement(1)}});
    second->add({{key(2), judgement(2)}, {key(3), judgement(3)}});
    first.reset();
    second.reset();
    const auto file = dir / "c" / (kJudge.substr(0, 16) + "-objects.2.judged");
    fs::resize_file(file, fs::file_size(file) - 7);  // in the middle of the third
    // A reader that is there all the time loses nothing and trusts nothing.
    JudgementCache reader(dir / "c", kJudge, "objects");
    QVERIFY(reader.find(key(1)) && reader.find(key(2)) && !reader.find(key(3)));
    JudgementCache holder(dir / "c", kJudge, "objects");
    holder.add({{key(4), judgement(4)}});  // the first file
    JudgementCache next(dir / "c", kJudge, "objects");
    next.add({{key(5), judgement(5)}});
    reader.refresh();
    for (const int number : {1, 2, 4, 5}) QVERIFY(same(*reader.find(key(number)), judgement(number)));
    QVERIFY(!reader.find(key(3)));
    QCOMPARE(std::distance(fs::directory_iterator(dir / "c"), fs::directory_iterator()), std::ptrdiff_t{2});
}

void JudgementCacheTest::where_nothing_can_be_kept_it_says_so() {
    const TempDir dir;
    writeBytes(dir / "c", "a file where the folder should be");
    JudgementCache cache(dir / "c", kJudge, "objects");
    cache.add({{key(1), judgement(1)}});
    QVERIFY(!cache.keeps());
    QVERIFY(!cache.find(key(1)));
    QVERIFY_THROWS_EXCEPTION(Error, cache.requireKept());
}
