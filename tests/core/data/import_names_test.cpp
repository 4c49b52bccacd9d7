// SPDX-License-Identifier: GPL-3.0-or-later
#include "import_names_test.h"

#include "base/error.h"
#include "base/unicode.h"
#include "data/import/coco.h"
#include "data/import/imagefolder.h"
#include "data/import/import_kind.h"
#include "data/import/picture_name.h"
#include "data/import/sidecar.h"
#include "data/import/table_rows.h"
#include "project_fixture.h"
#include "row_lookup.h"
#include "support/temp_dir.h"

#include <QtTest/QTest>

using namespace recap;
using namespace recap::testing;
namespace fs = std::filesystem;

namespace {

const std::string kComposed = "M\xC3\xBCller";     // NFC, as Linux and Windows write it
const std::string kDecomposed = "Mu\xCC\x88ller";  // NFD, as macOS does

}  // namespace

void ImportNamesTest::a_text_belongs_to_its_picture_in_any_unicode_form() {
    for (const auto& [picture, text] : {std::pair(kDecomposed, kComposed), std::pair(kComposed, kDecomposed)}) {
        const TempDir dir;
        writeBytes(dir / (picture + ".png"), "x");
        writeBytes(dir / (text + ".txt"), "a miller");
        const auto listing = listFolder(dir.path());
        QVERIFY(kindOfFolder(dir.path(), listing) == ImportKind::Sidecar);
        const auto rows = readSidecar(listing);
        QCOMPARE(captionOf(rows.rows[0], "alttext"), std::string("a miller"));
        QVERIFY(rows.problems.empty());
    }
}

void ImportNamesTest::a_text_may_carry_the_pictures_whole_name() {
    const TempDir dir;
    writeBytes(dir / "a.jpg", "x");
    writeBytes(dir / "a.jpg.txt", "whole");
    writeBytes(dir / "b.jpg", "x");
    writeBytes(dir / "b.jpg.txt", "whole");
    writeBytes(dir / "b.txt", "short");
    const auto rows = readSidecar(listFolder(dir.path()));
    QCOMPARE(captionOf(*rowFor(rows, "a.jpg"), "alttext"), std::string("whole"));
    QCOMPARE(captionOf(*rowFor(rows, "b.jpg"), "alttext"), std::string("short"));
    QCOMPARE(reasonFor(rows, "b.jpg.txt"), std::string("It was ignored: b.txt was used."));
    QCOMPARE(rows.problems.size(), std::size_t{1});
}

void ImportNamesTest::of_two_texts_the_txt_is_read_whatever_its_case() {
    const TempDir dir;
    writeBytes(dir / "a.jpg", "x");
    writeBytes(dir / "a.TXT", "loud");
    writeBytes(dir / "a.caption", "other");
    QCOMPARE(captionOf(readSidecar(listFolder(dir.path())).rows[0], "alttext"), std::string("loud"));
}

void ImportNamesTest::rows_find_pictures_in_any_unicode_form() {
    const TempDir dir;
    writeBytes(dir / (kDecomposed + ".png"), "x");
    writeBytes(dir / "metadata.jsonl", R"({"file_name": ")" + kComposed + R"(.png", "text": "a miller"})");
    writeBytes(dir / "t.csv", "image,text\n" + kComposed + ".png,a miller\n");
    writeBytes(dir / "captions.json", R"({"images": [{"id": 1, "file_name": ")" + kComposed +
                                          R"(.png"}], "annotations": [{"image_id": 1, "caption": "a miller"}]})");
    for (const auto& rows : {readImageFolder(listFolder(dir.path())), readTable(dir / "t.csv", {}, "alttext"),
                             readCoco(dir / "captions.json", "alttext")}) {
        QCOMPARE(rows.rows.size(), std::size_t{1});
        QVERIFY(rows.rows[0].image == dir / (kDecomposed + ".png"));
        QVERIFY(rows.problems.empty());
    }
}

void ImportNamesTest::windows_paths_are_followed_in_every_layout() {
    const TempDir dir;
    writeBytes(dir / "images/0.png", "x");
    writeBytes(dir / "images/1.png", "y");
    // As Label Studio writes it on Windows.
    writeBytes(
        dir / "captions.json",
        R"({"images": [{"id": 0, "file_name": "images\\0.png"}, {"id": 1, "file_name": "..\\..\\media\\4\\1.png"}],
                   "annotations": [{"image_id": 0, "caption": "zero"}, {"image_id": 1, "caption": "one"}]})");
    const auto coco = readCoco(dir / "captions.json");
    QCOMPARE(captionOf(*rowFor(coco, "images/0.png"), "human"), std::string("zero"));
    QCOMPARE(captionOf(*rowFor(coco, "images/1.png"), "human"), std::string("one"));
    QVERIFY(reasonFor(coco, "images 2").find("was used instead") != std::string::npos);
    writeBytes(dir / "t.csv", "image,text\nimages\\0.png,zero\nC:\\set\\images\\1.png,one\n");
    const auto csv = readTable(dir / "t.csv", {}, "alttext");
    QCOMPARE(captionOf(*rowFor(csv, "images/0.png"), "alttext"), std::string("zero"));
    QCOMPARE(captionOf(*rowFor(csv, "images/1.png"), "alttext"), std::string("one"));
    writeBytes(dir / "metadata.jsonl", R"({"file_name": "images\\0.png", "text": "zero"})");
    const auto folder = readImageFolder(listFolder(dir.path()));
    QCOMPARE(captionOf(*rowFor(folder, "images/0.png"), "alttext"), std::string("zero"));
}

