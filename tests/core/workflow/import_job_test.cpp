// SPDX-License-Identifier: GPL-3.0-or-later
#include "import_job_test.h"

#include "base/error.h"
#include "base/hash.h"
#include "child_process.h"
#include "image/decode.h"
#include "image/tar_file.h"
#include "import_fixture.h"
#include "support/golden.h"

#include <QtTest/QTest>
#include <algorithm>
#include <map>
#include <set>

using namespace recap;
using namespace recap::testing;
namespace fs = std::filesystem;

void ImportJobTest::golden_sidecars_arrive_in_the_project() {
    const ImportFixture f;
    const auto folder = goldenRoot() / "io/datasets/sidecar";
    const auto result = import(f.project, {.path = folder});
    QVERIFY2(result.completed(), result.failure().c_str());
    QCOMPARE(result.report.kind, std::string("sidecar"));
    QCOMPARE(result.report.images, std::int64_t{5});
    QCOMPARE(result.report.captions, std::int64_t{3});
    const Json expected = goldenCase(goldenRoot() / "io/datasets")["expected"];
    for (const auto& [key, text] : expected["sidecar"].items()) {
        const auto image = f.project->images().findByPath((folder / (key + ".jpg")).string());
        QVERIFY(image.has_value());
        const auto caption = f.project->captions().current(image->id, "alttext");
        QCOMPARE(caption ? caption->text : std::string(), text.is_string() ? text.get<std::string>() : std::string());
        for (const auto& member : expected["tar"])  // the same pictures as in the shard
            if (member["key"] == key) {
                QCOMPARE(image->sha256, member["sha256"].get<std::string>());
                QCOMPARE(image->width, member["width"].get<int>());
                QCOMPARE(image->height, member["height"].get<int>());
            }
    }
}

void ImportJobTest::golden_image_folder_arrives_in_the_project() {
    const ImportFixture f;
    const auto folder = goldenRoot() / "io/datasets/imagefolder";
    const auto result = import(f.project, {.path = folder});
    QVERIFY2(result.completed(), result.failure().c_str());
    QCOMPARE(result.report.kind, std::string("imagefolder"));
    QCOMPARE(result.report.captions, std::int64_t{10});
    // The rows' column "width" is that of the picture.
    for (const auto& [id, attributes] : f.project->images().attributesOf())
        QCOMPARE(f.project->images().get(id)->width, attributes["width"].get<int>());
    QCOMPARE(f.project->captions().sources().size(), std::size_t{2});
    QCOMPARE(f.project->captions().sources()[1].name, std::string("short"));
}

void ImportJobTest::golden_shard_arrives_in_the_project() {
    const ImportFixture f;
    const auto shard = goldenRoot() / "io/datasets/webdataset/000000.tar";
    const Json expected = goldenCase(goldenRoot() / "io/datasets")["expected"];
    const auto result = import(f.project, {.path = shard});
    QVERIFY2(result.completed(), result.failure().c_str());
    QCOMPARE(result.report.kind, std::string("webdataset"));
    QCOMPARE(result.report.images, std::int64_t{11});  // one picture is cut off inside its whole member
    const auto cutOff = expected["truncated_jpeg_key"].get<std::string>();
    QVERIFY(!result.reasonFor(cutOff + ".jpg").empty());
    for (const auto& member : expected["tar"]) {
        const auto key = member["key"].get<std::string>();
        const auto image = f.project->images().findByPath((shard / (key + ".jpg")).string());
        QCOMPARE(image.has_value(), key != cutOff);
        if (!image) continue;
        QCOMPARE(image->sha256, member["sha256"].get<std::string>());
        QCOMPARE(image->width, member["width"].get<int>());
        // The sum of the download is kept where the picture was made smaller.
        const auto attributes = f.project->images().attributes(image->id);
        QVERIFY(!attributes.contains("sha256") || attributes["sha256"] != image->sha256);
    }
    const auto again = import(f.project, {.path = shard.parent_path()});
    QCOMPARE(again.report.kind, std::string("webdataset"));
    QCOMPARE(again.report.images + again.report.captions, std::int64_t{0});
    QCOMPARE(again.report.known, std::int64_t{11});
}

void ImportJobTest::golden_coco_arrives_in_the_project() {
    const ImportFixture f;
    const auto result = import(f.project, {.path = goldenRoot() / "io/datasets/coco_captions.json",
                                           .images = goldenRoot() / "io/datasets/sidecar"});
    QVERIFY2(result.completed(), result.failure().c_str());
    QCOMPARE(result.report.kind, std::string("coco"));
    QCOMPARE(result.report.images, std::int64_t{5});
    QCOMPARE(result.report.captions, std::int64_t{23});
    QCOMPARE(f.project->captions().sources().size(), std::size_t{5});
    QCOMPARE(result.reasonFor("no_captions.jpg").empty(), false);
}

