// SPDX-License-Identifier: GPL-3.0-or-later
#include "project_commands_test.h"

#include "cli_run.h"

#include "image/encode.h"

#include <QtTest/QTest>

#include <tuple>

#include <algorithm>

using namespace recap;
using namespace recap::testing;

namespace {

constexpr int kImages = 6;

// Six pictures with a text each, one broken picture and one picture without a text.
void makeFolder(const std::filesystem::path& folder) {
    for (int i = 0; i < kImages; ++i) {
        const std::string stem = std::string("picture_").append(std::to_string(i));
        std::filesystem::create_directories(folder);
        writePng(folder / (stem + ".png"), ImageBuffer(24, 16, 3, static_cast<std::uint8_t>(40 * i)));
        writeBytes(folder / (stem + ".txt"), i % 2 == 0 ? "a red apple on grass\n" : "two dogs in the snow\n");
    }
    writeBytes(folder / "broken.png", "this is no picture");
    writeBytes(folder / "broken.txt", "a caption without a picture\n");
}

Json firstItem(const QString& project) {
    return runCli({"dataset", "query", project, "apple", "--json"}).last()["items"][0];
}

}  // namespace

QString ProjectCommandsTest::project() const {
    return text(*folder_ / "study.recap");
}

void ProjectCommandsTest::initTestCase() {
    folder_ = std::make_unique<TempDir>();
    makeFolder(*folder_ / "pictures");
}

void ProjectCommandsTest::a_new_project_is_empty_and_says_so_in_json() {
    const auto created = runCli({"project", "create", project(), "--json"});
    QCOMPARE(created.exit_code, 0);
    for (const auto& run : {created, runCli({"project", "info", project(), "--json"})}) {
        const Json result = run.last();
        QCOMPARE(result.value("event", ""), std::string("result"));
        QVERIFY(hasKeys(result, {"path", "images", "captions", "runs", "schema"}));
        QCOMPARE(result["images"].get<int>(), 0);
        QCOMPARE(result["runs"].get<int>(), 0);
        QVERIFY(result["schema"].get<int>() >= 1);
    }
}

void ProjectCommandsTest::import_reports_images_captions_and_what_was_skipped() {
    const auto run = runCli({"dataset", "import", project(), text(*folder_ / "pictures"), "--json"});
    QCOMPARE(run.exit_code, 0);
    const Json result = run.last();
    QCOMPARE(result["images"].get<int>(), kImages);
    QCOMPARE(result["captions"].get<int>(), kImages);
    bool brokenListed = false;
    for (const auto& entry : result["skipped"]) {
        QVERIFY(!entry["reason"].get<std::string>().empty());
        brokenListed = brokenListed || entry["file"].get<std::string>().find("broken.png") != std::string::npos;
    }
    QVERIFY(brokenListed);
    const Json info = runCli({"project", "info", project(), "--json"}).last();
    QCOMPARE(info["images"].get<int>(), kImages);
    QCOMPARE(info["captions"].get<int>(), kImages);
}

void ProjectCommandsTest::a_second_import_adds_nothing() {
    const Json result = runCli({"dataset", "import", project(), text(*folder_ / "pictures"), "--json"}).last();
    QCOMPARE(result["images"].get<int>(), 0);
    QCOMPARE(result["captions"].get<int>(), 0);
}

void ProjectCommandsTest::json_output_is_progress_and_exactly_one_result() {
    const auto run = runCli({"dataset", "import", project(), text(*folder_ / "pictures"), "--json"});
    const auto lines = run.lines();
    QVERIFY(lines.size() >= 2);
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
        QCOMPARE(lines[i].value("event", ""), std::string("progress"));
        QVERIFY(hasKeys(lines[i], {"stage", "done", "total"}));
    }
    QCOMPARE(lines.back().value("event", ""), std::string("result"));
}

