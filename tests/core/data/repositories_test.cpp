// SPDX-License-Identifier: GPL-3.0-or-later
#include "repositories_test.h"

#include "data/checkpoint_repository.h"
#include "data/contribution_repository.h"
#include "data/draft_repository.h"
#include "data/metric_history.h"
#include "data/metric_repository.h"
#include "data/rating_repository.h"
#include "data/run_repository.h"
#include "data/sample_repository.h"
#include "data/setting_repository.h"
#include "project_fixture.h"

#include <QtTest/QTest>

#include <algorithm>

#include <cmath>

using namespace recap;
using namespace recap::testing;

void RepositoriesTest::an_image_is_found_by_key_hash_and_path() {
    DatabaseFixture f;
    const ImageRepository images(*f.db);
    f.image("other");
    const auto id = f.image("cat.png", 300, 200);
    const auto image = *images.get(id);
    QCOMPARE(image.key, sha256("cat.png").substr(0, 16));
    QCOMPARE(image.width, 300);
    QCOMPARE(image.height, 200);
    QCOMPARE(image.added_ms, f.clock->now);
    QVERIFY(images.findByKey(image.key)->id == id);
    QVERIFY(images.findBySha256(sha256("cat.png"))->id == id);
    QVERIFY(images.findByPath("/pictures/cat.png")->id == id);
    QVERIFY(images.findUnchangedFile("/pictures/cat.png", 10, 5) == id);
    QVERIFY(!images.findUnchangedFile("/pictures/cat.png", 10, 6));
    QVERIFY(!images.findByPath("/pictures/dog.png") && !images.get(ImageId{99}) && !images.findByKey(""));
}

void RepositoriesTest::a_key_may_be_shortened_while_it_is_unique() {
    DatabaseFixture f;
    const ImageRepository images(*f.db);
    for (int i = 0; i < 40; ++i) f.image(std::to_string(i));  // more than 16: some share the first digit
    for (const auto& image : images.list()) {
        QVERIFY(images.findByKey(image.key.substr(0, 12))->id == image.id);
        int same = 0;
        for (const auto& other : images.list()) same += other.key[0] == image.key[0] ? 1 : 0;
        QCOMPARE(images.findByKey(image.key.substr(0, 1)).has_value(), same == 1);
    }
}

void RepositoriesTest::the_same_content_cannot_be_added_twice() {
    DatabaseFixture f;
    f.image("a");
    QVERIFY(errorOf([&] { f.image("a"); }) == ErrorCode::Database);
    QCOMPARE(ImageRepository(*f.db).count(), std::int64_t{1});
}

void RepositoriesTest::a_second_file_of_an_image_counts_as_duplicate() {
    DatabaseFixture f;
    ImageRepository images(*f.db);
    const auto id = f.image("a");
    QCOMPARE(images.duplicateFileCount(), std::int64_t{0});
    images.addFile(id, "/pictures/copy", 10, 5);
    QCOMPARE(images.duplicateFileCount(), std::int64_t{1});
    QVERIFY(images.findByPath("/pictures/copy")->id == id);
    QCOMPARE(images.get(id)->path, std::string("/pictures/a"));
}

void RepositoriesTest::an_image_whose_file_was_replaced_is_missing() {
    DatabaseFixture f;
    ImageRepository images(*f.db);
    const auto lost = f.image("a"), kept = f.image("b"), fresh = f.image("c");
    images.addFile(kept, "/pictures/b2", 1, 1);
    images.addFile(fresh, "/pictures/a", 2, 2);
    images.addFile(fresh, "/pictures/b", 2, 2);
    QVERIFY(images.get(lost)->missing);
    QVERIFY(!images.get(kept)->missing);
    QCOMPARE(images.get(kept)->path, std::string("/pictures/b2"));
    QCOMPARE(images.missingCount(), std::int64_t{1});
    images.setPath(lost, "/elsewhere/a");
    QCOMPARE(images.missingCount(), std::int64_t{0});
}

void RepositoriesTest::attributes_round_trip() {
    DatabaseFixture f;
    ImageRepository images(*f.db);
    const auto a = f.image("a"), b = f.image("b");
    const Json truth = {{"truth", {{"objects", {"dog", "cat"}}, {"n", 2}}}};
    images.setAttributes(b, truth);
    QVERIFY(images.attributes(b) == truth);
    QVERIFY(images.attributes(a).empty());
    const auto all = images.attributesOf();
    QCOMPARE(all.size(), std::size_t{1});
    QVERIFY(all[0].first == b && all[0].second == truth);
}

