// SPDX-License-Identifier: GPL-3.0-or-later
#include "database_test.h"

#include "data/metric_history.h"
#include "data/metric_repository.h"
#include "data/run_repository.h"
#include "data/sample_repository.h"
#include "data/setting_repository.h"
#include "project_fixture.h"

#include <QtTest/QTest>

using namespace recap;
using namespace recap::testing;
namespace fs = std::filesystem;

namespace {

constexpr const char* kWithoutVersion8 = "DROP INDEX caption_head_faults; ALTER TABLE caption_head DROP COLUMN faults;";

// The tables of numbers as version 8 had them.
constexpr const char* kWithoutVersion9 = R"sql(
    DROP TABLE metric_difference;
    DROP TABLE contribution;
    DROP TABLE judged_picture;
    DROP TABLE metric;
    DROP TABLE judged;
    DROP TABLE metric_history;
    CREATE TABLE metric(id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
        name TEXT NOT NULL, value REAL, low REAL, high REAL, n INTEGER NOT NULL, judge TEXT NOT NULL,
        card TEXT NOT NULL, UNIQUE(run, name, judge));
    CREATE TABLE metric_history(id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
        name TEXT NOT NULL, value REAL, low REAL, high REAL, n INTEGER NOT NULL, judge TEXT NOT NULL,
        card TEXT NOT NULL);
    CREATE INDEX metric_history_by_run ON metric_history(run, name, judge);
    CREATE TRIGGER metric_keeps_what_it_replaces AFTER UPDATE ON metric BEGIN SELECT 1; END;)sql";

std::int64_t number(Database& db, const std::string& sql) {
    auto query = db.prepare(sql);
    return query.step() ? query.integer(0) : -1;
}

}  // namespace

void DatabaseTest::a_new_file_gets_the_newest_schema() {
    DatabaseFixture f;
    QCOMPARE(f.db->schemaVersion(), currentSchemaVersion());
    QCOMPARE(number(*f.db, "PRAGMA foreign_keys"), std::int64_t{1});
    QCOMPARE(number(*f.db, "PRAGMA synchronous"), std::int64_t{1});
    auto mode = f.db->prepare("PRAGMA journal_mode");
    QVERIFY(mode.step());
    QCOMPARE(mode.text(0), std::string("wal"));
}

void DatabaseTest::rows_survive_reopening() {
    DatabaseFixture f;
    const auto id = f.image("a.png");
    f.reopen();
    QCOMPARE(ImageRepository(*f.db).get(id)->path, std::string("/pictures/a.png"));
}

void DatabaseTest::a_stored_database_of_every_version_opens() {
    const auto folder = fs::path(qEnvironmentVariable("RECAP_SOURCE_DIR").toStdString()) / "tests/core/data/schemas";
    for (int version = 1; version <= currentSchemaVersion(); ++version) {
        const TempDir dir;
        const auto stored = folder / ("v" + std::to_string(version) + ".sqlite");
        QVERIFY2(fs::exists(stored), qPrintable(QString::fromStdString(stored.string())));
        fs::copy_file(stored, dir / "project.sqlite");
        fs::permissions(dir / "project.sqlite", fs::perms::owner_write, fs::perm_options::add);
        Database db(dir / "project.sqlite", Database::Mode::ReadWrite);
        QCOMPARE(db.schemaVersion(), currentSchemaVersion());
        db.check();
        // What the stored file holds: one image with two versions of a caption, and a run with one number.
        const auto images = ImageRepository(db).list();
        QCOMPARE(images.size(), std::size_t{1});
        QCOMPARE(CaptionRepository(db).history(images[0].id, "alttext").size(), std::size_t{2});
        QCOMPARE(CaptionRepository(db).current(images[0].id, "alttext")->text, std::string("a better caption"));
        for (const char* query : {"better", "words:3", "tokens:3", "contains:ter", "contains:ette", "-is:duplicate",
                                  "-clip<1", "text:\"a better caption\"", "-text:\"a caption\"", "-is:repeated",
                                  "-is:filename", "-is:short", "-is:unchanged"})
            QCOMPARE(ImageRepository(db).count(parseImageQuery(query)), std::int64_t{1});
        const auto runs = RunRepository(db).list();
        QCOMPARE(runs.size(), std::size_t{1});
        QCOMPARE(RunRepository(db).scalars(runs[0].id, "loss"), (ScalarSeries{{3, 0.5}}));
    }
}

