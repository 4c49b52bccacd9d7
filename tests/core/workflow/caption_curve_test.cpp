// SPDX-License-Identifier: GPL-3.0-or-later
#include "caption_curve_test.h"

#include "base/error.h"
#include "caption_fixture.h"
#include "child_process.h"
#include "image/encode.h"
#include "support/test_main.h"
#include "workflow/captioning/caption_curve_data_internal.h"
#include "workflow/captioning/caption_curve_job.h"
#include "workflow/captioning/caption_intervals.h"

#include <QtTest/QTest>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <limits>
#include <set>
#include <utility>

using namespace recap;
using namespace recap::testing;

namespace {

// Ten images with a short and a long caption each: seven to learn from, three held out.
struct Study : CaptionFixture {
    Study() {
        fs::copy(model, dir / "base", fs::copy_options::recursive);
        model = dir / "base";
        for (const auto& entry : fs::recursive_directory_iterator(model))
            fs::permissions(entry.path(), fs::perms::owner_write, fs::perm_options::add);
        Json config = readJsonFile(model / "config.json");
        config["text_config"]["hidden_dropout_prob"] = 0.1;
        writeJsonFile(model / "config.json", config);
        for (int i = 0; i < 7; ++i) {
            const auto file = dir / ("plain" + std::to_string(i) + ".png");
            writeBytes(file, encodePng(ImageBuffer(40, 40, 3, static_cast<std::uint8_t>(30 * i))));
            add(file);
        }
        for (std::size_t i = 0; i < images.size(); ++i) {
            caption(i, "human_short", i % 2 == 0 ? "two dogs" : "a red bus");
            caption(i, "human_long", i % 2 == 0 ? "two black dogs sitting in the street" : "a large red bus");
        }
    }
    CaptionCurveOptions options(std::vector<std::string> counts = {"4", "8", "all"}) const {
        CaptionCurveOptions options;
        options.training = captionTraining(model, 4).options;
        options.training.batch_size = 2;
        options.training.learning_rate = 1e-3;
        options.training.warmup_steps = 1;
        options.training.save_every = 2;
        options.training.validation_share = 0.3;
        options.counts = std::move(counts);
        options.seeds = 2;
        options.replicates = 50;
        return options;
    }
};

struct Made {
    JobOutcome outcome;
    RunId run;
    CaptionCurve curve;
    std::int64_t made = 0;
    std::string failure() const { return failureOf(outcome); }
    std::string rows() const { return toJsonLine(curveJson(curve)); }
};

Made make(const std::shared_ptr<Project>& project, CaptionCurveRequest request, RecordingContext& context) {
    CaptionCurveJob job(project, std::move(request));
    auto outcome = runToOutcome(job, context);
    return {std::move(outcome), job.runId(), job.curve(), job.made()};
}

Made make(const std::shared_ptr<Project>& project, CaptionCurveRequest request) {
    RecordingContext context;
    return make(project, std::move(request), context);
}

std::set<std::pair<std::string, std::string>> textsOf(const std::vector<CaptionItem>& items) {
    std::set<std::pair<std::string, std::string>> texts;
    for (const auto& item : items) texts.emplace(item.path, item.caption.text);
    return texts;
}

// A curve of one measure: values by number of captions, one for each seed from 1 on.
CaptionCurve curveOf(const std::string& measure, const std::vector<std::pair<std::int64_t, std::vector<double>>>& by) {
    CaptionCurve curve;
    for (const auto& [captions, values] : by)
        for (std::size_t s = 0; s < values.size(); ++s)
            curve.points.push_back({captions,
                                    static_cast<std::int64_t>(s) + 1,
                                    {{measure, {values[s], values[s] - 0.1, values[s] + 0.1, 40}}}});
    return curve;
}

CurveInfo measureNamed(std::string_view name) {
    for (const auto& measure : curveMeasures())
        if (measure.name == name) return measure;
    qFatal("there is no such measure");
}

CurveAnswer answerOf(const CaptionCurve& curve, std::string_view measure = "cider_d") {
    return curveAnswer(curve, measureNamed(measure));
}

std::string sentencesOf(const CurveAnswer& answer) {
    return together(answer.sentences).english();
}

}  // namespace

int makeCurveAsChild(const QStringList& words) {
    const auto project = Project::open(words[1].toStdString());
    CaptionCurveRequest request;
    optionsFromJson(readJsonFile(words[2].toStdString()), request.options);
    request.takes_commands = true;
    RecordingContext context;
    context.onProgress = [](const Progress& p) { std::cout << "at " << p.done << std::endl; };
    const auto made = make(project, request, context);
    std::cout << "finished " << made.failure() << std::endl;
    return 0;
}

