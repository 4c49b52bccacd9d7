// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset_jobs_test.h"

#include "data/import/table.h"
#include "data/language_guess.h"
#include "image/encode.h"
#include "support/recording_context.h"
#include "support/temp_dir.h"
#include "text/caption_faults.h"
#include "workflow/dataset/dataset_stats.h"
#include "workflow/dataset/export_job.h"
#include "workflow/dataset/import_job.h"
#include "workflow/report/dataset_report.h"

#include <QtTest/QTest>
#include <algorithm>

using namespace recap;
using namespace recap::testing;
namespace fs = std::filesystem;

namespace {

std::string picture(int number) {
    ImageBuffer image(5, 4);
    image.pixels[0] = static_cast<std::uint8_t>(number);
    return encodePng(image);
}

std::string failureOf(Job& job) {
    RecordingContext context;
    const auto outcome = runToOutcome(job, context);
    const auto* failed = std::get_if<Failed>(&outcome);
    return failed != nullptr                            ? failed->code + ": " + failed->message
           : std::holds_alternative<Completed>(outcome) ? ""
                                                        : "cancelled";
}

// Three pictures: sources "alttext" (all) and "recap_short" (the first two).
struct Fixture {
    TempDir dir;
    std::shared_ptr<Project> project = Project::create(dir / "p.recap");
    std::vector<ImageId> images;
    Fixture() {
        for (int i = 0; i < 3; ++i)
            writeBytes(dir / "set" / (std::string(1, static_cast<char>('a' + i)) + ".png"), picture(i));
        writeBytes(
            dir / "set/metadata.jsonl",
            "{\"file_name\": \"a.png\", \"text\": \"a dog\", \"recap_short\": \"one brown dog\", \"n\": 1}\n"
            "{\"file_name\": \"b.png\", \"text\": \"line one\\nline \\\"two\\\"\", \"recap_short\": \"\xE4\xB8\xAD\"}\n"
            "{\"file_name\": \"c.png\", \"text\": \"IMG_1.JPG\", \"truth\": {\"k\": [1]}}\n");
        ImportJob job(project, {.path = dir / "set"});
        if (const auto failure = failureOf(job); !failure.empty()) qFatal("%s", failure.c_str());
        images = project->images().ids();
    }
    void setStatus(std::size_t image, const char* source, CaptionStatus status) {
        project->captions().setStatus(images[image], source, status);
    }
    ExportReport exported(ExportRequest request) {
        ExportJob job(project, std::move(request));
        if (const auto failure = failureOf(job); !failure.empty()) qFatal("%s", failure.c_str());
        return job.report();
    }
};

// Every picture's hash with its captions and attributes, in words.
std::vector<std::string> contentsOf(Project& project) {
    std::vector<std::string> out;
    for (const auto& image : project.images().list()) {
        std::string line = image.sha256;
        auto captions = project.captions().current(image.id);
        std::sort(captions.begin(), captions.end(), [](const auto& a, const auto& b) { return a.source < b.source; });
        for (const auto& caption : captions) line += "|" + caption.source + "=" + caption.text;
        out.push_back(line + "|" + toJsonLine(project.images().attributes(image.id)));
    }
    std::sort(out.begin(), out.end());
    return out;
}

std::shared_ptr<Project> reimported(const fs::path& folder, const fs::path& project) {
    auto again = Project::create(project);
    ImportJob job(again, {.path = folder});
    if (const auto failure = failureOf(job); !failure.empty()) qFatal("%s", failure.c_str());
    return again;
}

}  // namespace