void ProjectCommandsTest::a_query_finds_by_words() {
    const Json result = runCli({"dataset", "query", project(), "dogs", "--limit", "2", "--json"}).last();
    QCOMPARE(result["count"].get<int>(), kImages / 2);
    QCOMPARE(result["items"].size(), std::size_t{2});
    QVERIFY(hasKeys(result["items"][0], {"key", "path"}));
    QCOMPARE(runCli({"dataset", "query", project(), "", "--json"}).last()["count"].get<int>(), kImages);
    const int found = result["count"].get<int>();
    QCOMPARE(runCli({"dataset", "query", project(), "-dogs", "--json"}).last()["count"].get<int>(), kImages - found);
    QCOMPARE(runCli({"dataset", "query", project(), "-has:alttext", "--json"}).last()["count"].get<int>(), 0);
}

void ProjectCommandsTest::show_has_every_caption_version_with_tokens() {
    const auto key = QString::fromStdString(firstItem(project())["key"].get<std::string>());
    const Json result = runCli({"dataset", "show", project(), key, "--json"}).last();
    QCOMPARE(QString::fromStdString(result["key"].get<std::string>()), key);
    QCOMPARE(result["captions"].size(), std::size_t{1});
    const Json& caption = result["captions"][0];
    QVERIFY(hasKeys(caption, {"source", "text", "status", "tokens", "author", "time"}));
    QCOMPARE(caption["text"].get<std::string>(), std::string("a red apple on grass"));
    QCOMPARE(caption["tokens"].get<int>(), 5);
}

void ProjectCommandsTest::an_edit_is_a_new_version() {
    const Json item = firstItem(project());
    const auto key = QString::fromStdString(item["key"].get<std::string>());
    const Json shown = runCli({"dataset", "show", project(), key, "--json"}).last();
    const auto source = QString::fromStdString(shown["captions"][0]["source"].get<std::string>());
    const Json set =
        runCli({"caption", "set", project(), key, "--source", source, "--text", "one red apple", "--json"}).last();
    QCOMPARE(set["version"].get<int>(), 2);
    QCOMPARE(runCli({"caption", "reject", project(), key, "--source", source}).exit_code, 0);
    QCOMPARE(runCli({"caption", "accept", project(), key, "--source", source, "--json"}).last()["version"].get<int>(),
             2);
    const Json after = runCli({"dataset", "show", project(), key, "--json"}).last();
    QCOMPARE(after["captions"].size(), std::size_t{2});
    QCOMPARE(after["captions"][1]["text"].get<std::string>(), std::string("one red apple"));
    QCOMPARE(after["captions"][1]["status"].get<std::string>(), std::string("accepted"));
}

void ProjectCommandsTest::captions_are_written_where_there_are_none() {
    const QString own = text(*folder_ / "written.recap");
    runCli({"project", "create", own});
    runCli({"dataset", "import", own, text(*folder_ / "pictures"), "--json"});
    const auto missing = [&] {
        return runCli({"dataset", "query", own, "-has:human_short", "--json"}).last()["items"];
    };
    QCOMPARE(missing().size(), static_cast<std::size_t>(kImages));
    const auto key = QString::fromStdString(missing()[0]["key"].get<std::string>());
    const Json set =
        runCli({"caption", "set", own, key, "--source", "human_short", "--text", "a red apple", "--json"}).last();
    QCOMPARE(set["version"].get<int>(), 1);
    QCOMPARE(set["tokens"].get<int>(), 3);
    QCOMPARE(missing().size(), static_cast<std::size_t>(kImages - 1));
    const auto blank = runCli({"caption", "set", own, key, "--source", "human_long", "--text", " ", "--json"});
    QCOMPARE(blank.exit_code, 1);
    QCOMPARE(blank.last().value("code", ""), std::string("invalid_option"));
}

void ProjectCommandsTest::a_query_says_why_it_finds_nothing() {
    const auto hints = [&](const char* query) {
        return runCli({"dataset", "query", project(), query, "--json"}).last()["hints"];
    };
    QCOMPARE(hints("source:alttxt").size(), std::size_t{1});
    QVERIFY(hints("source:alttxt")[0].get<std::string>().find("'alttext'") != std::string::npos);
    QCOMPARE(hints("is:missing").size(), std::size_t{1});
    QVERIFY(hints("source:alttext").empty());
}

