// SPDX-License-Identifier: GPL-3.0-or-later
#include "older_project_test.h"

#include "data/metric_history.h"
#include "support/temp_dir.h"
#include "workflow/dataset/clip_score_job.h"
#include "workflow/queue/run_kinds.h"
#include "workflow/rating/rating_study.h"
#include "workflow/results/metric_facts.h"
#include "workflow/results/metric_pictures.h"
#include "workflow/results/results_table.h"
#include "workflow/runs/run_lookup.h"
#include "workflow/runs/run_pictures.h"
#include "workflow/study/study_state.h"

#include <QtTest/QTest>

#include <algorithm>

using namespace recap;
using namespace recap::testing;
namespace fs = std::filesystem;

namespace {

// A copy that may be written.
struct Older {
    TempDir dir;
    std::shared_ptr<Project> project;

    Older() {
        const fs::path source = qEnvironmentVariable("RECAP_SOURCE_DIR").toStdString();
        fs::copy(source / "tests/core/workflow/version_0_1", dir / "older.recap", fs::copy_options::recursive);
        for (const auto& entry : fs::recursive_directory_iterator(dir / "older.recap"))
            fs::permissions(entry.path(), fs::perms::owner_write, fs::perm_options::add);
        project = Project::open(dir / "older.recap");
    }
};

}  // namespace

void OlderProjectTest::its_runs_and_numbers_open_as_before() {
    const Older older;
    auto& project = *older.project;
    std::vector<std::pair<std::string, RunKind>> runs;
    for (const auto& run : project.runs().list()) runs.emplace_back(run.name, run.kind);
    const std::vector<std::pair<std::string, RunKind>> expected{
        {"Real images", RunKind::Samples},
        {"Baseline", RunKind::Samples},
        {"Alttext", RunKind::Diffusion},
        {"demo captioner", RunKind::Captioner},
        {"recap_short by demo captioner@ddfa6478", RunKind::Recaption},
        {"recap_long by demo captioner@ddfa6478", RunKind::Recaption},
        {"RECAP Mix", RunKind::Diffusion}};
    QVERIFY(runs == expected);
    QVERIFY(requireRun(project, "Alttext").state == RunState::Done);
    // It was at work when the program ended.
    QVERIFY(requireRun(project, "RECAP Mix").state == RunState::Interrupted);
    QVERIFY(isReferenceRun(requireRun(project, "Real images")));
    QCOMPARE(runPictures(project, requireRun(project, "Alttext").id).pictures.size(), std::size_t{12});
    QCOMPARE(clipFor(project, ""), demoClip());

    const auto state = studyState(older.dir / "older.recap");
    QVERIFY(state.found);
    QCOMPARE(state.request.seed, std::int64_t{3});
    const auto table = resultsTable(state.rows);
    QCOMPARE(table.rows.size(), std::size_t{4});
    QVERIFY(table.rows.back().model.reference);
    std::vector<std::string> titles;
    for (const auto& column : table.columns) titles.push_back(column.title);
    QCOMPARE(titles, (std::vector<std::string>{"Demo FID", "Demo SOA-C", "Demo SOA-I", "Demo CA", "Demo PA", "Demo RP",
                                               "Demo counts exact", "Demo PA | both"}));
    const auto& alttext = table.rows[1].cells;
    QCOMPARE(resultText(alttext[0]->value, 2), std::string("9.78"));
    QCOMPARE(resultText(alttext[1]->value, 2), std::string("29.63"));
    QVERIFY(!alttext[7]->undefined.empty());  // no interval and no value: the card says why
}

void OlderProjectTest::its_numbers_are_known_by_the_step_of_their_pictures() {
    const Older older;
    auto& project = *older.project;
    for (const auto& [name, step] : {std::pair("Baseline", 0), std::pair("Alttext", 8), std::pair("RECAP Mix", 8)}) {
        const auto numbers = project.metrics().list(requireRun(project, name).id);
        QCOMPARE(numbers.size(), std::size_t{8});
        for (const auto& number : numbers) {
            QCOMPARE(number.step, std::int64_t{step});
            QVERIFY(number.prompt_set.empty() && number.weights.empty());
            QCOMPARE(number.judge_hash, number.card.at("judge_hash").get<std::string>());
            QVERIFY(metricPictures(project, number).empty());
            QVERIFY(!whyNoPictures(project, number).empty());
        }
        // What is computed again replaces them.
        auto again = numbers[1];
        again.value += 1;
        project.metrics().add(again);
        QCOMPARE(project.metrics().list(again.run).size(), std::size_t{8});
    }
    QCOMPARE(metricHistory(project.database()).size(), std::size_t{3});
}

void OlderProjectTest::its_configurations_are_understood_by_their_kinds() {
    const Older older;
    for (const auto& run : older.project->runs().list()) {
        if (!isTraining(run.kind)) continue;
        const auto& row = runKindRow(run.kind);
        QVERIFY2(row.problems(run.config).empty(), run.name.c_str());
        // Every option that was recorded is an option still.
        const auto fields = row.fields();
        for (const auto& item : run.config.items())
            QVERIFY2(
                std::any_of(fields.begin(), fields.end(), [&](const auto& field) { return field.name == item.key(); }),
                item.key().c_str());
    }
}

void OlderProjectTest::its_queue_waits_as_it_was_left() {
    const Older older;
    const auto queue = storedQueue(*older.project);
    QVERIFY(queue.stops_on_error);
    std::vector<std::pair<std::string, RunKind>> waiting;
    for (const auto& run : queue.runs) waiting.emplace_back(run.name, run.kind);
    const std::vector<std::pair<std::string, RunKind>> expected{
        {"later", RunKind::Diffusion}, {"captions", RunKind::Recaption},  {"numbers", RunKind::Metrics},
        {"drawn", RunKind::Samples},   {"captioner", RunKind::Captioner}, {"RECAP Mix", RunKind::Diffusion}};
    QVERIFY(waiting == expected);
    QVERIFY(queue.runs.back().continues == requireRun(*older.project, "RECAP Mix").id);
    for (const auto& run : queue.runs) QVERIFY2(makeQueuedRun(older.project, run) != nullptr, run.name.c_str());
}

void OlderProjectTest::its_rating_study_can_go_on() {
    const Older older;
    const auto studies = ratingStudies(*older.project);
    QCOMPARE(studies.size(), std::size_t{1});
    QCOMPARE(studies[0].name, std::string("old study"));
    QCOMPARE(studies[0].items, std::int64_t{4});
    QVERIFY(studies[0].type == &questionTypes().front());
    QVERIFY(findRatingStudy(*older.project, "old study") == studies[0].id);
}
