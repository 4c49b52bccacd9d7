// SPDX-License-Identifier: GPL-3.0-or-later
#include "metric_pictures_test.h"

#include "base/error.h"
#include "data/metric_history.h"
#include "image/decode.h"
#include "image/encode.h"
#include "metrics/judge_views.h"
#include "support/recording_context.h"
#include "support/temp_dir.h"
#include "workflow/judging/metrics_job.h"
#include "workflow/judging/picture_judge.h"
#include "workflow/results/metric_facts.h"
#include "workflow/results/metric_pictures.h"
#include "workflow/runs/run_pictures.h"

#include <QtTest/QTest>

#include <algorithm>
#include <cmath>
#include <map>

using namespace recap;
using namespace recap::testing;
namespace fs = std::filesystem;

namespace {

// Reads the file and then knows what is in it by its name.
class ReadingJudge final : public PictureJudge {
public:
    Facts facts(std::string_view view) const override {
        return {std::string("known ").append(view), "test", "abc", "none"};
    }
    std::vector<std::string_view> views() const override { return {views::kObjects, views::kClipScore, views::kDemo}; }
    bool looksForObjects() const override { return true; }
    PromptTruth truth(const PromptItem& prompt) const override { return expectedTruth(prompt); }
    std::vector<std::string> classNames() const override { return {"cat", "dog"}; }
    std::vector<Judgement> judge(std::span<const PictureToJudge> pictures, std::string_view view, const std::string&,
                                 JobContext&) override {
        std::vector<Judgement> judgements;
        for (const auto& picture : pictures) {
            decodeImage(picture.path);
            auto judgement = seen[picture.path.filename().string()];
            if (view == views::kClipScore)
                judgement.features.clear();
            else
                judgement.scores.clear();
            judgements.push_back(std::move(judgement));
        }
        judged += std::ssize(pictures);
        return judgements;
    }
    std::map<std::string, Judgement> seen;
    std::int64_t judged = 0;
};

constexpr const char* kSet =
    R"({"id": "one", "prompt": "a cat", "expect": {"classes": ["cat"], "counts": {"cat": 1}}}
{"id": "two", "prompt": "two dogs", "expect": {"classes": ["dog"], "counts": {"dog": 2}}}
{"id": "three", "prompt": "a cat and a dog", "expect": {"classes": ["cat", "dog"]}}
)";

struct Fixture {
    Fixture() : project(Project::create(dir / "p.recap")), judge(std::make_shared<ReadingJudge>()) {
        RunRecord record;
        record.name = "A";
        record.kind = RunKind::Diffusion;
        run = project->runs().create(record).id;
        writeBytes(dir / "set.jsonl", kSet);
        for (int i = 0; i < 3; ++i) {
            const auto name = "real" + std::to_string(i) + ".png";
            paint(dir / "real" / name);
            judge->seen[name].features = {static_cast<float>(i), static_cast<float>(i * i)};
        }
    }

    static void paint(const fs::path& file, int side = 8) {
        fs::create_directories(file.parent_path());
        writePng(file, ImageBuffer(side, side, 3, 90));
    }

    // Written and seen as what the counts say.
    void add(const std::string& file, const char* prompt, std::map<std::string, double> counts, std::int64_t step = 500,
             double similarity = 0.2) {
        SampleRecord sample;
        sample.run = run;
        sample.step = step;
        sample.prompt_index = project->samples().count(run);
        sample.prompt = prompt;
        sample.seed = 7;
        sample.path = "runs/1/samples/" + file;
        sample.settings = {{"steps", 12}, {"guidance", 3.0}, {"scheduler", "ddim"}};
        project->samples().add(sample);
        paint(path(file));
        auto& seen = judge->seen[file];
        seen.counts = std::move(counts);
        seen.features = {static_cast<float>(project->samples().count(run)), 1};
        seen.scores[kScoreText] = similarity;
    }
    // Half of one prompt is missed, one dog is too many, one cat is right.
    void addThree(std::int64_t step = 500, const std::string& name = "a") {
        add(name + "0.png", "a cat", {{"cat", 1}}, step, 0.3);
        add(name + "1.png", "two dogs", {{"dog", 3}}, step, 0.2);
        add(name + "2.png", "a cat and a dog", {{"dog", 1}}, step, 0.1);
    }
    fs::path path(const std::string& file) const { return dir / "p.recap/runs/1/samples" / file; }