void DatasetJobsTest::statistics_count_tokens_words_and_status() {
    Fixture f;
    std::string hundred;
    for (int i = 0; i < 100; ++i) hundred += "dog ";
    f.project->captions().addVersion({.image = f.images[2], .source = "alttext", .text = hundred});
    f.setStatus(0, "alttext", CaptionStatus::Accepted);
    DatasetStatsJob job(f.project);
    QCOMPARE(failureOf(job), std::string());
    const auto& s = job.statistics();
    QCOMPARE(s.images, std::int64_t{3});
    QCOMPARE(s.token_limit, std::int64_t{77});
    const auto& alttext = s.sources[0];
    QCOMPARE(alttext.source, std::string("alttext"));
    QCOMPARE(alttext.captions, std::int64_t{3});
    // "a dog": two tokens; line one line " two ": six; a hundred dogs: a hundred, which is over the limit.
    QCOMPARE(alttext.tokens.max, std::int64_t{100});
    QCOMPARE(alttext.tokens.p50, std::int64_t{6});
    QCOMPARE(alttext.tokens.histogram[2], std::int64_t{1});
    QCOMPARE(alttext.over_limit, std::int64_t{1});
    QCOMPARE(alttext.words.max, std::int64_t{100});
    QCOMPARE(alttext.vocabulary, std::int64_t{5});  // a dog line one two
    QCOMPARE(alttext.statuses, (std::vector<std::int64_t>{2, 1, 0, 0, 0}));
    const auto json = datasetStatisticsToJson(s);
    QCOMPARE(json["captions"]["recap_short"].get<int>(), 2);
    QCOMPARE(json["tokens"]["alttext"]["over_77"].get<int>(), 1);
    for (const char* key : {"images", "captions", "tokens", "duplicates", "missing"}) QVERIFY(json.contains(key));
}

void DatasetJobsTest::statistics_follow_the_query() {
    Fixture f;
    DatasetStatsJob job(f.project, parseImageQuery("dog"));
    QCOMPARE(failureOf(job), std::string());
    QCOMPARE(job.statistics().images, std::int64_t{1});
    QCOMPARE(job.statistics().sources[0].captions, std::int64_t{1});
}

void DatasetJobsTest::near_duplicates_and_unreadable_pictures_are_found() {
    const TempDir dir;
    const auto project = Project::create(dir / "p.recap");
    // A gradient, the same at another size and quality, and mirrored; and a picture that breaks after its import.
    const auto gradient = [](int width, int height, bool mirrored) {
        ImageBuffer image(width, height);
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x)
                for (int c = 0; c < 3; ++c) {
                    const int wave = (x * 8 / width + y * 3 / height) % 4 * 60;
                    image.at(mirrored ? width - 1 - x : x, y)[c] = static_cast<std::uint8_t>(wave);
                }
        return image;
    };
    fs::create_directories(dir / "set");
    writePng(dir / "set/a.png", gradient(160, 120, false));
    writeJpeg(dir / "set/b.jpg", gradient(320, 240, false), 70);
    writePng(dir / "set/c.png", gradient(160, 120, true));
    writePng(dir / "set/d.png", gradient(40, 90, true));
    ImportJob import(project, {.path = dir / "set"});
    QCOMPARE(failureOf(import), std::string());
    writeBytes(dir / "set/d.png", "broken");
    for (int round = 0; round < 2; ++round) {  // the second time from what was remembered
        DatasetStatsJob job(project);
        job.setReadPictures(true);
        QCOMPARE(failureOf(job), std::string());
        const auto& s = job.statistics();
        QCOMPARE(s.near_duplicates.size(), std::size_t{1});
        QCOMPARE(s.near_duplicates[0].size(), std::size_t{2});
        QCOMPARE(s.unreadable.size(), std::size_t{1});
        QVERIFY(s.unreadable[0].path.ends_with("d.png") && !s.unreadable[0].reason.empty());
        QCOMPARE(project->images().count(parseImageQuery("is:duplicate")), std::int64_t{2});
        const auto json = datasetStatisticsToJson(s, project.get());
        QCOMPARE(json["near_duplicates"][0].size(), std::size_t{2});
    }
}