void CaptionCurveTest::a_smaller_set_of_captions_is_part_of_a_larger_one() {
    Study study;
    const auto data = collectCurveData(*study.project, study.options());
    const auto& all = data.captions.training;
    QCOMPARE(all.size(), std::size_t{14});
    for (const std::int64_t seed : {1, 2}) {
        std::set<std::pair<std::string, std::string>> smaller;
        for (const std::int64_t count : {1, 3, 6, 14}) {
            const auto texts = textsOf(curveSubset(all, seed, count));
            QCOMPARE(static_cast<std::int64_t>(texts.size()), count);
            QVERIFY(std::includes(texts.begin(), texts.end(), smaller.begin(), smaller.end()));
            smaller = texts;
        }
        QVERIFY(smaller == textsOf(all));
        // Image by image: six captions are of three images.
        std::set<std::string> images;
        for (const auto& item : curveSubset(all, seed, 6)) images.insert(item.path);
        QCOMPARE(images.size(), std::size_t{3});
    }
    QVERIFY(textsOf(curveSubset(all, 1, 6)) != textsOf(curveSubset(all, 2, 6)));
}

void CaptionCurveTest::the_same_images_are_held_out_for_every_captioner() {
    Study study;
    const auto data = collectCurveData(*study.project, study.options());
    QCOMPARE(data.heldOutImages, std::int64_t{3});
    QCOMPARE(data.counts, (std::vector<std::int64_t>{4, 8, 14}));
    const auto heldOut = textsOf(data.captions.validation);
    QCOMPARE(heldOut.size(), std::size_t{6});
    std::set<std::string> paths;
    for (const auto& item : data.captions.validation) paths.insert(item.path);
    for (const auto& item : data.captions.training) QVERIFY(!paths.contains(item.path));
    // More numbers and seeds hold out the same; another first seed does not have to.
    auto more = study.options({"2", "all"});
    more.seeds = 5;
    QVERIFY(textsOf(collectCurveData(*study.project, more).captions.validation) == heldOut);
    QVERIFY(pointTraining(more, 7).seed == 7 && pointTraining(more, 7).max_steps == more.training.max_steps);
}

void CaptionCurveTest::a_captioner_is_recognised_by_what_decides_its_numbers() {
    Study study;
    const auto options = study.options();
    const auto data = collectCurveData(*study.project, options);
    const auto key = pointKey(options, "base", data, {}, 4, 42);
    auto other = options;
    other.counts = {"4"};
    other.seeds = 9;
    other.training.threads = 3;
    other.training.save_every = 77;
    other.training.base = "/elsewhere";
    QCOMPARE(pointKey(other, "base", data, {}, 4, 42), key);
    std::set<std::string> keys{
        key, pointKey(options, "base", data, {}, 4, 43), pointKey(options, "base", data, {}, 8, 42),
        pointKey(options, "another", data, {}, 4, 42), pointKey(options, "base", data, "scenes", 4, 42)};
    other = options;
    other.training.max_steps = 5;
    keys.insert(pointKey(other, "base", data, {}, 4, 42));
    study.caption(0, "human_short", "three dogs");
    keys.insert(pointKey(options, "base", collectCurveData(*study.project, options), {}, 4, 42));
    QCOMPARE(keys.size(), std::size_t{7});
}

void CaptionCurveTest::numbers_larger_than_what_there_is_are_left_out_and_said() {
    Study study;
    const auto plan = captionCurvePlan(*study.project, study.options({"100", "4", "14", "all"}), false);
    QCOMPARE(plan.left_out, (std::vector<std::int64_t>{100}));
    QCOMPARE(plan.points.size(), std::size_t{5});  // the base, and two seeds of 4 and of 14, which are all
    QCOMPARE(plan.steps, std::int64_t{16});
    QVERIFY(plan.available == 14 && plan.held_out_images == 3 && plan.held_out_captions == 6);
    try {
        captionCurvePlan(*study.project, study.options({"100"}), false);
        QFAIL("it was accepted");
    } catch (const Error& e) {
        QVERIFY2(std::string(e.what()).find("at least 100 human captions, and 14 are left") != std::string::npos,
                 e.what());
    }
    auto options = study.options();
    options.training.validation_share = 0.05;
    QVERIFY_EXCEPTION_THROWN(captionCurvePlan(*study.project, options, false), Error);
}

