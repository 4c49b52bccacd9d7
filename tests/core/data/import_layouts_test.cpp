// SPDX-License-Identifier: GPL-3.0-or-later
#include "import_layouts_test.h"

#include "base/error.h"
#include "data/import/coco.h"
#include "data/import/imagefolder.h"
#include "data/import/table_rows.h"
#include "project_fixture.h"
#include "row_lookup.h"
#include "support/golden.h"
#include "support/temp_dir.h"

#include <QtTest/QTest>
#include <set>

using namespace recap;
using namespace recap::testing;
namespace fs = std::filesystem;

namespace {

fs::path datasets() {
    return goldenRoot() / "io/datasets";
}

ImportRows coco(const TempDir& dir, const std::string& json) {
    writeBytes(dir / "captions.json", json);
    return readCoco(dir / "captions.json");
}

}  // namespace

void ImportLayoutsTest::golden_coco_keeps_five_captions_an_image() {
    const Json expected = goldenCase(datasets())["expected"];
    const auto rows = readCoco(datasets() / "coco_captions.json", "human", datasets() / "sidecar");
    QCOMPARE(rows.rows.size(), expected["coco_images"].get<std::size_t>());
    for (const auto& row : rows.rows) {
        const auto id = std::to_string(row.attributes["coco_id"].get<std::int64_t>());
        QCOMPARE(row.captions.size(), expected["coco_captions_per_image"][id].get<std::size_t>());
        for (std::size_t i = 0; i < row.captions.size(); ++i)
            QCOMPARE(row.captions[i].source, i == 0 ? std::string("human") : "human_" + std::to_string(i + 1));
    }
    const Json file = readJsonFile(datasets() / "coco_captions.json");
    QCOMPARE(captionOf(*rowFor(rows, "000000000.jpg"), "human"), file["annotations"][0]["caption"].get<std::string>());
    std::int64_t orphans = 0;
    for (const auto& problem : rows.problems)
        orphans += problem.reason.english().starts_with("There is no image with the id");
    QCOMPARE(orphans, expected["coco_orphan_annotations"].get<std::int64_t>());
    QVERIFY(rowFor(rows, "no_captions.jpg")->captions.empty());
}

void ImportLayoutsTest::coco_pictures_without_a_caption_are_taken_with_a_remark() {
    const TempDir dir;
    writeBytes(dir / "a.jpg", "x");
    writeBytes(dir / "b.jpg", "x");
    writeBytes(dir / "captions.json", R"({"annotations": [{"image_id": 2, "id": 1, "caption": "two"}],
        "images": [{"id": 1, "file_name": "a.jpg"}, {"id": 2, "file_name": "b.jpg"}, {"id": 3, "file_name": "c.jpg"}]})");
    const auto rows = readCoco(dir / "captions.json");
    QCOMPARE(rows.rows.size(), std::size_t{3});
    QCOMPARE(captionOf(*rowFor(rows, "b.jpg"), "human"), std::string("two"));
    // c.jpg is not there: who cannot take it drops the remark on it.
    QCOMPARE(rows.problems.size(), std::size_t{2});
    for (std::size_t i = 0; i < 2; ++i) {
        QVERIFY(rows.problems[i].taken && rows.problems[i].file.ends_with(i == 0 ? "a.jpg" : "c.jpg"));
        QCOMPARE(rows.problems[i].picture, rows.problems[i].file);
    }
}

void ImportLayoutsTest::coco_without_its_pictures_asks_for_their_folder() {
    const TempDir dir;
    writeBytes(dir / "here/captions.json",
               R"({"images": [{"id": 1, "file_name": "a.jpg"}], "annotations": [{"image_id": 1, "caption": "one"}]})");
    writeBytes(dir / "elsewhere/a.jpg", "x");
    try {
        readCoco(dir / "here/captions.json");
        QFAIL("pictures that are nowhere were taken");
    } catch (const Error& e) {
        QVERIFY(std::string(e.what()).find("--images") != std::string::npos);
    }
    const auto rows = readCoco(dir / "here/captions.json", "human", dir / "elsewhere");
    QVERIFY(rows.rows[0].image == dir / "elsewhere/a.jpg");
}

