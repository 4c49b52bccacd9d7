// SPDX-License-Identifier: GPL-3.0-or-later
#include "import_shards_test.h"

#include "data/import/webdataset.h"
#include "image/tar_file.h"
#include "project_fixture.h"
#include "row_lookup.h"
#include "support/temp_dir.h"

#include <archive.h>
#include <archive_entry.h>

#include <QtTest/QTest>

using namespace recap;
using namespace recap::testing;
namespace fs = std::filesystem;

namespace {

using Members = std::vector<std::pair<std::string, std::string>>;

ImportRows shardOf(const TempDir& dir, const Members& members) {
    TarWriter writer(dir / "s.tar");
    for (const auto& [name, bytes] : members) writer.add(name, bytes);
    writer.close();
    return readShard(dir / "s.tar");
}

std::string alttext(const ImportRows& rows, const char* name) {
    const auto* row = rowFor(rows, name);
    return row != nullptr ? captionOf(*row, "alttext") : "no row";
}

}  // namespace

void ImportShardsTest::a_key_may_hold_dots() {
    const TempDir dir;
    const auto rows = shardOf(dir, {{"22.05.png", "x"},
                                    {"22.05.txt", "five"},
                                    {"22.06.png", "y"},
                                    {"22.06.txt", "six"},
                                    {"v1.0/a.png", "z"},
                                    {"v1.0/a.txt", "in a folder"}});
    QCOMPARE(rows.rows.size(), std::size_t{3});
    QCOMPARE(alttext(rows, "22.05.png"), std::string("five"));
    QCOMPARE(alttext(rows, "22.06.png"), std::string("six"));
    QCOMPARE(alttext(rows, "v1.0/a.png"), std::string("in a folder"));
    QVERIFY(rows.problems.empty());
}

void ImportShardsTest::a_picture_with_a_further_dot_has_the_only_text() {
    const TempDir dir;
    const auto rows = shardOf(dir, {{"s0.input.jpg", "x"},
                                    {"s0.outputs.txt", "zero"},
                                    {"s1.input.jpg", "y"},
                                    {"s1.outputs.json", R"({"caption": "one"})"}});
    QCOMPARE(alttext(rows, "s0.input.jpg"), std::string("zero"));
    QCOMPARE(alttext(rows, "s1.input.jpg"), std::string("one"));
}

void ImportShardsTest::two_pictures_of_one_sample_are_both_taken() {
    const TempDir dir;
    const auto rows = shardOf(dir, {{"foo0.left.png", "x"}, {"foo0.right.png", "y"}, {"foo0.txt", "a pair"}});
    QCOMPARE(alttext(rows, "foo0.left.png"), std::string("a pair"));
    QCOMPARE(alttext(rows, "foo0.right.png"), std::string("a pair"));
    QVERIFY(rows.problems.empty());
}

void ImportShardsTest::a_picture_beside_the_samples_own_is_listed() {
    const TempDir dir;
    const auto rows = shardOf(dir, {{"a.jpg", "x"},
                                    {"a.seg.png", "mask"},
                                    {"a.png", "again"},
                                    {"a.txt", "own"},
                                    {"a.v2.jpg", "y"},
                                    {"a.v2.txt", "second"}});
    QCOMPARE(rows.rows.size(), std::size_t{2});
    QCOMPARE(alttext(rows, "a.jpg"), std::string("own"));
    QCOMPARE(alttext(rows, "a.v2.jpg"), std::string("second"));
    QVERIFY(reasonFor(rows, "a.seg.png").starts_with("It is another picture of its sample"));
    QVERIFY(reasonFor(rows, "a.png").starts_with("The sample already has a picture"));
}

void ImportShardsTest::endings_may_be_written_in_capitals() {
    const TempDir dir;
    const auto rows =
        shardOf(dir, {{"A.JPG", "x"}, {"A.TXT", "loud"}, {"B.Png", "y"}, {"B.JSON", R"({"caption": "b"})"}});
    QCOMPARE(alttext(rows, "A.JPG"), std::string("loud"));
    QCOMPARE(alttext(rows, "B.Png"), std::string("b"));
}

void ImportShardsTest::a_text_may_carry_the_pictures_whole_name() {
    const TempDir dir;
    const auto rows = shardOf(dir, {{"a.jpg", "x"}, {"a.jpg.txt", "whole"}, {"b.jpg", "y"}});
    QCOMPARE(alttext(rows, "a.jpg"), std::string("whole"));
    QCOMPARE(alttext(rows, "b.jpg"), std::string("none"));
}

void ImportShardsTest::texts_that_repeat_one_of_the_samples_captions_are_no_further_source() {
    const TempDir dir;
    const std::string json = R"({"caption": "by hand", "captions": {"human": "by hand", "recap_long": "long"}})";
    const auto rows = shardOf(dir, {{"a.png", "x"}, {"a.txt", "by hand"}, {"a.json", json}});
    QCOMPARE(rows.rows[0].captions.size(), std::size_t{2});
    QCOMPARE(captionOf(rows.rows[0], "human"), std::string("by hand"));
    // Another text is somebody's change and a caption of its own.
    const TempDir other;
    const auto changed = shardOf(other, {{"a.png", "x"}, {"a.txt", "changed"}, {"a.json", json}});
    QCOMPARE(alttext(changed, "a.png"), std::string("changed"));
    QCOMPARE(changed.rows[0].captions.size(), std::size_t{3});
}

void ImportShardsTest::what_is_no_text_is_listed_and_its_picture_taken() {
    const TempDir dir;
    const auto rows = shardOf(dir, {{"a.png", "x"}, {"a.txt", std::string("a\0b", 3)}, {"a.json", "[1]"}});
    QCOMPARE(alttext(rows, "a.png"), std::string("none"));
    QVERIFY(reasonFor(rows, "a.txt").find("not a text") != std::string::npos);
    QVERIFY(reasonFor(rows, "a.json").find("not a JSON object") != std::string::npos);
}

void ImportShardsTest::links_are_listed() {
    const TempDir dir;
    auto* handle = archive_write_new();
    archive_write_set_format_pax_restricted(handle);
    archive_write_open_filename(handle, (dir / "l.tar").c_str());
    auto* entry = archive_entry_new();
    archive_entry_set_pathname(entry, "a.png");
    archive_entry_set_filetype(entry, AE_IFLNK);
    archive_entry_set_symlink(entry, "b.png");
    archive_write_header(handle, entry);
    archive_entry_free(entry);
    archive_write_free(handle);
    const auto rows = readShard(dir / "l.tar");
    QCOMPARE(reasonFor(rows, "a.png"), std::string("It is a link or a device, which is not followed."));
}

void ImportShardsTest::every_member_is_seen() {
    const TempDir dir;
    const Members members{
        {"a.jpg", "x"}, {"a.cls", "3"}, {"no_extension", "x"}, {"../up.jpg", "x"}, {"b.txt", "alone"}};
    QCOMPARE(shardOf(dir, members).seen.size(), members.size());
}
