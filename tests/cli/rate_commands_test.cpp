// SPDX-License-Identifier: GPL-3.0-or-later
#include "rate_commands_test.h"

#include "cli_run.h"
#include "core/workflow/rating_fixture.h"

#include <QtTest/QTest>

using namespace recap;
using namespace recap::testing;

namespace {

constexpr int kPrompts = 3;

// A project with samples of two runs, free for the program to open, and a plan beside it.
struct Study {
    TempDir folder;
    QString project, plan;

    Study() {
        RatingFixture fixture;
        fixture.addRun("one", kPrompts, [](int) { return ImageBuffer(8, 8, 3, 20); });
        fixture.addRun("other", kPrompts, [](int) { return ImageBuffer(8, 8, 3, 220); });
        fixture.project.reset();
        std::filesystem::copy(fixture.folder / "study.recap", folder / "study.recap",
                              std::filesystem::copy_options::recursive);
        project = text(folder / "study.recap");
        writeJsonFile(folder / "plan.json",
                      {{"name", "s"}, {"first_run", "one"}, {"second_run", "other"}, {"repeat_share", 0}});
        plan = text(folder / "plan.json");
    }
    // A rater who gives every item the same answer.
    QString answered(const std::string& answer) const {
        const Json package = readJsonFile(folder / "anna.json");
        Json answers = Json::array();
        for (const auto& item : package["items"]) {
            Json given = {{"item", item["item"]}, {"answer", answer}};
            for (const auto& field : item.items())
                if (field.value().is_object()) given[field.key()] = field.value()["code"];
            answers.push_back(given);
        }
        writeJsonFile(folder / "anna-answers.json", {{"format", "recap-rating-answers"},
                                                     {"version", package["version"]},
                                                     {"study_hash", package["study_hash"]},
                                                     {"rater", package["rater"]},
                                                     {"answers", answers}});
        return text(folder / "anna-answers.json");
    }
};

}  // namespace

void RateCommandsTest::a_study_is_created_packed_merged_and_reported_data() {
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("answer");
    QTest::addColumn<int>("items");
    QTest::newRow("the plan's") << QString() << "tie" << kPrompts;
    QTest::newRow("realism") << "realism"
                             << "4" << 2 * kPrompts;
    QTest::newRow("faithfulness") << "faithfulness"
                                  << "5" << 2 * kPrompts;
}

void RateCommandsTest::a_study_is_created_packed_merged_and_reported() {
    QFETCH(QString, type);
    QFETCH(QString, answer);
    QFETCH(int, items);
    const Study study;
    QStringList creating{"rate", "create", study.project, "--plan", study.plan, "--json"};
    if (!type.isEmpty()) creating << "--question-type" << type;
    const auto created = runCli(creating);
    QVERIFY2(created.exit_code == 0, created.err.c_str());
    QCOMPARE(created.last()["items"].get<int>(), items);
    const auto packed = runCli(
        {"rate", "pack", study.project, "s", "--rater", "anna", "--out", text(study.folder / "anna.json"), "--json"});
    QVERIFY2(packed.exit_code == 0, packed.err.c_str());
    QCOMPARE(packed.last()["items"].get<int>(), items);
    const auto merged = runCli({"rate", "merge", study.project, study.answered(answer.toStdString()), "--json"});
    QCOMPARE(merged.last()["accepted"].get<int>(), items);
    const Json report = runCli({"rate", "report", study.project, "s", "--json"}).last();
    QVERIFY(hasKeys(report, {"question_type", "systems", "comparisons", "agreement"}));
    for (const auto& system : report["systems"]) {
        QVERIFY(hasKeys(system, {"name", "success", "low", "high", "n"}));
        // Both pictures were good, or equally good.
        QCOMPARE(system["success"].get<double>(), 1.0);
        QCOMPARE(system["n"].get<int>(), kPrompts);
        QCOMPARE(system.contains("mean"), !type.isEmpty());
        if (!type.isEmpty()) QCOMPARE(system["mean"].get<double>(), answer.toDouble());
    }
    const auto printed = runCli({"rate", "report", study.project, "s"});
    QCOMPARE(QString::fromStdString(printed.out + printed.err).contains(QStringLiteral("mean level %1.00").arg(answer)),
             !type.isEmpty());
}

void RateCommandsTest::a_file_without_a_usable_answer_fails_the_merge() {
    const Study study;
    QCOMPARE(runCli({"rate", "create", study.project, "--plan", study.plan}).exit_code, 0);
    QCOMPARE(runCli({"rate", "pack", study.project, "s", "--rater", "anna", "--out", text(study.folder / "anna.json")})
                 .exit_code,
             0);
    const auto good = study.answered("tie"), bad = text(study.folder / "anna.json");
    const auto merged = runCli({"rate", "merge", study.project, good, bad});
    QCOMPARE(merged.exit_code, 1);
    QCOMPARE(merged.errorLines(), 1);
    QVERIFY2(merged.err.find("Nothing in " + bad.toStdString()) != std::string::npos, merged.err.c_str());
    QVERIFY2(merged.out.find("3 answers accepted, 0 merged before.") != std::string::npos, merged.out.c_str());
    const auto again = runCli({"rate", "merge", study.project, good});
    QCOMPARE(again.exit_code, 0);
    QVERIFY2(again.out.find("0 answers accepted, 3 merged before.") != std::string::npos, again.out.c_str());
}

