// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/training_workspace_test.h"

#include "gui/jobs/job_service.h"
#include "gui/shell/dataset_links.h"
#include "gui/shell/run_links.h"
#include "gui/training/fake_study.h"
#include "gui/training/new_run.h"
#include "gui/training/training_workspace.h"
#include "gui/widgets/chart_panel.h"
#include "gui/widgets/count_chart.h"
#include "gui/widgets/options_form.h"
#include "workflow/captioning/caption_examples.h"

#include <QCheckBox>
#include <QComboBox>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QtTest/QTest>

#include <algorithm>
#include <cmath>

namespace recap::gui {

namespace {

using testing::makeFakeStudy;
using testing::TempDir;

struct Window {
    explicit Window(bool empty = false) : shell(dir), workspace(*shell.shell) {
        if (empty)
            project = Project::create(dir.path() / "empty.recap");
        else {
            study = makeFakeStudy(dir.path() / "study.recap");
            project = study.project;
        }
        workspace.resize(1376, 860);
        workspace.show();
        workspace.setProject(project);
        workspace.firstFocus()->setFocus();
        if (!empty) testing::waitUntil([this] { return list()->model()->rowCount() == 6; });
    }
    ~Window() {
        shell.shell->jobs().cancelAll();
        for (auto* job : shell.shell->jobs().jobs()) testing::waitUntil([job] { return job->ended(); });
        waitForBackground();
    }
    template <class T>
    T* find(const char* name) {
        auto* found = workspace.findChild<T*>(QString::fromLatin1(name));
        if (found == nullptr) qFatal("there is no %s", name);
        return found;
    }
    QListView* list() { return find<QListView>("runList"); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(QApplication::focusWidget() != nullptr ? QApplication::focusWidget() : &workspace, key,
                        modifiers);
    }
    void choose(const char* name) {
        workspace.presenter().selection().select(study.runs.at(name));
        testing::waitUntil([this, name] { return find<QLabel>("runName")->text() == QLatin1String(name); });
    }

