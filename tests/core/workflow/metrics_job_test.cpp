// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics_job_test.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "data/metric_differences.h"
#include "data/metric_history.h"
#include "metrics/judge_views.h"
#include "support/recording_context.h"
#include "support/temp_dir.h"
#include "workflow/judging/demo_judge.h"
#include "workflow/judging/metrics_job.h"
#include "workflow/report/study_report.h"
#include "workflow/results/metric_facts.h"
#include "workflow/results/model_differences.h"
#include "workflow/results/results_table.h"
#include "workflow/runs/run_pictures.h"

#include <QtTest/QTest>

#include <algorithm>
#include <cmath>
#include <map>

using namespace recap;
using namespace recap::testing;

namespace {

const Json kDrawn{{"steps", 12}, {"guidance", 3.0}, {"scheduler", "ddim"}, {"batch_size", 8}};

// Knows what is in a picture by its file's name; one that it does not know must not be judged.
class KnownJudge final : public PictureJudge {
public:
    Facts facts(std::string_view) const override { return {"demo judge", "demo", "abc", "none"}; }
    std::vector<std::string_view> views() const override { return {views::kDemo}; }
    bool looksForObjects() const override { return true; }
    PromptTruth truth(const PromptItem& prompt) const override { return truthFromPrompt(prompt.prompt); }
    std::vector<Judgement> judge(std::span<const PictureToJudge> pictures, std::string_view, const std::string&,
                                 JobContext&) override {
        std::vector<Judgement> judgements;
        for (const auto& picture : pictures) judgements.push_back(seen.at(picture.path.filename().string()));
        return judgements;
    }
    std::map<std::string, Judgement> seen;
};

struct Fixture {
    Fixture() : project(Project::create(dir / "p.recap")), judge(std::make_shared<KnownJudge>()) {
        // Real images with the features (0,0), (2,0), (0,2), (2,2): mean (1,1), variances 4/3, no covariance.
        for (int i = 0; i < 4; ++i) {
            const std::string name = "real" + std::to_string(i) + ".png";
            ImageRecord image;
            image.path = (dir / name).string();
            image.sha256 = std::string(63, '0') + std::to_string(i);
            image.key = image.sha256.substr(0, 16);
            image = project->images().add(image);
            project->images().setAttributes(image.id, {{"objects", {{"car", 1}}}});
            judge->seen[name] = {{}, {}, {i % 2 * 2.0F, static_cast<float>(i / 2) * 2}};
        }
    }

    RunId addRun(const char* name) {
        RunRecord run;
        run.name = name;
        run.kind = RunKind::Samples;
        return project->runs().create(run).id;
    }

    SampleRecord addPicture(RunId run, std::int64_t index, const char* prompt, const std::string& file,
                            Judgement judgement, const Json& settings = kDrawn) {
        SampleRecord sample;
        sample.run = run;
        sample.step = 240;
        sample.prompt_index = index;
        sample.prompt = prompt;
        sample.seed = 7;
        sample.path = "runs/" + std::to_string(run.value) + "/held-out/" + file;
        sample.settings = settings;
        judge->seen[file] = std::move(judgement);
        return project->samples().add(sample);
    }

    // "A": one car is missed, one zebra too many, one relation turned round, one prompt that is not the demo's. The
    // features are those of the real images moved by (3, 4).
    RunId addImperfect(const char* name = "A") {
        const RunId run = addRun(name);
        const std::string n = name;
        addPicture(run, 0, "two apples and a car", n + "0.png", {{{"apple", 2}, {"car", 0.2}}, {}, {3, 4}});
        addPicture(run, 1, "a zebra", n + "1.png", {{{"zebra", 2}}, {}, {5, 4}});
        addPicture(run, 2, "an apple to the left of a car on green grass", n + "2.png",
                   {{{"apple", 1}, {"car", 1}}, {{"apple", {0.8, 0.5}}, {"car", {0.2, 0.5}}}, {3, 6}});
        addPicture(run, 3, "a dog in the park", n + "3.png", {{{"zebra", 1}}, {}, {5, 6}});
        return run;
    }

    // The same prompts, all as asked, in the opposite order; and one more, of which nothing is there.
    RunId addBetter() {
        const RunId run = addRun("B");
        addPicture(run, 0, "a dog in the park", "B3.png", {{}, {}, {5, 6}});
        addPicture(run, 1, "an apple to the left of a car on green grass", "B2.png",
                   {{{"apple", 1}, {"car", 1}}, {{"apple", {0.2, 0.5}}, {"car", {0.8, 0.5}}}, {3, 6}});
        addPicture(run, 2, "a zebra", "B1.png", {{{"zebra", 1}}, {}, {5, 4}});
        addPicture(run, 3, "two apples and a car", "B0.png", {{{"apple", 2}, {"car", 1}}, {}, {3, 4}});
        addPicture(run, 4, "three zebras", "B4.png", {{}, {}, {9, 9}});
        return run;
    }