void ImportNamesTest::a_backslash_in_a_files_name_is_kept() {
    const TempDir dir;
    writeBytes(dir / "back\\slash.png", "x");
    writeBytes(dir / "back/slash.png", "y");
    QCOMPARE(findPicture(dir.path(), "back\\slash.png")->path, dir / "back\\slash.png");
}

void ImportNamesTest::an_absolute_path_into_the_folder_is_no_way_out() {
    const TempDir dir;
    writeBytes(dir / "a.png", "x");
    const auto name = (dir / "a.png").string();
    writeBytes(dir / "metadata.jsonl", R"({"file_name": ")" + name + R"(", "text": "t"})");
    writeBytes(dir / "captions.json", R"({"images": [{"id": 1, "file_name": ")" + name +
                                          R"("}], "annotations": [{"image_id": 1, "caption": "t"}]})");
    for (const auto& rows : {readImageFolder(listFolder(dir.path())), readCoco(dir / "captions.json", "alttext")}) {
        QCOMPARE(captionOf(rows.rows.at(0), "alttext"), std::string("t"));
        QVERIFY(rows.problems.empty());
    }
}

void ImportNamesTest::only_the_end_of_a_path_from_elsewhere_is_followed_and_said() {
    const TempDir dir;
    writeBytes(dir / "set/train/a.png", "x");
    writeBytes(dir / "secret.png", "x");
    const auto found = findPicture(dir / "set", "/home/ann/set/train/a.png");
    QVERIFY(found && found->guessed);
    QCOMPARE(found->path, dir / "set/train/a.png");
    for (const char* name : {"../secret.png", "/etc/passwd", "C:\\secret.png"})
        QVERIFY2(errorOf([&] { findPicture(dir / "set", name); }) == ErrorCode::BadFormat, name);
    QVERIFY(!findPicture(dir / "set", "a.png"));  // a name that leads nowhere out is what it says
}

void ImportNamesTest::coco_ids_are_numbers_however_they_are_written() {
    const TempDir dir;
    for (const char* name : {"0.png", "1.png", "2.png"}) writeBytes(dir / name, "x");
    writeBytes(dir / "captions.json",
               R"({"images": [{"id": "10", "file_name": "0.png"}, {"id": 11.0, "file_name": "1.png"},
                              {"id": "abc", "file_name": "2.png"}],
                   "annotations": [{"id": "a", "image_id": 10, "caption": "text against number"},
                                   {"id": null, "image_id": "11", "caption": "number against text"},
                                   {"id": "c", "image_id": "abc", "caption": "text against text"},
                                   {"id": 4, "image_id": 1.5, "caption": "no id"},
                                   {"id": 5, "image_id": "abd", "caption": "no image"}]})");
    const auto rows = readCoco(dir / "captions.json");
    QCOMPARE(captionOf(*rowFor(rows, "0.png"), "human"), std::string("text against number"));
    QCOMPARE(captionOf(*rowFor(rows, "1.png"), "human"), std::string("number against text"));
    QCOMPARE(captionOf(*rowFor(rows, "2.png"), "human"), std::string("text against text"));
    QVERIFY(reasonFor(rows, "annotations 4").find("'image_id'") != std::string::npos);
    QCOMPARE(reasonFor(rows, "annotations 5"), std::string("There is no image with the id 'abd'."));
    QCOMPARE(rows.problems.size(), std::size_t{2});
}

void ImportNamesTest::json_lines_are_a_table() {
    const TempDir dir;
    writeBytes(dir / "images/0.png", "x");
    writeBytes(dir / "images/1.png", "x");
    writeBytes(dir / "metadata1000.jsonl",
               "\xEF\xBB\xBF{\"caption\": \"zero\", \"image\": \"images/0.png\"}\r\n\r\n{\"image\": \"images/1.png\", "
               "\"n\": 5}\n[1]\n");
    QVERIFY(kindOfFile(dir / "metadata1000.jsonl") == ImportKind::Jsonl);
    const auto rows = readTable(dir / "metadata1000.jsonl", {}, "alttext");
    QCOMPARE(captionOf(*rowFor(rows, "0.png"), "alttext"), std::string("zero"));
    QCOMPARE(rowFor(rows, "1.png")->attributes["n"].get<int>(), 5);
    QCOMPARE(reasonFor(rows, ":4"), std::string("The row is not a JSON object."));
    writeBytes(dir / "words.jsonl", "[1]\n");
    QVERIFY(errorOf([&] { readTable(dir / "words.jsonl", {}, "alttext"); }) == ErrorCode::BadFormat);
    writeBytes(dir / "names.jsonl", R"({"file_name": "images/0.png", "text": "t"})");
    QVERIFY(kindOfFile(dir / "names.jsonl") == ImportKind::ImageFolder);
}

void ImportNamesTest::one_picture_is_listed_with_its_texts() {
    const TempDir dir;
    for (const char* name : {"a.png", "a.txt", "b.png", "b.txt", "a.json"}) writeBytes(dir / name, name);
    const auto listing = listPicture(dir / "a.png");
    QCOMPARE(listing.images, (std::vector<std::string>{(dir / "a.png").string()}));
    QCOMPARE(listing.texts, (std::vector<std::string>{(dir / "a.txt").string()}));
    for (const char* name : {"a.txt", "set.zip", "a.tar.gz", "notes"}) {
        writeBytes(dir / name, "x");
        std::string message;
        QVERIFY2(errorOf([&] { kindOfFile(dir / name); }, &message) == ErrorCode::BadFormat, name);
        QVERIFY2(message.find(name) != std::string::npos, message.c_str());
    }
}