void ImportLayoutsTest::an_image_folder_says_which_columns_are_captions() {
    const TempDir dir;
    writeBytes(dir / "a.png", "x");
    writeBytes(dir / "metadata.jsonl",
               R"({"file_name": "a.png", "text": "t", "human": "h", "artist": "Ann", "URL": "https://x.org"})");
    // Nothing is said: every text but the usual metadata.
    const auto guessed = readImageFolder(listFolder(dir.path()));
    QCOMPARE(guessed.rows[0].captions.size(), std::size_t{3});
    QCOMPARE(toJsonLine(guessed.rows[0].attributes), std::string(R"({"URL":"https://x.org"})"));
    writeBytes(dir / "recap_columns.json", R"({"captions": {"text": "recap_long", "human": "human"}})");
    const auto said = readImageFolder(listFolder(dir.path()));
    QCOMPARE(captionOf(said.rows[0], "recap_long"), std::string("t"));
    QCOMPARE(captionOf(said.rows[0], "human"), std::string("h"));
    QCOMPARE(said.rows[0].captions.size(), std::size_t{2});
    QCOMPARE(toJsonLine(said.rows[0].attributes), std::string(R"({"artist":"Ann","URL":"https://x.org"})"));
    QCOMPARE(captionOf(readImageFolder(listFolder(dir.path()), "mine").rows[0], "mine"), std::string("t"));
    writeBytes(dir / "recap_columns.json", R"({"captions": ["text"]})");
    QVERIFY(readImageFolder(listFolder(dir.path())).problems[0].reason.english().find("recap_columns.json") !=
            std::string::npos);
}

void ImportLayoutsTest::blocks_hold_all_rows_once() {
    const TempDir dir;
    std::string lines, table = "image,text\n", images, annotations;
    for (int i = 0; i < 1300; ++i) {
        const auto n = std::to_string(i), name = n + ".png";
        writeBytes(dir / name, "x");
        lines += R"({"file_name": ")" + name + R"(", "text": ")" + n + "\"}\n";
        table += name + "," + n + "\n";
        images += (i > 0 ? "," : "") + std::string(R"({"id": )") + n + R"(, "file_name": ")" + name + "\"}";
        annotations += (i > 0 ? "," : "") + std::string(R"({"image_id": )") + n + R"(, "caption": ")" + n + "\"}";
    }
    writeBytes(dir / "metadata.jsonl", lines);
    writeBytes(dir / "table.csv", table);
    writeBytes(dir / "captions.json", R"({"annotations": [)" + annotations + R"(], "images": [)" + images + "]}");
    const auto listing = listFolder(dir.path());
    for (int kind = 0; kind < 3; ++kind) {
        std::set<std::string> texts;
        std::size_t largest = 0, rows = 0;
        const auto sink = [&](ImportRows&& block) {
            largest = std::max(largest, block.rows.size());
            rows += block.rows.size();
            for (const auto& row : block.rows) texts.insert(row.captions.at(0).text);
        };
        sink(kind == 0   ? readImageFolder(listing, {}, {}, sink)
             : kind == 1 ? readTable(dir / "table.csv", {}, "alttext", {}, {}, sink)
                         : readCoco(dir / "captions.json", "human", {}, {}, sink));
        QCOMPARE(texts.size(), std::size_t{1300});
        QCOMPARE(rows, std::size_t{1300});
        QVERIFY(largest <= kImportBlock);
    }
}

void ImportLayoutsTest::coco_of_the_wrong_shape_is_refused_with_its_name() {
    const TempDir dir;
    for (const char* json : {"[]", "{}", "3", R"({"images": []})", R"({"images": {"a": 1}, "annotations": []})",
                             R"([{"image_id": 1, "caption": "a"}])", "{\"images\": [", ""}) {
        std::string message;
        QVERIFY2(errorOf([&] { coco(dir, json); }, &message) == ErrorCode::BadFormat, json);
        QVERIFY2(message.find("captions.json") != std::string::npos, message.c_str());
    }
}

void ImportLayoutsTest::coco_elements_of_the_wrong_shape_are_listed() {
    const TempDir dir;
    writeBytes(dir / "a.jpg", "x");
    const auto rows = coco(dir, R"({"info": {"images": [1, 2]}, "annotations": [
        {"id": 1, "image_id": 1, "caption": "good"}, 7, {"id": 2, "image_id": true, "caption": "x"},
        {"id": 3, "image_id": 1}, {"id": 4, "image_id": 1, "caption": " "}, {"id": 5, "image_id": 9, "caption": "x"}],
        "images": [{"id": 1, "file_name": "a.jpg"}, {"id": 1, "file_name": "b.jpg"},
        {"id": 2, "file_name": "../../etc/passwd"}, {"id": 3}, null]})");
    QCOMPARE(rows.rows.size(), std::size_t{1});
    QCOMPARE(captionOf(rows.rows[0], "human"), std::string("good"));
    QCOMPARE(rows.problems.size(), std::size_t{9});
    QVERIFY(reasonFor(rows, "images 3").find("outside") != std::string::npos);
}

