// SPDX-License-Identifier: GPL-3.0-or-later
#include "import_account_test.h"

#include "base/error.h"
#include "data/parquet.h"
#include "import_fixture.h"
#include "workflow/dataset/export_job.h"

#include <QtTest/QTest>
#include <set>

using namespace recap;
using namespace recap::testing;

namespace {

// A file of every sort that a folder of pictures is found with.
void writeOneOfEverything(const fs::path& folder) {
    int number = 0;
    for (const char* name : {"a.png", "UPPER.PNG", "photo.jfif", "sub/b.png", "Mu\xCC\x88ller.png", "whole.png",
                             "lonely.png", "dot.dot.png", "empty text.png", "bad text.png", "twice.png"})
        writeBytes(folder / name, picture(++number));
    writeBytes(folder / "again.png", picture(number));  // the same picture as twice.png
    writeBytes(folder / "a.caption", "passed over");
    for (const char* name : {"a.txt", "UPPER.TXT", "photo.txt", "sub/b.txt", "M\xC3\xBCller.txt", "whole.png.txt",
                             "dot.dot.txt", "twice.txt", "nobody.txt", "drawing.txt", "broken.txt", "README.txt"})
        writeBytes(folder / name, std::string("a text of ") + name);
    writeBytes(folder / "empty text.txt", " \n");
    writeBytes(folder / "bad text.txt", std::string("a\0b", 3));
    writeBytes(folder / "broken.png", "no picture");
    writeBytes(folder / "zero.gif", "");
    for (const char* name : {"drawing.svg", "new.avif", "phone.HEIC", "next.jxl", "layers.psd", "old.tga", "high.exr"})
        writeBytes(folder / name, "x");
    for (const char* name : {"set.tar", "set.tar.gz", "set.tgz", "images.zip", "list.json", "metadata1000.jsonl",
                             "table.csv", "part-0.parquet", "movie.mp4", "no extension", "script.py", "latents.npz",
                             ".DS_Store", "Thumbs.db", "LICENSE", "notes.md", "metadata.json"})
        writeBytes(folder / name, "x");
    writeBytes(folder / ".git/config", "x");
    writeBytes(folder / "_latent_cache/a.npz", "x");
}

// Files below a folder that an import looks into, found without the importer.
std::set<std::string> filesOf(const fs::path& folder) {
    std::set<std::string> out;
    for (auto it = fs::recursive_directory_iterator(folder); it != fs::recursive_directory_iterator(); ++it) {
        const auto name = it->path().filename().string();
        if (it->is_directory() && (name == ".git" || name == "_latent_cache"))
            it.disable_recursion_pending();
        else if (it->is_regular_file())
            out.insert(it->path().string());
    }
    return out;
}

}  // namespace

void ImportAccountTest::every_file_of_a_folder_is_taken_or_listed_data() {
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("captions");  // a file that makes the folder one of this kind
    QTest::addColumn<QString>("content");
    QTest::newRow("texts beside pictures") << "sidecar" << QString() << QString();
    QTest::newRow("image folder") << "imagefolder"
                                  << "metadata.jsonl"
                                  << R"({"file_name": "a.png", "text": "t"}
{"file_name": "broken.png", "text": "t"}
{"file_name": "gone.png", "text": "t"}
no JSON)";
    QTest::newRow("COCO") << "coco"
                          << "captions.json"
                          << R"({"images": [{"id": 1, "file_name": "a.png"}, {"id": 2, "file_name": "gone.png"}],
                                 "annotations": [{"image_id": 1, "caption": "t"}]})";
    QTest::newRow("table") << "csv"
                           << "captions.csv"
                           << "file_name,source,caption\na.png,human,t\ngone.png,human,t\n";
    QTest::newRow("pictures alone") << "folder" << QString() << QString();
}