void RepositoriesTest::lists_are_paged_in_order_of_import() {
    DatabaseFixture f;
    std::vector<ImageId> ids;
    for (int i = 0; i < 25; ++i) ids.push_back(f.image(std::to_string(i)));
    const ImageRepository images(*f.db);
    const auto page = images.list({}, 10, 5);
    QCOMPARE(page.size(), std::size_t{5});
    QVERIFY(page.front().id == ids[10]);
    QVERIFY(images.ids() == ids);
    QCOMPARE(images.ids({}, 3).size(), std::size_t{3});
    const std::vector<ImageId> wanted{ids[7], ImageId{12345}, ids[2]};
    const auto some = images.getMany(wanted);
    QCOMPARE(some.size(), std::size_t{2});
    QVERIFY(some[0].id == ids[7] && some[1].id == ids[2]);
}

void RepositoriesTest::caption_versions_are_numbered_and_kept() {
    DatabaseFixture f;
    CaptionRepository captions(*f.db);
    const auto image = f.image("a");
    f.clock->now = 100;
    f.caption(image, "alttext", "first", CaptionStatus::Accepted);
    f.clock->now = 200;
    const auto second = captions.addVersion(
        {.image = image, .source = "alttext", .text = "second", .author = "blip", .provenance = {{"seed", 7}}});
    f.caption(image, "recap_short", "other source");
    QCOMPARE(second.version, 2);
    const auto history = captions.history(image, "alttext");
    QCOMPARE(history.size(), std::size_t{2});
    QCOMPARE(history[0].text, std::string("first"));
    QVERIFY(!history[0].current && history[1].current);
    QCOMPARE(history[0].created_ms, std::int64_t{100});
    QCOMPARE(history[1].author, std::string("blip"));
    QCOMPARE(history[1].provenance["seed"].get<int>(), 7);
    // A new version has not been looked at, whatever the old one was.
    QVERIFY(captions.current(image, "alttext")->status == CaptionStatus::New);
    QVERIFY(captions.get(history[0].id)->text == "first");
    QCOMPARE(captions.current(image).size(), std::size_t{2});
    QCOMPARE(captions.count(), std::int64_t{2});
}

void RepositoriesTest::a_version_that_is_not_made_current_leaves_the_head() {
    DatabaseFixture f;
    CaptionRepository captions(*f.db);
    const auto image = f.image("a");
    QVERIFY(
        captions.addVersion({.image = image, .source = "alttext", .text = "one"}, false).current);  // there was none
    QVERIFY(!captions.addVersion({.image = image, .source = "alttext", .text = "two"}, false).current);
    QCOMPARE(captions.current(image, "alttext")->text, std::string("one"));
    QCOMPARE(captions.history(image, "alttext").size(), std::size_t{2});
}

void RepositoriesTest::sources_are_counted_in_order_of_appearance() {
    DatabaseFixture f;
    const auto a = f.image("a"), b = f.image("b");
    f.caption(a, "zeta", "x");
    f.caption(a, "alpha", "y");
    f.caption(b, "zeta", "z");
    f.caption(b, "zeta", "z2");
    const auto sources = CaptionRepository(*f.db).sources();
    QCOMPARE(sources.size(), std::size_t{2});
    QCOMPARE(sources[0].name, std::string("zeta"));
    QCOMPARE(sources[0].captions, std::int64_t{2});
    QCOMPARE(sources[1].captions, std::int64_t{1});
}

void RepositoriesTest::captions_of_a_source_follow_the_query() {
    DatabaseFixture f;
    const auto a = f.image("a"), b = f.image("b"), c = f.image("c");
    f.caption(c, "alttext", "a dog");
    f.caption(a, "alttext", "a dog", CaptionStatus::Rejected);
    f.caption(b, "alttext", "a cat");
    f.caption(b, "human", "a dog");
    const CaptionRepository captions(*f.db);
    const auto all = captions.forSource("alttext");
    QCOMPARE(all.size(), std::size_t{3});
    QVERIFY(all[0].image == a && all[1].image == b && all[2].image == c);
    QVERIFY(all[0].status == CaptionStatus::Rejected);
    const auto some = captions.forSource("alttext", parseImageQuery("source:alttext dog -status:rejected"));
    QCOMPARE(some.size(), std::size_t{1});
    QVERIFY(some[0].image == c);
    QVERIFY(captions.forSource("nothing").empty());
    QCOMPARE(captions.statusCounts("alttext"), (std::vector<std::int64_t>{2, 0, 0, 1, 0}));
    QCOMPARE(captions.statusCounts(), (std::vector<std::int64_t>{3, 0, 0, 1, 0}));
}

