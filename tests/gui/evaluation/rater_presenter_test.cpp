// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/evaluation/rater_presenter_test.h"

#include "gui/evaluation/rater_presenter.h"
#include "gui/training/fake_study.h"

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
    void begin() {
        presenter.begin(study.project, id, QStringLiteral("anna"));
        testing::waitUntil([this] { return presenter.state() != State::Loading; });
    }
    void answer(Answer given) {
        presenter.answer(given);
        testing::waitUntil([this] { return presenter.state() != State::Loading; });
    }
    std::size_t stored() const { return study.project->ratings().responses(id).size(); }

    testing::TempDir dir;
    testing::FakeStudy study;
    StudyId id;
    RaterPresenter presenter;
};

}  // namespace

void RaterPresenterTest::cleanup() {
    waitForBackground();
}

void RaterPresenterTest::both_pictures_are_ready_before_an_answer_counts() {
    Stage stage;
    stage.presenter.begin(stage.study.project, stage.id, QStringLiteral("anna"));
    QCOMPARE(stage.presenter.state(), State::Loading);
    stage.presenter.answer(Answer::Left);
    QTRY_COMPARE(stage.presenter.state(), State::Showing);
    QCOMPARE(stage.stored(), 0u);
    QVERIFY(!stage.presenter.item().left.isNull());
    QVERIFY(!stage.presenter.item().right.isNull());
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
    for (given = 1; given <= 3; ++given) stage.answer(Answer::BothBad);
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
    stage.answer(Answer::Left);
    QVERIFY(stage.presenter.item().prompt != first);
    stage.presenter.undo();
    QTRY_COMPARE(stage.presenter.state(), State::Showing);
    QCOMPARE(stage.presenter.item().prompt, first);
    QCOMPARE(stage.stored(), 0u);
    stage.answer(Answer::Right);
    QCOMPARE(stage.study.project->ratings().responses(stage.id).front().answer, std::string("right"));
}

void RaterPresenterTest::a_paused_session_takes_no_answer() {
    Stage stage;
    stage.begin();
    stage.presenter.togglePause();
    QCOMPARE(stage.presenter.state(), State::Paused);
    stage.presenter.answer(Answer::Left);
    QCOMPARE(stage.presenter.state(), State::Paused);
    waitForBackground();
    QCOMPARE(stage.stored(), 0u);
    stage.presenter.togglePause();
    QCOMPARE(stage.presenter.state(), State::Showing);
}

void RaterPresenterTest::leaving_and_coming_back_goes_on_at_the_same_item() {
    Stage stage;
    stage.begin();
    stage.answer(Answer::Left);
    stage.answer(Answer::Tie);
    const QString prompt = stage.presenter.item().prompt;
    stage.presenter.leave();
    QCOMPARE(stage.presenter.state(), State::Idle);
    QVERIFY(stage.presenter.item().left.isNull());
    stage.begin();
    QCOMPARE(stage.presenter.item().prompt, prompt);
    QCOMPARE(stage.presenter.answered(), 2);
}

void RaterPresenterTest::the_last_answer_ends_the_session_and_can_be_taken_back() {
    Stage stage;
    stage.begin();
    QSignalSpy finished(&stage.presenter, &RaterPresenter::finished);
    for (int i = 0; i < 6; ++i) stage.answer(Answer::CannotSay);
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
    stage.answer(Answer::Left);
    for (const char* run : {"Alttext", "RECAP Mix"})
        std::filesystem::remove_all(stage.study.project->runDirectory(stage.study.runs.at(run)) / "samples");
    std::filesystem::remove_all(stage.study.project->cacheDirectory() / "rating");
    QSignalSpy failed(&stage.presenter, &RaterPresenter::failed);
    stage.presenter.answer(Answer::Right);
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(stage.presenter.state(), State::Idle);
    QVERIFY(stage.stored() >= 1u);
}

}  // namespace recap::gui