void DatabaseTest::previews_of_an_older_project_are_told_by_their_folder() {
    DatabaseFixture f;
    const auto run = RunRepository(*f.db).create({.name = "Alttext", .kind = RunKind::Diffusion}).id;
    // The tables as schema 4 had them, with what a study of that time left: the training's last previews have prompt,
    // seed and step of the first held-out pictures, which were therefore numbered from behind them.
    f.db->execute(kWithoutVersion9);
    f.db->execute(kWithoutVersion8);
    f.db->execute(R"sql(
        DROP TRIGGER metric_keeps_what_it_replaces;
        DROP TABLE metric_history;
        DROP TABLE sample;
        CREATE TABLE sample(id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
            step INTEGER NOT NULL, prompt_index INTEGER NOT NULL, prompt TEXT NOT NULL, seed INTEGER NOT NULL,
            path TEXT NOT NULL, settings TEXT NOT NULL, UNIQUE(run, step, prompt_index, seed));
        PRAGMA user_version = 4;)sql");
    const auto add = [&](int index, const char* prompt, int seed, const std::string& path, const char* settings) {
        f.db->prepare(
                "INSERT INTO sample(run, step, prompt_index, prompt, seed, path, settings) VALUES(?, 240, ?, ?, "
                "?, ?, ?)")
            .bind(run.value)
            .bind(std::int64_t{index})
            .bind(std::string(prompt))
            .bind(std::int64_t{seed})
            .bind(path)
            .bind(std::string(settings))
            .run();
    };
    add(0, "a car", 7, "runs/1/samples/step-000240/0.png", R"({"steps":12})");
    add(1, "a fish", 8, "runs/1/samples/step-000240/1.png", "");
    add(4, "a car", 7, "runs/1/held-out/0_7.png", R"({"steps":12})");
    add(5, "a fish", 8, "runs/1/held-out/1_8.png", R"({"steps":12})");
    f.reopen();
    QCOMPARE(f.db->schemaVersion(), currentSchemaVersion());
    std::vector<std::pair<std::string, bool>> found;
    for (const auto& sample : SampleRepository(*f.db).list(run))
        found.emplace_back(sample.path, sample.settings.value("preview", false));
    QCOMPARE(found, (std::vector<std::pair<std::string, bool>>{{"runs/1/samples/step-000240/0.png", true},
                                                               {"runs/1/samples/step-000240/1.png", true},
                                                               {"runs/1/held-out/0_7.png", false},
                                                               {"runs/1/held-out/1_8.png", false}}));
    QCOMPARE(SampleRepository(*f.db).list(run)[0].settings.at("steps").get<int>(), 12);
}

void DatabaseTest::a_study_of_an_older_project_names_the_demos_clip() {
    for (const bool study : {true, false}) {
        DatabaseFixture f;
        if (study) SettingRepository(*f.db).set("study", "{}");
        f.db->execute(kWithoutVersion9);
        f.db->execute(kWithoutVersion8);
        f.db->execute("PRAGMA user_version = 6");
        f.reopen();
        QCOMPARE(SettingRepository(*f.db).get("clip.default").value_or("none"), std::string(study ? "demo" : "none"));
    }
}