    MetricsRequest request(std::vector<RunId> runs) {
        MetricsRequest wanted;
        wanted.runs = std::move(runs);
        wanted.replicates = 200;
        wanted.judged_by = judge;
        return wanted;
    }

    std::vector<MetricRow> compute(std::vector<RunId> runs, std::optional<std::int64_t> seed = {}) {
        auto wanted = request(std::move(runs));
        wanted.seed = seed;
        MetricsJob job(project, wanted);
        job.run(context);
        return job.rows();
    }

    std::string said() const {
        std::string text;
        for (const auto& message : context.eventsOf<MessageEvent>()) text += message.text + "\n";
        return text;
    }

    TempDir dir;
    std::shared_ptr<Project> project;
    std::shared_ptr<KnownJudge> judge;
    RecordingContext context;
};

template <class Record>
Record metric(const std::vector<Record>& metrics, const char* name) {
    const auto it = std::find_if(metrics.begin(), metrics.end(), [&](const auto& m) { return m.name == name; });
    if (it == metrics.end()) qFatal("there is no %s", name);
    return *it;
}

template <class Record>
void compare(const Record& metric, double value, std::int64_t n) {
    QVERIFY2(std::abs(metric.value - value) < 1e-9,
             (metric.name + " is " + std::to_string(metric.value) + ", not " + std::to_string(value)).c_str());
    QCOMPARE(metric.n, n);
}

}  // namespace

void MetricsJobTest::every_metric_has_the_value_that_follows_from_the_judgements() {
    Fixture f;
    const auto rows = f.compute({f.addImperfect()});
    QCOMPARE(rows.size(), std::size_t{1});
    const auto& m = rows[0].metrics;
    compare(metric(m, "fid"), 3 * 3 + 4 * 4, 4);                          // equal covariances: the squared shift
    compare(metric(m, "soa_i"), 80, 5);                                   // of five named classes one is missed
    compare(metric(m, "soa_c"), 100 * (1 + 0.5 + 1) / 3, 5);              // apple 2 of 2, car 1 of 2, zebra 1 of 1
    compare(metric(m, "ca"), (std::sqrt((0.0 + 1) / 2) + 1 + 0) / 3, 3);  // errors (0, 1), (1), (0, 0)
    compare(metric(m, "count_exact"), 100.0 / 3, 3);                      // the third only
    compare(metric(m, "pa"), 0, 1);                                       // the apple is on the right
    compare(metric(m, "pa_both"), 0, 1);
    compare(metric(m, "rp"), 100, 3);  // each is nearest to its own numbers
    QCOMPARE(f.project->metrics().list(f.project->runs().findByName("A")->id).size(), std::size_t{8});
}

void MetricsJobTest::previews_with_prompt_and_seed_of_a_picture_are_not_judged() {
    Fixture f;
    const RunId run = f.addImperfect();
    for (std::int64_t i = 0; i < 3; ++i) {
        SampleRecord sample = f.project->samples().list(run)[static_cast<std::size_t>(i)];
        sample.path = "runs/1/samples/step-000240/" + std::to_string(i) + ".png";
        markPreview(sample);
        f.project->samples().add(sample);
    }
    QCOMPARE(f.project->samples().list(run, 240).size(), std::size_t{7});
    const auto rows = f.compute({run});  // the judge knows no preview
    compare(metric(rows[0].metrics, "soa_i"), 80, 5);
    QCOMPARE(metric(rows[0].metrics, "soa_i").card.at("images").get<int>(), 4);
}

void MetricsJobTest::a_paired_difference_is_taken_over_equal_prompts_and_seeds() {
    Fixture f;
    const RunId a = f.addImperfect(), b = f.addBetter();
    auto request = f.request({a, b});
    request.pairs = {{a, b}};
    MetricsJob job(f.project, request);
    job.run(f.context);
    // Alone B has the fifth prompt as well.
    compare(metric(job.rows()[1].metrics, "soa_i"), 100.0 * 5 / 6, 6);
    const auto& differences = job.differences().at(0).metrics;
    compare(metric(differences, "soa_i"), 100 - 80, 4);
    compare(metric(differences, "count_exact"), 100 - 100.0 / 3, 4);
    compare(metric(differences, "pa"), 100, 4);
    compare(metric(differences, "fid"), 0, 4);
    QVERIFY2(f.said().find("'A' is judged by 4 pictures and 'B' by 5; 4 are of the same prompt and seed") !=
                 std::string::npos,
             f.said().c_str());
}