void RateCommandsTest::a_damaged_plan_is_named_with_the_place() {
    const Study study;
    writeBytes(study.folder / "damaged.json", "{\n  \"name\": \"s\",\n  \"first_run\" \"one\"\n}\n");
    const auto run = runCli({"rate", "create", study.project, "--plan", text(study.folder / "damaged.json")});
    QCOMPARE(run.exit_code, 1);
    QVERIFY2(run.err.find("damaged.json is not valid JSON: there is a mistake in line 3, at character 15.") !=
                 std::string::npos,
             run.err.c_str());
    QVERIFY2(run.err.find("json.exception") == std::string::npos, run.err.c_str());
}

void RateCommandsTest::an_unknown_question_type_is_refused_with_the_list() {
    const Study study;
    const auto run =
        runCli({"rate", "create", study.project, "--plan", study.plan, "--question-type", "guess", "--json"});
    QCOMPARE(run.exit_code, 1);
    QVERIFY2(run.last().value("message", "").find("preference, faithfulness, realism") != std::string::npos,
             run.out.c_str());
}

void RateCommandsTest::power_is_said_in_words_without_a_project() {
    const auto run = runCli({"rate", "power", "--prompts", "200", "--answers-per-prompt", "3", "--win-rate", "0.58"});
    QVERIFY2(run.exit_code == 0, run.err.c_str());
    QVERIFY2(run.out.find("With 200 prompts and 3 answers to each, a true win rate of 58 % is seen about ") !=
                 std::string::npos,
             run.out.c_str());
    const Json json = runCli({"rate", "power", "--prompts", "100", "--json"}).last();
    QVERIFY(hasKeys(json, {"power", "visible_win_rate", "prompts_for_80", "curve", "sentences"}));
    QVERIFY(json["power"].get<double>() > 0.2 && json["power"].get<double>() < 0.9);
    const auto wrong = runCli({"rate", "power", "--win-rate", "1.5"});
    QCOMPARE(wrong.exit_code, 2);
    QVERIFY2(wrong.err.find("win_rate must be between 0.5 and 1") != std::string::npos, wrong.err.c_str());
}

void RateCommandsTest::studies_of_two_systems_give_a_ranking() {
    const Study study;
    QCOMPARE(runCli({"rate", "create", study.project, "--plan", study.plan}).exit_code, 0);
    QCOMPARE(runCli({"rate", "pack", study.project, "s", "--rater", "anna", "--out", text(study.folder / "anna.json")})
                 .exit_code,
             0);
    // Only ties: no system is stronger, and nothing says how often they would win.
    QCOMPARE(runCli({"rate", "merge", study.project, study.answered("tie")}).exit_code, 0);
    const auto none = runCli({"rate", "rank", study.project, "s"});
    QCOMPARE(none.exit_code, 1);
    QVERIFY2(none.err.find("every system needs wins and losses") != std::string::npos, none.err.c_str());
    // The left picture each time: by the random sides each system wins once at least with some rater.
    for (int i = 0; i < 12; ++i) {
        const auto rater = QStringLiteral("rater %1").arg(i);
        QCOMPARE(
            runCli({"rate", "pack", study.project, "s", "--rater", rater, "--out", text(study.folder / "anna.json")})
                .exit_code,
            0);
        QCOMPARE(runCli({"rate", "merge", study.project, study.answered("left")}).exit_code, 0);
    }
    const Json ranking = runCli({"rate", "rank", study.project, "s", "--by", "maker", "--json"}).last();
    QVERIFY(hasKeys(ranking, {"studies", "systems", "pairs", "prompts", "n", "ties", "nu"}));
    QCOMPARE(ranking["systems"].size(), std::size_t{2});
    QCOMPARE(ranking["n"].get<int>(), 13 * kPrompts);
    const auto printed = runCli({"rate", "rank", study.project, "s"});
    QVERIFY2(printed.out.find("  1. ") != std::string::npos && printed.out.find("Elo") != std::string::npos,
             printed.out.c_str());
}

void RateCommandsTest::a_report_prints_the_formula_of_each_number() {
    const Study study;
    QCOMPARE(runCli({"rate", "create", study.project, "--plan", study.plan}).exit_code, 0);
    QCOMPARE(runCli({"rate", "pack", study.project, "s", "--rater", "anna", "--out", text(study.folder / "anna.json")})
                 .exit_code,
             0);
    QCOMPARE(runCli({"rate", "merge", study.project, study.answered("tie")}).exit_code, 0);
    const auto report = runCli({"rate", "report", study.project, "s"});
    for (const char* words :
         {"error_reduction: (success of second - success of first) / (1 - success of first)", "at any time",
          "no difference larger than", "McNemar's exact test", "Cannot be decided with this plan"})
        QVERIFY2(report.out.find(words) != std::string::npos, (std::string(words) + "\n" + report.out).c_str());
    const Json json = runCli({"rate", "report", study.project, "s", "--json"}).last();
    QVERIFY(hasKeys(json, {"stop_rule", "answers_per_prompt", "position_bias", "exclusion", "categories", "raters"}));
    QVERIFY(hasKeys(json["comparisons"][0], {"error_reduction", "mcnemar", "equivalence", "anytime", "wilcoxon_p"}));
    QVERIFY(hasKeys(json["comparisons"][0]["anytime"], {"low", "high", "p", "decision", "verdict", "stop"}));
}
