// SPDX-License-Identifier: GPL-3.0-or-later
#include "study_job_test.h"

#include "support/recording_context.h"
#include "support/temp_dir.h"
#include "workflow/study/study_captions_internal.h"
#include "workflow/study/study_memory_internal.h"
#include "workflow/study/study_state.h"

#include <QtTest/QTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

using namespace recap;
using namespace recap::testing;
namespace fs = std::filesystem;

namespace {

// The smallest study that there is: 40 scenes, 8 steps, 12 prompts.
StudyRequest smallest(const fs::path& project) {
    return {.project = project, .quick = true, .scale = 0.001, .threads = 2};
}

// The last state that each stage was said to be in, and every state that was ever said.
struct Stages {
    std::map<std::string, StageState> last;
    std::multiset<StageState> all;
    explicit Stages(const RecordingContext& context) {
        for (const auto& event : context.eventsOf<StageEvent>()) {
            last[event.stage] = event.state;
            all.insert(event.state);
        }
    }
};

std::string messageOf(const JobOutcome& outcome) {
    const auto* failed = std::get_if<Failed>(&outcome);
    return failed != nullptr ? failed->message : std::string();
}

class Resources {
public:
    explicit Resources(const fs::path& folder) : before_(qgetenv("RECAP_RESOURCES")) {
        qputenv("RECAP_RESOURCES", QByteArray::fromStdString(folder.string()));
    }
    ~Resources() { qputenv("RECAP_RESOURCES", before_); }
    Resources(const Resources&) = delete;
    Resources& operator=(const Resources&) = delete;

private:
    QByteArray before_;
};

}  // namespace

void StudyJobTest::a_stopped_study_has_no_failed_stage_and_goes_on_to_its_end() {
    const TempDir dir;
    const auto request = smallest(dir / "s.recap");
    {
        RecordingContext context;
        context.onProgress = [&](const Progress& progress) {
            if (progress.stage.starts_with("Fine-tune the captioner: captioner")) context.control().cancel();
        };
        StudyJob job(request);
        QVERIFY(std::holds_alternative<CancelledByUser>(runToOutcome(job, context)));
        const Stages stages(context);
        QCOMPARE(stages.all.count(StageState::Failed), std::size_t{0});
        QVERIFY(stages.last.at("data") == StageState::Done);
        QVERIFY(stages.last.at("captioner") == StageState::Waiting);
    }
    QVERIFY(!studyState(request.project).done.empty());
    for (const auto& run : Project::open(request.project)->runs().list())
        QVERIFY2(run.state == RunState::Done || run.state == RunState::Cancelled, run.name.c_str());

    RecordingContext context;
    StudyJob job(request);
    const auto outcome = runToOutcome(job, context);
    QVERIFY2(std::holds_alternative<Completed>(outcome), messageOf(outcome).c_str());
    const Stages stages(context);
    QVERIFY(stages.last.at("data") == StageState::Skipped);
    QVERIFY(stages.last.at("report") == StageState::Done);
    QVERIFY(fs::exists(job.report()));
    std::vector<std::string> models;
    for (const auto& row : job.rows()) models.push_back(row.model);
    QCOMPARE(models, (std::vector<std::string>{"Baseline", "Alttext", "RECAP Mix", "Real images"}));
    // 24 of the 40 scenes have no human caption.
    for (const auto& captions : job.captions()) QCOMPARE(captions.n, std::int64_t{24});
    QCOMPARE(job.captions().size(), std::size_t{4});
    // The captioner before fine-tuning, two seeds of 25 captions and of all 30 beside one held-out image.
    QCOMPARE(job.curve().points.size(), std::size_t{5});
    QCOMPARE(job.curve().points.back().captions, std::int64_t{30});
    for (const auto& measure : knownMeasures()) {
        const auto& value = job.curve().points.back().metrics.at(measure.name);
        QVERIFY2(value.n > 0 && value.low <= value.value && value.value <= value.high, measure.name.c_str());
    }
    QCOMPARE(job.curve().points.front().metrics.at("right_objects").n, std::int64_t{48});  // 24 scenes, short and long
    const auto state = studyState(request.project);
    QCOMPARE(toJsonLine(curveJson(state.curve)), toJsonLine(curveJson(job.curve())));
    QCOMPARE(state.captions.size(), std::size_t{4});
    const auto html = readBytes(job.report());
    QVERIFY(html.find("Right relation by the number of human captions") != std::string::npos);
    QCOMPARE(studyState(request.project).done.size(), studyStages(request).size());
}

