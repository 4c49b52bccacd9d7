// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/training_presenter_test.h"

#include "gui/base/error_text.h"
#include "gui/jobs/job_service.h"
#include "gui/training/fake_study.h"
#include "gui/training/training_presenter.h"
#include "gui/widgets/chart_curve.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QtTest/QTest>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

namespace recap::gui {

namespace {

using testing::makeFakeStudy;
using testing::TempDir;

// Says what it was given, then works until it is cancelled or told to stop; what it was told is kept.
struct Heard {
    std::atomic<int> saves{0};
    std::atomic<int> samples{0};
    std::atomic<int> stops{0};
};

class TalkingJob final : public Job {
public:
    TalkingJob(std::vector<Event> words, std::shared_ptr<Heard> heard)
        : words_(std::move(words)), heard_(std::move(heard)) {}
    void run(JobContext& context) override {
        for (const auto& word : words_) context.emitEvent(word);
        for (;;) {
            context.pausePoint();
            for (const auto& command : context.control().takeCommands()) {
                if (command.kind == Command::Kind::SaveNow) ++heard_->saves;
                if (command.kind == Command::Kind::SampleNow) ++heard_->samples;
                if (command.kind == Command::Kind::StopAfterSaving) {
                    ++heard_->stops;
                    return;
                }
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
    }

private:
    std::vector<Event> words_;
    std::shared_ptr<Heard> heard_;
};

// The presenter on a fake study, with a job that claims to work on one of its runs.
struct Stage {
    explicit Stage(int points = 40) : study(makeFakeStudy(dir.path() / "study.recap", points)), presenter(jobs) {
        presenter.setProject(study.project);
    }
    ~Stage() {
        jobs.cancelAll();
        for (auto* job : jobs.jobs()) testing::waitUntil([job] { return job->ended(); });
    }
    RunId run(const char* name) const { return study.runs.at(name); }
    JobController* talk(const char* name, std::vector<Event> words = {}) {
        words.insert(words.begin(), RunEvent{run(name), name, RunState::Running});
        return jobs.start(std::make_unique<TalkingJob>(std::move(words), heard), QString::fromLatin1(name));
    }

    TempDir dir;
    testing::FakeStudy study;
    JobService jobs;
    std::shared_ptr<Heard> heard = std::make_shared<Heard>();
    TrainingPresenter presenter;
};

}  // namespace

void TrainingPresenterTest::cleanup() {
    waitForBackground();
}

void TrainingPresenterTest::runs_of_the_project_become_cards() {
    Stage stage;
    QTRY_COMPARE(stage.presenter.runs().rowCount(), 6);
    const auto* mix = stage.presenter.runs().find(stage.run("RECAP Mix"));
    QVERIFY(mix != nullptr);
    QCOMPARE(mix->state, RunState::Done);
    QCOMPARE(mix->steps, 2000);
    // Runs that draw or are trained are told apart by their series.
    QCOMPARE(mix->series, 3);
    QCOMPARE(stage.presenter.runs().find(stage.run("Baseline"))->series, 0);
    QVERIFY2(stage.presenter.selection().run(), "the first run is selected without a click");
}

void TrainingPresenterTest::history_and_live_numbers_join_without_a_gap() {
    Stage stage;
    const auto run = stage.run("Alttext");
    stage.presenter.selection().select(run);
    QTRY_COMPARE(stage.presenter.history().curve(run, QStringLiteral("loss")).points().size(), 40);
    stage.talk("Alttext",
               {ScalarEvent{run, 3000, {{"loss", 0.5}}}, ScalarEvent{run, 3001, {{"loss", 0.25}, {"lr", 1e-5}}}});
    QTRY_COMPARE(stage.presenter.history().curve(run, QStringLiteral("loss")).points().size(), 42);
    QCOMPARE(stage.presenter.history().curve(run, QStringLiteral("loss")).points().last(), QPointF(3001, 0.25));
    QTRY_COMPARE(stage.presenter.runs().find(run)->step, 3001);
}

void TrainingPresenterTest::numbers_said_while_the_history_loads_are_not_lost() {
    Stage stage;
    const auto run = stage.run("Alttext");
    QTRY_COMPARE(stage.presenter.runs().rowCount(), 6);
    // The history takes as long as this occupies every background thread.
    std::atomic<bool> go{false};
    for (int i = 0; i < backgroundPool().maxThreadCount(); ++i)
        runInBackground(
            &stage.presenter,
            [&go] {
                while (!go) std::this_thread::yield();
            },
            [] {}, {});
    stage.presenter.selection().select(run);
    QSignalSpy redrawn(&stage.presenter.history(), &RunHistory::curvesChanged);
    stage.talk("Alttext", {ScalarEvent{run, 3000, {{"loss", 0.5}}}});
    QTRY_VERIFY(redrawn.count() > 0);
    QVERIFY(stage.presenter.history().curve(run, QStringLiteral("loss")).empty());
    go = true;
    QTRY_COMPARE(stage.presenter.history().curve(run, QStringLiteral("loss")).points().size(), 41);
    QCOMPARE(stage.presenter.history().curve(run, QStringLiteral("loss")).last(), 0.5);
}

void TrainingPresenterTest::buttons_follow_the_state_of_the_job() {
    Stage stage;
    const auto run = stage.run("Alttext");
    stage.presenter.selection().select(run);
    QTRY_VERIFY(stage.presenter.rows().find(run) != nullptr);
    QVERIFY(!stage.presenter.commands().actions().pause);
    QVERIFY(stage.presenter.commands().actions().clone);
    auto* job = stage.talk("Alttext");
    QTRY_VERIFY(stage.presenter.commands().actions().pause);
    QVERIFY(stage.presenter.commands().actions().save && stage.presenter.commands().actions().sample &&
            stage.presenter.commands().actions().stop);
    QVERIFY(!stage.presenter.commands().actions().continueRun);
    stage.presenter.commands().pause();
    QTRY_VERIFY(stage.presenter.commands().actions().resume);
    QVERIFY(!stage.presenter.commands().actions().pause);
    QCOMPARE(stage.presenter.runs().find(run)->state, RunState::Paused);
    stage.presenter.commands().resume();
    QTRY_VERIFY(stage.presenter.commands().actions().pause);
    stage.presenter.commands().stopNow();
    QTRY_VERIFY(job->ended());
    QTRY_VERIFY(!stage.presenter.commands().actions().stop);
}

void TrainingPresenterTest::commands_reach_the_job_of_the_selected_run() {
    Stage stage;
    stage.presenter.selection().select(stage.run("Alttext"));
    QTRY_VERIFY(stage.presenter.rows().find(stage.run("Alttext")) != nullptr);
    auto* job = stage.talk("Alttext");
    QTRY_VERIFY(stage.presenter.commands().actions().save);
    stage.presenter.commands().saveNow();
    stage.presenter.commands().sampleNow();
    QTRY_COMPARE(stage.heard->saves.load(), 1);
    QTRY_COMPARE(stage.heard->samples.load(), 1);
    stage.presenter.selection().select(stage.run("RECAP Mix"));
    stage.presenter.commands().stopAfterSaving();
    QTest::qWait(20);
    QVERIFY2(!job->ended(), "another run's job must not hear it");
    stage.presenter.selection().select(stage.run("Alttext"));
    stage.presenter.commands().stopAfterSaving();
    QTRY_VERIFY(job->ended());
    QCOMPARE(stage.heard->stops.load(), 1);
}

void TrainingPresenterTest::a_job_that_waits_has_a_card_before_its_run() {
    Stage stage;
    QTRY_COMPARE(stage.presenter.runs().rowCount(), 6);
    auto* first = stage.talk("Alttext");
    QTRY_VERIFY(first->active());
    Json values = Json::object();
    for (const auto& field : newRunFields(RunKind::Captioner, {})) values[field.name] = field.value;
    stage.presenter.start(RunKind::Captioner, QStringLiteral("Captioner v3"), values);
    QCOMPARE(stage.presenter.runs().rowCount(), 7);
    const auto& cards = stage.presenter.runs().cards();
    const auto waiting =
        std::find_if(cards.begin(), cards.end(), [](const RunCard& c) { return c.name == u"Captioner v3"; });
    QVERIFY(waiting != cards.end());
    QCOMPARE(runStatusLine(*waiting), QStringLiteral("queued 1"));
    stage.jobs.jobs().last()->cancel();
    QTRY_COMPARE(stage.presenter.runs().rowCount(), 6);
}

void TrainingPresenterTest::an_interrupted_training_can_go_on_and_a_finished_one_cannot() {
    Stage stage;
    const auto run = stage.run("Alttext");
    stage.presenter.selection().select(run);
    QTRY_VERIFY(stage.presenter.rows().find(run) != nullptr);
    QVERIFY(!stage.presenter.commands().actions().continueRun);
    stage.study.project->runs().setState(run, RunState::Running);
    stage.study.project->runs().setState(run, RunState::Interrupted, verbatim("power cut"));
    stage.presenter.refresh();
    QTRY_VERIFY(stage.presenter.commands().actions().continueRun);
}

void TrainingPresenterTest::a_clone_takes_options_and_leaves_other_facts() {
    Stage stage;
    stage.presenter.selection().select(stage.run("Alttext"));
    QTRY_VERIFY(stage.presenter.rows().find(stage.run("Alttext")) != nullptr);
    const auto source = stage.presenter.commands().cloneSource();
    QVERIFY(source.has_value());
    QCOMPARE(source->kind, RunKind::Diffusion);
    QVERIFY(source->values["batch_size"] == Json(24));
    QVERIFY2(!source->values.contains("code"), "a recorded fact that is no option would be refused by the form");
    QVERIFY(source->name.contains(QStringLiteral("Alttext")));
}

void TrainingPresenterTest::tiles_show_the_smoothed_loss_and_the_time_left() {
    Stage stage;
    const auto run = stage.run("Alttext");
    stage.presenter.selection().select(run);
    QTRY_VERIFY(!stage.presenter.history().curve(run, QStringLiteral("loss")).empty());
    const auto& points = stage.presenter.history().curve(run, QStringLiteral("loss")).points();
    QCOMPARE(stage.presenter.history().tiles(0).loss, numberText(points.last().y()));
    QCOMPARE(stage.presenter.history().tiles(0.9).loss,
             numberText(ChartCurve(points).smoothed(0.9).points().last().y()));
    QVERIFY2(stage.presenter.history().tiles(0).timeLeft.isEmpty(), "a finished run has no time left");
    stage.study.project->runs().setState(run, RunState::Running);
    // 500 steps of 24 images at 24 images a second are 500 seconds.
    stage.talk("Alttext", {ScalarEvent{run, 1500, {{"images_per_second", 24.0}}}});
    QTRY_COMPARE(stage.presenter.history().tiles(0).timeLeft, durationText(500));
    Stage ending;
    const auto last = ending.run("Alttext");
    ending.presenter.selection().select(last);
    ending.talk("Alttext", {ScalarEvent{last, 2000, {{"images_per_second", 24.0}}}});
    QTRY_COMPARE(ending.presenter.history().tiles(0).imagesPerSecond, numberText(24.0));
    QVERIFY2(ending.presenter.history().tiles(0).timeLeft.isEmpty(), "the last step is done; the job draws or saves");
}

void TrainingPresenterTest::what_runs_worked_with_is_shown_and_compared() {
    Stage stage;
    auto runs = stage.study.project->runs();
    const auto parent = stage.run("Alttext"), other = stage.run("RECAP Mix");
    runs.setProvenance(parent, {{"program", "0.1.0"}, {"ran_on", "cpu"}, {"data", "00112233aabbccdd"}, {"images", 7}});
    runs.setProvenance(other, {{"program", "0.1.0"}, {"ran_on", "cpu"}, {"data", "ffffffff00000000"}, {"images", 7}});
    stage.presenter.refresh();
    const auto row = [&](const char* name) {
        std::vector<RunId> shown{stage.presenter.selection().run()};
        const auto& compared = stage.presenter.selection().compared();
        shown.insert(shown.end(), compared.begin(), compared.end());
        for (const auto& found : stage.presenter.options().table(shown))
            if (found.first() == QLatin1String(name)) return found.mid(1);
        return QStringList();
    };
    stage.presenter.selection().select(parent);
    QTRY_COMPARE(row("data"), QStringList{QStringLiteral("00112233aabbccdd")});
    QCOMPARE(row("program"), QStringList{QStringLiteral("0.1.0")});
    QVERIFY2(row("branch_step").isEmpty(), "it is no branch");
    stage.presenter.selection().compareWith({other});
    QCOMPARE(row("data"), (QStringList{QStringLiteral("00112233aabbccdd"), QStringLiteral("ffffffff00000000")}));
    QVERIFY2(row("program").isEmpty() && row("images").isEmpty(), "only what differs");
}

void TrainingPresenterTest::messages_of_a_job_go_to_the_log_of_its_run() {
    Stage stage;
    stage.presenter.selection().select(stage.run("Alttext"));
    QSignalSpy appended(&stage.presenter.logs(), &RunLogs::appended);
    stage.talk("Alttext", {MessageEvent{MessageEvent::Level::Warning, "The disk is nearly full."}});
    // Behind the time at which it was said.
    const auto said = [&] {
        return stage.presenter.logs()
                   .of(stage.presenter.selection().run())
                   .indexOf(QRegularExpression(QStringLiteral("^\\d\\d:\\d\\d:\\d\\d  The disk is nearly full\\.$"))) >=
               0;
    };
    QTRY_VERIFY(said());
    QVERIFY(appended.count() >= 2);
    stage.presenter.selection().select(stage.run("RECAP Mix"));
    QVERIFY(!said());
}

void TrainingPresenterTest::closing_the_project_empties_everything() {
    Stage stage;
    QTRY_COMPARE(stage.presenter.runs().rowCount(), 6);
    stage.presenter.setProject(nullptr);
    QCOMPARE(stage.presenter.runs().rowCount(), 0);
    QVERIFY(!stage.presenter.selection().run());
    QCOMPARE(stage.presenter.commands().actions(), RunActions{});
}

}  // namespace recap::gui