void CaptionCurveTest::wrong_numbers_are_named() {
    Study study;
    for (const char* wrong : {"0", "-5", "many", "4.5", "", "99999999999999999999"}) {
        const auto problems = captionCurveProblems(study.options({"4", wrong}));
        QVERIFY2(problems.size() == 1 && problems.front().field == "counts", wrong);
    }
    QVERIFY(captionCurveProblems(study.options({})).size() == 1);
    QVERIFY(captionCurveProblems(study.options()).empty());
}

void CaptionCurveTest::a_killed_curve_continues_to_the_same_rows() {
    Study undisturbed;
    const auto expected = make(undisturbed.project, {.options = undisturbed.options()});
    QVERIFY2(std::holds_alternative<Completed>(expected.outcome), expected.failure().c_str());
    QCOMPARE(expected.curve.points.size(), std::size_t{7});

    Study study;
    const auto config = study.dir / "config.json";
    writeJsonFile(config, optionsToJson(study.options()));
    const auto path = study.project->path();
    study.project.reset();  // the child is to write
    const QStringList words{QStringLiteral("curve"), QString::fromStdString(path.string()),
                            QString::fromStdString(config.string())};
    // After the checkpoint of the first captioner, and in the third one.
    for (const char* step : {"at 3", "at 9"}) {
        Child child(words);
        QVERIFY(child.waitFor(step));
        child.kill();
    }
    Child child(words);
    const auto end = child.waitFor("finished");
    QVERIFY2(end && end->find_first_not_of(' ') == std::string::npos, end.value_or("the process died").c_str());
    const auto project = Project::open(path);
    const auto runs = project->runs().list(RunKind::CaptionCurve);
    QCOMPARE(runs.size(), std::size_t{1});
    QVERIFY(runs.front().state == RunState::Done && runs.front().step == 24 && runs.front().steps == 24);
    const auto curve = readCaptionCurve(project->runDirectory(runs.front().id));
    QVERIFY(curve);
    QCOMPARE(toJsonLine(curveJson(*curve)), expected.rows());
    for (const auto& name : project->runs().scalarNames(runs.front().id))
        QVERIFY(project->runs().scalars(runs.front().id, name) ==
                undisturbed.project->runs().scalars(expected.run, name));
    QCOMPARE(project->runs().scalars(runs.front().id, "cider_d:43").size(), std::size_t{3});
    // What was trained is gone; the numbers stay.
    for (const auto& entry : fs::directory_iterator(project->runDirectory(runs.front().id) / "points"))
        QVERIFY2(entry.is_regular_file(), entry.path().c_str());
}

void CaptionCurveTest::what_was_made_is_not_made_again() {
    Study study;
    const auto first = make(study.project, {.options = study.options({"4"}), .name = "a"});
    QVERIFY2(std::holds_alternative<Completed>(first.outcome), first.failure().c_str());
    QCOMPARE(first.made, std::int64_t{3});  // the base and two seeds
    // The same run where name and options are the same.
    const auto again = make(study.project, {.options = study.options({"4"}), .name = "a"});
    QVERIFY(again.run == first.run && again.made == 0);
    QCOMPARE(again.rows(), first.rows());
    // Another curve knows the captioners of the first one.
    const auto plan = captionCurvePlan(*study.project, study.options({"4", "8"}));
    QCOMPARE(std::count_if(plan.points.begin(), plan.points.end(), [](const auto& p) { return p.done; }), 3);
    QCOMPARE(plan.steps, std::int64_t{8});
    const auto more = make(study.project, {.options = study.options({"4", "8"}), .name = "a"});
    QVERIFY(more.run != first.run);
    QCOMPARE(more.made, std::int64_t{2});
    QCOMPARE(more.curve.points.size(), std::size_t{5});
    // A file that was damaged is made again, not trusted.
    fs::remove_all(study.project->runDirectory(more.run));
    for (const auto& entry : fs::directory_iterator(study.project->runDirectory(first.run) / "points"))
        writeBytes(entry.path(), "{\"rows\": 3}");
    QCOMPARE(make(study.project, {.options = study.options({"4"}), .name = "a"}).made, std::int64_t{3});
}