void RepositoriesTest::who_wrote_the_current_captions_is_told_in_order() {
    DatabaseFixture f;
    const auto a = f.image("a"), b = f.image("b"), c = f.image("c");
    CaptionRepository captions(*f.db);
    captions.addVersion({c, "long", "a dog", CaptionStatus::New, "model"});
    captions.addVersion({a, "long", "a dog", CaptionStatus::Rejected, "model"});
    captions.addVersion({b, "long", "a cat", CaptionStatus::New, "model"});
    captions.addVersion({b, "long", "a cat", CaptionStatus::Edited, "anna"});
    const auto told = [&](const ImageQuery& query) {
        std::string text;
        captions.eachAuthor("long", query, [&](ImageId image, CaptionStatus status, std::string_view author) {
            text +=
                std::to_string(image.value - a.value) + ' ' + std::string(enumName(kCaptionStatusNames, status)) + ' ';
            text.append(author).append(", ");
        });
        return text;
    };
    QCOMPARE(told({}), std::string("0 rejected model, 1 edited anna, 2 new model, "));
    QCOMPARE(told(parseImageQuery("dog -status:rejected")), std::string("2 new model, "));
    QVERIFY(captions.hasCaptionBy("long", "anna") && captions.hasCaptionBy("long", "model"));
    QVERIFY(!captions.hasCaptionBy("long", "ann") && !captions.hasCaptionBy("short", "model"));
}

void RepositoriesTest::bad_bytes_in_a_caption_are_repaired() {
    DatabaseFixture f;
    const auto image = f.image("a");
    f.caption(image, "alttext", "caf\xE9 dog");
    QCOMPARE(CaptionRepository(*f.db).current(image, "alttext")->text, std::string("caf\xEF\xBF\xBD dog"));
}

void RepositoriesTest::source_names_are_checked() {
    DatabaseFixture f;
    const auto image = f.image("a");
    for (const std::string name : {"", "two words", "a/b", "a:b", "caf\xC3\xA9"})
        QVERIFY(errorOf([&] { f.caption(image, name, "x"); }) == ErrorCode::InvalidOption);
    f.caption(image, "alttext_ca@valencia.2-B", "x");
    QVERIFY(errorOf([&] { f.caption(ImageId{99}, "alttext", "x"); }) == ErrorCode::NotFound);
    QCOMPARE(CaptionRepository(*f.db).sources().size(), std::size_t{1});
}

void RepositoriesTest::a_status_needs_a_caption() {
    DatabaseFixture f;
    CaptionRepository captions(*f.db);
    const auto image = f.image("a");
    QVERIFY(errorOf([&] { captions.setStatus(image, "alttext", CaptionStatus::Accepted); }) == ErrorCode::NotFound);
    f.caption(image, "alttext", "x");
    captions.setStatus(image, "alttext", CaptionStatus::Flagged);
    QVERIFY(captions.current(image, "alttext")->status == CaptionStatus::Flagged);
}

