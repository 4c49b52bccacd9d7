// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics_commands_test.h"

#include "cli_run.h"

#include "base/random.h"
#include "image/encode.h"
#include "workflow/project/project.h"

#include <QtTest/QTest>

#include <algorithm>
#include <cmath>

using namespace recap;
using namespace recap::testing;
namespace fs = std::filesystem;

namespace {

constexpr const char* kPrompts[] = {"two apples and a car", "a zebra", "an apple to the left of a car on green grass",
                                    "three fish"};

void paint(const fs::path& file, Random& random) {
    ImageBuffer picture(32, 32);
    for (auto& byte : picture.pixels) byte = static_cast<std::uint8_t>(random.below(256));
    fs::create_directories(file.parent_path());
    writePng(file, picture);
}

// What judges have seen, in files that only grow.
std::uintmax_t judgedBytes(const fs::path& project) {
    std::uintmax_t bytes = 0;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(project / "cache/judgements", none)) bytes += entry.file_size();
    return bytes;
}

// Until so much was judged, or to the process's end.
void waitForJudged(QProcess& process, const fs::path& project, std::uintmax_t bytes) {
    while (judgedBytes(project) < bytes && !process.waitForFinished(1) && process.state() != QProcess::NotRunning)
        process.readAllStandardOutput();
}

Json pictures(const QString& project, const QString& metric, const QStringList& more = {}) {
    return runCli(QStringList{QStringLiteral("metrics"), QStringLiteral("pictures"), project, QStringLiteral("--run"),
                              QStringLiteral("A"), QStringLiteral("--metric"), metric, QStringLiteral("--json")} +
                  more)
        .last();
}

}  // namespace

void MetricsCommandsTest::init() {
    folder_ = std::make_unique<TempDir>();
    writeBytes(*folder_ / "judges.toml", "[judge.clip]\nkind = \"clip\"\nbatch = 1\npath = \"" +
                                             qEnvironmentVariable("RECAP_RESOURCES").toStdString() +
                                             "/demo/clip\"\n[judge.objects]\nkind = \"demo\"\n");
}

void MetricsCommandsTest::makeProject(const fs::path& folder, int pictures, const std::vector<std::int64_t>& steps) {
    Random random(3);
    for (int i = 0; i < 12; ++i) paint(*folder_ / "real" / (std::to_string(i) + ".png"), random);
    const auto project = Project::create(folder);
    for (const char* name : {"A", "B"}) {
        RunRecord run;
        run.name = name;
        run.kind = RunKind::Diffusion;
        run = project->runs().create(run);
        std::vector<SampleRecord> samples;
        for (const auto step : steps)
            for (int i = 0; i < pictures; ++i) {
                SampleRecord sample;
                sample.run = run.id;
                sample.step = step;
                sample.prompt_index = i % 4;
                sample.prompt = kPrompts[i % 4];
                sample.seed = i;
                sample.settings = {{"steps", 12}, {"guidance", 3.0}, {"scheduler", "ddim"}};
                const auto file =
                    project->runDirectory(run.id) / (std::to_string(step) + "_" + std::to_string(i) + ".png");
                sample.path = project->relative(file);
                paint(file, random);
                samples.push_back(std::move(sample));
            }
        project->samples().addMany(samples);
    }
}

QStringList MetricsCommandsTest::compute(const QString& project, const QString& runs) const {
    return {QStringLiteral("metrics"),
            QStringLiteral("compute"),
            project,
            QStringLiteral("--runs"),
            runs,
            QStringLiteral("--metrics"),
            QStringLiteral("soa_i,ca,clip_fid,clipscore"),
            QStringLiteral("--judges"),
            text(*folder_ / "judges.toml"),
            QStringLiteral("--reference"),
            text(*folder_ / "real"),
            QStringLiteral("--replicates"),
            QStringLiteral("100"),
            QStringLiteral("--threads"),
            QStringLiteral("1"),
            QStringLiteral("--json")};
}