void DatasetJobsTest::captions_that_say_nothing_are_counted() {
    Fixture f;
    f.project->captions().addVersion({.image = f.images[0], .source = "alttext", .text = "A.PNG"});
    f.project->captions().addVersion({.image = f.images[1], .source = "alttext", .text = "same"});
    f.project->captions().addVersion({.image = f.images[2], .source = "alttext", .text = "same"});
    f.project->captions().addVersion({.image = f.images[1], .source = "other", .text = "same"});
    DatasetStatsJob job(f.project);
    QCOMPARE(failureOf(job), std::string());
    const auto& alttext = job.statistics().sources.front();
    QCOMPARE(alttext.file_names, std::int64_t{1});
    QCOMPARE(alttext.repeated, std::int64_t{2});
    QVERIFY(alttext.top_repeated == (std::vector<std::pair<std::string, std::int64_t>>{{"same", 2}}));
    const auto& other = job.statistics().sources.back();
    QVERIFY(other.same_as == (std::vector<std::pair<std::string, std::int64_t>>{{"alttext", 1}}));
}

void DatasetJobsTest::numbers_of_the_report_are_those_of_queries() {
    Fixture f;
    const auto write = [&](std::size_t image, const char* text) {
        f.project->captions().addVersion({.image = f.images[image], .source = "alttext", .text = text});
    };
    write(0, "b.png");  // says another file's name
    write(1, "B");
    write(2, "b.png");
    f.project->captions().addVersion({.image = f.images[0], .source = "recap_long", .text = "I'm sorry, but I can't."});
    f.project->captions().addVersion({.image = f.images[1], .source = "recap_long", .text = "There is a red apple."});
    writeBytes(f.dir / "set/c.png", "broken");
    fs::remove(f.dir / "set/a.png");
    DatasetStatsJob job(f.project);
    job.setReadPictures(true);
    QCOMPARE(failureOf(job), std::string());
    const auto& s = job.statistics();
    const auto found = [&](const std::string& query) { return f.project->images().count(parseImageQuery(query)); };
    QCOMPARE(s.missing, std::int64_t{1});
    QCOMPARE(found("is:missing"), s.missing);
    QCOMPARE(s.unreadable.size(), std::size_t{1});
    QCOMPARE(found("is:unreadable"), std::int64_t{1});
    QVERIFY(f.project->images().ids(parseImageQuery("is:unreadable")) == std::vector<ImageId>{f.images[2]});
    QCOMPARE(s.sources.front().file_names, std::int64_t{1});
    QCOMPARE(s.sources.front().repeated, std::int64_t{2});
    const auto page = datasetReportHtml(*f.project, s);
    for (const auto& source : s.sources) {
        const std::string own = "source:" + source.source;
        QCOMPARE(found(own + " is:filename"), source.file_names);
        QCOMPARE(found(own + " is:repeated"), source.repeated);
        QCOMPARE(source.faults.size(), captionFaultInfos().size());
        for (std::size_t i = 0; i < source.faults.size(); ++i)
            QCOMPARE(found(own + " is:" + std::string(captionFaultInfos()[i].name)), source.faults[i]);
        // The last two columns of its row on the page.
        std::string cells = "<td>";
        cells.append(std::to_string(source.file_names)).append("</td><td>").append(std::to_string(source.repeated));
        cells += "</td></tr>";
        QVERIFY2(page.find(cells, page.find("<td>" + source.source + "</td>")) != std::string::npos, cells.c_str());
        for (const auto& [language, count] : source.languages) {
            QCOMPARE(found(own + " lang:" + language), count);
            std::string shown = language;
            shown.append(" (").append(std::to_string(count)).append(")");
            QVERIFY2(page.find(shown) != std::string::npos, shown.c_str());
        }
        for (const auto& [text, count] : source.top_repeated) QCOMPARE(found(own + " text:\"" + text + '"'), count);
    }
    // A picture that is mended is found no more.
    writeBytes(f.dir / "set/c.png", picture(2));
    DatasetStatsJob again(f.project);
    again.setReadPictures(true);
    QCOMPARE(failureOf(again), std::string());
    QCOMPARE(found("is:unreadable"), std::int64_t{0});
}