void RepositoriesTest::a_run_goes_through_its_states() {
    DatabaseFixture f;
    RunRepository runs(*f.db);
    f.clock->now = 10;
    const auto parent = runs.create({.name = "base", .kind = RunKind::Diffusion});
    const auto run =
        runs.create({.name = "r", .kind = RunKind::Diffusion, .config = {{"lr", 0.1}}, .seed = 5, .parent = parent.id});
    QCOMPARE(run.state, RunState::Queued);
    QCOMPARE(run.pid, static_cast<std::int64_t>(QCoreApplication::applicationPid()));
    f.clock->now = 20;
    runs.setState(run.id, RunState::Running);
    runs.setProgress(run.id, 3, 10);
    f.clock->now = 30;
    runs.setState(run.id, RunState::Failed, message("The disk of %1 is full.", "lab"));
    const auto read = *runs.get(run.id);
    QVERIFY(read.created_ms == 10 && read.started_ms == 20 && read.finished_ms == 30);
    QVERIFY(read.step == 3 && read.steps == 10 && read.seed == 5 && read.parent == parent.id);
    QCOMPARE(read.message.text, std::string("The disk of %1 is full."));  // for any language
    QCOMPARE(read.message.english(), std::string("The disk of lab is full."));
    QCOMPARE(read.config["lr"].get<double>(), 0.1);
    f.clock->now = 40;
    runs.setState(run.id, RunState::Running);  // continued: started once, not finished
    QVERIFY(runs.get(run.id)->started_ms == 20 && runs.get(run.id)->finished_ms == 0);
    QVERIFY(errorOf([&] { runs.setState(RunId{99}, RunState::Done); }) == ErrorCode::NotFound);
}

void RepositoriesTest::unfinished_runs_are_marked_interrupted() {
    DatabaseFixture f;
    RunRepository runs(*f.db);
    for (const auto& [state, name] : kRunStateNames)
        if (state != RunState::Interrupted)
            runs.create({.name = std::string(name), .kind = RunKind::Diffusion, .state = state});
    QCOMPARE(runs.markInterrupted(message("It ended.")), (std::vector<std::string>{"queued", "running", "paused"}));
    const auto all = runs.list();
    QCOMPARE(std::count_if(all.begin(), all.end(), [](const auto& run) { return run.state == RunState::Interrupted; }),
             3);
    QCOMPARE(runs.findByName("running")->message.english(), std::string("It ended."));
    QVERIFY(runs.markInterrupted(message("again")).empty());
}

void RepositoriesTest::a_run_of_an_unknown_kind_is_read_and_not_taken_for_another() {
    DatabaseFixture f;
    RunRepository runs(*f.db);
    const auto run = runs.create({.name = "r", .kind = RunKind::Diffusion}).id;
    f.db->execute("UPDATE run SET kind = 'telepathy', state = 'dreaming'");
    QVERIFY(runs.get(run)->kind == RunKind::Other);
    QVERIFY(isEnded(runs.get(run)->state));
    QVERIFY(runs.list(RunKind::Diffusion).empty());
}

void RepositoriesTest::scalars_are_replaced_and_cut() {
    DatabaseFixture f;
    RunRepository runs(*f.db);
    const auto run = runs.create({.name = "r", .kind = RunKind::Diffusion}).id;
    runs.addScalars(run, {{1, {{"loss", 0.5}, {"lr", 1.0}}}, {3, {{"loss", 0.3}}}, {2, {{"loss", std::nan("")}}}});
    runs.addScalars(run, 3, {{"loss", 0.25}});
    QCOMPARE(runs.scalars(run, "loss"), (ScalarSeries{{1, 0.5}, {3, 0.25}}));
    QCOMPARE(runs.scalarNames(run), (std::vector<std::string>{"loss", "lr"}));
    runs.removeScalarsAfter(run, 1);
    QCOMPARE(runs.scalars(run, "loss"), (ScalarSeries{{1, 0.5}}));
}

void RepositoriesTest::runs_are_found_by_their_newest_name() {
    DatabaseFixture f;
    RunRepository runs(*f.db);
    runs.create({.name = "x", .kind = RunKind::Diffusion});
    const auto newest = runs.create({.name = "x", .kind = RunKind::Diffusion}).id;
    runs.create({.name = "x", .kind = RunKind::Captioner});
    QVERIFY(runs.findByName("x", RunKind::Diffusion)->id == newest);
    QVERIFY(runs.findByName("x")->kind == RunKind::Captioner);
    QVERIFY(!runs.findByName("y"));
    QCOMPARE(runs.list(RunKind::Diffusion).size(), std::size_t{2});
}