void MetricsJobTest::equal_pictures_differ_by_nothing_whatever_their_order() {
    Fixture f;
    const RunId a = f.addImperfect();
    const RunId same = f.addRun("reversed");
    auto samples = f.project->samples().list(a);
    for (std::size_t i = 0; i < samples.size(); ++i) {
        samples[i].run = same;
        samples[i].prompt_index = static_cast<std::int64_t>(samples.size() - i);
        f.project->samples().add(samples[i]);
    }
    auto request = f.request({a, same});
    request.pairs = {{a, same}};
    MetricsJob job(f.project, request);
    job.run(f.context);
    for (const auto& m : job.differences().at(0).metrics) {
        QVERIFY2(std::abs(m.value) < 1e-9 && std::abs(m.low) < 1e-9 && std::abs(m.high) < 1e-9, m.name.c_str());
        QVERIFY2(m.p == 1 && !separated(m), m.name.c_str());
    }
}

void MetricsJobTest::runs_without_a_common_picture_have_no_paired_difference() {
    Fixture f;
    const RunId a = f.addImperfect(), other = f.addRun("other");
    f.addPicture(other, 0, "a car", "o0.png", {{{"car", 1}}, {}, {0, 0}});
    f.addPicture(other, 1, "two cars", "o1.png", {{{"car", 2}}, {}, {1, 0}});
    auto request = f.request({a, other});
    request.pairs = {{a, other}};
    MetricsJob job(f.project, request);
    QVERIFY_EXCEPTION_THROWN(job.run(f.context), Error);
}

void MetricsJobTest::prompts_that_the_judge_does_not_know_are_counted_and_said() {
    Fixture f;
    const RunId run = f.addRun("foreign");
    f.addPicture(run, 0, "a dog in the park", "d0.png", {{}, {}, {3, 4}});
    f.addPicture(run, 1, "a street at night", "d1.png", {{}, {}, {5, 4}});
    f.addPicture(run, 2, "a bowl of soup", "d2.png", {{}, {}, {3, 6}});
    f.addPicture(run, 3, "two dogs", "d3.png", {{}, {}, {5, 6}});
    const auto metrics = f.compute({run}).at(0).metrics;
    QCOMPARE(metrics.size(), std::size_t{8});
    compare(metric(metrics, "fid"), 25, 4);
    for (const char* name : {"soa_c", "soa_i", "ca", "pa", "rp", "count_exact", "pa_both"}) {
        QVERIFY(std::isnan(metric(metrics, name).value));
        QCOMPARE(undefinedReason(metric(metrics, name)).english(),
                 std::string("no prompt names an object that the judge knows"));
    }
    QVERIFY2(f.said().find("4 of 4 prompts name no object that the demo's judge knows, e.g. 'a bowl of soup'") !=
                 std::string::npos,
             f.said().c_str());
    // Stored with their reason, and read back so.
    QCOMPARE(undefinedReason(metric(f.project->metrics().list(run), "ca")).english(),
             std::string("no prompt names an object that the judge knows"));
}

void MetricsJobTest::the_card_holds_the_settings_that_the_pictures_were_drawn_with() {
    Fixture f;
    const RunId drawn = f.addImperfect(), real = f.addRun("Real images");
    f.addPicture(real, 0, "a car", "r0.png", {{{"car", 1}}, {}, {0, 0}}, Json::object());
    f.addPicture(real, 1, "two cars", "r1.png", {{{"car", 2}}, {}, {1, 0}}, Json::object());
    const auto rows = f.compute({drawn, real});
    const Json card = metric(rows[0].metrics, "soa_c").card;
    QCOMPARE(card.at("guidance").get<double>(), 3.0);
    QCOMPARE(card.at("steps").get<int>(), 12);
    QCOMPARE(card.at("scheduler").get<std::string>(), std::string("ddim"));
    QCOMPARE(card.at("images").get<int>(), 4);
    QCOMPARE(card.at("not_understood").get<int>(), 1);
    QVERIFY(!card.contains("batch_size"));
    const Json realCard = metric(rows[1].metrics, "soa_c").card;
    for (const char* name : {"guidance", "steps", "scheduler"}) QVERIFY2(!realCard.contains(name), name);
}