void DatasetJobsTest::the_languages_of_captions_are_guessed() {
    QCOMPARE(guessLanguage("A black dog is running through the snow with a stick in its mouth."), std::string("en"));
    QCOMPARE(guessLanguage("Ein schwarzer Hund läuft mit einem Stock im Maul durch den Schnee."), std::string("de"));
    QCOMPARE(guessLanguage("一只黑色的小狗嘴里叼着棍子在雪地里奔跑。"), std::string("zh"));
    QCOMPARE(guessLanguage("黒い犬が棒をくわえて雪の中を走っています。"), std::string("ja"));
    QCOMPARE(guessLanguage("IMG_2041.JPG"), std::string("und"));
    QCOMPARE(guessLanguage("\xff\xfe broken"), std::string("und"));
}

void DatasetJobsTest::the_report_is_one_page_with_pictures() {
    Fixture f;
    f.project->captions().addVersion({.image = f.images[0], .source = "alttext", .text = "<b>bold</b>, \"quoted\""});
    DatasetStatsJob job(f.project);
    job.setReadPictures(true);
    QCOMPARE(failureOf(job), std::string());
    const auto page = datasetReportHtml(*f.project, job.statistics());
    QVERIFY(page.starts_with("<!doctype html>") && page.find("alttext: CLIP tokens") != std::string::npos);
    QVERIFY(page.find("<b>bold") == std::string::npos);
    QVERIFY(page.find("http") == std::string::npos);  // it needs no other file
    QCOMPARE(page.find("data:image/png;base64,") != std::string::npos, !job.statistics().near_duplicates.empty());
    const auto csv = datasetReportCsv(*f.project);
    writeBytes(f.dir / "r.csv", csv);
    const auto table = openCsv(f.dir / "r.csv");
    std::vector<Json> cells;
    std::int64_t rows = 0;
    bool found = false;
    while (table->next(cells)) {
        ++rows;
        found = found || cells.back() == "<b>bold</b>, \"quoted\"";
    }
    QVERIFY(found);
    QCOMPARE(rows, f.project->captions().count());
}

void DatasetJobsTest::missing_files_are_counted_and_remembered() {
    Fixture f;
    fs::remove(f.dir / "set/b.png");
    DatasetStatsJob job(f.project);
    QCOMPARE(failureOf(job), std::string());
    QCOMPARE(job.statistics().missing, std::int64_t{1});
    QVERIFY(f.project->images().ids(parseImageQuery("is:missing")) == std::vector<ImageId>{f.images[1]});
    writeBytes(f.dir / "set/b.png", picture(1));
    DatasetStatsJob again(f.project);
    QCOMPARE(failureOf(again), std::string());
    QCOMPARE(f.project->images().missingCount(), std::int64_t{0});
}

void DatasetJobsTest::an_exported_image_folder_comes_back_the_same() {
    Fixture f;
    const auto report = f.exported({.out = f.dir / "out/", .sources = {"alttext", "recap_short"}});
    QCOMPARE(report.images, std::int64_t{3});
    QCOMPARE(report.captions, std::int64_t{5});
    QVERIFY(report.skipped.empty());
    const auto again = reimported(f.dir / "out", f.dir / "again.recap");
    QCOMPARE(contentsOf(*again), contentsOf(*f.project));
}

void DatasetJobsTest::an_exported_sidecar_folder_comes_back_the_same() {
    Fixture f;
    const auto report = f.exported({.out = f.dir / "out", .kind = "sidecar", .sources = {"recap_short", "alttext"}});
    QCOMPARE(report.captions, std::int64_t{3});
    QCOMPARE(readBytes(f.dir / "out/a.txt"), std::string("one brown dog\n"));
    QCOMPARE(readBytes(f.dir / "out/c.txt"), std::string("IMG_1.JPG\n"));  // it has no short caption
    QCOMPARE(readBytes(f.dir / "out/c.png"), picture(2));
    const auto again = reimported(f.dir / "out", f.dir / "again.recap");
    QCOMPARE(again->captions().forSource("alttext")[1].text, std::string("\xE4\xB8\xAD"));
}