void RepositoriesTest::the_latest_checkpoint_is_the_one_of_the_highest_step() {
    DatabaseFixture f;
    const auto run = RunRepository(*f.db).create({.name = "r", .kind = RunKind::Diffusion}).id;
    CheckpointRepository checkpoints(*f.db);
    checkpoints.add({.run = run, .step = 200, .path = "b"});
    const auto old = checkpoints.add({.run = run, .step = 100, .path = "a"});
    checkpoints.add({.run = run, .step = 200, .path = "b2"});
    QCOMPARE(checkpoints.list(run).size(), std::size_t{2});
    QCOMPARE(checkpoints.latest(run)->path, std::string("b2"));
    checkpoints.remove(old.id);
    QVERIFY(!checkpoints.get(old.id) && checkpoints.list(run).size() == 1);
}

void RepositoriesTest::samples_are_ordered_by_step_prompt_and_seed() {
    DatabaseFixture f;
    const auto run = RunRepository(*f.db).create({.name = "r", .kind = RunKind::Samples}).id;
    SampleRepository samples(*f.db);
    samples.addMany(
        {{.run = run, .step = 2, .prompt_index = 0, .prompt = "p", .seed = 1, .path = "c", .settings = {{"steps", 20}}},
         {.run = run, .step = 1, .prompt_index = 1, .prompt = "q", .seed = 1, .path = "b"},
         {.run = run, .step = 1, .prompt_index = 0, .prompt = "p", .seed = 1, .path = "a"}});
    // The same file is the same picture; another one of the same prompt and seed is not.
    samples.add({.run = run, .step = 1, .prompt_index = 0, .prompt = "p2", .seed = 1, .path = "a"});
    samples.add({.run = run, .step = 1, .prompt_index = 0, .prompt = "p2", .seed = 1, .path = "a2"});
    std::string order;
    for (const auto& sample : samples.list(run)) order += sample.path + " " + sample.prompt + " ";
    QCOMPARE(order, std::string("a p2 a2 p2 b q c p "));
    QCOMPARE(samples.list(run, 2)[0].settings["steps"].get<int>(), 20);
    QCOMPARE(samples.count(run), std::int64_t{4});
}

void RepositoriesTest::a_metric_of_the_same_name_and_judge_is_replaced() {
    DatabaseFixture f;
    const auto run = RunRepository(*f.db).create({.name = "r", .kind = RunKind::Metrics}).id;
    MetricRepository metrics(*f.db);
    metrics.addMany({{.run = run,
                      .name = "fid",
                      .value = 9,
                      .low = 8,
                      .high = 10,
                      .n = 100,
                      .judge = "demo",
                      .card = {{"steps", 20}}},
                     {.run = run, .name = "ca", .value = std::nan(""), .judge = "demo"},
                     {.run = run, .name = "fid", .value = 7, .n = 200, .judge = "demo"},
                     {.run = run, .name = "fid", .value = 5, .judge = "other"}});
    const auto list = metrics.list(run);
    QCOMPARE(list.size(), std::size_t{3});
    QVERIFY(list[0].value == 7 && list[0].n == 200 && list[0].card.empty());
    QVERIFY(std::isnan(list[1].value));
    QCOMPARE(metrics.list().size(), std::size_t{3});
    // What was replaced is kept; a number that came out the same replaces nothing.
    metrics.add({.run = run, .name = "ca", .value = std::nan(""), .judge = "demo"});
    metrics.add({.run = run, .name = "fid", .value = 7, .n = 200, .judge = "demo", .card = {{"steps", 25}}});
    const auto history = metricHistory(*f.db);
    QCOMPARE(history.size(), std::size_t{1});
    QVERIFY(history[0].value == 9 && history[0].n == 100 && history[0].card.at("steps") == 20);
}

void RepositoriesTest::a_metric_of_another_step_prompt_set_weights_or_judge_replaces_nothing() {
    DatabaseFixture f;
    const auto run = RunRepository(*f.db).create({.name = "r", .kind = RunKind::Metrics}).id;
    MetricRepository metrics(*f.db);
    const MetricRecord first{.run = run,
                             .name = "soa_c",
                             .value = 70,
                             .n = 100,
                             .judge = "detr",
                             .step = 500,
                             .weights = "",
                             .prompt_set = "a1",
                             .judge_hash = "d1"};
    std::vector<MetricRecord> others(5, first);
    others[0].step = 1000;
    others[1].prompt_set = "b2";
    others[2].weights = "average";
    others[3].judge_hash = "e2";
    others[4].judge = "yolo";
    metrics.add(first);
    for (std::size_t i = 0; i < others.size(); ++i) {
        QVERIFY(!sameNumber(first, others[i]));
        others[i].value = static_cast<double>(i);
        metrics.add(others[i]);
    }
    const auto list = metrics.list(run);
    QCOMPARE(list.size(), others.size() + 1);
    QVERIFY(list[0].value == 70 && sameNumber(list[0], first));
    for (std::size_t i = 0; i < others.size(); ++i)
        QVERIFY(sameNumber(list[i + 1], others[i]) && list[i + 1].value == static_cast<double>(i));
    QVERIFY(metricHistory(*f.db).empty());
    // The history knows which number was replaced.
    others[0].value = 99;
    metrics.add(others[0]);
    const auto history = metricHistory(*f.db);
    QCOMPARE(history.size(), std::size_t{1});
    QVERIFY(sameNumber(history[0], others[0]) && history[0].value == 0);
    QCOMPARE(metrics.list(run).size(), others.size() + 1);
}

