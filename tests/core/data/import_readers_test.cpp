// SPDX-License-Identifier: GPL-3.0-or-later
#include "import_readers_test.h"

#include "base/error.h"
#include "data/import/folder.h"
#include "data/import/imagefolder.h"
#include "data/import/sidecar.h"
#include "project_fixture.h"
#include "row_lookup.h"
#include "support/golden.h"

#include <sys/stat.h>
#include <unistd.h>
#include <QtTest/QTest>
#include <algorithm>

using namespace recap;
using namespace recap::testing;
namespace fs = std::filesystem;

void ImportReadersTest::a_folder_is_walked_once_although_links_loop() {
    const TempDir dir;
    writeBytes(dir / "a/one.png", "x");
    writeBytes(dir / "a/b/two.JPG", "x");
    fs::create_directory_symlink(dir.path(), dir / "a/b/up");
    fs::create_directory_symlink(dir / "a/b", dir / "again");
    const auto listing = listFolder(dir.path());
    QCOMPARE(listing.images.size(), std::size_t{2});
    QVERIFY(std::is_sorted(listing.images.begin(), listing.images.end()));
    QVERIFY(listing.problems.empty());
}

void ImportReadersTest::broken_links_and_unreadable_folders_are_listed() {
    const TempDir dir;
    writeBytes(dir / "good.png", "x");
    fs::create_symlink(dir / "gone.png", dir / "link.png");
    QCOMPARE(::mkfifo((dir / "pipe.png").c_str(), 0600), 0);
    writeBytes(dir / "locked/in.png", "x");
    fs::permissions(dir / "locked", fs::perms::none);
    const auto rows = readFolder(listFolder(dir.path()));
    fs::permissions(dir / "locked", fs::perms::owner_all);
    QCOMPARE(reasonFor(rows, "link.png"), std::string("The link leads nowhere."));
    QVERIFY(reasonFor(rows, "pipe.png").starts_with("It is not a readable file"));
    if (::geteuid() == 0) QSKIP("root reads every folder; the part about locked folders was not tried");
    QVERIFY(reasonFor(rows, "locked").starts_with("The folder cannot be read"));
    QCOMPARE(rows.rows.size(), std::size_t{1});
}

void ImportReadersTest::a_missing_root_is_file_not_found() {
    QVERIFY(errorOf([] { listFolder("/nowhere/at/all"); }) == ErrorCode::FileNotFound);
}

void ImportReadersTest::hidden_files_and_caches_are_passed_over() {
    const TempDir dir;
    for (const char* name : {".hidden/a.png", ".b.png", "_latent_cache/c.png", "d.npz", "e.png", "notes.md"})
        writeBytes(dir / name, "x");
    const auto rows = readFolder(listFolder(dir.path()));
    QCOMPARE(rows.rows.size(), std::size_t{1});
    QVERIFY(rows.problems.empty());
}

void ImportReadersTest::golden_sidecars_are_read() {
    const auto folder = goldenRoot() / "io/datasets";
    const Json expected = goldenCase(folder)["expected"]["sidecar"];
    const auto rows = readSidecar(listFolder(folder / "sidecar"));
    QCOMPARE(rows.rows.size(), expected.size());
    for (const auto& [key, text] : expected.items()) {
        const auto* row = rowFor(rows, key + ".jpg");
        QVERIFY(row != nullptr);
        const bool none = text.is_null() || text.get<std::string>().empty();
        QCOMPARE(captionOf(*row, "alttext"), none ? std::string("none") : text.get<std::string>());
        if (text.is_null()) QVERIFY(reasonFor(rows, key + ".jpg").starts_with("It has no text file"));
        if (text.is_string() && none) QCOMPARE(reasonFor(rows, key + ".txt"), std::string("The text is empty."));
    }
    QCOMPARE(reasonFor(rows, "000000000.caption"), std::string("It was ignored: 000000000.txt was used."));
    QCOMPARE(rows.problems.size(), std::size_t{3});
    QCOMPARE(rows.notes.size(), std::size_t{1});
    QCOMPARE(rows.notes[0].english(), std::string("Captions were read from 4 .txt files."));
}

void ImportReadersTest::golden_image_folder_is_read() {
    const auto folder = goldenRoot() / "io/datasets";
    const Json expected = goldenCase(folder)["expected"]["imagefolder_rows"];
    const auto rows = readImageFolder(listFolder(folder / "imagefolder"));
    QCOMPARE(rows.rows.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const auto& row = rows.rows[i];
        QVERIFY(row.image == folder / "imagefolder" / expected[i]["file_name"].get<std::string>());
        for (const auto& [column, source] : {std::pair("text", "alttext"), std::pair("short", "short")}) {
            const auto text = expected[i][column].get<std::string>();
            QCOMPARE(captionOf(row, source), text.empty() ? std::string("none") : text);
        }
        QCOMPARE(row.attributes["width"].get<int>(), expected[i]["width"].get<int>());
        QVERIFY(row.where.ends_with("metadata.jsonl:" + std::to_string(i + 1)));
    }
    QCOMPARE(reasonFor(rows, "metadata.jsonl:5"),
             std::string("The row has no caption; the picture was imported without one."));
    QCOMPARE(reasonFor(rows, "metadata.csv"), std::string("It was ignored: the metadata.jsonl was used."));
    QCOMPARE(rows.problems.size(), std::size_t{2});
}