    TempDir dir;
    testing::TestShell shell;
    testing::FakeStudy study;
    std::shared_ptr<Project> project;
    TrainingWorkspace workspace;
};

}  // namespace

void TrainingWorkspaceTest::cleanup() {
    waitForBackground();
}

void TrainingWorkspaceTest::an_empty_project_offers_a_new_run() {
    Window window(true);
    testing::settle();
    auto* button = window.find<QPushButton>("emptyNewRun");
    QVERIFY(button->isVisible());
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_VERIFY(window.find<QWidget>("newRunPage")->isVisible());
}

void TrainingWorkspaceTest::arrow_keys_choose_a_run_and_the_detail_follows() {
    Window window;
    window.list()->setFocus();
    window.list()->setCurrentIndex(window.list()->model()->index(0, 0));
    const QString first = window.find<QLabel>("runName")->text();
    window.press(Qt::Key_Down);
    QTRY_VERIFY(window.find<QLabel>("runName")->text() != first);
    window.choose("RECAP Mix");
    auto* chart = window.find<ChartPanel>("lossChart");
    QTRY_COMPARE(chart->series().size(), 1);
    QCOMPARE(chart->series().first().name, QStringLiteral("RECAP Mix"));
    QCOMPARE(chart->series().first().curve->points().size(), 400);
    QTRY_VERIFY(window.find<QWidget>("training_samples")->isVisible());
}

void TrainingWorkspaceTest::a_second_run_can_be_drawn_in_the_same_chart() {
    Window window;
    window.choose("RECAP Mix");
    const auto boxes = window.workspace.findChildren<QCheckBox*>(QStringLiteral("compareWith"));
    const auto box = std::find_if(boxes.begin(), boxes.end(),
                                  [](const QCheckBox* b) { return b->text() == QStringLiteral("Alttext"); });
    QVERIFY(box != boxes.end());
    (*box)->click();
    auto* chart = window.find<ChartPanel>("lossChart");
    QTRY_COMPARE(chart->series().size(), 2);
    QVERIFY2(chart->series().at(0).style != chart->series().at(1).style, "two runs must differ in more than colour");
}

void TrainingWorkspaceTest::a_captioners_examples_show_how_its_captions_change() {
    Window window;
    window.choose("RECAP Mix");
    const auto run = window.study.runs.at("Captioner v2");
    const auto picture = (window.dir.path() / "street.png").string();
    QVERIFY(QImage(60, 40, QImage::Format_RGB32).save(QString::fromStdString(picture)));
    const auto folder = window.project->runDirectory(run);
    std::filesystem::create_directories(folder);
    const auto write = [&](std::int64_t step, const std::string& dogs, const std::string& bus) {
        keepCaptionExamples(folder, step,
                            {{.image = picture, .prefix = "a picture of", .text = dogs, .reference = "two dogs <b>"},
                             {.image = "/nowhere.png", .text = bus, .reference = "a red bus"}});
    };
    write(0, "a", "a bus");
    write(100, "a dog", "a bus");
    write(200, "two dogs", "a bus");
    const auto textsOf = [&](const char* name) {
        QStringList texts;
        for (const auto* label : window.workspace.findChildren<QLabel*>(QString::fromLatin1(name)))
            texts << label->text();
        return texts.join(QStringLiteral(" | "));
    };
    window.choose("Captioner v2");
    auto* card = window.find<QWidget>("captionExamples");
    QTRY_VERIFY(card->isVisible());
    QCOMPARE(textsOf("exampleReference"), QStringLiteral("two dogs <b> | a red bus"));
    // Newest first, and a caption that stayed the same once.
    QCOMPARE(textsOf("exampleCaption"), QStringLiteral("two dogs | a dog | a | a bus"));
    const auto pictures = window.workspace.findChildren<QLabel*>(QStringLiteral("examplePicture"));
    QCOMPARE(pictures.size(), 2);
    QTRY_VERIFY(!pictures.at(0)->pixmap().isNull());
    QTRY_VERIFY(!pictures.at(1)->text().isEmpty());
    // A measurement of the run that is looked at brings what it wrote.
    write(300, "two black dogs", "a red bus");
    window.workspace.presenter().examples().take({run, 300, {{"validation_loss", 1.5}}});
    QTRY_COMPARE(textsOf("exampleCaption"),
                 QStringLiteral("two black dogs | two dogs | a dog | a | a red bus | a bus"));
    window.choose("RECAP Mix");
    QTRY_VERIFY(!card->isVisible());
    QVERIFY(textsOf("exampleCaption").isEmpty());
}

void TrainingWorkspaceTest::n_opens_the_form_and_escape_leaves_it() {
    Window window;
    window.press(Qt::Key_N);
    QTRY_VERIFY(window.find<QWidget>("newRunPage")->isVisible());
    window.press(Qt::Key_Escape);
    QTRY_VERIFY(!window.find<QWidget>("newRunPage")->isVisible());
    QVERIFY(window.find<QWidget>("runDetail")->isVisible());
}

void TrainingWorkspaceTest::a_form_without_a_model_cannot_start_and_says_why() {
    Window window;
    window.press(Qt::Key_N);
    QTRY_VERIFY(window.find<QWidget>("newRunPage")->isVisible());
    testing::settle();
    window.find<OptionsForm>("newRunForm")->setValues({{"model", "/nowhere/at/all"}});
    Q_EMIT window.find<OptionsForm>("newRunForm")->changed();
    QTRY_VERIFY(!window.find<QPushButton>("newRunStart")->isEnabled());
    bool told = false;
    for (const auto* label : window.find<QWidget>("newRunPage")->findChildren<QLabel*>())
        told = told || (label->isVisible() && label->text().contains(QStringLiteral("is not a folder")));
    QVERIFY(told);
}

void TrainingWorkspaceTest::a_preset_fills_the_form() {
    Window window;
    window.press(Qt::Key_N);
    testing::settle();
    QTest::mouseClick(window.find<QPushButton>("newRunPreset_quick"), Qt::LeftButton);
    QVERIFY(window.find<OptionsForm>("newRunForm")->values()["max_steps"] == Json(100));
    QVERIFY(window.find<OptionsForm>("newRunForm")->values()["save_every"] == Json(50));
}

void TrainingWorkspaceTest::kinds_of_runs_can_be_read_in_a_small_window() {
    Window window;
    window.workspace.resize(1208, 676);  // what a window of 1280 x 720 leaves
    window.press(Qt::Key_N);
    testing::settle();
    for (const auto& kind : newRunKinds()) {
        const auto* button = window.find<QPushButton>(kind.objectName);
        QVERIFY2(button->width() >= button->sizeHint().width(), kind.objectName);
    }
}

void TrainingWorkspaceTest::another_run_is_shown_from_its_head() {
    Window window;
    window.choose("RECAP Mix");
    testing::settle();
    auto* bar = window.find<QScrollArea>("runScroll")->verticalScrollBar();
    QTRY_VERIFY(bar->maximum() > 0);
    bar->setValue(bar->maximum());
    window.workspace.presenter().refresh();
    testing::settle();
    QVERIFY2(bar->value() > 0, "news about the same run do not move the page");
    window.choose("Alttext");
    QCOMPARE(bar->value(), 0);
}

void TrainingWorkspaceTest::a_checked_form_starts_a_job() {
    Window window;
    window.press(Qt::Key_N);
    testing::settle();
    QTest::mouseClick(window.find<QPushButton>("newRunRecaption"), Qt::LeftButton);
    testing::settle();
    auto* name = window.find<QLineEdit>("newRunName");
    name->setFocus();
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("New words"));
    const auto captioner = window.dir / "captioner";
    std::filesystem::create_directories(captioner);
    writeJsonFile(captioner / "config.json", {{"model_type", "blip"}});
    window.find<OptionsForm>("newRunForm")->setValues({{"captioner", captioner.string()}});
    Q_EMIT window.find<OptionsForm>("newRunForm")->changed();
    // The project has no image, so the check must refuse.
    auto* state = window.find<QLabel>("newRunCheckState");
    QTRY_COMPARE(state->text(), QStringLiteral("This run cannot start yet."));
    QVERIFY(!window.find<QPushButton>("newRunStart")->isEnabled());
    ImageRecord image;
    image.sha256 = std::string(64, 'a');
    image.path = "/pictures/a.png";
    image.width = image.height = 32;
    window.project->images().add(image);
    Q_EMIT window.find<OptionsForm>("newRunForm")->changed();
    QTRY_VERIFY(window.find<QPushButton>("newRunStart")->isEnabled());
    QCOMPARE(name->text(), QStringLiteral("New words"));
    window.press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(window.shell.shell->jobs().jobs().size(), 1);
    QCOMPARE(window.shell.shell->jobs().jobs().first()->title(), QStringLiteral("New words"));
    QTRY_VERIFY(!window.find<QWidget>("newRunPage")->isVisible());
}