void ProjectCommandsTest::statistics_count_tokens_by_source() {
    const Json result = runCli({"dataset", "stats", project(), "--json"}).last();
    QVERIFY(hasKeys(result, {"images", "captions", "tokens", "duplicates", "missing"}));
    QCOMPARE(result["images"].get<int>(), kImages);
    QCOMPARE(result["captions"].begin().value().get<int>(), kImages);
    QVERIFY(hasKeys(result["tokens"].begin().value(), {"mean", "p50", "p95", "max", "over_77"}));
    QCOMPARE(result["tokens"].begin().value()["max"].get<int>(), 5);
    QCOMPARE(result["missing"].get<int>(), 0);
}

void ProjectCommandsTest::an_export_can_be_imported_again() {
    const auto exported =
        runCli({"dataset", "export", project(), text(*folder_ / "exported"), "--kind", "imagefolder", "--json"});
    QCOMPARE(exported.exit_code, 0);
    QCOMPARE(exported.last()["images"].get<int>(), kImages);
    const auto copy = text(*folder_ / "copy.recap");
    QCOMPARE(runCli({"project", "create", copy}).exit_code, 0);
    const Json imported = runCli({"dataset", "import", copy, text(*folder_ / "exported"), "--json"}).last();
    QCOMPARE(imported["images"].get<int>(), kImages);
    QCOMPARE(imported["captions"].get<int>(), kImages);
}

void ProjectCommandsTest::every_export_kind_can_be_imported_again() {
    const auto captions = runCli({"project", "info", project(), "--json"}).last()["captions"].get<int>();
    for (const auto& [kind, read] :
         {std::pair("coco", "captions.json"), std::pair("csv", "captions.csv"), std::pair("webdataset", "00000.tar")}) {
        const auto out = *folder_ / (std::string("export_") + kind);
        const auto other = text(*folder_ / (std::string(kind) + ".recap"));
        QCOMPARE(runCli({"dataset", "export", project(), text(out), "--kind", kind}).exit_code, 0);
        QCOMPARE(runCli({"project", "create", other}).exit_code, 0);
        const Json result = runCli({"dataset", "import", other, text(out / read), "--json"}).last();
        QCOMPARE(result["kind"].get<std::string>(), std::string(kind));
        QCOMPARE(result["images"].get<int>(), kImages);
        QCOMPARE(result["captions"].get<int>(), captions);
    }
    QCOMPARE(runCli({"dataset", "export", project(), text(*folder_ / "x"), "--kind", "floppy"}).exit_code, 2);
    QCOMPARE(runCli({"dataset", "import", project(), text(*folder_ / "x"), "--kind", "floppy"}).exit_code, 2);
}

void ProjectCommandsTest::captions_are_edited_and_reviewed_in_bulk() {
    const QStringList edit{"dataset", "edit", project(), "--find", "two (dogs)", "--replace", "$1: two"};
    const Json preview = runCli(edit + QStringList{"--preview", "--json"}).last();
    QCOMPARE(preview["count"].get<int>(), kImages / 2);
    QCOMPARE(preview["changed"].get<int>(), 0);
    QCOMPARE(preview["items"][0]["after"].get<std::string>(), std::string("dogs: two in the snow"));
    QCOMPARE(runCli(edit + QStringList{"--json"}).last()["changed"].get<int>(), kImages / 2);
    QCOMPARE(runCli({"dataset", "query", project(), "\"dogs two\"", "--json"}).last()["count"].get<int>(), kImages / 2);
    const Json reviewed = runCli({"dataset", "review", project(), "--source", "alttext", "--filter", "dogs", "--status",
                                  "flagged", "--json"})
                              .last();
    QCOMPARE(reviewed["changed"].get<int>(), kImages / 2);
    QCOMPARE(runCli({"dataset", "query", project(), "status:flagged", "--json"}).last()["count"].get<int>(),
             kImages / 2);
    QCOMPARE(runCli({"dataset", "edit", project(), "--find", "(a"}).exit_code, 1);
}

void ProjectCommandsTest::the_report_is_a_page_and_a_table() {
    const auto page = *folder_ / "report.html", table = *folder_ / "report.csv";
    const Json result =
        runCli({"dataset", "stats", project(), "--html", text(page), "--csv", text(table), "--json"}).last();
    QVERIFY(hasKeys(result, {"near_duplicates", "unreadable", "languages", "file_names", "repeated"}));
    QVERIFY(readBytes(page).find("</html>") != std::string::npos);
    QVERIFY(readBytes(table).starts_with("key,path,"));
    QVERIFY(!runCli({"dataset", "stats", project(), "--quick", "--json"}).last().contains("near_duplicates"));
}