void ImportAccountTest::every_file_of_a_folder_is_taken_or_listed() {
    QFETCH(const QString, kind);
    QFETCH(const QString, captions);
    QFETCH(const QString, content);
    const ImportFixture f;
    writeOneOfEverything(f.pictures);
    if (!captions.isEmpty()) writeBytes(f.pictures / captions.toStdString(), content.toStdString());
    const auto result = import(f.project, {.path = f.pictures, .kind = kind.toStdString()});
    QVERIFY2(result.completed(), result.failure().c_str());
    const auto files = filesOf(f.pictures);
    verifySums(result.report, std::ssize(files));
    // Each file by name: it is an image of the project, or listed, or neither only because it gave a caption.
    std::set<std::string> listed;
    for (const auto& entry : result.report.skipped)
        if (!entry.taken) listed.insert(entry.file);
    std::int64_t taken = 0;
    for (const auto& file : files) {
        const auto image = f.project->images().findByPath(file);
        const bool known = image && image->path == file;
        QVERIFY2(!known || !listed.contains(file), file.c_str());
        taken += known || !listed.contains(file) ? 1 : 0;
    }
    QCOMPARE(result.report.files.taken, taken);
    QVERIFY(result.reasonFor("new.avif").find("AVIF") != std::string::npos);
    QVERIFY(result.reasonFor("set.tar.gz").find("unpack") != std::string::npos);
    QVERIFY(result.reasonFor("metadata1000.jsonl").find("name this file itself") != std::string::npos);
    QVERIFY(!result.reasonFor(".git").empty() && !result.reasonFor("_latent_cache").empty());
    if (kind != QStringLiteral("sidecar")) return;
    QCOMPARE(f.captionOf("Mu\xCC\x88ller.png"), std::string("a text of M\xC3\xBCller.txt"));
    QCOMPARE(f.captionOf("whole.png"), std::string("a text of whole.png.txt"));
    QCOMPARE(f.captionOf("UPPER.PNG"), std::string("a text of UPPER.TXT"));
    QCOMPARE(f.captionOf("dot.dot.png"), std::string("a text of dot.dot.txt"));
    QCOMPARE(f.captionOf("photo.jfif"), std::string("a text of photo.txt"));
    QVERIFY(result.reasonFor("bad text.txt").find("not a text") != std::string::npos);
    QCOMPARE(result.reasonFor("twice.txt"), std::string("Its picture was not imported."));
}

void ImportAccountTest::every_member_of_a_shard_is_taken_or_listed() {
    const ImportFixture f;
    writeShard(f.dir / "s.tar", {{"22.05.png", picture(1)},
                                 {"22.05.txt", "five"},
                                 {"foo.left.png", picture(2)},
                                 {"foo.right.png", picture(3)},
                                 {"foo.txt", "a pair"},
                                 {"a.png", picture(4)},
                                 {"a.seg.png", picture(5)},
                                 {"a.TXT", "loud"},
                                 {"a.caption", "second"},
                                 {"a.cls", "3"},
                                 {"a.npy", "x"},
                                 {"b.png", "no picture"},
                                 {"b.txt", "its text"},
                                 {"c.avif", "x"},
                                 {"c.txt", "alone"},
                                 {"d.png", picture(6)},
                                 {"d.json", "no JSON"},
                                 {"README", "x"},
                                 {"a.png", picture(7)},
                                 {"../up.png", picture(8)}});
    const auto result = import(f.project, {.path = f.dir / "s.tar"});
    QVERIFY2(result.completed(), result.failure().c_str());
    QCOMPARE(result.report.images, std::int64_t{5});
    verifySums(result.report, 21);  // the shard itself, too
    QVERIFY(result.reasonFor("b.txt").size() > 0);
    QVERIFY(result.reasonFor("c.avif").find("AVIF") != std::string::npos);
}

void ImportAccountTest::a_folder_of_shards_and_a_damaged_one_add_up() {
    const ImportFixture f;
    writeShard(f.pictures / "00000.tar", {{"000000000.png", picture(1)}, {"000000000.txt", "one"}});
    writeBytes(f.pictures / "00001.tar", "no archive");
    writeBytes(f.pictures / "00002.tar", "");
    writeBytes(f.pictures / "00003.tar.gz", "x");
    writeBytes(f.pictures / "00000_stats.json", "{}");
    const auto result = import(f.project, {.path = f.pictures});
    QCOMPARE(result.report.kind, std::string("webdataset"));
    QCOMPARE(result.report.images, std::int64_t{1});
    verifySums(result.report, 7);
    QVERIFY(result.reasonFor("00003.tar.gz").find("unpack") != std::string::npos);
    QCOMPARE(result.report.notes.back().english(), std::string("1 shard was read."));
    writeShard(f.dir / "empty.tar", {});
    QVERIFY(import(f.project, {.path = f.dir / "empty.tar"})
                .report.notes.at(0)
                .english()
                .ends_with("is an empty archive."));
}

void ImportAccountTest::many_files_with_one_reason_are_one_entry() {
    const ImportFixture f;
    writePairs(f.pictures, 1);
    for (int i = 0; i < 50; ++i) writeBytes(f.pictures / ("c" + std::to_string(i) + ".avif"), "x");
    const auto result = import(f.project, {.path = f.pictures});
    verifySums(result.report, 52);
    QCOMPARE(result.report.notTaken(), std::int64_t{1});
    QVERIFY(result.reasonFor("pictures/*.avif").starts_with("50 files: "));
}

void ImportAccountTest::captions_in_a_file_of_another_name_are_pointed_at_and_read_when_it_is_named() {
    const ImportFixture f;
    writeBytes(f.pictures / "images/0.png", picture(0));
    writeBytes(f.pictures / "metadata1000.jsonl", R"({"caption": "a drawing", "image": "images/0.png"})");
    QVERIFY(import(f.project, {.path = f.pictures}).reasonFor("metadata1000.jsonl").find("name this file itself") !=
            std::string::npos);
    const auto named = import(f.project, {.path = f.pictures / "metadata1000.jsonl"});
    QVERIFY2(named.completed(), named.failure().c_str());
    QCOMPARE(f.captionOf("images/0.png"), std::string("a drawing"));
    verifySums(named.report, 2);
}