void TrainingWorkspaceTest::the_form_of_metrics_browses_for_its_files() {
    Window window;
    window.press(Qt::Key_N);
    testing::settle();
    QTest::mouseClick(window.find<QPushButton>("newRunMetrics"), Qt::LeftButton);
    testing::settle();
    auto* form = window.find<OptionsForm>("newRunForm");
    window.shell.prompter->open = QStringLiteral("/files/judges.toml");
    window.find<QPushButton>("browseFile_judges")->click();
    window.shell.prompter->open = QStringLiteral("/files/set.jsonl");
    window.find<QPushButton>("browseFile_prompt_set")->click();
    window.shell.prompter->folder = QStringLiteral("/real");
    window.find<QPushButton>("browse_reference")->click();
    QCOMPARE(form->values()["judges"].get<std::string>(), std::string("/files/judges.toml"));
    QCOMPARE(form->values()["prompt_set"].get<std::string>(), std::string("/files/set.jsonl"));
    QCOMPARE(form->values()["reference"].get<std::string>(), std::string("/real"));
    auto* reference = window.find<QComboBox>("option_reference");
    QVERIFY(reference->findText(QStringLiteral("Alttext")) >= 0);
    QCOMPARE(form->values()["runs"].size(), std::size_t{4});
    QCOMPARE(window.find<QPushButton>("newRunTest")->text(), QStringLiteral("Test judges"));
}

