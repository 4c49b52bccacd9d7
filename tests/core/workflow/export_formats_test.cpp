// SPDX-License-Identifier: GPL-3.0-or-later
#include "export_formats_test.h"

#include "base/error.h"
#include "base/hash.h"
#include "data/parquet.h"
#include "image/encode.h"
#include "image/picture_file.h"
#include "image/tar_file.h"
#include "support/recording_context.h"
#include "support/temp_dir.h"
#include "workflow/dataset/export_job.h"
#include "workflow/dataset/import_job.h"

#include <QtTest/QTest>
#include <map>

using namespace recap;
using namespace recap::testing;
namespace fs = std::filesystem;

namespace {

const std::vector<std::string> kTexts{"plain", " spaces at its ends ", "two\nlines\n", "a, \"b\"; c\td", "é 中文 😀"};

// What is known of a picture beside its captions, some of it texts.
const Json kAttributes{{"artist", "Ann Example"}, {"url", "https://example.org/1.png"}, {"views", 7}};

// By content of the picture: its captions by source.
using Everything = std::map<std::string, std::map<std::string, std::string>>;

Everything everythingIn(Project& project) {
    Everything out;
    for (const auto& image : project.images().list()) {
        auto& captions = out[image.sha256];
        for (const auto& caption : project.captions().current(image.id)) captions[caption.source] = caption.text;
    }
    return out;
}

template <class SomeJob>
void run(SomeJob& job) {
    RecordingContext context;
    const auto outcome = runToOutcome(job, context);
    if (const auto* failed = std::get_if<Failed>(&outcome)) QFAIL(failed->message.c_str());
}

struct Fixture {
    TempDir dir;
    std::shared_ptr<Project> project = Project::create(dir / "p.recap");

    // Picture i has the caption i of "alttext" and, but for the last one, one of "recap_long".
    Fixture() {
        for (std::size_t i = 0; i < kTexts.size(); ++i) {
            const auto file = dir / "pictures" / ("picture " + std::to_string(i) + ".png");
            fs::create_directories(file.parent_path());
            writePng(file, ImageBuffer(8 + static_cast<int>(i), 6, 3, static_cast<std::uint8_t>(20 * i)));
        }
        ImportJob import(project, {.path = dir / "pictures"});
        run(import);
        std::size_t i = 0;
        for (const auto& image : project->images().list()) {
            project->images().setAttributes(image.id, kAttributes);
            project->captions().addVersion({.image = image.id, .source = "alttext", .text = kTexts[i++]});
            if (i < kTexts.size())
                project->captions().addVersion(
                    {.image = image.id, .source = "recap_long", .text = "long " + kTexts[i]});
        }
    }

    ExportReport exported(ExportRequest request) const {
        request.out = dir / "out";
        ExportJob job(project, request);
        run(job);
        return job.report();
    }

    std::shared_ptr<Project> imported(ImportRequest request) const {
        auto other = Project::create(dir / "q.recap");
        ImportJob job(other, std::move(request));
        run(job);
        return other;
    }
};

}  // namespace

void ExportFormatsTest::every_caption_and_picture_comes_back_data() {
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("read");  // what is imported, below the export's folder
    const auto row = [](const char* kind, const char* read) {
        QTest::newRow(kind) << QString::fromLatin1(kind) << QString::fromLatin1(read);
    };
    row("imagefolder", "");
    row("coco", "captions.json");
    row("csv", "captions.csv");
    QTest::newRow("coco folder") << QStringLiteral("coco") << QString();
    QTest::newRow("csv folder") << QStringLiteral("csv") << QString();
    row("webdataset", "");
    row("parquet", "");
}

void ExportFormatsTest::every_caption_and_picture_comes_back() {
    QFETCH(const QString, kind);
    QFETCH(const QString, read);
    if (kind == QStringLiteral("parquet") && !parquetAvailable()) QSKIP("this build has no Parquet");
    const Fixture f;
    const auto report = f.exported({.kind = kind.toStdString()});
    QCOMPARE(report.images, std::int64_t{5});
    QCOMPARE(report.captions, std::int64_t{9});
    QVERIFY(report.skipped.empty());
    const auto other = f.imported({.path = f.dir / "out" / read.toStdString()});
    QVERIFY(everythingIn(*other) == everythingIn(*f.project));
    if (kind == QStringLiteral("csv")) return;  // one row a caption, and nothing of the picture
    for (const auto& image : other->images().list())
        for (const auto& [name, value] : kAttributes.items())
            QVERIFY2(other->images().attributes(image.id).value(name, Json()) == value, name.c_str());
}