void DatabaseTest::numbers_of_an_older_project_are_known_by_their_pictures_and_cards() {
    DatabaseFixture f;
    RunRepository runs(*f.db);
    SampleRepository samples(*f.db);
    const auto trained = runs.create({.name = "trained", .kind = RunKind::Diffusion, .step = 900}).id;
    const auto unknown = runs.create({.name = "unknown", .kind = RunKind::Diffusion}).id;
    f.db->prepare("UPDATE run SET step = 40 WHERE id = ?").bind(unknown.value).run();
    samples.addMany({{.run = trained, .step = 500, .prompt = "p", .path = "a.png"},
                     {.run = trained, .step = 800, .prompt = "p", .path = "b.png", .settings = {{"steps", 12}}},
                     {.run = trained, .step = 900, .prompt = "p", .path = "c.png", .settings = {{"preview", true}}}});
    f.db->execute(kWithoutVersion9);
    const auto add = [&](const std::string& table, RunId run, const char* name, double value, const char* card) {
        f.db->prepare("INSERT INTO " + table + "(run, name, value, n, judge, card) VALUES(?, ?, ?, 7, 'detr', ?)")
            .bind(run.value)
            .bind(name)
            .bind(value)
            .bind(card)
            .run();
    };
    add("metric", trained, "soa_c", 70, R"({"judge_hash":"d1","prompt_set":"a1","weights":"average","images":7})");
    add("metric", trained, "fid", 20, "");
    add("metric", unknown, "fid", 30, "no JSON");
    add("metric_history", trained, "soa_c", 60, R"({"judge_hash":"d1","prompt_set":"b2"})");
    f.db->execute("PRAGMA user_version = 8");
    f.reopen();
    QCOMPARE(f.db->schemaVersion(), currentSchemaVersion());
    QCOMPARE(number(*f.db, "SELECT count(*) FROM pragma_foreign_key_check"), std::int64_t{0});
    const auto numbers = MetricRepository(*f.db).list(trained);
    QCOMPARE(numbers.size(), std::size_t{2});
    QVERIFY(numbers[0].value == 70 && numbers[0].n == 7 && numbers[0].step == 800);
    QCOMPARE(numbers[0].weights + numbers[0].prompt_set + numbers[0].judge_hash, std::string("averagea1d1"));
    QCOMPARE(numbers[0].card.at("images").get<int>(), 7);
    QVERIFY(numbers[1].step == 800 && numbers[1].prompt_set.empty() && numbers[1].judge_hash.empty());
    QCOMPARE(number(*f.db, "SELECT step FROM metric WHERE value = 30"), std::int64_t{40});
    const auto history = metricHistory(*f.db);
    QCOMPARE(history.size(), std::size_t{1});
    QVERIFY(history[0].value == 60 && history[0].prompt_set == "b2" && history[0].step == 800);
    // The trigger follows the new key.
    auto changed = numbers[0];
    changed.value = 71;
    MetricRepository(*f.db).add(changed);
    QCOMPARE(metricHistory(*f.db).size(), std::size_t{2});
    QVERIFY(sameNumber(metricHistory(*f.db)[0], changed) && metricHistory(*f.db)[0].value == 70);
}

void DatabaseTest::a_newer_schema_is_refused() {
    DatabaseFixture f;
    f.db->execute("PRAGMA user_version = 99");
    f.db.reset();
    std::string message;
    QVERIFY(errorOf([&] { f.reopen(); }, &message) == ErrorCode::Database);
    QVERIFY2(message.find("newer version of the program") != std::string::npos, message.c_str());
}

void DatabaseTest::another_programs_database_is_refused() {
    DatabaseFixture f;
    f.db->execute("PRAGMA application_id = 7");
    f.db.reset();
    std::string message;
    QVERIFY(errorOf([&] { f.reopen(); }, &message) == ErrorCode::Database);
    QVERIFY2(message.find("not one of a RECAP project") != std::string::npos, message.c_str());
}

void DatabaseTest::a_file_that_is_no_database_is_refused() {
    const TempDir dir;
    writeBytes(dir / "project.sqlite", std::string(5000, 'x'));
    std::string message;
    QVERIFY(errorOf([&] { Database(dir / "project.sqlite", Database::Mode::ReadWrite); }, &message) ==
            ErrorCode::Database);
    QVERIFY2(message.find("is damaged") != std::string::npos, message.c_str());
    QCOMPARE(readBytes(dir / "project.sqlite"), std::string(5000, 'x'));
}

void DatabaseTest::damage_inside_the_file_is_found_by_the_check() {
    DatabaseFixture f;
    for (int i = 0; i < 300; ++i)
        f.caption(f.image(std::to_string(i)), "alttext", "a caption of some length " + std::to_string(i));
    f.db->execute("PRAGMA wal_checkpoint(TRUNCATE)");
    f.db->check();
    f.db.reset();
    auto bytes = readBytes(f.file());
    for (std::size_t page = 10; page * 4096 < bytes.size(); page += 3)
        bytes.replace(page * 4096, 64, std::string(64, '\xEE'));
    writeBytes(f.file(), bytes);
    std::string message;
    const auto code = errorOf(
        [&] {
            f.reopen();
            f.db->check();
        },
        &message);
    QVERIFY(code == ErrorCode::Database);
    QVERIFY2(message.find("is damaged") != std::string::npos, message.c_str());
}

void DatabaseTest::references_are_enforced() {
    DatabaseFixture f;
    QVERIFY(errorOf([&] { f.db->execute("INSERT INTO run_scalar VALUES(77, 'loss', 1, 0.5)"); }) ==
            ErrorCode::Database);
}

void DatabaseTest::a_caption_version_cannot_be_changed() {
    DatabaseFixture f;
    f.caption(f.image("a"), "alttext", "a dog");
    std::string message;
    QVERIFY(errorOf([&] { f.db->execute("UPDATE caption_version SET text = 'a cat'"); }, &message) ==
            ErrorCode::Database);
    QVERIFY2(message.find("a caption version never changes") != std::string::npos, message.c_str());
}

