// SPDX-License-Identifier: GPL-3.0-or-later
#include "run_kinds_test.h"

#include "base/error.h"
#include "data/caption_use.h"
#include "support/temp_dir.h"
#include "workflow/queue/run_kinds.h"

#include <QtTest/QTest>

#include <algorithm>
#include <fstream>

using namespace recap;
using namespace recap::testing;

namespace {

bool names(const std::vector<FieldProblem>& problems, const std::string& field) {
    return std::any_of(problems.begin(), problems.end(), [&](const auto& problem) { return problem.field == field; });
}

}  // namespace

void RunKindsTest::every_kind_has_a_row_with_described_options() {
    for (const auto& [kind, name] : kRunKindNames) {
        if (kind == RunKind::Other) continue;
        const auto& row = runKindRow(kind);
        QVERIFY(row.kind == kind);
        const auto fields = row.fields();
        QVERIFY(!fields.empty());
        for (const auto& field : fields)
            QVERIFY2(!field.label.empty() && !field.help.empty(), (std::string(name) + " " + field.name).c_str());
        const bool hasModel = row.model.empty() || std::any_of(fields.begin(), fields.end(), [&](const auto& field) {
                                  return field.name == row.model;
                              });
        QVERIFY2(hasModel, std::string(name).c_str());
    }
    QCOMPARE(runKinds().size(), kRunKindNames.size() - 1);
}

void RunKindsTest::wrong_values_are_named_in_every_kind() {
    for (const auto& row : runKinds()) {
        QVERIFY(!runProblems(row, Json{{"no_such_option", 1}}).empty());
        for (const auto& field : row.fields()) {
            if (field.type != "int" && field.type != "number") continue;
            Json values = Json::object();
            values[field.name] = std::isfinite(field.max) ? field.max * 2 + 8 : -1.0;
            if (field.type == "int") values[field.name] = static_cast<std::int64_t>(values[field.name].get<double>());
            QVERIFY2(names(runProblems(row, values), field.name), field.name.c_str());
        }
    }
}

void RunKindsTest::a_model_a_filter_and_prompts_that_are_missing_are_named() {
    const TempDir dir;
    std::ofstream(dir / "model.safetensors") << "x";
    const auto& training = runKindRow(RunKind::Diffusion);
    QVERIFY(names(runProblems(training, Json::object()), "model"));
    QVERIFY(names(runProblems(training, {{"model", (dir / "model.safetensors").string()}}), "model"));
    const Json good{{"model", dir.path().string()}};
    QVERIFY(runProblems(training, good).empty());
    QVERIFY(names(runProblems(training, {{"model", dir.path().string()}, {"filter", "(("}}), "filter"));
    QVERIFY(names(runProblems(training, {{"model", dir.path().string()}, {"resolution", 500}}), "resolution"));
    const auto& samples = runKindRow(RunKind::Samples);
    const auto file = (dir / "model.safetensors").string();
    QVERIFY(runProblems(samples, {{"model", file}, {"prompts", "a car"}}).empty());
    QVERIFY(names(runProblems(samples, {{"model", file}, {"prompts", " \n "}}), "prompts"));
    QVERIFY(runProblems(samples, {{"model", file}, {"prompts", ""}, {"prompt_set", file}}).empty());
    // A captioner may be the name of a run of the project.
    QVERIFY(runProblems(runKindRow(RunKind::Recaption), {{"captioner", "Captioner v2"}}).empty());
    const auto& metrics = runKindRow(RunKind::Metrics);
    QVERIFY(names(runProblems(metrics, {{"runs", Json::array()}}), "runs"));
    QVERIFY(names(runProblems(metrics, {{"runs", {"a"}}, {"metrics", {"beauty"}}}), "metrics"));
    QVERIFY(runProblems(metrics, {{"runs", {"a"}}, {"metrics", {"fid", "rp"}}}).empty());
}

void RunKindsTest::a_queue_that_an_older_version_stored_is_understood() {
    const auto queue = queueFromText(
        R"({"stops_on_error":true,"pauses_between":false,"items":[)"
        R"({"kind":"diffusion","name":"Alttext","values":{"max_steps":20}},)"
        R"({"kind":"captioner","name":"Captioner","values":{}},{"kind":"recaption","name":"r","values":{}},)"
        R"({"kind":"samples","name":"s","values":{}},{"kind":"metrics","name":"m","values":{}},)"
        R"({"kind":"telepathy","name":"t","values":{}},{"kind":"diffusion","name":"RECAP Mix","continues":7}]})");
    QVERIFY(queue.stops_on_error && !queue.pauses_between);
    QCOMPARE(queue.runs.size(), std::size_t{6});  // what is not understood is left out
    QVERIFY(queue.runs[0].kind == RunKind::Diffusion && queue.runs[4].kind == RunKind::Metrics);
    QCOMPARE(queue.runs[0].values.at("max_steps").get<int>(), 20);
    QCOMPARE(queue.runs[5].continues.value, std::int64_t{7});
    QCOMPARE(queueText(queueFromText(queueText(queue))), queueText(queue));
}

void RunKindsTest::a_kind_that_cannot_be_started_says_so() {
    QVERIFY_EXCEPTION_THROWN(runKindRow(RunKind::Other), Error);
    QVERIFY_EXCEPTION_THROWN(makeQueuedRun(nullptr, {.kind = RunKind::Other}), Error);
}

void RunKindsTest::captions_are_usable_by_one_rule() {
    using enum CaptionStatus;
    for (const auto status : {New, Accepted, Edited, Flagged}) QVERIFY(!captionRefusal("a car", status, false));
    for (const auto status : {Accepted, Edited}) QVERIFY(!captionRefusal("a car", status, true));
    for (const auto status : {New, Flagged})
        QVERIFY(captionRefusal("a car", status, true) == CaptionRefusal::NotAccepted);
    for (const bool approvedOnly : {false, true}) {
        QVERIFY(captionRefusal("a car", Rejected, approvedOnly) == CaptionRefusal::Rejected);
        QVERIFY(captionRefusal(" \n", Accepted, approvedOnly) == CaptionRefusal::Empty);
    }
}