void ProjectCommandsTest::caption_quality_counts_what_its_queries_find() {
    const auto run = runCli({"caption", "quality", project(), "--source", "alttext", "--json"});
    QVERIFY2(run.exit_code == 0, run.err.c_str());
    const Json result = run.last();
    QVERIFY(hasKeys(result, {"source", "against", "captions", "corrected", "filters", "tokens", "words", "phrases",
                             "own_words", "own_word_images", "mean_own_words"}));
    QVERIFY(result["captions"].get<int>() > 0);
    QVERIFY(result["filters"].size() >= 8);
    for (const auto& filter : result["filters"]) {
        const auto query = QString::fromStdString(filter["query"].get<std::string>());
        const Json found = runCli({"dataset", "query", project(), query, "--json"}).last();
        QCOMPARE(found["count"].get<std::int64_t>(), filter["images"].get<std::int64_t>());
    }
    const auto people = runCli({"caption", "quality", project(), "--source", "alttext"});
    QVERIFY(people.out.find("repeat another image's caption  [source:alttext is:repeated]") != std::string::npos);
    QCOMPARE(runCli({"caption", "quality", project()}).exit_code, 2);
    QCOMPARE(runCli({"caption", "quality", project(), "--source", "nothing"}).exit_code, 1);
    QCOMPARE(runCli({"caption", "quality", project(), "--run", "nothing"}).exit_code, 1);
    const QStringList ofAltText{"caption", "quality", project(), "--source", "alttext", "--quiet"};
    for (const auto& [more, code, word] :
         {std::tuple{QStringList{"--against", "nothing"}, 1, "no caption source 'nothing'"},
          {QStringList{"--against", "alttext"}, 2, "--against must name another source"},
          {QStringList{"--filter", "width>100000"}, 1, "No caption of alttext is selected"},
          {QStringList{"--low-clip", "5"}, 2, "--low-clip"},
          {QStringList{"--show", "-1"}, 2, "--show: must be a whole number from 0, not '-1'"}}) {
        const auto refused = runCli(ofAltText + more);
        QCOMPARE(refused.exit_code, code);
        QCOMPARE(refused.errorLines(), 1);
        QVERIFY2(refused.err.find(word) != std::string::npos, refused.err.c_str());
    }
}

void ProjectCommandsTest::corrected_captions_are_promoted_once() {
    const auto key = QString::fromStdString(firstItem(project())["key"].get<std::string>());
    const auto set = runCli({"caption", "set", project(), key, "--source", "recap_short", "--text", "a red apple"});
    QCOMPARE(set.exit_code, 0);
    const QStringList command{"caption", "promote", project(), "--from", "recap_short", "--json"};
    const Json preview = runCli(command + QStringList{"--preview"}).last();
    QCOMPARE(preview["to"].get<std::string>(), std::string("human_short"));
    QCOMPARE(preview["added"].get<int>(), 1);
    const Json first = runCli(command).last(), second = runCli(command).last();
    QCOMPARE(first["corrected"].get<int>(), 1);
    QCOMPARE(first["added"].get<int>(), 1);
    QCOMPARE(second["added"].get<int>(), 0);
    QCOMPARE(second["present"].get<int>(), 1);
    const Json found =
        runCli({"dataset", "query", project(), "source:human_short text:\"a red apple\"", "--json"}).last();
    QCOMPARE(found["count"].get<int>(), 1);
}