void ExportFormatsTest::untouched_sidecars_come_back_byte_for_byte() {
    const TempDir dir;
    const std::map<std::string, std::string> texts{{"a", "no line end"},
                                                   {"b", "  spaces \r\n"},
                                                   {"c", "\xEF\xBB\xBFwith a mark\n\n"},
                                                   {"d", "caf\xE9 in Windows-1252\n"},
                                                   {"e", "edited here\n"}};
    int number = 0;
    for (const auto& [name, bytes] : texts) {
        fs::create_directories(dir / "in");
        writePng(dir / "in" / (name + ".png"), ImageBuffer(8, 8 + number++));
        writeBytes(dir / "in" / (name + ".txt"), bytes);
    }
    const auto project = Project::create(dir / "p.recap");
    ImportJob import(project, {.path = dir / "in"});
    run(import);
    const auto edited = project->images().findByPath((dir / "in/e.png").string());
    project->journal().apply("edit", {{.image = edited->id, .source = "alttext", .text = "new"}}, "somebody");
    ExportJob job(project, {.out = dir / "out", .kind = "sidecar"});
    run(job);
    for (const auto& [name, bytes] : texts) {
        QCOMPARE(readBytes(dir / "out" / (name + ".txt")), name == "e" ? std::string("new\n") : bytes);
        QCOMPARE(readBytes(dir / "out" / (name + ".png")), readBytes(dir / "in" / (name + ".png")));
    }
}

void ExportFormatsTest::a_fallback_stands_in_for_a_missing_caption() {
    const Fixture f;
    const auto report = f.exported({.kind = "imagefolder", .sources = {"recap_long"}, .fallback = {"alttext"}});
    QCOMPARE(report.images, std::int64_t{5});
    QVERIFY(readBytes(f.dir / "out/metadata.jsonl").find("é 中文 😀") != std::string::npos);
    ExportJob wrong(f.project, {.out = f.dir / "out2", .fallback = {"nobody"}});
    RecordingContext context;
    QVERIFY(std::holds_alternative<Failed>(runToOutcome(wrong, context)));
}

void ExportFormatsTest::shards_are_numbered_and_say_what_they_hold() {
    const Fixture f;
    f.exported({.kind = "webdataset", .sources = {"alttext"}, .shard_size = 2});
    for (const char* name : {"00000.tar", "00001.tar", "00002.tar", "00002_stats.json"})
        QVERIFY2(fs::exists(f.dir / "out" / name), name);
    QCOMPARE(readJsonFile(f.dir / "out/00001_stats.json")["successes"].get<int>(), 2);
    const auto members = listTar(f.dir / "out/00001.tar").members;
    QCOMPARE(members.size(), std::size_t{6});
    QCOMPARE(members[0].name, std::string("000010000.png"));
    const Json json = parseJson(readPicture(f.dir / "out/00001.tar/000010000.json"), "json");
    QCOMPARE(json["caption"].get<std::string>(), readPicture(f.dir / "out/00001.tar/000010000.txt"));
    QCOMPARE(json["sha256"].get<std::string>(), sha256(readPicture(f.dir / "out/00001.tar/000010000.png")));
    // Read in place, exported once more: still the same bytes.
    const auto other = f.imported({.path = f.dir / "out"});
    ExportJob again(other, {.out = f.dir / "again", .kind = "imagefolder"});
    run(again);
    QCOMPARE(again.report().images, std::int64_t{5});
    QCOMPARE(sha256File(f.dir / "again/000010000.png"), json["sha256"].get<std::string>());
}

void ExportFormatsTest::coco_keeps_its_image_numbers() {
    const Fixture f;
    const auto first = f.project->images().list().front();
    f.project->images().setAttributes(first.id, {{"coco_id", 2}, {"license", 3}});
    f.exported({.kind = "coco"});
    const Json file = readJsonFile(f.dir / "out/captions.json");
    QCOMPARE(file["images"][0]["id"].get<int>(), 2);
    QCOMPARE(file["images"][0]["license"].get<int>(), 3);
    QCOMPARE(file["images"][1]["id"].get<int>(), 1);
    QCOMPARE(file["images"][2]["id"].get<int>(), 3);
    QCOMPARE(file["annotations"].size(), std::size_t{9});
}
