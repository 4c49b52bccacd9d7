// SPDX-License-Identifier: GPL-3.0-or-later
#include "caption_evaluate_test.h"

#include "caption_fixture.h"
#include "workflow/captioning/caption_evaluate_job.h"
#include "workflow/captioning/captioner_folder.h"

#include <QtTest/QTest>

#include <algorithm>
#include <optional>
#include <string>

using namespace recap;
using namespace recap::testing;

namespace {

struct Evaluation {
    std::string failure;
    std::int64_t images = 0;
    std::optional<std::int64_t> trained_on;
    std::string words;  // all that it said
};

// A caption for each picture, and trainings of one step that hold one picture out.
struct Trainings : CaptionFixture {
    Trainings() {
        for (std::size_t i = 0; i < images.size(); ++i) caption(i, "human_short", "two dogs");
    }
    // Its failure.
    std::string train(const std::string& name, const fs::path& base, double share) {
        auto request = captionTraining(base, 1);
        request.name = name;
        request.options.style = "short";
        request.options.validation_share = share;
        request.options.validation_captions = 0;
        request.options.seed = static_cast<std::int64_t>(name.size());
        RecordingContext context;
        CaptionTrainJob job(project, request);
        return failureOf(runToOutcome(job, context));
    }
    Evaluation evaluate(const std::string& captioner, bool heldOut) {
        CaptionEvaluateOptions options;
        options.captioner = captioner;
        options.style = "short";
        options.held_out = heldOut;
        options.device = "cpu";
        options.threads = 1;
        RecordingContext context;
        CaptionEvaluateJob job(project, options);
        const auto outcome = runToOutcome(job, context);
        std::string words;
        for (const auto& message : context.eventsOf<MessageEvent>()) words += message.text + "\n";
        return {failureOf(outcome), job.images(), job.trainedOn(), words};
    }
    std::string captionerOf(const std::string& run) {
        return trainedCaptioner(*project, *project->runs().findByName(run, RunKind::Captioner))->string();
    }
    fs::path list(const std::string& run) {
        return project->runDirectory(project->runs().findByName(run, RunKind::Captioner)->id) / "caption_images.json";
    }

    const std::int64_t all = std::ssize(images);
    const double one = 1.5 / static_cast<double>(images.size());
};

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

void CaptionEvaluateTest::a_run_is_compared_on_the_images_that_it_held_out() {
    Trainings f;
    QCOMPARE(f.train("own", f.model, f.one), std::string());
    for (const auto& captioner : {std::string("own"), f.captionerOf("own")}) {
        const auto whole = f.evaluate(captioner, false);
        QCOMPARE(whole.failure, std::string());
        QCOMPARE(whole.images, f.all);
        QVERIFY(whole.trained_on == f.all - 1);
        QVERIFY(contains(whole.words, "was trained on " + std::to_string(f.all - 1) + " of these"));
        const auto own = f.evaluate(captioner, true);
        QCOMPARE(own.failure, std::string());
        QCOMPARE(own.images, std::int64_t{1});
        QVERIFY(own.trained_on == std::int64_t{0});
        QVERIFY(contains(own.words, "was trained on none of these"));
    }
}

void CaptionEvaluateTest::a_run_has_also_seen_the_images_of_the_run_that_it_began_with() {
    Trainings f;
    QCOMPARE(f.train("all of them", f.model, 0), std::string());
    QVERIFY(contains(f.evaluate("all of them", true).failure, "held out none"));
    QCOMPARE(f.train("next", f.captionerOf("all of them"), f.one), std::string());
    QVERIFY(f.evaluate("next", false).trained_on == f.all);
    QVERIFY(contains(f.evaluate("next", true).failure, "held out none"));
}

void CaptionEvaluateTest::later_captions_do_not_change_what_a_run_held_out() {
    Trainings f;
    QCOMPARE(f.train("own", f.model, f.one), std::string());
    const auto held = readJsonFile(f.list("own")).at("held_out").at(0).get<std::string>();
    for (std::size_t i = 0; i < f.images.size(); ++i)
        if (f.project->images().get(f.images[i])->sha256 != held)
            f.caption(i, "human_short", "no dogs", CaptionStatus::Rejected);
    // Its seed would hold nothing of the one image that is left.
    const auto own = f.evaluate("own", true);
    QCOMPARE(own.failure, std::string());
    QCOMPARE(own.images, std::int64_t{1});
}

void CaptionEvaluateTest::images_of_a_run_without_the_list_are_drawn_again_while_its_captions_are_the_same() {
    Trainings f;
    QCOMPARE(f.train("own", f.model, f.one), std::string());
    QVERIFY(fs::remove(f.list("own")));
    const auto own = f.evaluate("own", true);
    QCOMPARE(own.failure, std::string());
    QCOMPARE(own.images, std::int64_t{1});
    f.caption(0, "human_short", "another text");
    QVERIFY(contains(f.evaluate("own", true).failure, "is not known"));
    QVERIFY(!f.evaluate("own", false).trained_on);
}

void CaptionEvaluateTest::of_a_captioner_from_elsewhere_nothing_is_known() {
    Trainings f;
    const auto whole = f.evaluate(f.model.string(), false);
    QCOMPARE(whole.failure, std::string());
    QVERIFY(!whole.trained_on);
    QVERIFY(contains(whole.words, "is not known"));
    QVERIFY(contains(f.evaluate(f.model.string(), true).failure, "is not known"));
}