void ImportReadersTest::a_sidecar_is_one_caption_whatever_its_lines() {
    const auto captions = captionsOfSidecar("  a dog\nin the park\r\n\n", "human");
    QCOMPARE(captions.size(), std::size_t{1});
    QCOMPARE(captions[0].source, std::string("human"));
    QCOMPARE(captions[0].text, std::string("a dog\nin the park"));
    QVERIFY(captionsOfSidecar(" \n\t\n", "human").empty());
    const std::string long_text(1 << 20, 'x');
    QCOMPARE(captionsOfSidecar(long_text, "human")[0].text.size(), long_text.size());
}

void ImportReadersTest::stamp_translations_become_sources() {
    const auto captions = captionsOfSidecar(
        "A cat.\nde.utf8=Eine Katze.\n\npt_br.utf8= Um gato. \r\nfr.utf8=\nca@valencia.utf8=Un gat.\n", "alttext");
    QCOMPARE(captions.size(), std::size_t{4});
    QVERIFY(captions[0].source == "alttext" && captions[0].text == "A cat.");
    QVERIFY(captions[1].source == "alttext_de" && captions[1].text == "Eine Katze.");
    QVERIFY(captions[2].source == "alttext_pt_br" && captions[2].text == "Um gato.");
    QVERIFY(captions[3].source == "alttext_ca@valencia" && captions[3].text == "Un gat.");
}

void ImportReadersTest::almost_a_stamp_is_an_ordinary_text() {
    for (const std::string text :
         {"A cat.\nde.utf8=Eine Katze.\nand a dog", "de.utf8=Eine Katze.", "A cat.\nnot a language.utf8=x"})
        QCOMPARE(captionsOfSidecar(text, "alttext").size(), std::size_t{1});
}

void ImportReadersTest::a_caption_file_is_used_when_there_is_no_txt() {
    const TempDir dir;
    writeBytes(dir / "a.png", "x");
    writeBytes(dir / "a.caption", "from caption");
    const auto rows = readSidecar(listFolder(dir.path()), "human");
    QCOMPARE(captionOf(rows.rows[0], "human"), std::string("from caption"));
    QCOMPARE(rows.notes.size(), std::size_t{1});
    QCOMPARE(rows.notes[0].english(), std::string("Captions were read from 1 .caption files."));
}

void ImportReadersTest::broken_encodings_are_repaired_and_listed() {
    const TempDir dir;
    writeBytes(dir / "a.png", "x");
    writeBytes(dir / "a.txt", "a caf\xE9 in Z\xFCrich");
    writeBytes(dir / "b.png", "x");
    writeBytes(dir / "b.txt", std::string("\xFF\xFE"
                                          "h\0i\0",
                                          6));
    const auto rows = readSidecar(listFolder(dir.path()));
    QCOMPARE(captionOf(*rowFor(rows, "a.png"), "alttext"), std::string("a caf\xC3\xA9 in Z\xC3\xBCrich"));
    QCOMPARE(captionOf(*rowFor(rows, "b.png"), "alttext"), std::string("hi"));
    QVERIFY(reasonFor(rows, "a.txt").find("Windows-1252") != std::string::npos);
    QVERIFY(reasonFor(rows, "b.txt").empty());
}

void ImportReadersTest::unpaired_files_are_listed() {
    const TempDir dir;
    writeBytes(dir / "a.txt", "alone");
    writeBytes(dir / "b.png", "x");
    writeBytes(dir / "c.svg", "<svg/>");
    writeBytes(dir / "c.txt", "a drawing");
    const auto rows = readSidecar(listFolder(dir.path()));
    QCOMPARE(reasonFor(rows, "a.txt"), std::string("There is no picture of this name."));
    QVERIFY(reasonFor(rows, "b.png").starts_with("It has no text file"));
    QVERIFY(reasonFor(rows, "c.txt").empty());
    QCOMPARE(rows.rows.size(), std::size_t{1});
}