void ImportLayoutsTest::coco_captions_keep_their_own_source_and_bytes() {
    const TempDir dir;
    writeBytes(dir / "train2017/a.jpg", "x");
    writeBytes(dir / "annotations/captions_train2017.json", R"({"images": [{"id": 1, "file_name": "a.jpg"}],
        "annotations": [{"id": 2, "image_id": 1, "caption": " two\n"},
                        {"id": 1, "image_id": 1, "caption": "one", "source": "recap_long"}]})");
    const auto rows = readCoco(dir / "annotations/captions_train2017.json");
    QCOMPARE(rows.rows[0].image, dir / "train2017/a.jpg");
    QCOMPARE(captionOf(rows.rows[0], "recap_long"), std::string("one"));
    QCOMPARE(captionOf(rows.rows[0], "human"), std::string(" two\n"));
}

void ImportLayoutsTest::what_the_sink_throws_ends_the_reading() {
    const TempDir dir;
    std::string lines, table = "image,text\n", images;
    for (int i = 0; i < 600; ++i) {
        const auto name = std::to_string(i) + ".png";
        writeBytes(dir / name, "x");
        lines += R"({"file_name": ")" + name + "\"}\n";
        table += name + ",a\n";
        images +=
            (i > 0 ? "," : "") + std::string(R"({"id": )") + std::to_string(i) + R"(, "file_name": ")" + name + "\"}";
    }
    writeBytes(dir / "metadata.jsonl", lines);
    writeBytes(dir / "table.csv", table);
    writeBytes(dir / "captions.json", R"({"annotations": [], "images": [)" + images + "]}");
    const auto listing = listFolder(dir.path());
    // The database refuses: nothing that was wrong with a row or a file.
    const auto sink = [](ImportRows&&) { throw Error(ErrorCode::DiskFull, "The disk is full."); };
    QVERIFY(errorOf([&] { readImageFolder(listing, {}, {}, sink); }) == ErrorCode::DiskFull);
    QVERIFY(errorOf([&] { readTable(dir / "table.csv", {}, "alttext", {}, {}, sink); }) == ErrorCode::DiskFull);
    QVERIFY(errorOf([&] { readCoco(dir / "captions.json", "human", {}, {}, sink); }) == ErrorCode::DiskFull);
}

void ImportLayoutsTest::a_table_names_a_picture_once_however_it_is_written() {
    const TempDir dir;
    writeBytes(dir / "a.png", "x");
    writeBytes(dir / "table.csv", "image,text\na.png,one\n./a.png,two\n" + (dir / "a.png").string() + ",three\n");
    const auto rows = readTable(dir / "table.csv", {}, "alttext");
    QCOMPARE(rows.rows.size(), std::size_t{1});
    QCOMPARE(rows.problems.size(), std::size_t{2});
}