void MetricsCommandsTest::a_killed_computation_ends_with_the_numbers_of_an_undisturbed_one() {
    constexpr std::uintmax_t kRounds = 4;
    const int chosen = qEnvironmentVariableIntValue("RECAP_TEST_IMAGES");  // more of them for a longer look
    const int images = chosen > 0 ? chosen / 2 : 120;
    makeProject(*folder_ / "p.recap", images);
    fs::copy(*folder_ / "p.recap", *folder_ / "calm.recap", fs::copy_options::recursive);
    const auto calm = text(*folder_ / "calm.recap"), project = text(*folder_ / "p.recap");
    const auto undisturbed = runCli(compute(calm));
    QVERIFY2(undisturbed.exit_code == 0, undisturbed.err.c_str());

    // Killed after a fifth of the judging, two fifths and so on: what was judged before is not judged again.
    const auto all = judgedBytes(*folder_ / "calm.recap");
    int midway = 0;
    for (std::uintmax_t round = 1; round <= kRounds; ++round) {
        auto process = startCli(compute(project));
        waitForJudged(*process, *folder_ / "p.recap", all * round / (kRounds + 1));
        killHard(*process);
        const auto judged = judgedBytes(*folder_ / "p.recap");
        midway += 0 < judged && judged < all ? 1 : 0;
    }
    QVERIFY2(midway > 0, "no kill came while pictures were judged");
    const auto continued = runCli(compute(project));
    QVERIFY2(continued.exit_code == 0, continued.err.c_str());
    QCOMPARE(continued.last().dump(), undisturbed.last().dump());
    // Every picture was judged once.
    QCOMPARE(judgedBytes(*folder_ / "p.recap"), all);
    for (const char* metric : {"soa_i", "clipscore"}) {
        auto ours = pictures(project, QString::fromLatin1(metric)),
             theirs = pictures(calm, QString::fromLatin1(metric));
        QCOMPARE(ours["count"].get<int>(), images);
        for (auto* list : {&ours, &theirs})
            for (auto& picture : (*list)["pictures"])
                picture["path"] = fs::path(picture["path"].get<std::string>()).filename().string();
        QCOMPARE(ours.dump(), theirs.dump());
    }
}

void MetricsCommandsTest::a_number_leads_to_its_pictures() {
    makeProject(*folder_ / "p.recap", 8);
    const auto project = text(*folder_ / "p.recap");
    const auto computed = runCli(compute(project)).last();
    const auto worst = pictures(project, QStringLiteral("clipscore"), {QStringLiteral("--worst"), QStringLiteral("3")});
    QVERIFY(hasKeys(worst, {"run", "metric", "judge", "step", "weights", "prompt_set", "value", "count", "pictures"}));
    QCOMPARE(worst["value"].get<double>(), computed["rows"][0]["metrics"]["clipscore"]["value"].get<double>());
    QCOMPARE(worst["count"].get<int>(), 8);
    QCOMPARE(worst["pictures"].size(), std::size_t{3});
    for (const auto& picture : worst["pictures"])
        QVERIFY(hasKeys(picture, {"path", "prompt", "seed", "value", "wanted", "seen", "boxes"}));
    QVERIFY(fs::exists(worst["pictures"][0]["path"].get<std::string>()));
    const auto all = pictures(project, QStringLiteral("clipscore"), {QStringLiteral("--worst"), QStringLiteral("0")});
    double sum = 0, last = -1;
    for (const auto& picture : all["pictures"]) {
        QVERIFY(picture["value"].get<double>() >= last);
        last = picture["value"].get<double>();
        sum += last;
    }
    QVERIFY(std::abs(sum / 8 - all["value"].get<double>()) < 1e-9);
    const auto best = pictures(project, QStringLiteral("clipscore"), {QStringLiteral("--best"), QStringLiteral("1")});
    QCOMPARE(best["pictures"][0]["value"].get<double>(), last);
    const auto distance = pictures(project, QStringLiteral("clip_fid"));
    QVERIFY(distance["pictures"].empty());
    QVERIFY2(distance.value("reason", "").find("no single picture") != std::string::npos, distance.dump().c_str());
    const auto shown = runCli({QStringLiteral("metrics"), QStringLiteral("pictures"), project, QStringLiteral("--run"),
                               QStringLiteral("A"), QStringLiteral("--metric"), QStringLiteral("demo_soa_i")});
    QVERIFY2(shown.exit_code == 0 && shown.out.find("apple 2, car 1") != std::string::npos, shown.out.c_str());
    const auto unknown = pictures(project, QStringLiteral("geneval"));
    QCOMPARE(unknown.value("code", ""), std::string("not_found"));
}

void MetricsCommandsTest::numbers_of_several_steps_are_shown_apart() {
    makeProject(*folder_ / "p.recap", 6, {100, 200});
    const auto project = text(*folder_ / "p.recap");
    QCOMPARE(runCli(compute(project)).exit_code, 0);
    QCOMPARE(
        runCli(compute(project, QStringLiteral("A")) << QStringLiteral("--step") << QStringLiteral("100")).exit_code,
        0);
    const auto show = [&](const char* format) {
        return runCli({QStringLiteral("metrics"), QStringLiteral("show"), project, QStringLiteral("--as"),
                       QString::fromLatin1(format)})
            .out;
    };
    for (const char* format : {"text", "markdown", "latex"}) {
        const auto table = show(format);
        QVERIFY2(table.find("A, step 100") != std::string::npos && table.find("A, step 200") != std::string::npos &&
                     table.find("B, step") == std::string::npos,
                 table.c_str());
    }
    QVERIFY(show("csv").find("step,weights,prompt_set\n") != std::string::npos);
    const auto rows = Json::parse(show("json"));
    QCOMPARE(rows.size(), std::size_t{3});
    QCOMPARE(rows[0]["step"].get<int>(), 100);
    QCOMPARE(rows[1]["step"].get<int>(), 200);
    QVERIFY(!rows[2].contains("step"));
    QCOMPARE(rows[2]["metrics"]["soa_i"]["step"].get<int>(), 200);
    const auto refused =
        runCli(compute(project, QStringLiteral("A")) << QStringLiteral("--step") << QStringLiteral("150"));
    QCOMPARE(refused.exit_code, 1);
    QVERIFY2(refused.last().value("message", "").find("it has samples of: 100, 200") != std::string::npos,
             refused.out.c_str());
}