    void compute(std::int64_t step = 0) {
        MetricsRequest request;
        request.runs = {run};
        request.metrics = {"fid", "soa_c", "ca", "clipscore"};
        request.prompts = set;
        request.reference = (dir / "real").string();
        request.replicates = 100;
        request.step = step;
        request.judged_by = judge;
        MetricsJob job(project, request);
        job.run(context);
    }
    std::string refusal(std::int64_t step = 0) {
        try {
            compute(step);
        } catch (const Error& error) {
            return error.what();
        }
        return {};
    }
    std::vector<MetricRecord> numbers(const char* name) {
        auto all = project->metrics().list(run);
        std::erase_if(all, [&](const auto& metric) { return metric.name != name; });
        return all;
    }
    MetricRecord number(const char* name) {
        const auto found = numbers(name);
        if (found.size() != 1) qFatal("there are %zu numbers %s", found.size(), name);
        return found.front();
    }
    std::vector<MetricPicture> pictures(const char* name) { return metricPictures(*project, number(name)); }
    std::string said() const {
        std::string text;
        for (const auto& message : context.eventsOf<MessageEvent>()) text += message.text + "\n";
        return text;
    }

    TempDir dir;
    std::shared_ptr<Project> project;
    std::shared_ptr<ReadingJudge> judge;
    RecordingContext context;
    RunId run;
    fs::path set = dir / "set.jsonl";
};