void TrainingWorkspaceTest::what_another_workspace_fills_in_joins_what_was_entered() {
    Window window;
    auto& links = RunLinks::of(*window.shell.shell);
    QSignalSpy shown(window.shell.shell.get(), &Shell::workspaceWanted);
    links.fillRun(RunKind::Metrics, Json{{"judges", "/files/judges.toml"}});
    QCOMPARE(shown.front().front().toString(), QStringLiteral("training"));
    const auto value = [&](const char* field) {
        return window.find<OptionsForm>("newRunForm")->values()[field].get<std::string>();
    };
    QTRY_COMPARE(window.find<OptionsForm>("newRunForm")->values()["runs"].size(), std::size_t{4});
    QCOMPARE(value("judges"), std::string("/files/judges.toml"));
    links.fillRun(RunKind::Metrics, Json{{"prompt_set", "/files/set.jsonl"}});
    testing::settle();
    QCOMPARE(value("judges"), std::string("/files/judges.toml"));
    QCOMPARE(value("prompt_set"), std::string("/files/set.jsonl"));
    // The same after something was entered by hand.
    window.find<QComboBox>("option_reference")->setEditText(QStringLiteral("Alttext"));
    links.fillRun(RunKind::Samples, Json{{"prompts", "a cat"}});
    testing::settle();
    QCOMPARE(value("prompts"), std::string("a cat"));
    links.fillRun(RunKind::Metrics, Json{{"judges", "/files/other.toml"}});
    testing::settle();
    QCOMPARE(value("judges"), std::string("/files/other.toml"));
    QCOMPARE(value("prompt_set"), std::string("/files/set.jsonl"));
    QCOMPARE(value("reference"), std::string("Alttext"));
    QCOMPARE(window.find<OptionsForm>("newRunForm")->values()["runs"].size(), std::size_t{4});
}

void TrainingWorkspaceTest::letters_typed_into_a_field_are_not_shortcuts() {
    Window window;
    window.press(Qt::Key_N);
    testing::settle();
    auto* name = window.find<QLineEdit>("newRunName");
    name->setFocus();
    name->clear();
    QTest::keyClicks(name, QStringLiteral("nxcsp"));
    QCOMPARE(name->text(), QStringLiteral("nxcsp"));
    QVERIFY(window.find<QWidget>("newRunPage")->isVisible());
}

void TrainingWorkspaceTest::clone_brings_the_values_of_a_run() {
    Window window;
    window.choose("Alttext");
    window.list()->setFocus();
    window.press(Qt::Key_C);
    QTRY_VERIFY(window.find<QWidget>("newRunPage")->isVisible());
    testing::settle();
    QVERIFY(window.find<OptionsForm>("newRunForm")->values()["batch_size"] == Json(24));
    QVERIFY(window.find<QLineEdit>("newRunName")->text().contains(QStringLiteral("Alttext")));
}

void TrainingWorkspaceTest::a_recaption_run_counts_its_captions() {
    Window window;
    window.choose("RECAP Mix");
    QVERIFY2(!window.find<QWidget>("runCaptions")->isVisible(), "a training writes no captions");
    const auto run = window.project->runs().create({.name = "night", .kind = RunKind::Recaption}).id;
    const auto silent = window.project->runs().create({.name = "early", .kind = RunKind::ServerRecaption}).id;
    for (const char* text : {"a street in the rain", "I'm sorry, but I cannot see it.", "a street in the rain"}) {
        const std::string hash(static_cast<std::size_t>(64), static_cast<char>('a' + window.project->images().count()));
        const auto image = window.project->images().add({.path = "/p/" + hash, .sha256 = hash}).id;
        window.project->captions().addVersion(
            {.image = image, .source = "recap_short", .text = text, .provenance = {{"run", run.value}}});
    }
    window.workspace.presenter().refresh();
    testing::waitUntil([&] { return window.workspace.presenter().rows().find(silent) != nullptr; });
    QVERIFY(window.find<QWidget>("runSamples")->isVisible());
    window.workspace.presenter().selection().select(run);
    QVERIFY(window.find<QWidget>("runCaptions")->isVisible());
    QVERIFY2(!window.find<QWidget>("runSamples")->isVisible(), "a recaption run draws no samples");
    const auto link = [&](const char* name) {
        return window.workspace.findChild<QPushButton*>(QString::fromLatin1(name));
    };
    QTRY_VERIFY(link("runCaptions_all") != nullptr);
    QCOMPARE(link("runCaptions_all")->text(), QStringLiteral("3"));
    QCOMPARE(link("runCaptions_repeated")->text(), QStringLiteral("2"));
    QSignalSpy images(&DatasetLinks::of(*window.shell.shell), &DatasetLinks::imagesWanted);
    QSignalSpy quality(&DatasetLinks::of(*window.shell.shell), &DatasetLinks::qualityWanted);
    link("runCaptions_refusal")->click();
    QCOMPARE(images.size(), 1);
    const auto query = images.first().first().toString().toStdString();
    QCOMPARE(window.project->images().count(parseImageQuery(query)), std::int64_t{1});
    QCOMPARE(images.first().at(1).toString(), QStringLiteral("recap_short"));
    link("runQuality")->click();
    QCOMPARE(quality.size(), 1);
    QCOMPARE(quality.first().first().value<RunId>(), run);

    window.workspace.presenter().selection().select(silent);
    QTRY_VERIFY(window.workspace.presenter().captions().counts().has_value());
    QVERIFY(!link("runQuality")->isEnabled());
}