void CaptionCurveTest::a_curve_of_known_images_is_continued_by_who_knows_them() {
    Study study;
    CaptionCurveRequest request{.options = study.options({"4"}), .name = "known"};
    std::multiset<std::string> styles;
    request.known = {
        .pictures = {(study.dir / "0.png").string(), (study.dir / "1.png").string()},
        .judge =
            [&](const std::string& picture, const std::string& style, const std::string&) {
                styles.insert(style);
                std::map<std::string, double> worth{{"right_objects", picture.ends_with("0.png") ? 1.0 : 0.0}};
                if (style == "long") worth["right_relation"] = 1;
                return worth;
            },
        .name = "two images"};
    const auto made = make(study.project, request);
    QVERIFY2(std::holds_alternative<Completed>(made.outcome), made.failure().c_str());
    QCOMPARE(styles.size(), std::size_t{12});  // three captioners, two images, two styles
    for (const auto& point : made.curve.points) {
        QCOMPARE(point.metrics.at("right_objects").value, 0.5);
        QVERIFY(point.metrics.at("right_objects").n == 4 && point.metrics.at("right_relation").n == 2);
        QCOMPARE(point.metrics.at("right_relation").value, 1.0);
    }
    const auto plan = captionCurveResumePlan(*study.project, made.run);
    QCOMPARE(plan.problems.size(), std::size_t{1});
    const auto without = make(study.project, {.resume = made.run});
    QVERIFY2(without.failure().find("Continue the demo instead") != std::string::npos, without.failure().c_str());
    request.resume = made.run;
    QCOMPARE(make(study.project, request).made, std::int64_t{0});
}

void CaptionCurveTest::a_mean_has_the_interval_of_student() {
    const auto means = curveMeans(curveOf("cider_d", {{0, {0.5}}, {50, {1, 2, 3}}}));
    QCOMPARE(means.size(), std::size_t{2});
    // One captioner: its own interval over images.
    QVERIFY(means[0].captions == 0 && means[0].metrics.at("cider_d").n == 1);
    QCOMPARE(means[0].metrics.at("cider_d").low, 0.4);
    // Three: 2 +- 4.302653 * 1 / sqrt(3).
    const auto& mean = means[1].metrics.at("cider_d");
    QVERIFY(mean.n == 3 && std::abs(mean.value - 2) < 1e-12);
    QVERIFY2(std::abs(mean.high - 2 - 2.484138) < 1e-5, std::to_string(mean.high).c_str());
    QVERIFY(std::abs(mean.low - 2 + 2.484138) < 1e-5);
}

void CaptionCurveTest::the_smallest_number_from_which_on_all_are_enough_is_the_answer() {
    // 50 reaches 0.96 of the gain and 100 only 0.9, so 200 is the answer.
    const auto curve = curveOf(
        "cider_d", {{0, {1, 1}}, {50, {1.95, 1.97}}, {100, {1.9, 1.9}}, {200, {1.94, 1.98}}, {400, {1.99, 2.01}}});
    const auto answer = answerOf(curve);
    QVERIFY(answer.captions == 200 && answer.most == 400);
    QVERIFY(std::abs(answer.gain - 0.96) < 1e-9);
    QVERIFY(answer.difference && answer.difference->n == 2);
    QVERIFY(answer.difference->low < 0 && answer.difference->high > 0);
    QCOMPARE(answer.sentences.size(), std::size_t{2});
    QCOMPARE(answer.sentences[0].english(),
             std::string("CIDEr-D: 200 human captions reach 96.0 % of the improvement that 400 bring."));
    QVERIFY2(answer.sentences[1].english().starts_with("The difference between 200 and 400 captions is 0.04 ["),
             answer.sentences[1].english().c_str());
    QVERIFY2(answer.sentences[1].english().ends_with("this interval over 2 seeds includes 0, so it may be chance."),
             answer.sentences[1].english().c_str());
}

void CaptionCurveTest::a_difference_beyond_the_interval_is_said() {
    // Seed by seed 400 is better by 0.5 or a little less, though the seeds differ by more than that.
    const auto curve = curveOf("cider_d", {{0, {1, 1, 1}}, {100, {2, 3, 4}}, {400, {2.5, 3.49, 4.5}}});
    const auto answer = answerOf(curve);
    QVERIFY(answer.captions == 400 && answer.most == 400 && answer.gain == 1);
    QVERIFY(answer.difference && answer.difference->low > 0.4);
    const auto text = sentencesOf(answer);
    QVERIFY2(text.starts_with("CIDEr-D: 100 human captions reach only 80.1 % of the improvement that 400 bring, so "
                              "more captions may still help. 400 captions are better than 100 by 0.497 ["),
             text.c_str());
    QVERIFY2(text.ends_with("an interval over 3 seeds that excludes 0."), text.c_str());
}