void StudyJobTest::a_stage_that_fails_is_the_only_one_that_says_so() {
    const TempDir dir;
    const Resources empty(dir / "nothing");
    RecordingContext context;
    StudyJob job(smallest(dir / "s.recap"));
    const auto message = messageOf(runToOutcome(job, context));
    QVERIFY2(message.find("The demo's weights are missing") == 0, message.c_str());
    const Stages stages(context);
    QCOMPARE(stages.all.count(StageState::Failed), std::size_t{1});
    QVERIFY(stages.last.at("report") == StageState::Waiting);
}

void StudyJobTest::a_study_of_another_version_or_size_is_refused() {
    const TempDir dir;
    const auto refusal = [&](const char* name, const Json& memory) {
        Project::create(dir / name)->settings().set("study", memory.dump());
        RecordingContext context;
        StudyJob job(smallest(dir / name));
        return messageOf(runToOutcome(job, context));
    };
    // As version 0.1.0 left it.
    const auto older = refusal("a.recap", {{"seed", 1}, {"quick", true}, {"scale", 0.001}, {"done:data", true}});
    QVERIFY2(older.find("were not held out from training. Choose another folder") != std::string::npos, older.c_str());
    const auto seed = refusal("b.recap", {{"protocol", 2}, {"seed", 7}, {"quick", true}, {"scale", 0.001}});
    QVERIFY2(seed.find("contains a demo with seed 7 and --quick") != std::string::npos, seed.c_str());
}

void StudyJobTest::captions_are_counted_against_the_truth_of_their_images() {
    const TempDir dir;
    const auto project = Project::create(dir / "p.recap");
    const Json related{{"objects", {{"apple", 2}, {"car", 1}}},
                       {"scene", {{"relation", "left"}, {"first", "apple"}, {"second", "car"}, {"ground", "sand"}}}};
    const Json alone{{"objects", {{"car", 2}}}, {"scene", {{"ground", "grass"}}}};
    int number = 0;
    const auto add = [&](const Json& truth, const std::string& caption, bool human = false) {
        const auto name = std::to_string(number++);
        const auto image =
            project->images().add({.path = (dir / name).string(), .sha256 = std::string(63, '0') + name});
        project->images().setAttributes(image.id, truth);
        project->captions().addVersion({.image = image.id, .source = "recap_long", .text = caption});
        if (human) project->captions().addVersion({.image = image.id, .source = "human_short", .text = "by hand"});
    };
    add(related, "two apples to the left of a car on yellow sand");    // all right
    add(related, "a car on the left and two apples on the right");     // the wrong way round
    add(related, "two apples above a car on yellow sand");             // the wrong axis
    add(related, "three apples to the left of a car on yellow sand");  // the wrong number
    add(related, "two apples to the left of a penguin");               // the wrong object, a held-out pair
    add(alone, "two cars on green grass");
    add(alone, "two cars on yellow sand");        // held out: cars alone on sand
    add(alone, "two cars on green grass", true);  // the captioner learned from it: not counted
    const auto counted = countCaptions(*project, "recap_long");
    QCOMPARE(counted.n, std::int64_t{7});
    QCOMPARE(counted.objects, std::int64_t{6});
    QCOMPARE(counted.counts, std::int64_t{5});
    QCOMPARE(counted.related, std::int64_t{5});
    QCOMPARE(counted.axis, std::int64_t{3});
    QCOMPARE(counted.relations, std::int64_t{2});
    QCOMPARE(counted.held_out, std::int64_t{2});
    const auto relations = rightRelations(counted);
    QVERIFY(relations.value == 0.4 && relations.n == 5);
    // Wilson's interval of 2 of 5.
    QVERIFY(std::abs(relations.low - 0.1176) < 1e-4 && std::abs(relations.high - 0.7693) < 1e-4);
    QVERIFY(rightObjects(counted).n == 7 && rightNumbers(counted).value == 5.0 / 7);
}