void TrainingWorkspaceTest::without_a_project_nothing_can_be_started() {
    Window window;
    window.choose("Alttext");
    QVERIFY(window.find<QPushButton>("buttonNewRun")->isEnabled());
    window.workspace.setProject(nullptr);
    QVERIFY(!window.find<QPushButton>("buttonNewRun")->isEnabled());
}

void TrainingWorkspaceTest::a_caption_curve_shows_its_chart_and_answer() {
    Window window;
    RunRecord run;
    run.name = "Caption curve";
    run.kind = RunKind::CaptionCurve;
    run = window.project->runs().create(run);
    window.project->runs().setState(run.id, RunState::Cancelled);
    CaptionCurve curve;
    const std::pair<std::int64_t, double> points[] = {{0, 1.0}, {25, 1.5}, {100, 1.97}, {400, 2.0}};
    for (const auto& [captions, value] : points)
        for (const std::int64_t seed : {1, 2, 3}) {
            if (captions == 0 && seed > 1) continue;
            const double here = value + 0.03 * static_cast<double>(seed - 2);
            curve.points.push_back({captions,
                                    seed,
                                    {{"cider_d", {here, here - 0.2, here + 0.2, 60}},
                                     {"validation_loss", {3 - here, 2.8 - here, 3.2 - here, 60}}}});
        }
    std::filesystem::create_directories(window.project->runDirectory(run.id));
    writeJsonFile(captionCurveFile(window.project->runDirectory(run.id)), curveJson(curve));
    window.workspace.presenter().refresh();
    testing::waitUntil([&] { return window.list()->model()->rowCount() == 7; });
    window.workspace.presenter().selection().select(run.id);
    QTRY_VERIFY(window.find<QWidget>("captionCurve")->isVisible());
    QVERIFY(!window.find<QWidget>("lossChart")->isVisible());
    // It can be continued, as a training can.
    QVERIFY(window.workspace.presenter().commands().actions().continueRun);
    auto* chart = window.find<CountChart>("countChart");
    QCOMPARE(chart->means().size(), 4);
    QCOMPARE(chart->singles().size(), 10);
    QVERIFY(std::abs(chart->means().at(2).value - 1.97) < 1e-9 && chart->means().at(2).low < 1.95);
    auto* answer = window.find<QLabel>("curveAnswer");
    QVERIFY2(answer->text().startsWith(QStringLiteral("CIDEr-D: 100 human captions reach 97.1 % of the improvement")),
             qPrintable(answer->text()));
    auto* measure = window.find<QComboBox>("curveMeasure");
    QCOMPARE(measure->count(), 2);
    measure->setCurrentIndex(measure->findData(QStringLiteral("validation_loss")));
    QVERIFY(answer->text().startsWith(QStringLiteral("Validation loss: 100 human captions")));
    QVERIFY(std::abs(chart->means().at(0).value - 2.03) < 1e-9);
    QVERIFY(testing::saveScreenshots(window.workspace, QStringLiteral("caption-curve")));
    window.choose("RECAP Mix");
    QVERIFY(!window.find<QWidget>("captionCurve")->isVisible());
}

void TrainingWorkspaceTest::looks() {
    Window window;
    window.choose("RECAP Mix");
    window.workspace.presenter().selection().compareWith({window.study.runs.at("Alttext")});
    QVERIFY(testing::saveScreenshots(window.workspace, QStringLiteral("training")));
    window.press(Qt::Key_N);
    QVERIFY(testing::saveScreenshots(window.workspace, QStringLiteral("training-new"), {1216, 640}));
}

}  // namespace recap::gui