void DatasetJobsTest::rejected_captions_are_not_exported() {
    Fixture f;
    f.setStatus(2, "alttext", CaptionStatus::Rejected);
    const auto report = f.exported({.out = f.dir / "out", .sources = {"alttext"}});
    QCOMPARE(report.images, std::int64_t{2});
    QCOMPARE(report.skipped.size(), std::size_t{1});
    QCOMPARE(report.skipped[0].reason.english(), std::string("It has none of the captions asked for."));
}

void DatasetJobsTest::only_accepted_captions_are_exported_when_asked() {
    Fixture f;
    f.setStatus(0, "alttext", CaptionStatus::Accepted);
    f.project->journal().apply("Edit", {{.image = f.images[1], .source = "alttext", .text = "edited"}}, "ann");
    const auto report = f.exported({.out = f.dir / "out", .sources = {"alttext"}, .accepted_only = true});
    QCOMPARE(report.images, std::int64_t{2});
    QVERIFY(fs::exists(f.dir / "out/b.png") && !fs::exists(f.dir / "out/c.png"));
}

void DatasetJobsTest::pictures_of_one_name_get_names_of_their_own() {
    Fixture f;
    writeBytes(f.dir / "other/a.png", picture(100));
    writeBytes(f.dir / "other/a.txt", "another a");
    ImportJob job(f.project, {.path = f.dir / "other"});
    QCOMPARE(failureOf(job), std::string());
    QCOMPARE(f.exported({.out = f.dir / "out", .kind = "sidecar"}).images, std::int64_t{4});
    const auto other = f.project->images().findByPath((f.dir / "other/a.png").string());
    QCOMPARE(readBytes(f.dir / "out" / ("a-" + other->key + ".txt")), std::string("another a"));
    QCOMPARE(readBytes(f.dir / "out/a.txt"), std::string("a dog\n"));
}

void DatasetJobsTest::a_target_that_is_not_empty_is_refused() {
    Fixture f;
    writeBytes(f.dir / "out/mine.txt", "precious");
    ExportJob job(f.project, {.out = f.dir / "out"});
    QVERIFY(failureOf(job).starts_with("invalid_option: "));
    QCOMPARE(readBytes(f.dir / "out/mine.txt"), std::string("precious"));
}

void DatasetJobsTest::a_cancelled_export_leaves_nothing() {
    Fixture f;
    RecordingContext context;
    context.onProgress = [&](const Progress& p) {
        if (p.done == 2) context.control().cancel();
    };
    ExportJob job(f.project, {.out = f.dir / "out"});
    QVERIFY(std::holds_alternative<CancelledByUser>(runToOutcome(job, context)));
    std::vector<std::string> left;
    for (const auto& entry : fs::directory_iterator(f.dir.path())) left.push_back(entry.path().filename().string());
    std::sort(left.begin(), left.end());
    QCOMPARE(left, (std::vector<std::string>{"p.recap", "set"}));
}

void DatasetJobsTest::an_unknown_source_is_refused() {
    Fixture f;
    ExportJob job(f.project, {.out = f.dir / "out", .sources = {"human"}});
    QCOMPARE(failureOf(job), std::string("not_found: The project has no caption source 'human'."));
    ExportJob kind(f.project, {.out = f.dir / "out", .kind = "floppy"});
    QVERIFY(failureOf(kind).starts_with("invalid_option: "));
}

void DatasetJobsTest::missing_pictures_are_listed_in_the_export() {
    Fixture f;
    fs::remove(f.dir / "set/b.png");
    const auto report = f.exported({.out = f.dir / "out"});
    QCOMPARE(report.images, std::int64_t{2});
    QCOMPARE(report.skipped.size(), std::size_t{1});
    QCOMPARE(report.skipped[0].reason.english(), std::string("The file is missing."));
}