void ImportAccountTest::a_named_file_is_read_as_itself_or_refused() {
    const ImportFixture f;
    writePairs(f.pictures, 3);
    for (const char* name : {"set.tar.gz", "set.tgz", "set.zip", "notes.md", "new.avif"}) {
        writeBytes(f.pictures / name, "x");
        const auto failure = import(f.project, {.path = f.pictures / name}).failure();
        QVERIFY2(failure.starts_with("bad_format: ") && failure.find(name) != std::string::npos, failure.c_str());
    }
    QVERIFY(import(f.project, {.path = f.pictures / "00001.txt"}).failure().starts_with("bad_format: "));
    QVERIFY(import(f.project, {.path = f.pictures / "set.zip", .kind = "sidecar"})
                .failure()
                .starts_with("invalid_option: "));
    QCOMPARE(f.project->images().count(), std::int64_t{0});
    const auto one = import(f.project, {.path = f.pictures / "00001.png"});
    QCOMPARE(one.report.images, std::int64_t{1});
    QCOMPARE(f.captionOf("00001.png"), std::string("caption 1"));
    verifySums(one.report, 2);
}

void ImportAccountTest::a_named_metadata_file_is_the_only_one_read() {
    const ImportFixture f;
    writeBytes(f.pictures / "a.png", picture(1));
    writeBytes(f.pictures / "b.png", picture(2));
    writeBytes(f.pictures / "metadata.jsonl", R"({"file_name": "a.png", "text": "wrong"})");
    writeBytes(f.pictures / "train.jsonl", R"({"file_name": "a.png", "text": "right"})");
    const auto result = import(f.project, {.path = f.pictures / "train.jsonl"});
    QVERIFY2(result.completed(), result.failure().c_str());
    QCOMPARE(f.captionOf("a.png"), std::string("right"));
    QCOMPARE(result.reasonFor("b.png"), std::string("No row of a metadata file names it."));
    verifySums(result.report, 3);
}

void ImportAccountTest::a_missing_picture_is_said_to_be_missing() {
    const ImportFixture f;
    writeBytes(f.pictures / "a.png", picture(1));
    writeBytes(
        f.pictures / "captions.json",
        R"({"images": [{"id": 1, "file_name": "a.png"}, {"id": 2, "file_name": "gone.png"}], "annotations": []})");
    const auto result = import(f.project, {.path = f.pictures / "captions.json"});
    QCOMPARE(result.reasonFor("gone.png"), std::string("The file is missing."));
    verifySums(result.report, 2);  // a file that is not there was not seen
}

void ImportAccountTest::an_exported_shard_gains_no_source() {
    const ImportFixture f;
    writePairs(f.pictures, 3);
    import(f.project, {.path = f.pictures, .source = "human"});
    for (const auto& image : f.project->images().list())
        f.project->captions().addVersion({.image = image.id, .source = "recap_long", .text = "long " + image.key});
    RecordingContext context;
    ExportRequest request;
    request.out = f.dir / "out";
    request.kind = "webdataset";
    ExportJob job(f.project, request);
    QVERIFY(std::holds_alternative<Completed>(runToOutcome(job, context)));
    const auto again = Project::create(f.dir / "again.recap");
    const auto result = import(again, {.path = f.dir / "out"});
    QVERIFY2(result.completed(), result.failure().c_str());
    std::set<std::string> sources;
    for (const auto& source : again->captions().sources()) sources.insert(source.name);
    QCOMPARE(sources, (std::set<std::string>{"human", "recap_long"}));
    QCOMPARE(result.report.captions, std::int64_t{6});
    QCOMPARE(result.report.notTaken(), std::int64_t{0});
}

void ImportAccountTest::embedded_pictures_of_a_folder_arrive_in_the_project() {
    if (!parquetAvailable()) QSKIP("this build has no Parquet");
    const ImportFixture f;
    const auto table = fs::path(qgetenv("RECAP_SOURCE_DIR").toStdString()) / "tests/core/data/tables/embedded.parquet";
    fs::create_directories(f.pictures / "data");
    fs::copy(table, f.pictures / "data/train-00000-of-00001.parquet");
    writeBytes(f.pictures / "README.md", "a card");
    const auto result = import(f.project, {.path = f.pictures});
    QVERIFY2(result.completed(), result.failure().c_str());
    QCOMPARE(result.report.kind, std::string("parquet"));
    QVERIFY(result.report.images > 1);
    QCOMPARE(result.report.captions, result.report.images);
    verifySums(result.report, result.report.images + 2);
    const auto again = import(f.project, {.path = f.pictures});
    QCOMPARE(again.report.known, result.report.images);
    QCOMPARE(again.report.images + again.report.captions, std::int64_t{0});
}