void MetricsJobTest::few_pictures_make_a_frechet_distance_carry_a_warning() {
    Fixture f;
    const auto rows = f.compute({f.addImperfect()});
    const auto warning = metricWarning(metric(rows[0].metrics, "fid")).english();
    QVERIFY2(warning.find("4 pictures to 4 real ones in 2 dimensions") != std::string::npos, warning.c_str());
    QVERIFY(metricWarning(metric(rows[0].metrics, "soa_c")).empty());
    QVERIFY(f.said().find(warning) != std::string::npos);
}

void MetricsJobTest::a_run_with_previews_only_has_nothing_to_judge() {
    Fixture f;
    const RunId run = f.addRun("training");
    SampleRecord sample;
    sample.run = run;
    sample.prompt = "a car";
    sample.path = "runs/1/samples/step-000010/0.png";
    markPreview(sample);
    f.project->samples().add(sample);
    std::string message;
    try {
        f.compute({run});
    } catch (const Error& e) {
        message = e.what();
    }
    QVERIFY2(message.find("has no samples to judge") != std::string::npos, message.c_str());
}

void MetricsJobTest::computing_again_keeps_the_seed_and_so_every_number() {
    Fixture f;
    const RunId run = f.addImperfect();
    const auto first = f.compute({run}, 77);
    const auto again = f.compute({run});
    for (std::size_t i = 0; i < first[0].metrics.size(); ++i) {
        const auto &a = first[0].metrics[i], &b = again[0].metrics[i];
        QVERIFY2(a.value == b.value && a.low == b.low && a.high == b.high, a.name.c_str());
    }
    QCOMPARE(again[0].metrics[0].card.at("bootstrap_seed").get<int>(), 77);
    QVERIFY(metricHistory(f.project->database()).empty());
}

void MetricsJobTest::a_replaced_number_stays_in_the_history_and_the_report_says_that_it_is_older() {
    Fixture f;
    const RunId run = f.addImperfect();
    const auto before = f.compute({run}, 1);
    const auto report = f.project->exportsDirectory() / "report.html";
    StudyReportData data;
    data.rows = before;
    writeStudyReport(report, data);
    f.compute({run});
    QVERIFY(readTextFile(report).find("Older than the numbers") == std::string::npos);  // nothing has changed
    // A picture was drawn again and shows the car.
    f.judge->seen["A0.png"].counts["car"] = 1;
    f.compute({run});
    const auto history = metricHistory(f.project->database());
    compare(metric(history, "soa_i"), 80, 5);
    compare(metric(f.project->metrics().list(run), "soa_i"), 100, 5);
    const auto html = readTextFile(report);
    QVERIFY(html.find("Older than the numbers") != std::string::npos);
    f.judge->seen["A0.png"].counts["car"] = 0;
    f.compute({run});
    const auto twice = readTextFile(report);
    QCOMPARE(twice.find("Older than the numbers"), twice.rfind("Older than the numbers"));
}

void MetricsJobTest::every_pair_of_models_is_compared_and_kept_with_its_numbers() {
    Fixture f;
    const RunId a = f.addImperfect(), b = f.addBetter(), c = f.addImperfect("C");
    RunRecord photos;
    photos.name = "Real images";
    photos.kind = RunKind::Samples;
    photos.config = {{"model", "real"}};
    const RunId real = f.project->runs().create(photos).id;
    f.addPicture(real, 0, "a zebra", "r0.png", {{{"zebra", 1}}, {}, {0, 0}}, Json::object());
    f.addPicture(real, 1, "two apples and a car", "r1.png", {{{"apple", 2}, {"car", 1}}, {}, {1, 0}}, Json::object());
    MetricsJob job(f.project, f.request({a, b, c, real}));
    job.run(f.context);
    QCOMPARE(job.differences().size(), std::size_t{3});  // real images are no model
    const auto stored = metricDifferences(f.project->database());
    QCOMPARE(stored.size(), std::size_t{3 * 8});
    std::vector<std::pair<RunId, RunId>> pairs;
    for (const auto& d : stored)
        if (d.name == "soa_i") pairs.emplace_back(d.first, d.second);
    QCOMPARE(pairs, (std::vector<std::pair<RunId, RunId>>{{a, b}, {a, c}, {b, c}}));
    const auto soa = metric(stored, "soa_i");
    QCOMPARE(soa.comparisons, std::int64_t{3});
    QCOMPARE(soa.first_side, std::string("step 240"));
    QVERIFY(soa.p_holm >= soa.p);
    QVERIFY(differenceWarning(soa).english().find("here are 4") != std::string::npos);
    const auto table = differencesTable(stored, job.rows());
    QCOMPARE(table.rows.size(), std::size_t{24});
    QCOMPARE(table.rows[0].title, std::string("Demo FID"));
    QCOMPARE(table.outdated, std::int64_t{0});
    // Again: the same pairs take the place of the older ones, also the other way round.
    MetricsJob again(f.project, f.request({b, a}));
    again.run(f.context);
    QCOMPARE(metricDifferences(f.project->database()).size(), std::size_t{24});
}

