// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/evaluation/rater_presenter_test.h"

#include "gui/evaluation/rater_presenter.h"
#include "gui/training/fake_study.h"
#include "workflow/rating/rating_answers.h"
#include "workflow/rating/rating_result.h"
#include "workflow/rating/rating_study.h"

#include <QSignalSpy>
#include <QtTest/QTest>

namespace recap::gui {

namespace {

using State = RaterPresenter::State;

struct Stage {
    Stage() : study(testing::makeFakeStudy(dir.path() / "study.recap", 10)) {
        RatingPlan plan;
        plan.name = "Blind";
        plan.first_run = "Alttext";
        plan.second_run = "RECAP Mix";
        plan.repeat_share = 0;
        id = createRatingStudy(*study.project, plan).id;
    }
    ~Stage() { waitForBackground(); }
    // The rater looks at both pictures for a second.
    void look(std::int64_t milliseconds = 1000) {
        testing::waitUntil([this] { return presenter.state() != State::Loading; });
        presenter.picturesPainted();
        now += milliseconds;
    }
    void begin() {
        presenter.begin(study.project, id, QStringLiteral("anna"));
        look();
    }
    void answer(const char* given) {
        presenter.answer(given);
        look();
    }
    std::size_t stored() const { return study.project->ratings().responses(id).size(); }