void MetricsCommandsTest::a_number_that_is_one_of_several_has_to_be_named() {
    makeProject(*folder_ / "p.recap", 4);
    const auto project = text(*folder_ / "p.recap");
    std::string set;
    for (const auto* prompt : kPrompts) set += Json{{"prompt", prompt}}.dump() + "\n";
    writeBytes(*folder_ / "set.jsonl", set);
    const auto file = text(*folder_ / "set.jsonl");
    QCOMPARE(runCli(compute(project)).exit_code, 0);
    const auto of = compute(project) << QStringLiteral("--prompt-set") << file;
    QCOMPARE(runCli(of).exit_code, 0);
    const auto several = pictures(project, QStringLiteral("clipscore"));
    QCOMPARE(several.value("code", ""), std::string("invalid_option"));
    QVERIFY2(several.value("message", "").find("--prompt-set none") != std::string::npos, several.dump().c_str());
    const auto named = pictures(project, QStringLiteral("clipscore"), {QStringLiteral("--prompt-set"), file});
    QCOMPARE(named["prompt_set"].get<std::string>().size(), std::size_t{64});
    const auto digits = QString::fromStdString(named["prompt_set"].get<std::string>()).left(8);
    QCOMPARE(pictures(project, QStringLiteral("clipscore"), {QStringLiteral("--prompt-set"), digits}).dump(),
             named.dump());
    const auto without =
        pictures(project, QStringLiteral("clipscore"), {QStringLiteral("--prompt-set"), QStringLiteral("none")});
    QVERIFY(without["prompt_set"].get<std::string>().empty());
    const auto rows =
        runCli({QStringLiteral("metrics"), QStringLiteral("show"), project, QStringLiteral("--json")}).last()["rows"];
    QVERIFY(rows[0]["metrics"].contains("clipscore") && rows[0]["metrics"].contains("clipscore@clip"));
    const auto both =
        runCli({QStringLiteral("metrics"), QStringLiteral("pictures"), project, QStringLiteral("--run"),
                QStringLiteral("A"), QStringLiteral("--metric"), QStringLiteral("ca"), QStringLiteral("--worst"),
                QStringLiteral("1"), QStringLiteral("--best"), QStringLiteral("1")});
    QCOMPARE(both.exit_code, 2);
}

void MetricsCommandsTest::a_broken_picture_makes_numbers_incomplete() {
    makeProject(*folder_ / "p.recap", 6);
    const auto project = text(*folder_ / "p.recap");
    const auto whole = runCli(compute(project)).last()["rows"][1];
    writeBytes(*folder_ / "p.recap/runs/1/0_2.png", "this is no picture");
    fs::remove(*folder_ / "p.recap/runs/1/0_5.png");
    const auto computed = runCli(compute(project));
    QVERIFY2(computed.exit_code == 0, computed.err.c_str());
    const auto rows = computed.last()["rows"];
    for (const auto& metric : rows[0]["metrics"]) {
        QVERIFY(metric["value"].is_null());
        QCOMPARE(metric["undefined"].get<std::string>(),
                 std::string("2 of 6 pictures could not be read: 0_5.png, 0_2.png"));
    }
    QCOMPARE(rows[1].dump(), whole.dump());  // the other run has its numbers
    const auto csv = runCli({QStringLiteral("metrics"), QStringLiteral("show"), project, QStringLiteral("--as"),
                             QStringLiteral("csv")})
                         .out;
    QVERIFY2(csv.find("2 of 6 pictures could not be read") != std::string::npos, csv.c_str());
    const auto list = pictures(project, QStringLiteral("clipscore"));
    QCOMPARE(list["pictures"].size(), std::size_t{6});
    QVERIFY2(list["pictures"][0]["problem"].get<std::string>().find("0_5.png") != std::string::npos,
             list.dump().c_str());
    QVERIFY(list["pictures"][1]["value"].is_null() && list["pictures"][2]["value"].is_number());
}