void MetricsJobTest::a_baseline_is_compared_with_every_other_run() {
    Fixture f;
    const RunId a = f.addImperfect(), b = f.addBetter(), c = f.addImperfect("C");
    auto request = f.request({a, b, c});
    request.baseline = b;
    MetricsJob job(f.project, request);
    job.run(f.context);
    QCOMPARE(job.differences().size(), std::size_t{2});
    for (const auto& pair : job.differences()) QCOMPARE(pair.first, b);
    request.runs = {a, c};
    MetricsJob without(f.project, request);
    QVERIFY_EXCEPTION_THROWN(without.run(f.context), Error);
}

void MetricsJobTest::more_than_six_models_are_compared_with_a_baseline_only() {
    Fixture f;
    std::vector<RunId> runs;
    for (const char* name : {"A", "C", "D", "E", "F", "G"}) runs.push_back(f.addImperfect(name));
    MetricsJob six(f.project, f.request(runs));
    six.run(f.context);
    QCOMPARE(six.differences().size(), std::size_t{15});
    // 15 comparisons with 200 draws: 15 2 / 201 is above 0.05, whatever the pictures show.
    QVERIFY2(f.said().find("15 comparisons with 200 resamplings of the prompts can separate no two models") !=
                 std::string::npos,
             f.said().c_str());
    runs.push_back(f.addImperfect("H"));
    MetricsJob seven(f.project, f.request(runs));
    seven.run(f.context);
    QVERIFY(seven.differences().empty());
    QVERIFY(f.said().find("there are 7. Name a baseline") != std::string::npos);
}

void MetricsJobTest::differences_of_numbers_that_were_computed_again_are_left_out() {
    Fixture f;
    const RunId a = f.addImperfect(), b = f.addBetter();
    f.compute({a, b});
    f.judge->seen["A0.png"].counts["car"] = 1;
    const auto rows = f.compute({a});
    std::vector<MetricRow> both{rows[0], {"B", f.project->metrics().list(b), false}};
    const auto table = differencesTable(metricDifferences(f.project->database()), both);
    QVERIFY(table.outdated > 0);
    for (const auto& row : table.rows) QVERIFY(row.difference.name != "soa_i");
    QVERIFY(
        std::any_of(table.rows.begin(), table.rows.end(), [](const auto& row) { return row.difference.name == "pa"; }));
}

void MetricsJobTest::a_distance_of_more_pictures_is_also_known_at_the_smallest_count() {
    Fixture f;
    const RunId a = f.addImperfect(), b = f.addBetter();
    MetricsJob job(f.project, f.request({a, b}));
    job.run(f.context);
    const Json few = metric(job.rows()[0].metrics, "fid").card, many = metric(job.rows()[1].metrics, "fid").card;
    QCOMPARE(few.at("at_count").get<int>(), 4);
    QCOMPARE(few.at("at_count_subsets").get<int>(), 1);
    QCOMPARE(few.at("at_count_value").get<double>(), metric(job.rows()[0].metrics, "fid").value);
    QCOMPARE(many.at("at_count").get<int>(), 4);
    QCOMPARE(many.at("at_count_subsets").get<int>(), 5);
    QVERIFY(many.at("at_count_low").get<double>() <= many.at("at_count_value").get<double>());
    QVERIFY(!metric(job.rows()[1].metrics, "soa_i").card.contains("at_count"));  // does not depend on the count
    // The subsets follow from the seed.
    MetricsJob again(f.project, f.request({a, b}));
    again.run(f.context);
    QCOMPARE(metric(again.rows()[1].metrics, "fid").card.at("at_count_value").get<double>(),
             many.at("at_count_value").get<double>());
    const auto table = resultsTable(job.rows());
    QCOMPARE(table.columns[0].title, std::string("Demo FID"));
    QVERIFY(table.columns[0].unequal() && table.columns[0].protocol.empty());
    QCOMPARE(table.columns[1].title, std::string("Demo FID"));
    QCOMPARE(table.columns[1].protocol, std::string("at 4 pictures"));
    QVERIFY(!table.columns[1].unequal());
    QCOMPARE(table.rows[1].cells[1]->value, many.at("at_count_value").get<double>());
    // Equal counts need no second column.
    const RunId c = f.addImperfect("C");
    QCOMPARE(resultsTable(f.compute({a, c})).columns[1].name, std::string("soa_c"));
}