    testing::TempDir dir;
    testing::FakeStudy study;
    StudyId id;
    std::int64_t now = 0;
    RaterPresenter presenter{nullptr, [this] { return now; }};
};

}  // namespace

void RaterPresenterTest::cleanup() {
    waitForBackground();
}

void RaterPresenterTest::both_pictures_are_ready_before_an_answer_counts() {
    Stage stage;
    stage.presenter.begin(stage.study.project, stage.id, QStringLiteral("anna"));
    QCOMPARE(stage.presenter.state(), State::Loading);
    stage.presenter.answer("left");
    QTRY_COMPARE(stage.presenter.state(), State::Showing);
    QCOMPARE(stage.stored(), 0u);
    QVERIFY(!stage.presenter.item().pictures.at(0).isNull());
    QVERIFY(!stage.presenter.item().pictures.at(1).isNull());
    QVERIFY(!stage.presenter.question().isEmpty());
    QCOMPARE(stage.presenter.total(), 6);
}

void RaterPresenterTest::every_answer_is_on_disk_before_the_next_item() {
    Stage stage;
    stage.begin();
    std::size_t given = 0;
    // At every change to a shown item, all answers given so far must be readable by another connection.
    bool behind = false;
    connect(&stage.presenter, &RaterPresenter::changed, this, [&] {
        if (stage.presenter.state() == State::Showing) behind = behind || stage.stored() != given;
    });
    for (given = 1; given <= 3; ++given) stage.answer("both_bad");
    QVERIFY(!behind);
    QCOMPARE(stage.stored(), 3u);
    QCOMPARE(stage.presenter.item().position, 4);
}

void RaterPresenterTest::an_undone_answer_brings_its_item_back() {
    Stage stage;
    stage.begin();
    const QString first = stage.presenter.item().prompt;
    stage.presenter.undo();
    QCOMPARE(stage.presenter.state(), State::Showing);
    stage.answer("left");
    QVERIFY(stage.presenter.item().prompt != first);
    stage.presenter.undo();
    QTRY_COMPARE(stage.presenter.state(), State::Showing);
    QCOMPARE(stage.presenter.item().prompt, first);
    QCOMPARE(stage.stored(), 0u);
    stage.look();
    stage.answer("right");
    QCOMPARE(stage.study.project->ratings().responses(stage.id).front().answer, std::string("right"));
}

void RaterPresenterTest::a_paused_session_takes_no_answer() {
    Stage stage;
    stage.begin();
    stage.presenter.togglePause();
    QCOMPARE(stage.presenter.state(), State::Paused);
    stage.presenter.answer("left");
    QCOMPARE(stage.presenter.state(), State::Paused);
    waitForBackground();
    QCOMPARE(stage.stored(), 0u);
    stage.presenter.togglePause();
    QCOMPARE(stage.presenter.state(), State::Showing);
}

void RaterPresenterTest::an_answer_counts_only_after_both_pictures_were_seen_for_a_while() {
    Stage stage;
    QSignalSpy answerable(&stage.presenter, &RaterPresenter::becameAnswerable);
    stage.presenter.begin(stage.study.project, stage.id, QStringLiteral("anna"));
    QTRY_COMPARE(stage.presenter.state(), State::Showing);
    stage.now += 60000;
    stage.presenter.answer("left");
    QCOMPARE(stage.presenter.state(), State::Showing);  // nothing was painted yet
    stage.presenter.picturesPainted();
    stage.now += RaterPresenter::kMinimumViewMs - 1;
    QVERIFY(!stage.presenter.answerable());
    stage.presenter.answer("left");
    QCOMPARE(stage.presenter.state(), State::Showing);
    stage.now += 1;
    QTRY_VERIFY(answerable.count() > 0);
    stage.presenter.answer("left");
    // Pressed again while the next item comes, and as soon as it is there.
    stage.presenter.answer("left");
    QTRY_COMPARE(stage.presenter.state(), State::Showing);
    stage.presenter.answer("left");
    stage.presenter.picturesPainted();
    stage.presenter.answer("left");
    waitForBackground();
    QCOMPARE(stage.stored(), 1u);
}

void RaterPresenterTest::times_are_those_during_which_the_pictures_were_to_be_seen() {
    Stage stage;
    stage.begin();  // one second
    stage.presenter.togglePause();
    stage.now += 3600 * 1000;
    stage.presenter.togglePause();
    stage.now += 200;
    stage.presenter.setWatched(false);  // another window is in front
    stage.now += 7000;
    stage.presenter.setWatched(true);
    stage.now += 50;
    stage.answer("right");  // the next one: one second again
    stage.answer("left");
    const auto stored = stage.study.project->ratings().responses(stage.id);
    QCOMPARE(answerTime(stored[0]).seconds, 1.25);
    QCOMPARE(answerTime(stored[1]).seconds, 1.0);
    QVERIFY(answerTime(stored[0]).visible);
}

void RaterPresenterTest::leaving_and_coming_back_goes_on_at_the_same_item() {
    Stage stage;
    stage.begin();
    stage.answer("left");
    stage.answer("tie");
    const QString prompt = stage.presenter.item().prompt;
    stage.presenter.leave();
    QCOMPARE(stage.presenter.state(), State::Idle);
    QVERIFY(stage.presenter.item().pictures.empty());
    stage.begin();
    QCOMPARE(stage.presenter.item().prompt, prompt);
    QCOMPARE(stage.presenter.answered(), 2);
}

void RaterPresenterTest::the_last_answer_ends_the_session_and_can_be_taken_back() {
    Stage stage;
    stage.begin();
    QSignalSpy finished(&stage.presenter, &RaterPresenter::finished);
    for (int i = 0; i < 6; ++i) stage.answer("cannot_say");
    QCOMPARE(stage.presenter.state(), State::Finished);
    QCOMPARE(finished.count(), 1);
    QCOMPARE(stage.stored(), 6u);
    stage.presenter.undo();
    QTRY_COMPARE(stage.presenter.state(), State::Showing);
    QCOMPARE(stage.stored(), 5u);
}

void RaterPresenterTest::a_picture_that_is_gone_is_said_and_loses_nothing() {
    Stage stage;
    stage.begin();
    stage.answer("left");
    for (const char* run : {"Alttext", "RECAP Mix"})
        std::filesystem::remove_all(stage.study.project->runDirectory(stage.study.runs.at(run)) / "samples");
    std::filesystem::remove_all(stage.study.project->cacheDirectory() / "rating");
    QSignalSpy failed(&stage.presenter, &RaterPresenter::failed);
    stage.presenter.answer("right");
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(stage.presenter.state(), State::Idle);
    QVERIFY(stage.stored() >= 1u);
}

}  // namespace recap::gui