void CaptionCurveTest::a_lower_loss_is_an_improvement() {
    const auto curve = curveOf("validation_loss", {{0, {4}}, {50, {2.08}}, {100, {2.0}}});
    const auto answer = answerOf(curve, "validation_loss");
    QVERIFY(answer.captions == 50 && answer.most == 100);
    QVERIFY(std::abs(answer.gain - 0.96) < 1e-9);
    QVERIFY(!answer.difference);  // one seed
    QVERIFY2(sentencesOf(answer).ends_with("use several seeds to compare 50 with 100."), sentencesOf(answer).c_str());
}

void CaptionCurveTest::what_does_not_improve_or_is_too_little_is_said() {
    const auto worse = answerOf(curveOf("cider_d", {{0, {2}}, {50, {1}}, {100, {1.5}}}));
    QVERIFY(worse.captions == 0);
    QCOMPARE(sentencesOf(worse), std::string("CIDEr-D: 100 human captions do not improve the captioner (2 before, 1.5 "
                                             "after fine-tuning)."));
    const std::string few = "CIDEr-D: at least two numbers of captions are needed for an answer.";
    QCOMPARE(sentencesOf(answerOf(curveOf("cider_d", {{0, {1}}, {50, {2}}}))), few);
    QCOMPARE(sentencesOf(answerOf({})), few);
    // A number whose seeds are not all there yet does not count.
    QCOMPARE(sentencesOf(answerOf(curveOf("cider_d", {{0, {1}}, {50, {2, 2}}, {100, {3}}}))), few);
}

void CaptionCurveTest::a_curve_is_read_as_it_was_written() {
    auto curve = curveOf("cider_d", {{0, {1}}, {50, {2, 2.5}}});
    curve.available = 60;
    curve.held_out_images = 7;
    curve.held_out_captions = 9;
    curve.points[0].metrics["bleu_4"] = {.value = 0.25, .n = 3};  // without an interval
    const auto json = curveJson(curve);
    const auto read = curveFromJson(parseJson(json.dump(), "text"), "text");
    QCOMPARE(toJsonLine(curveJson(read)), toJsonLine(json));
    QVERIFY(std::isnan(read.points[0].metrics.at("bleu_4").low));
    QVERIFY(read.available == 60 && read.held_out_images == 7 && read.held_out_captions == 9);
    for (const char* wrong : {"[]", "{}", "{\"rows\": 1}", "3",
                              R"({"available":1,"held_out_images":1,"held_out_captions":1,"rows":[{"captions":"x"}]})"})
        QVERIFY_EXCEPTION_THROWN(curveFromJson(Json::parse(wrong), "text"), Error);
}

void CaptionCurveTest::an_interval_of_bleu_takes_the_captions_of_an_image_together() {
    const auto caption = [](const char* image, const char* text, const char* reference) {
        return WrittenCaption{.image = image, .text = text, .reference = reference};
    };
    const std::vector<WrittenCaption> captions{
        caption("a", "two black dogs sitting here", "two black dogs sitting here"),
        caption("b", "one two three four five", "a large red bus stops"),
        caption("a", "two black dogs", "two black dogs sitting")};
    const auto measures = evaluatedMeasures(captions, 400, 1);
    const auto bleu = std::find_if(measures.begin(), measures.end(), [](const auto& m) { return m.name == "bleu_4"; });
    QVERIFY(bleu != measures.end() && bleu->interval);
    const auto interval = ImageIntervals(imagesOf(captions), 400, 1).bleu4(captions);
    QVERIFY(std::abs(interval.value - bleu->value) < 1e-12);
    // Draws of two images: a alone is nearly perfect, b alone shares no word.
    QVERIFY2(bleu->interval->first < 1e-3, std::to_string(bleu->interval->first).c_str());
    QVERIFY2(bleu->interval->second > 0.8, std::to_string(bleu->interval->second).c_str());
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<double> values{1, nan, 0};
    QCOMPARE(ImageIntervals({"a", "b", "b"}, 50, 1).mean(values).value, 0.5);
}

// The same program is the second process that gets killed.
int main(int argc, char** argv) {
    const auto words = qEnvironmentVariable("RECAP_TEST_CHILD").split(QChar::fromLatin1('\n'), Qt::SkipEmptyParts);
    if (words.size() >= 3) return makeCurveAsChild(words);
    QCoreApplication application(argc, argv);
    return runAll<CaptionCurveTest>(argc, argv);
}