void ImportJobTest::a_damaged_shard_does_not_stop_the_others() {
    const ImportFixture f;
    fs::create_directories(f.pictures);
    writeBytes(f.pictures / "00000.tar", "no archive at all");
    TarWriter writer(f.pictures / "00001.tar");
    writer.add("000010000.png", picture(1));
    writer.add("000010000.txt", "a caption");
    writer.close();
    const auto result = import(f.project, {.path = f.pictures});
    QVERIFY2(result.completed(), result.failure().c_str());
    QCOMPARE(result.report.images, std::int64_t{1});
    QVERIFY(!result.reasonFor("00000.tar").empty());
    QCOMPARE(f.captionOf("00001.tar/000010000.png"), std::string("a caption"));
}

void ImportJobTest::broken_pictures_are_listed_and_not_fatal() {
    const ImportFixture f;
    writePairs(f.pictures, 1);
    writeBytes(f.pictures / "zero.png", "");
    writeBytes(f.pictures / "text.jpg", "no picture at all");
    writeBytes(f.pictures / "cut.png", picture(5).substr(0, 60));
    std::string huge = picture(6);
    huge.replace(16, 8, std::string("\0\x01\x86\xA0\0\x01\x86\xA0", 8));
    writeBytes(f.pictures / "huge.png", huge);
    const auto result = import(f.project, {.path = f.pictures});
    QVERIFY(result.completed());
    QCOMPARE(result.report.images, std::int64_t{1});
    for (const auto& [name, part] :
         {std::pair("zero.png", "is empty"), std::pair("text.jpg", "it is none of PNG"),
          std::pair("cut.png", "is cut off"), std::pair("huge.png", "more than the limit")}) {
        bool found = false;
        for (const auto& skipped : result.report.skipped)
            found = found || (skipped.file.ends_with(name) && skipped.reason.english().find(part) != std::string::npos);
        QVERIFY2(found, name);
    }
    // None has a text beside it, but none was taken without a caption.
    QCOMPARE(result.report.notTaken(), std::int64_t{4});
    QCOMPARE(result.report.skipped.size(), std::size_t{4});
}

void ImportJobTest::unusual_pictures_are_taken_and_decoded() {
    const ImportFixture f;
    // CMYK as Photoshop writes it: ink values inverted, cyan 255.
    const auto cmyk = QByteArray::fromBase64(
        "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwAQCwwODAoQDg0OEhEQExgoGhgWFhgxIyUdKDozPTw5Mzg3QEhcTkBEV0U3OFBtUVdfYmdoZz5NcXlw"
        "ZHhcZWdj/8AAFAgAAgADBEMRAE0RAFkRAEsRAP/EABQAAQAAAAAAAAAAAAAAAAAAAAf/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oADgRDAE0A"
        "WQBLAAA/AD8gEAgP/9k=");
    writeBytes(f.pictures / "cmyk.jpg", cmyk.toStdString());
    writeBytes(f.pictures / "a png.jpg", picture(3));  // a wrong extension
    // A GIF of two frames, 1 x 1: the first is red.
    writeBytes(
        f.pictures / "moving.gif",
        QByteArray::fromHex("474946383961010001008000 00ff0000 0000ff 2c00000000010001000002024401002c000000000100"
                            "010000020244 01003b")
            .toStdString());
    const auto result = import(f.project, {.path = f.pictures});
    QVERIFY2(result.completed(), result.failure().c_str());
    QCOMPARE(result.report.images, std::int64_t{3});
    const auto red = decodeImage(f.pictures / "moving.gif");
    QCOMPARE(static_cast<int>(red.at(0, 0)[0]), 255);
    const auto cyan = decodeImage(f.pictures / "cmyk.jpg");
    QCOMPARE(cyan.width, 3);
    QVERIFY(cyan.at(0, 0)[0] < 60 && cyan.at(0, 0)[1] > 200 && cyan.at(0, 0)[2] > 200);
}

void ImportJobTest::a_caption_of_a_megabyte_is_kept_whole() {
    const ImportFixture f;
    writePairs(f.pictures, 1);
    std::string text = "needle";
    while (text.size() < 1'000'000) text += " hay\xC3\xA9";
    writeBytes(f.pictures / "00000.txt", text);
    const auto result = import(f.project, {.path = f.pictures});
    QVERIFY2(result.completed(), result.failure().c_str());
    QCOMPARE(f.captionOf("00000.png").size(), text.size());
    QCOMPARE(f.project->images().count(parseImageQuery("needle contains:\"needle hay\" tokens>75")), std::int64_t{1});
}

