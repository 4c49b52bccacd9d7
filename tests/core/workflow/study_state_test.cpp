// SPDX-License-Identifier: GPL-3.0-or-later
#include "study_state_test.h"

#include "support/temp_dir.h"
#include "workflow/project/project.h"
#include "workflow/study/study_state.h"

#include <QtTest/QTest>

#include <algorithm>

using namespace recap;
using namespace recap::testing;

namespace {

// What a study leaves in its project, written as the study writes it.
void remember(Project& project, const Json& memory) {
    project.settings().set("study", toJsonLine(memory));
}

RunId addRun(Project& project, const std::string& name, double fid) {
    RunRecord run;
    run.name = name;
    run.kind = RunKind::Samples;
    run = project.runs().create(run);
    project.metrics().add({run.id, "fid", fid, fid - 1, fid + 1, 40, "demo judge", {}});
    return run.id;
}

}  // namespace

void StudyStateTest::a_folder_without_a_study_has_none() {
    const TempDir dir;
    QVERIFY(!studyState(dir / "nothing.recap").found);
    Project::create(dir / "own.recap");
    const StudyState state = studyState(dir / "own.recap");
    QVERIFY(!state.found);
    QVERIFY(state.done.empty() && state.rows.empty() && state.report.empty());
    QCOMPARE(state.request.project, dir / "own.recap");
}

void StudyStateTest::finished_stages_and_the_options_that_continue_them_are_read() {
    const TempDir dir;
    remember(*Project::create(dir / "half.recap"), {{"seed", 7},
                                                    {"quick", true},
                                                    {"scale", 0.25},
                                                    {"arms", {"alttext", "recap_short"}},
                                                    {"done:captioner", true},
                                                    {"done:data", true},
                                                    {"run:train:alttext", 3}});
    const StudyState state = studyState(dir / "half.recap");
    QVERIFY(state.found);
    QCOMPARE(state.request.seed, std::int64_t{7});
    QVERIFY(state.request.quick);
    QCOMPARE(state.request.scale, 0.25);
    QCOMPARE(state.request.arms, (std::vector<std::string>{"alttext", "recap_short"}));
    QCOMPARE(state.done, (std::vector<std::string>{"data", "captioner"}));
    QVERIFY(state.rows.empty() && state.report.empty());
}

void StudyStateTest::a_finished_study_has_its_table_and_report() {
    const TempDir dir;
    const auto project = Project::create(dir / "whole.recap");
    Json memory{{"seed", 1}, {"quick", false}, {"scale", 1.0}};
    memory["run:samples:baseline"] = addRun(*project, "Baseline", 30).value;
    memory["run:train:alttext"] = addRun(*project, "Alttext", 20).value;
    memory["run:train:recap_mix"] = addRun(*project, "RECAP Mix", 10).value;
    memory["run:real"] = addRun(*project, "Real images", 1).value;
    for (const auto& stage : studyStages({})) memory["done:" + stage.name] = true;
    remember(*project, memory);
    QVERIFY(studyState(dir / "whole.recap").report.empty());  // deleted since
    writeBytes(dir / "whole.recap/exports/report.html", "<html></html>");

    const StudyState state = studyState(dir / "whole.recap");
    QCOMPARE(state.done.size(), studyStages({}).size());
    QCOMPARE(state.report, dir / "whole.recap/exports/report.html");
    std::vector<std::pair<std::string, double>> table;
    for (const auto& row : state.rows) table.emplace_back(row.model, row.metrics.at(0).value);
    QCOMPARE(table, (std::vector<std::pair<std::string, double>>{
                        {"Baseline", 30}, {"Alttext", 20}, {"RECAP Mix", 10}, {"Real images", 1}}));
}

void StudyStateTest::reading_takes_no_lock_and_works_beside_a_writer() {
    const TempDir dir;
    {
        const auto project = Project::create(dir / "busy.recap");
        remember(*project, {{"seed", 1}, {"done:data", true}});
        QCOMPARE(studyState(dir / "busy.recap").done.size(), std::size_t{1});
    }
    studyState(dir / "busy.recap");
    QVERIFY(!Project::open(dir / "busy.recap")->readOnly());
}