void ProjectCommandsTest::captions_are_scored_by_a_clip() {
    const QStringList score{"dataset", "score", project(), "--json"};
    const auto unnamed = runCli(score);
    QCOMPARE(unnamed.exit_code, 1);
    QVERIFY(unnamed.last()["message"].get<std::string>().find("--clip") != std::string::npos);
    QCOMPARE(runCli(score + QStringList{"--clip", text(folder_->path())}).exit_code, 1);
    const QStringList byDemo = score + QStringList{"--clip", "demo", "--batch", "2"};
    const auto some = runCli(byDemo + QStringList{"--filter", "dogs"});
    QVERIFY2(some.exit_code == 0, some.err.c_str());
    QCOMPARE(some.last()["written"].get<int>(), kImages / 2);
    QCOMPARE(some.last()["pictures"].get<int>(), kImages / 2);
    QCOMPARE(some.last()["clip_model"].get<std::string>().size(), std::size_t{64});
    QVERIFY(some.last()["skipped"].empty());
    QCOMPARE(runCli({"dataset", "query", project(), "clip<=1", "--json"}).last()["count"].get<int>(), kImages / 2);
    const Json stats = runCli({"dataset", "stats", project(), "--json"}).last();
    int captions = 0;
    for (const auto& count : stats["captions"]) captions += count.get<int>();
    QCOMPARE(runCli(byDemo).last()["written"].get<int>(), captions - kImages / 2);
    QCOMPARE(runCli(byDemo).last()["written"].get<int>(), 0);
    const auto key = QString::fromStdString(firstItem(project())["key"].get<std::string>());
    const Json shown = runCli({"dataset", "show", project(), key, "--json"}).last();
    const double value = shown["captions"].back()["clip"];
    QVERIFY(value > -1 && value < 1);
}

void ProjectCommandsTest::runs_of_a_new_project_are_an_empty_list() {
    const auto run = runCli({"runs", "list", project(), "--json"});
    QCOMPARE(run.exit_code, 0);
    QVERIFY(run.last()["runs"].is_array() && run.last()["runs"].empty());
}

void ProjectCommandsTest::failures_are_one_sentence_and_exit_1_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("code");
    const auto damaged = *folder_ / "damaged.recap";
    writeBytes(damaged / "project.sqlite", std::string(4096, 'x'));
    writeBytes(*folder_ / "config.json", R"({"learning_rat": 1})");
    writeBytes(*folder_ / "broken.json", "{\"learning_rate\": ");
    writeBytes(*folder_ / "plan.json", R"({"name": "s", "first_run": "a", "second_run": "b"})");
    const auto add = [](const char* name, const QStringList& arguments, const char* code) {
        QTest::newRow(name) << arguments << QString::fromLatin1(code);
    };
    add("no project", {"project", "info", text(*folder_ / "nowhere.recap")}, "file_not_found");
    add("project there already", {"project", "create", project()}, "invalid_option");
    add("damaged project", {"project", "info", text(damaged)}, "database");
    add("import of nothing", {"dataset", "import", project(), text(*folder_ / "nowhere")}, "file_not_found");
    add("broken query", {"dataset", "query", project(), "status:purple"}, "invalid_option");
    add("unknown image", {"dataset", "show", project(), "zzzz"}, "not_found");
    add("unknown run", {"runs", "show", project(), "nothing"}, "not_found");
    add("unknown option in a file", {"train", project(), "--config", text(*folder_ / "config.json")}, "invalid_option");
    add("broken configuration", {"train", project(), "--config", text(*folder_ / "broken.json")}, "bad_format");
    add("rating unknown runs", {"rate", "create", project(), "--plan", text(*folder_ / "plan.json")}, "not_found");
    add("unknown study", {"rate", "report", project(), "nothing"}, "not_found");
    add("no file to inspect", {"inspect", text(*folder_ / "nowhere.safetensors")}, "file_not_found");
    add("metrics of unknown runs", {"metrics", "compute", project(), "--runs", "a,b"}, "not_found");
}

void ProjectCommandsTest::failures_are_one_sentence_and_exit_1() {
    QFETCH(QStringList, arguments);
    QFETCH(QString, code);
    const auto run = runCli(arguments + QStringList{"--json"});
    QVERIFY2(run.exit_code == 1, (run.out + run.err).c_str());
    const Json last = run.last();
    QCOMPARE(last.value("event", ""), std::string("error"));
    QCOMPARE(QString::fromStdString(last.value("code", "")), code);
    QVERIFY(last.value("message", "").size() > 10);
    QVERIFY2(run.errorLines() == 1, run.err.c_str());
    QVERIFY2(run.err.find("what():") == std::string::npos, run.err.c_str());
}