void DatabaseTest::an_abandoned_transaction_leaves_nothing() {
    DatabaseFixture f;
    {
        Transaction transaction(*f.db);
        f.image("a");
    }
    QCOMPARE(ImageRepository(*f.db).count(), std::int64_t{0});
    Transaction transaction(*f.db);
    f.image("a");
    transaction.commit();
    f.reopen();
    QCOMPARE(ImageRepository(*f.db).count(), std::int64_t{1});
}

void DatabaseTest::an_inner_transaction_can_be_taken_back_alone() {
    DatabaseFixture f;
    Transaction outer(*f.db, Transaction::Durability::Durable);
    f.image("a");
    {
        Transaction inner(*f.db);
        f.image("b");
    }
    {
        Transaction inner(*f.db);
        f.image("c");
        inner.commit();
    }
    outer.commit();
    QCOMPARE(ImageRepository(*f.db).count(), std::int64_t{2});
    QVERIFY(!ImageRepository(*f.db).findBySha256(sha256("b")));
    QCOMPARE(number(*f.db, "PRAGMA synchronous"), std::int64_t{1});
}

void DatabaseTest::a_read_only_connection_refuses_to_write() {
    DatabaseFixture f;
    Database reader(f.file(), Database::Mode::ReadOnly);
    QVERIFY(reader.readOnly());
    QVERIFY(errorOf([&] { SettingRepository(reader).set("a", "b"); }) == ErrorCode::ReadOnly);
    SettingRepository(*f.db).set("a", "b");
    QCOMPARE(*SettingRepository(reader).get("a"), std::string("b"));  // sees what the writer did meanwhile
}

void DatabaseTest::an_immutable_connection_reads_without_creating_files() {
    DatabaseFixture f;
    f.image("a");
    f.db.reset();
    fs::rename(f.file(), f.dir / "50% off? #1.sqlite");  // characters that mean something in a URI
    const auto before = std::distance(fs::directory_iterator(f.dir.path()), fs::directory_iterator());
    Database reader(f.dir / "50% off? #1.sqlite", Database::Mode::Immutable);
    QCOMPARE(ImageRepository(reader).count(), std::int64_t{1});
    QCOMPARE(std::distance(fs::directory_iterator(f.dir.path()), fs::directory_iterator()), before);
}

void DatabaseTest::a_full_disk_keeps_what_was_there() {
    DatabaseFixture f;
    f.image("a");
    // SQLite reports a file that may not grow in the same way as a full disk.
    f.db->execute("PRAGMA max_page_count = " + std::to_string(number(*f.db, "PRAGMA page_count") + 2));
    std::string message;
    const auto code = errorOf(
        [&] {
            Transaction transaction(*f.db);
            for (int i = 0; i < 10'000; ++i) f.image("more " + std::to_string(i));
            transaction.commit();
        },
        &message);
    QVERIFY(code == ErrorCode::DiskFull);
    QVERIFY2(message.starts_with("The disk is full"), message.c_str());
    QCOMPARE(ImageRepository(*f.db).count(), std::int64_t{1});
    f.db->execute("PRAGMA max_page_count = 1000000");
    f.image("b");
    QCOMPARE(ImageRepository(*f.db).count(), std::int64_t{2});
}

void DatabaseTest::one_statement_may_run_inside_another_of_the_same_text() {
    DatabaseFixture f;
    const std::string sql =
        "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 3) SELECT n FROM c";
    std::vector<std::int64_t> seen;
    auto outer = f.db->prepare(sql);
    while (outer.step()) {
        auto inner = f.db->prepare(sql);
        while (inner.step()) seen.push_back(10 * outer.integer(0) + inner.integer(0));
    }
    QCOMPARE(seen, (std::vector<std::int64_t>{11, 12, 13, 21, 22, 23, 31, 32, 33}));
}

void DatabaseTest::wrong_sql_is_a_database_error() {
    DatabaseFixture f;
    QVERIFY(errorOf([&] { f.db->prepare("SELEKT 1"); }) == ErrorCode::Database);
    QVERIFY(errorOf([&] { f.db->execute("SELECT * FROM nothing"); }) == ErrorCode::Database);
    QVERIFY(errorOf([&] { f.db->prepare("SELECT 1").bind(1); }) == ErrorCode::Database);  // no such parameter
}
