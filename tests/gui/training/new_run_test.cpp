// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/new_run_test.h"

#include "base/paths.h"
#include "gui/training/fake_study.h"
#include "gui/training/model_facts.h"
#include "gui/training/new_run.h"
#include "gui/training/new_run_presenter.h"
#include "gui/widgets/option_help.h"
#include "gui/widgets/option_names.h"
#include "support/free_port.h"
#include "support/golden.h"
#include "support/test_server.h"
#include "workflow/queue/run_kinds.h"

#include <QSignalSpy>
#include <QtTest/QTest>

#include <algorithm>
#include <filesystem>
#include <string>

namespace recap::gui {

namespace {

using testing::TempDir;

Json defaultValues(RunKind kind) {
    Json values = Json::object();
    for (const auto& field : newRunFields(kind, {})) values[field.name] = field.value;
    return values;
}

bool names(const std::vector<FieldProblem>& problems, const char* field) {
    return std::any_of(problems.begin(), problems.end(), [field](const auto& p) { return p.field == field; });
}

std::string captionerFolder(const TempDir& dir) {
    const auto folder = dir / "captioner";
    std::filesystem::create_directories(folder);
    writeJsonFile(folder / "config.json", {{"model_type", "blip"}});
    return folder.string();
}

// Three images; two with short human captions, one with a short RECAP caption.
std::shared_ptr<Project> captionedProject(const TempDir& dir) {
    auto project = Project::create(dir.path() / "captions.recap");
    for (int i = 0; i < 3; ++i) {
        ImageRecord image;
        image.sha256 = std::string(64, static_cast<char>('a' + i));
        image.path = "/pictures/" + std::to_string(i) + ".png";
        image.width = image.height = 32;
        image = project->images().add(image);
        if (i < 2) project->captions().addVersion({image.id, "human_short", "a dog", CaptionStatus::New, "anna", {}});
        if (i == 0)
            project->captions().addVersion({image.id, "recap_short", "one dog", CaptionStatus::New, "captioner", {}});
        project->captions().addVersion({image.id, "alttext", "IMG 2034", CaptionStatus::New, "import", {}});
    }
    return project;
}

}  // namespace

void NewRunTest::all_problems_are_found_at_once() {
    Json values = defaultValues(RunKind::Diffusion);
    values["model"] = "";
    values["batch_size"] = 0;
    values["resolution"] = 500;
    values["filter"] = "\"open quote";
    const auto problems = runProblems(runKindRow(RunKind::Diffusion), values);
    for (const char* field : {"model", "batch_size", "resolution", "filter"}) QVERIFY2(names(problems, field), field);
    QCOMPARE(problems.size(), 4u);
}

void NewRunTest::a_folder_that_exists_and_good_values_have_no_problem() {
    const TempDir dir;
    Json values = defaultValues(RunKind::Diffusion);
    values["model"] = dir.path().string();
    QVERIFY(runProblems(runKindRow(RunKind::Diffusion), values).empty());
    values["model"] = (dir.path() / "nothing").string();
    QVERIFY(names(runProblems(runKindRow(RunKind::Diffusion), values), "model"));
}

void NewRunTest::presets_name_only_options_that_exist_data() {
    QTest::addColumn<int>("kind");
    QTest::newRow("diffusion") << static_cast<int>(RunKind::Diffusion);
    QTest::newRow("captioner") << static_cast<int>(RunKind::Captioner);
}

void NewRunTest::presets_name_only_options_that_exist() {
    QFETCH(int, kind);
    const auto presets = newRunKind(static_cast<RunKind>(kind)).presets();
    QVERIFY(!presets.empty());
    const TempDir dir;
    for (const auto& preset : presets) {
        Json values = defaultValues(static_cast<RunKind>(kind));
        for (const auto& item : preset.values.items()) {
            QVERIFY2(values.contains(item.key()), item.key().c_str());
            values[item.key()] = item.value();
        }
        values[kind == static_cast<int>(RunKind::Diffusion) ? "model" : "base"] = dir.path().string();
        QVERIFY2(runProblems(runKindRow(static_cast<RunKind>(kind)), values).empty(), qPrintable(preset.title));
    }
}

void NewRunTest::the_paper_preset_says_what_is_our_choice() {
    const auto presets = newRunKind(RunKind::Diffusion).presets();
    const auto paper = std::find_if(presets.begin(), presets.end(), [](const auto& p) { return p.id == u"paper"; });
    QVERIFY(paper != presets.end());
    QVERIFY(paper->note.contains(QStringLiteral("our choice")));
    QVERIFY(paper->values["caption_source"] == Json("mix"));
    QVERIFY(paper->values["mix_ratio"] == Json(0.5));
    const auto control = std::find_if(presets.begin(), presets.end(), [](const auto& p) { return p.id == u"control"; });
    // The control differs in nothing but its captions.
    for (const auto& item : control->values.items())
        if (item.key() != "caption_source") QVERIFY2(item.value() == paper->values[item.key()], item.key().c_str());
}

void NewRunTest::every_option_has_a_name_and_a_help() {
    for (const auto kind : {RunKind::Diffusion, RunKind::Captioner, RunKind::Recaption, RunKind::ServerRecaption,
                            RunKind::Samples, RunKind::Metrics, RunKind::CaptionCurve})
        for (const auto& field : newRunFields(kind, {})) {
            QVERIFY2(!field.help.empty(), field.name.c_str());
            QVERIFY2(!field.label.empty(), field.name.c_str());
        }
}

void NewRunTest::sources_of_the_project_are_offered_and_mix_with_recap_captions() {
    const TempDir dir;
    const auto choices = findRunChoices(*captionedProject(dir));
    QStringList offered;
    for (const auto& [field, list] : newRunSuggestions(RunKind::Diffusion, choices))
        if (field == u"caption_source") offered = list;
    QVERIFY(offered.contains(QStringLiteral("alttext")));
    QVERIFY(offered.contains(QStringLiteral("recap_short")));
    QVERIFY(offered.contains(QStringLiteral("mix")));
}

void NewRunTest::without_human_captions_the_captioner_is_refused() {
    const TempDir dir;
    const auto project = captionedProject(dir);
    Json values = defaultValues(RunKind::Captioner);
    values["style"] = "long";
    const auto text = newRunKind(RunKind::Captioner).preflight(*project, values);
    QVERIFY(!text.ready());
    QCOMPARE(text.problems.size(), 1);
    // The page offers to write them.
    QCOMPARE(text.write_into, QStringLiteral("human_long"));
    values["style"] = "short";
    QVERIFY(newRunKind(RunKind::Captioner).preflight(*project, values).write_into.isEmpty());
}

void NewRunTest::the_captioner_check_counts_captions_and_epochs() {
    const TempDir dir;
    const auto project = captionedProject(dir);
    Json values = defaultValues(RunKind::Captioner);
    values["style"] = "short";
    values["max_steps"] = 10;
    values["batch_size"] = 2;
    values["validation_share"] = 0.5;
    const auto text = newRunKind(RunKind::Captioner).preflight(*project, values);
    QVERIFY(text.ready());
    QVERIFY2(text.facts.join(u' ').startsWith(u'2'), qPrintable(text.facts.join(u'|')));
    // 10 steps of 2 over one remaining caption: twenty times through the data.
    QVERIFY2(text.facts.join(u' ').contains(QStringLiteral("20.0 passes")), qPrintable(text.facts.join(u'|')));
}

void NewRunTest::recaptioning_counts_images_and_captions_that_exist() {
    const TempDir dir;
    const auto project = captionedProject(dir);
    Json values = defaultValues(RunKind::Recaption);
    values["captioner"] = captionerFolder(dir);
    const auto text = newRunKind(RunKind::Recaption).preflight(*project, values);
    QVERIFY(text.ready());
    QVERIFY(text.facts.first().startsWith(u'3'));
    QVERIFY(text.warnings.first().startsWith(u'1'));
    values["captioner"] = "never trained";
    const auto unknown = newRunKind(RunKind::Recaption).preflight(*project, values);
    QVERIFY(!unknown.ready());
    QVERIFY2(unknown.problems.first().contains(QStringLiteral("never trained")), qPrintable(unknown.problems.first()));
}

void NewRunTest::recaptioning_begins_with_the_newest_captioner_of_the_project() {
    const TempDir dir;
    const auto project = captionedProject(dir);
    QVERIFY(!findRunChoices(*project).writers.contains(QStringLiteral("first")));
    for (const char* name : {"first", "second", "unfinished"}) {
        const auto run = project->runs().create({.name = name, .kind = RunKind::Captioner}).id;
        if (std::string(name) != "unfinished")
            project->checkpoints().add({.run = run, .step = 1, .path = project->relative(captionerFolder(dir))});
    }
    const auto choices = findRunChoices(*project);
    QCOMPARE(choices.writers.mid(0, 2), QStringList({QStringLiteral("second"), QStringLiteral("first")}));
    QVERIFY(!choices.writers.contains(QStringLiteral("unfinished")));
    for (const auto& field : newRunFields(RunKind::Recaption, choices))
        if (field.name == "captioner") QVERIFY(field.value == Json("second"));
}

void NewRunTest::a_run_by_server_is_checked_without_asking_it() {
    const TempDir dir;
    const auto project = captionedProject(dir);
    testing::TestServer server(testing::otherReply);
    Json values = defaultValues(RunKind::ServerRecaption);
    QVERIFY(names(runProblems(runKindRow(RunKind::ServerRecaption), values), "server"));
    values["server"] = server.address();
    values["source"] = "recap_short";
    QVERIFY(runProblems(runKindRow(RunKind::ServerRecaption), values).empty());
    const auto text = newRunKind(RunKind::ServerRecaption).preflight(*project, values);
    QVERIFY(text.ready());
    QVERIFY(text.facts.first().startsWith(u'3'));
    QVERIFY(text.warnings.first().startsWith(u'1'));
    values["instruction"] = "{caption}";
    const auto wrong = newRunKind(RunKind::ServerRecaption).preflight(*project, values);
    QVERIFY2(wrong.problems.join(u' ').contains(QStringLiteral("{caption}")), qPrintable(wrong.problems.join(u' ')));
    QCOMPARE(server.count("/"), 0);
}

void NewRunTest::the_servers_of_the_form_are_asked_in_the_background() {
    const TempDir dir;
    testing::TestServer server(testing::otherReply);
    NewRunPresenter presenter;
    presenter.setProject(captionedProject(dir));
    presenter.open(RunKind::Recaption);
    QVERIFY(!presenter.canTest());
    presenter.open(RunKind::ServerRecaption);
    QVERIFY(presenter.canTest());
    Json values = defaultValues(RunKind::ServerRecaption);
    values["server"] = server.address() + ",http://127.0.0.1:" + std::to_string(testing::freePort());
    presenter.setValues(values);
    presenter.test();
    QVERIFY(presenter.testing());
    QTRY_VERIFY(!presenter.testing());
    QCOMPARE(presenter.testAnswers().size(), 2);
    QVERIFY2(presenter.testAnswers()[0].contains(QStringLiteral("test-model")), qPrintable(presenter.testAnswers()[0]));
    QVERIFY2(presenter.testAnswers()[1].contains(QStringLiteral("cannot be reached")),
             qPrintable(presenter.testAnswers()[1]));
    values["server"] = "nonsense";
    presenter.setValues(values);
    presenter.test();
    QTRY_VERIFY(!presenter.testing());
    QVERIFY(presenter.testAnswers().join(u' ').contains(QStringLiteral("'nonsense'")));
}

void NewRunTest::the_check_follows_the_last_change_of_the_form() {
    const TempDir dir;
    NewRunPresenter presenter;
    presenter.setProject(captionedProject(dir));
    presenter.open(RunKind::Captioner);
    Json values = defaultValues(RunKind::Captioner);
    values["base"] = dir.path().string();
    values["style"] = "long";
    presenter.setValues(values);
    values["style"] = "short";
    presenter.setValues(values);
    QVERIFY(!presenter.canStart());
    QTRY_COMPARE(presenter.state(), NewRunPresenter::State::Known);
    QVERIFY(presenter.canStart());
    values["style"] = "long";
    presenter.setValues(values);
    QVERIFY2(!presenter.canStart(), "an old answer must not allow a start with new values");
    QTRY_COMPARE(presenter.state(), NewRunPresenter::State::Known);
    QVERIFY(!presenter.canStart());
}

void NewRunTest::a_suggested_name_is_not_taken() {
    NewRunPresenter presenter;
    presenter.open(RunKind::Captioner);
    const QString first = presenter.suggestedName({});
    const QString second = presenter.suggestedName({first});
    QVERIFY(first != second);
    QVERIFY(!presenter.suggestedName({first, second}).isEmpty());
    QVERIFY(presenter.suggestedName({first, second}) != second);
}

void NewRunTest::a_new_run_begins_with_the_models_own_size_and_with_prompts() {
    const TempDir dir;
    testing::writeBytes(dir / "sd/unet/config.json", R"({"sample_size": 64})");
    testing::writeBytes(dir / "sd/vae/config.json", R"({"block_out_channels": [128, 256, 512, 512]})");
    QCOMPARE(nativeResolution(QString::fromStdString((dir / "sd").string())), 512);
    QCOMPARE(nativeResolution(QString::fromStdString((dir / "nothing").string())), 0);

    RunChoices choices = findRunChoices(*captionedProject(dir));
    // Human captions first; equal ones are one prompt.
    QCOMPARE(choices.prompts, QStringList{QStringLiteral("a dog")});
    testing::writeBytes(dir / "toy/unet/config.json", R"({"sample_size": 8})");
    testing::writeBytes(dir / "toy/vae/config.json", R"({"block_out_channels": [8, 16, 16]})");
    choices.models = {QString::fromStdString((dir / "toy").string())};
    Json values = Json::object();
    for (const auto& field : newRunFields(RunKind::Diffusion, choices)) values[field.name] = field.value;
    QCOMPARE(values["resolution"].get<int>(), 32);
    QCOMPARE(values["sample_prompts"].get<std::string>(), std::string("a dog"));
}

void NewRunTest::a_size_the_model_was_not_made_for_is_warned_of() {
    const TempDir dir;
    const auto project = captionedProject(dir);
    const std::string demo = (resourceDirectory() / "demo" / "base").string();
    Json values = defaultValues(RunKind::Diffusion);
    values["model"] = demo;
    values["sample_prompts"] = "a dog";
    values["resolution"] = 32;
    QVERIFY(newRunKind(RunKind::Diffusion).preflight(*project, values).warnings.isEmpty());
    values["resolution"] = 512;
    const auto text = newRunKind(RunKind::Diffusion).preflight(*project, values);
    QCOMPARE(text.warnings.size(), 1);
    QVERIFY2(text.warnings.first().contains(QStringLiteral("256")), qPrintable(text.warnings.first()));
    values["resolution"] = 32;
    values["sample_prompts"] = "";
    QCOMPARE(newRunKind(RunKind::Diffusion).preflight(*project, values).warnings.size(), 1);
}

void NewRunTest::pictures_need_a_model_and_prompts() {
    const TempDir dir;
    Json values = defaultValues(RunKind::Samples);
    const auto problems = runProblems(runKindRow(RunKind::Samples), values);
    QVERIFY(names(problems, "model"));
    QVERIFY(names(problems, "prompts"));
    values["model"] = dir.path().string();
    values["prompts"] = "a dog\n\n two dogs \n";
    values["count"] = 3;
    QVERIFY(runProblems(runKindRow(RunKind::Samples), values).empty());
    const auto project = captionedProject(dir);
    const auto text = newRunKind(RunKind::Samples).preflight(*project, values);
    QVERIFY(text.ready());
    QVERIFY2(text.facts.first().startsWith(u'6'), qPrintable(text.facts.first()));
    QVERIFY(makeQueuedRun(project, {RunKind::Samples, "Samples", values, {}}) != nullptr);
}

void NewRunTest::metrics_name_the_runs_that_have_pictures() {
    const TempDir dir;
    const auto study = testing::makeFakeStudy(dir / "study.recap", 5);
    const RunChoices choices = findRunChoices(*study.project);
    QVERIFY(choices.drawn.contains(QStringLiteral("Alttext")));
    Json values = Json::object();
    for (const auto& field : newRunFields(RunKind::Metrics, choices)) values[field.name] = field.value;
    QVERIFY(runProblems(runKindRow(RunKind::Metrics), values).empty());
    QVERIFY(newRunKind(RunKind::Metrics).preflight(*study.project, values).ready());
    QVERIFY(newRunKind(RunKind::Metrics)
                .preflight(*study.project, values)
                .warnings.join(u' ')
                .contains(QStringLiteral("the demo's own")));
    testing::writeBytes(dir / "judges.toml", "[judge.mine]\nkind = \"clip\"\npath = \"clip\"\n");
    values["judges"] = (dir / "judges.toml").string();
    const auto judged = newRunKind(RunKind::Metrics).preflight(*study.project, values);
    QVERIFY(judged.ready() && judged.facts.contains(QStringLiteral("Judges: mine.")));
    QVERIFY(!judged.warnings.join(u' ').contains(QStringLiteral("the demo's own")));
    values["judges"] = (dir / "none.toml").string();
    const auto missing = newRunKind(RunKind::Metrics).preflight(*study.project, values);
    QVERIFY(!missing.ready() && missing.problems.first().contains(QStringLiteral("none.toml")));
    values["judges"] = "";
    values["runs"].push_back("no such run");
    const auto text = newRunKind(RunKind::Metrics).preflight(*study.project, values);
    QCOMPARE(text.problems.size(), 1);
    QVERIFY(text.problems.first().contains(QStringLiteral("no such run")));
    // The form takes what the command line takes: also the number of a run.
    values["runs"] = {std::to_string(study.runs.at("Alttext").value)};
    QVERIFY(newRunKind(RunKind::Metrics).preflight(*study.project, values).ready());
    values["runs"] = Json::array();
    QVERIFY(names(runProblems(runKindRow(RunKind::Metrics), values), "runs"));
}

void NewRunTest::metrics_say_what_the_prompt_set_and_the_reference_are() {
    const TempDir dir;
    const auto study = testing::makeFakeStudy(dir / "study.recap", 5);
    const RunChoices choices = findRunChoices(*study.project);
    Json values = Json::object();
    for (const auto& field : newRunFields(RunKind::Metrics, choices)) values[field.name] = field.value;
    const auto preflight = [&] { return newRunKind(RunKind::Metrics).preflight(*study.project, values); };
    testing::writeBytes(dir / "set.jsonl", Json{{"prompt", study.prompts[0]}}.dump() + "\n{\"prompt\": \"another\"}\n");
    values["prompt_set"] = (dir / "set.jsonl").string();
    QVERIFY(preflight().ready());
    QVERIFY2(preflight().warnings.join(u' ').contains(QStringLiteral("what 1 of the samples' 6 prompts ask for")),
             qPrintable(preflight().warnings.join(u'|')));
    testing::writeBytes(dir / "set.jsonl", "{\"prompt\": 5}\n");
    QVERIFY(!preflight().ready());
    QVERIFY(preflight().problems.first().contains(QStringLiteral("set.jsonl")));
    values["prompt_set"] = "";
    values["reference"] = "Alttext";
    QVERIFY(preflight().facts.join(u' ').contains(QStringLiteral("to the samples of Alttext")));
    values["reference"] = dir.path().string();
    QVERIFY(preflight().facts.join(u' ').contains(QStringLiteral("of the folder")));
    values["reference"] = "nowhere";
    QVERIFY(!preflight().ready());
    QVERIFY(preflight().problems.first().contains(QStringLiteral("nowhere")));
    // Both are offered: the runs to choose from, the folder behind a button.
    for (const auto& [field, list] : newRunSuggestions(RunKind::Metrics, choices))
        if (field == u"reference" || field == u"runs") QVERIFY(list.contains(QStringLiteral("Alttext")));
    const auto paths = newRunPaths(RunKind::Metrics);
    QCOMPARE(paths.size(), std::size_t{3});
    for (const auto& path : paths) QVERIFY(values.contains(path.field));
}

void NewRunTest::metrics_are_chosen_by_their_titles() {
    const auto [title, help] = newRunChoiceText(QStringLiteral("metrics"), QStringLiteral("soa_c"));
    QCOMPARE(title, QStringLiteral("SOA-C"));
    QVERIFY(!help.isEmpty());
}

void NewRunTest::the_judges_of_the_form_are_loaded_in_the_background() {
    const TempDir dir;
    NewRunPresenter presenter;
    presenter.setProject(captionedProject(dir));
    presenter.open(RunKind::Metrics);
    QVERIFY(presenter.canTest());
    Json values = defaultValues(RunKind::Metrics);
    const auto answers = [&] {
        presenter.setValues(values);
        presenter.test();
        testing::waitUntil([&] { return !presenter.testing(); });
        return presenter.testAnswers();
    };
    QCOMPARE(answers().size(), 1);  // the demo's
    QVERIFY2(presenter.testAnswers()[0].contains(QStringLiteral("demo")) &&
                 presenter.testAnswers()[0].contains(QStringLiteral("can be used")),
             qPrintable(presenter.testAnswers()[0]));
    testing::writeBytes(dir / "judges.toml", "[judge.a]\nkind = \"detr\"\npath = \"" +
                                                 testing::goldenFixture("judges/detr/model").string() +
                                                 "\"\n[judge.b]\nkind = \"clip\"\npath = \"" +
                                                 testing::goldenFixture("judges/detr/model").string() + "\"\n");
    values["judges"] = (dir / "judges.toml").string();
    QCOMPARE(answers().size(), 2);
    QVERIFY(presenter.testAnswers()[0].contains(QStringLiteral("can be used")));
    QVERIFY2(presenter.testAnswers()[1].contains(QStringLiteral("'detr'")), qPrintable(presenter.testAnswers()[1]));
    values["judges"] = (dir / "none.toml").string();
    QVERIFY(answers().join(u' ').contains(QStringLiteral("none.toml")));
}

}  // namespace recap::gui