void ImportReadersTest::columns_become_sources_and_attributes() {
    const TempDir dir;
    writeBytes(dir / "a.png", "x");
    writeBytes(
        dir / "metadata.jsonl",
        R"({"file_name": "a.png", "text": " a dog ", "human_short": "dog", "my words": "w", "empty": "", "none": null, )"
        R"("truth": {"objects": [1, 2]}, "score": 0.5, "ok": true})");
    const auto rows = readImageFolder(listFolder(dir.path()), "web");
    QCOMPARE(rows.rows.size(), std::size_t{1});
    const auto& row = rows.rows[0];
    QCOMPARE(captionOf(row, "web"), std::string(" a dog "));
    QCOMPARE(captionOf(row, "human_short"), std::string("dog"));
    QCOMPARE(captionOf(row, "my_words"), std::string("w"));
    QCOMPARE(row.captions.size(), std::size_t{3});
    QCOMPARE(toJsonLine(row.attributes), std::string(R"({"truth":{"objects":[1,2]},"score":0.5,"ok":true})"));
    QVERIFY(rows.problems.empty());
}

void ImportReadersTest::broken_rows_are_told_by_line() {
    const TempDir dir;
    writeBytes(dir / "a.png", "x");
    writeBytes(dir / "b.png", "x");
    writeBytes(dir / "metadata.jsonl",
               "{\"file_name\": \"a.png\", \"text\": \"a\"}\n"
               "{\"file_name\": \"b.png\", \"te\n"
               "\n"
               "[1, 2]\n"
               "{\"text\": \"no name\"}\n"
               "{\"file_name\": 7}\n"
               "{\"file_name\": \"gone.png\", \"text\": \"x\"}\n"
               "{\"file_name\": \"a.png\", \"text\": \"again\"}\n"
               "{\"file_name\": \"b.png\", \"text\": \"caf\xE9\"}");
    const auto rows = readImageFolder(listFolder(dir.path()));
    QCOMPARE(rows.rows.size(), std::size_t{2});
    QCOMPARE(captionOf(rows.rows[1], "alttext"), std::string("caf\xC3\xA9"));
    QVERIFY(reasonFor(rows, ":2").find("not valid JSON") != std::string::npos);
    QCOMPARE(reasonFor(rows, ":4"), std::string("The row is not a JSON object."));
    QVERIFY(reasonFor(rows, ":5").find("'file_name'") != std::string::npos);
    QVERIFY(reasonFor(rows, ":6").find("'file_name'") != std::string::npos);
    QVERIFY(reasonFor(rows, ":7").starts_with("There is no picture 'gone.png'"));
    QCOMPARE(reasonFor(rows, ":8"), std::string("An earlier row already names 'a.png'."));
    QVERIFY(reasonFor(rows, ":9").find("Windows-1252") != std::string::npos);
    QCOMPARE(rows.problems.size(), std::size_t{7});
}

void ImportReadersTest::rows_cannot_leave_the_folder() {
    const TempDir dir;
    writeBytes(dir / "secret.png", "x");
    writeBytes(dir / "set/a.png", "x");
    writeBytes(dir / "set/metadata.jsonl",
               "{\"file_name\": \"../secret.png\", \"text\": \"x\"}\n"
               "{\"file_name\": \"a/../../secret.png\", \"text\": \"x\"}\n"
               "{\"file_name\": \"" +
                   (dir / "secret.png").string() +
                   "\", \"text\": \"x\"}\n"
                   "{\"file_name\": \"./a.png\", \"text\": \"x\"}\n");
    const auto rows = readImageFolder(listFolder(dir / "set"));
    QCOMPARE(rows.rows.size(), std::size_t{1});
    for (const char* line : {":1", ":2", ":3"})
        QVERIFY(reasonFor(rows, line).ends_with("lies outside the data set's folder."));
}

void ImportReadersTest::a_metadata_file_in_a_subfolder_names_its_own_pictures() {
    const TempDir dir;
    for (const char* split : {"train", "test"}) {
        writeBytes(dir / split / "a.png", "x");
        writeBytes(dir / split / "metadata.jsonl",
                   R"({"file_name": "a.png", "text": ")" + std::string(split) + "\"}\n");
    }
    const auto rows = readImageFolder(listFolder(dir.path()));
    QCOMPARE(captionOf(*rowFor(rows, "train/a.png"), "alttext"), std::string("train"));
    QCOMPARE(captionOf(*rowFor(rows, "test/a.png"), "alttext"), std::string("test"));
}

void ImportReadersTest::pictures_that_no_row_names_are_listed() {
    const TempDir dir;
    writeBytes(dir / "a.png", "x");
    writeBytes(dir / "b.png", "x");
    writeBytes(dir / "metadata.jsonl", "{\"file_name\": \"a.png\", \"text\": \"x\"}\n");
    const auto rows = readImageFolder(listFolder(dir.path()));
    QCOMPARE(reasonFor(rows, "b.png"), std::string("No row of a metadata file names it."));
}