void RepositoriesTest::contributions_are_replaced_with_their_number_and_vanish_with_it() {
    DatabaseFixture f;
    const auto run = RunRepository(*f.db).create({.name = "r", .kind = RunKind::Metrics}).id;
    ContributionRepository contributions(*f.db);
    const MetricRecord soa{.run = run, .name = "soa_c", .value = 50, .n = 2, .judge = "detr", .step = 5};
    auto ca = soa, fid = soa;
    ca.name = "ca";
    fid.name = "fid";
    const double none = std::nan("");
    JudgedNumbers judged{.view = "objects",
                         .pictures = {{.path = "a.png", .prompt = "a car", .seed = 1, .wanted = {{"objects", 1}}},
                                      {.path = "b.png", .prompt = "a dog", .seed = 2, .seen = {{"counts", 2}}},
                                      {.path = "c.png", .prompt = "a cat", .seed = 3, .problem = "broken"}},
                         .numbers = {soa, ca, fid},
                         .contributions = {{100, 0, none}, {none, 0.5, none}, {}}};
    contributions.add(judged);
    const auto ofSoa = contributions.list(soa), ofCa = contributions.list(ca), ofFid = contributions.list(fid);
    QCOMPARE(ofSoa.size(), std::size_t{3});
    QVERIFY(ofSoa[0].value == 100 && ofSoa[0].picture.path == "a.png" && ofSoa[0].picture.wanted.at("objects") == 1);
    QVERIFY(ofSoa[1].value == 0 && ofSoa[1].picture.seen.at("counts") == 2 && ofSoa[1].view == "objects");
    // One that could not be judged belongs to every number, one that does not count to none.
    QVERIFY(std::isnan(ofSoa[2].value) && ofSoa[2].picture.problem == "broken" && ofSoa[2].picture.seed == 3);
    QCOMPARE(ofCa.size(), std::size_t{2});
    QVERIFY(ofCa[0].picture.path == "b.png" && ofCa[0].value == 0.5 && ofCa[1].picture.path == "c.png");
    QCOMPARE(ofFid.size(), std::size_t{1});
    QVERIFY(contributions.kept(fid));

    // Two of the three are computed again from other pictures: the third keeps its own.
    const JudgedNumbers again{.view = "objects",
                              .pictures = {{.path = "d.png", .prompt = "a car", .seed = 1}},
                              .numbers = {soa, fid},
                              .contributions = {{100}, {}}};
    contributions.addMany({again});
    QCOMPARE(contributions.list(soa).size(), std::size_t{1});
    QCOMPARE(contributions.list(soa)[0].picture.path, std::string("d.png"));
    QCOMPARE(contributions.list(ca).size(), std::size_t{2});
    const auto count = [&](const char* table) {
        auto rows = f.db->prepare(std::string("SELECT count(*) FROM ") + table);
        rows.step();
        return rows.integer(0);
    };
    QCOMPARE(count("judged"), std::int64_t{2});
    // Without an own number nothing is kept of the first look.
    MetricRepository(*f.db).add(ca);
    QVERIFY(contributions.list(ca).empty() && !contributions.kept(ca));
    contributions.add(again);
    QCOMPARE(count("judged"), std::int64_t{1});
    QCOMPARE(count("judged_picture"), std::int64_t{1});
    f.db->prepare("DELETE FROM run WHERE id = ?").bind(run.value).run();
    for (const char* table : {"metric", "judged", "judged_picture", "contribution"})
        QCOMPARE(count(table), std::int64_t{0});
}