// "a1.png 1, a0.png 0"
std::string listed(const std::vector<MetricPicture>& pictures) {
    std::string text;
    for (const auto& picture : pictures)
        text.append(text.empty() ? "" : ", ")
            .append(picture.path.filename().string())
            .append(" ")
            .append(QString::number(picture.value).toStdString());
    return text;
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

void MetricPicturesTest::a_number_leads_to_its_pictures_the_worst_first() {
    Fixture f;
    f.addThree();
    f.compute();
    QCOMPARE(f.number("soa_c").value, (50.0 + 100) / 2);  // cats 1 of 2, dogs 2 of 2
    QCOMPARE(listed(f.pictures("soa_c")), std::string("a2.png 50, a0.png 100, a1.png 100"));
    QCOMPARE(f.number("ca").value, 0.5);
    QCOMPARE(listed(f.pictures("ca")), std::string("a1.png 1, a0.png 0"));  // the third names no number
    QCOMPARE(listed(f.pictures("clipscore")), std::string("a2.png 0.25, a1.png 0.5, a0.png 0.75"));
    const auto worst = f.pictures("ca").front();
    QCOMPARE(worst.path, f.path("a1.png"));
    QCOMPARE(worst.prompt, std::string("two dogs"));
    QCOMPARE(worst.seed, std::int64_t{7});
    QCOMPARE(worst.wanted.english(), std::string("dog 2"));
    QCOMPARE(worst.seen.english(), std::string("dog 3"));
    QVERIFY(worst.problem.empty() && whyNoPictures(*f.project, f.number("ca")).empty());
    // Computing again replaces the pictures with the number.
    f.judge->seen["a1.png"].counts["dog"] = 2;
    f.compute();
    QCOMPARE(listed(f.pictures("ca")), std::string("a0.png 0, a1.png 0"));
    QCOMPARE(metricHistory(f.project->database()).size(), std::size_t{1});
    QCOMPARE(metricHistory(f.project->database())[0].value, 0.5);
}

void MetricPicturesTest::a_distance_says_that_no_single_picture_has_a_value() {
    Fixture f;
    f.addThree();
    f.compute();
    QVERIFY(std::isfinite(f.number("fid").value));
    QVERIFY(f.pictures("fid").empty());
    QCOMPARE(whyNoPictures(*f.project, f.number("fid")).english(),
             std::string("FID is a number of the whole set of pictures; no single picture has a value."));
    // A number of an older version.
    MetricRecord old = f.number("ca");
    old.judge = "older";
    f.project->metrics().add(old);
    QVERIFY(metricPictures(*f.project, old).empty());
    QVERIFY(contains(whyNoPictures(*f.project, old).english(), "was not recorded"));
}

void MetricPicturesTest::boxes_and_scores_of_a_picture_are_kept() {
    Fixture f;
    f.addThree();
    auto& seen = f.judge->seen["a2.png"];
    seen.boxes = {{{1.04F, 2, 3, 4.56F}, 0.98714F, 1}, {{0, 0, 2, 2}, 0.2F, 0}, {{5, 5, 6, 6}, 0.4F, 0}};
    seen.remark = "expected cat>=1, found 0\nexpected dog>=1, found 0";
    f.compute();
    const auto picture = f.pictures("soa_c").front();
    QCOMPARE(picture.wanted.english(), std::string("cat, dog"));
    QCOMPARE(picture.seen.english(), std::string("dog 1, expected cat>=1, found 0, expected dog>=1, found 0"));
    QCOMPARE(picture.boxes.size(), std::size_t{2});  // what no metric looks at is left out
    QCOMPARE(picture.boxes[0].label, std::string("dog"));
    QCOMPARE(picture.boxes[0].score, 0.9871);
    QCOMPARE(picture.boxes[0].x0, 1.0);
    QCOMPARE(picture.boxes[0].y1, 4.6);
    QCOMPARE(picture.boxes[1].label, std::string("cat"));
    QVERIFY(contains(f.pictures("clipscore").front().seen.english(), "similarity 0.1"));
}

void MetricPicturesTest::checkpoints_are_measured_by_their_step() {
    Fixture f;
    f.addThree(500, "early");
    f.addThree(1000, "late");
    f.judge->seen["late2.png"].counts = {{"dog", 1}, {"cat", 1}};
    SampleRecord preview = f.project->samples().list(f.run).front();
    preview.path = "runs/1/samples/step-000500/0.png";
    markPreview(preview);
    f.project->samples().add(preview);
    QCOMPARE(stepsWithPictures(*f.project, f.run), (std::vector<std::int64_t>{500, 1000}));
    f.compute();
    QCOMPARE(f.number("soa_c").step, std::int64_t{1000});  // the pictures that stand for the run
    QCOMPARE(f.number("soa_c").value, 100.0);
    f.compute(500);
    const auto both = f.numbers("soa_c");
    QCOMPARE(both.size(), std::size_t{2});
    QVERIFY(both[0].step == 1000 && both[0].value == 100 && both[1].step == 500 && both[1].value == 75);
    QVERIFY(metricHistory(f.project->database()).empty());
    QCOMPARE(listed(metricPictures(*f.project, both[1])), std::string("early2.png 50, early0.png 100, early1.png 100"));
    QCOMPARE(listed(metricPictures(*f.project, both[0])), std::string("late0.png 100, late1.png 100, late2.png 100"));
}

void MetricPicturesTest::a_step_without_pictures_is_refused_with_the_steps_that_have_some() {
    Fixture f;
    f.addThree(500, "early");
    f.addThree(1000, "late");
    QCOMPARE(f.refusal(700),
             std::string("The run 'A' has no samples of step 700 to judge; it has samples of: 500, 1000."));
}

void MetricPicturesTest::numbers_of_two_prompt_sets_stand_side_by_side() {
    Fixture f;
    f.addThree();
    f.compute();
    writeBytes(f.dir / "cats.jsonl", R"({"id": "one", "prompt": "a cat", "expect": {"classes": ["cat"]}})");
    f.set = f.dir / "cats.jsonl";
    f.compute();
    const auto both = f.numbers("soa_c");
    QCOMPARE(both.size(), std::size_t{2});
    QVERIFY(both[0].prompt_set != both[1].prompt_set);
    QVERIFY(both[0].value == 75 && both[1].value == 100);
    QCOMPARE(listed(metricPictures(*f.project, both[1])), std::string("a0.png 100"));
    QVERIFY2(contains(f.said(), "whose prompt is not in the prompt set: 2 of 3; they are not judged."),
             f.said().c_str());
    QVERIFY(metricHistory(f.project->database()).empty());
    writeBytes(f.set, R"({"prompt": "a house"})");
    QVERIFY2(contains(f.refusal(), "None of the 3 samples of 'A' has a prompt of the prompt set."),
             f.refusal().c_str());
}

void MetricPicturesTest::a_prompt_of_the_set_without_a_picture_takes_every_value_away() {
    Fixture f;
    f.add("a0.png", "a cat", {{"cat", 1}});
    f.add("a1.png", "two dogs", {{"dog", 3}});
    f.compute();
    for (const char* name : {"fid", "soa_c", "ca", "clipscore"}) {
        QVERIFY2(std::isnan(f.number(name).value), name);
        QCOMPARE(f.number(name).n, std::int64_t{0});
        QCOMPARE(undefinedReason(f.number(name)).english(),
                 std::string("prompts of the set without a picture: 1, e.g. 'three'"));
    }
    QCOMPARE(listed(f.pictures("ca")), std::string("a1.png 1, a0.png 0"));
}

void MetricPicturesTest::prompts_that_ask_for_different_things_are_said() {
    Fixture f;
    f.addThree();
    writeBytes(f.set, std::string(kSet) + R"({"id": "four", "prompt": "a cat", "expect": {"classes": ["dog"]}}
{"id": "five", "prompt": "two dogs", "expect": {"classes": ["dog"], "counts": {"dog": 2}}})");
    f.compute();
    QVERIFY2(contains(f.said(), "more than once and ask for different things: 1, e.g. 'a cat'."), f.said().c_str());
    QCOMPARE(f.number("soa_c").value, 75.0);
}

void MetricPicturesTest::an_id_that_stands_twice_in_the_prompt_set_is_refused_before_anything_is_judged() {
    Fixture f;
    f.addThree();
    f.compute();
    const auto judged = f.judge->judged;
    writeBytes(f.set, std::string(kSet) + R"({"id": "one", "prompt": "a house"})");
    const auto said = f.refusal();
    QVERIFY2(contains(said, "set.jsonl:1") && contains(said, "set.jsonl:4") && contains(said, "the same id 'one'"),
             said.c_str());
    QCOMPARE(f.judge->judged, judged);
    QCOMPARE(f.number("soa_c").value, 75.0);
}

void MetricPicturesTest::missing_and_broken_pictures_take_the_value_away_and_nothing_else() {
    Fixture f;
    f.addThree();
    f.add("b0.png", "a cat", {{"cat", 1}});
    fs::remove(f.path("a1.png"));
    writeBytes(f.path("a2.png"), "this is no picture");
    // The newest of a prompt and seed stands for it.
    QCOMPARE(runPictures(*f.project, f.run).pictures.size(), std::size_t{3});
    f.compute();
    for (const char* name : {"fid", "soa_c", "ca", "clipscore"}) {
        const auto number = f.number(name);
        QVERIFY2(std::isnan(number.value) && std::isnan(number.low) && number.n == 0, name);
        QCOMPARE(undefinedReason(number).english(), std::string("2 of 3 pictures could not be read: a1.png, a2.png"));
        QCOMPARE(number.card.at("images").get<int>(), 3);
    }
    // They come first, each with its own reason; the others keep what they contribute.
    const auto pictures = f.pictures("ca");
    QCOMPARE(listed(pictures), std::string("a1.png nan, a2.png nan, b0.png 0"));
    QVERIFY2(contains(pictures[0].problem.english(), "a1.png"), pictures[0].problem.english().c_str());
    QVERIFY2(contains(pictures[1].problem.english(), "a2.png"), pictures[1].problem.english().c_str());
    QCOMPARE(listed(f.pictures("fid")), std::string("a1.png nan, a2.png nan"));
    QVERIFY2(contains(f.said(), "A sample of 'A' cannot be judged: "), f.said().c_str());
    QVERIFY2(contains(f.said(), "it is not defined, because 2 of 3 pictures could not be read"), f.said().c_str());
    // Drawn again they are judged, and the numbers are there.
    Fixture::paint(f.path("a1.png"));
    Fixture::paint(f.path("a2.png"));
    f.compute();
    QCOMPARE(f.number("soa_c").value, 75.0);
    QVERIFY(std::isfinite(f.number("fid").value));
}

void MetricPicturesTest::a_judge_that_says_nan_about_a_picture_loses_its_own_numbers_only() {
    Fixture f;
    f.addThree();
    f.judge->seen["a1.png"].scores[kScoreText] = std::nan("");
    f.compute();
    QCOMPARE(undefinedReason(f.number("clipscore")).english(),
             std::string("the judge says no finite number about 1 of 3 pictures: a1.png"));
    QCOMPARE(listed(f.pictures("clipscore")), std::string("a1.png nan, a2.png 0.25, a0.png 0.75"));
    QCOMPARE(f.number("soa_c").value, 75.0);
    QVERIFY(std::isfinite(f.number("fid").value));
    f.judge->seen["a1.png"].scores[kScoreText] = 0.2;
    f.judge->seen["a0.png"].features[1] = INFINITY;
    f.compute();
    for (const char* name : {"fid", "soa_c"})  // of the same look
        QCOMPARE(undefinedReason(f.number(name)).english(),
                 std::string("the judge says no finite number about 1 of 3 pictures: a0.png"));
    QVERIFY(std::isfinite(f.number("clipscore").value));
}

void MetricPicturesTest::a_broken_real_image_takes_the_distance_away_and_nothing_else() {
    Fixture f;
    f.addThree();
    writeBytes(f.dir / "real/real1.png", "this is no picture");
    f.compute();
    QCOMPARE(undefinedReason(f.number("fid")).english(),
             std::string("1 of 3 real images could not be read: real1.png"));
    QCOMPARE(f.number("soa_c").value, 75.0);
    Fixture::paint(f.dir / "real/real1.png");
    f.judge->seen["real1.png"].features[0] = NAN;
    f.compute();
    QCOMPARE(undefinedReason(f.number("fid")).english(),
             std::string("the judge says no finite number about 1 of 3 real images: real1.png"));
    QVERIFY(f.project->metrics().list(f.run).size() == 4);
}

void MetricPicturesTest::pictures_of_several_sizes_are_judged_and_said() {
    Fixture f;
    f.addThree();
    Fixture::paint(f.path("a1.png"), 16);
    f.compute();
    QVERIFY2(contains(f.said(), "The samples of 'A' have 2 sizes: 2 of them have 8 x 8 pixels, 1 have 16 x 16."),
             f.said().c_str());
    QCOMPARE(f.number("soa_c").value, 75.0);
}