void ImportJobTest::a_truncated_jpeg_of_the_golden_shard_is_listed() {
    const Json expected = goldenCase(goldenRoot() / "io/datasets")["expected"];
    // The shard is a plain tar: the member's bytes follow its 512-byte header.
    const auto tar = readBytes(goldenRoot() / "io/datasets/webdataset/000000.tar");
    const ImportFixture f;
    for (const auto& member : expected["tar"]) {
        const auto name = member["key"].get<std::string>() + ".jpg";
        const auto header = tar.find(name);
        QVERIFY(header != std::string::npos);
        const auto bytes = tar.substr(header + 512, member["jpg_bytes"].get<std::size_t>());
        QCOMPARE(sha256(bytes), member["sha256"].get<std::string>());
        writeBytes(f.pictures / name, bytes);
    }
    const auto result = import(f.project, {.path = f.pictures});
    QCOMPARE(result.report.kind, std::string("folder"));
    QCOMPARE(result.report.images, static_cast<std::int64_t>(expected["tar"].size()) - 1);
    QVERIFY(result.reasonFor(expected["truncated_jpeg_key"].get<std::string>() + ".jpg").find("is cut off") !=
            std::string::npos);
}

void ImportJobTest::an_empty_folder_is_told() {
    const ImportFixture f;
    fs::create_directory(f.pictures);
    const auto result = import(f.project, {.path = f.pictures});
    QVERIFY(result.completed());
    QVERIFY(result.reasonFor("pictures").starts_with("There is no picture in this folder"));
}

void ImportJobTest::a_missing_folder_fails_with_its_name() {
    const ImportFixture f;
    const auto failure = import(f.project, {.path = f.dir / "nowhere"}).failure();
    QVERIFY2(failure.starts_with("file_not_found: There is no folder") && failure.find("nowhere") != std::string::npos,
             failure.c_str());
}

void ImportJobTest::an_unknown_kind_is_refused() {
    const ImportFixture f;
    writePairs(f.pictures, 1);
    QVERIFY(import(f.project, {.path = f.pictures, .kind = "magic"}).failure().starts_with("invalid_option: "));
}

void ImportJobTest::a_read_only_project_refuses() {
    ImportFixture f;
    writePairs(f.pictures, 1);
    f.project.reset();
    Child child({QStringLiteral("hold"), QString::fromStdString((f.dir / "p.recap").string())});
    QVERIFY(child.waitFor("ready"));
    QVERIFY(import(Project::open(f.dir / "p.recap"), {.path = f.pictures})
                .failure()
                .starts_with("read_only: The project is open in another"));
}

void ImportJobTest::progress_ends_at_the_total() {
    const ImportFixture f;
    writePairs(f.pictures, 7);
    const auto result = import(f.project, {.path = f.pictures});
    QCOMPARE(result.progress.back().done, std::int64_t{7});
    QCOMPARE(result.progress.back().total, std::int64_t{7});
    QCOMPARE(result.progress.front().stage, std::string("scanning"));
}

void ImportJobTest::the_stamps_collection_comes_in_with_its_languages() {
    const fs::path stamps = "/usr/share/tuxpaint/stamps";
    if (!fs::exists(stamps)) QSKIP("the package tuxpaint-stamps-default is not installed");
    // What is there, counted without the importer: pictures with a text, German texts, cats.
    const std::string cat = "\xE3\x81\xAD\xE3\x81\x93";  // ねこ, inside くろねこ without a space
    std::int64_t paired = 0, german = 0, cats = 0;
    std::set<std::string> contents;
    for (const auto& entry : fs::recursive_directory_iterator(stamps)) {
        if (entry.path().extension() != ".png") continue;
        if (!contents.insert(sha256File(entry.path())).second) continue;
        const auto text = readBytes(fs::path(entry.path()).replace_extension(".txt"));
        paired += text.find_first_not_of(" \n") == std::string::npos || text.starts_with("\n") ? 0 : 1;
        const auto japanese = text.find("\nja.utf8=");
        if (japanese != std::string::npos &&
            text.substr(japanese + 1, text.find('\n', japanese + 1) - japanese).find(cat) != std::string::npos)
            ++cats;
        const auto at = text.find("\nde.utf8=");
        german += at != std::string::npos && text.find_first_not_of(' ', at + 9) != text.find('\n', at + 9) ? 1 : 0;
    }
    const ImportFixture f;
    const auto result = import(f.project, {.path = stamps});
    QVERIFY2(result.completed(), result.failure().c_str());
    QCOMPARE(result.report.kind, std::string("sidecar"));
    QCOMPARE(result.report.images, static_cast<std::int64_t>(contents.size()));
    std::map<std::string, std::int64_t> counts;
    for (const auto& source : f.project->captions().sources()) counts[source.name] = source.captions;
    QVERIFY2(counts.size() > 70, std::to_string(counts.size()).c_str());
    QCOMPARE(counts["alttext"], paired);
    QCOMPARE(counts["alttext_de"], german);
    QVERIFY(f.project->images().count(parseImageQuery("source:alttext cat")) >= 1);
    QCOMPARE(f.project->images().count(parseImageQuery("source:alttext_ja " + cat)), cats);
    QVERIFY(std::none_of(result.report.skipped.begin(), result.report.skipped.end(),
                         [](const auto& s) { return s.reason.english().find("Windows-1252") != std::string::npos; }));
    const auto again = import(f.project, {.path = stamps});
    QCOMPARE(again.report.captions, std::int64_t{0});
}