void RepositoriesTest::a_second_answer_retracts_the_first() {
    DatabaseFixture f;
    RatingRepository ratings(*f.db);
    const auto study = ratings.createStudy({.name = "s"}).id;
    ratings.addResponse({.study = study, .rater = "ann", .item = "1", .left = "A", .right = "B", .answer = "left"});
    ratings.addResponse({.study = study, .rater = "bob", .item = "1", .left = "B", .right = "A", .answer = "tie"});
    const auto second = ratings.addResponse({.study = study,
                                             .rater = "ann",
                                             .item = "1",
                                             .left = "A",
                                             .right = "B",
                                             .answer = "right",
                                             .shown_ms = 5,
                                             .answered_ms = 9});
    const auto ann = ratings.responses(study, "ann");
    QCOMPARE(ann.size(), std::size_t{1});
    QVERIFY(ann[0].answer == "right" && ann[0].answered_ms == 9 && ann[0].left == "A");
    QCOMPARE(ratings.responses(study).size(), std::size_t{2});
    QCOMPARE(ratings.responses(study, "ann", true).size(), std::size_t{2});
    ratings.retract(second.id);
    QVERIFY(ratings.responses(study, "ann").empty());
    QVERIFY(errorOf([&] { ratings.addResponse({.study = StudyId{99}}); }) == ErrorCode::Database);
}

void RepositoriesTest::a_study_name_is_unique_and_its_plan_hashed() {
    DatabaseFixture f;
    RatingRepository ratings(*f.db);
    const auto study = ratings.createStudy({.name = "s", .plan = {{"items", 3}}});
    QCOMPARE(study.hash, sha256(R"({"items":3})"));
    QVERIFY(ratings.findStudy("s")->id == study.id && ratings.study(study.id)->plan["items"] == 3);
    QVERIFY(errorOf([&] { ratings.createStudy({.name = "s"}); }) == ErrorCode::InvalidOption);
    QCOMPARE(ratings.studies().size(), std::size_t{1});
}

void RepositoriesTest::settings_round_trip() {
    DatabaseFixture f;
    SettingRepository settings(*f.db);
    QVERIFY(!settings.get("draft"));
    settings.set("draft", "one");
    settings.set("draft", "two");
    QCOMPARE(*settings.get("draft"), std::string("two"));
    settings.remove("draft");
    QVERIFY(!settings.get("draft"));
}

void RepositoriesTest::a_draft_is_kept_until_it_is_removed_and_is_no_caption() {
    DatabaseFixture f;
    const auto a = f.image("a"), b = f.image("b");
    const std::string text = "two \"dogs\"\nand / a \xE7\x8B\x97";
    DraftRepository(*f.db).set({.image = a, .source = "human_short", .text = "tw"});
    DraftRepository(*f.db).set({.image = a, .source = "human_short", .text = text, .begun_from = "alttext"});
    f.clock->now += 10;
    DraftRepository(*f.db).set({.image = b, .source = "human.new", .text = "one"});
    f.reopen();
    DraftRepository drafts(*f.db);
    QCOMPARE(drafts.all().size(), std::size_t{2});
    QVERIFY(drafts.all().front().image == b);  // the latest first
    QCOMPARE(drafts.get(a, "human_short")->text, text);
    QCOMPARE(drafts.get(a, "human_short")->begun_from, std::string("alttext"));
    QCOMPARE(drafts.of(b).front().source, std::string("human.new"));
    QVERIFY(CaptionRepository(*f.db).sources().empty() && CaptionRepository(*f.db).count() == 0);
    const ImageRepository images(*f.db);
    QCOMPARE(images.count(parseImageQuery("is:draft")), std::int64_t{2});
    drafts.remove(b, "human.new");
    QCOMPARE(images.ids(parseImageQuery("is:draft")), std::vector<ImageId>{a});
    QCOMPARE(images.ids(parseImageQuery("-is:draft")), std::vector<ImageId>{b});
    // What something else wrote under such a key is no draft, and harms nothing.
    SettingRepository(*f.db).set("caption_draft/x/y", "{}");
    SettingRepository(*f.db).set("caption_draft/7/y", "no JSON");
    QCOMPARE(drafts.all().size(), std::size_t{1});
}
