// SPDX-License-Identifier: GPL-3.0-or-later
#include "train_fault_test.h"

#include "child_process.h"
#include "nn/interrupt.h"
#include "support/test_main.h"
#include "train_fixture.h"
#include "train_job_test.h"
#include "workflow/project/project_sharing.h"
#include "workflow/runs/run_watch.h"

#include <QtTest/QTest>

#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <atomic>
#include <csignal>
#include <ctime>
#include <iostream>
#include <thread>

using namespace recap;
using namespace recap::testing;

namespace {

std::atomic<std::int64_t> clockShiftSeconds{0};

}  // namespace

// The program's own clock, in front of the C library's: a test can set it back without touching the machine's.
extern "C" int clock_gettime(clockid_t clock, timespec* time) noexcept {
    const auto result = ::syscall(SYS_clock_gettime, clock, time);
    if (clock == CLOCK_REALTIME) time->tv_sec += static_cast<time_t>(clockShiftSeconds.load());
    return static_cast<int>(result);
}

namespace {

// A child's words: train PROJECT CONFIG [bytes that a file may have].
QStringList childWords(const fs::path& project, const fs::path& config, std::int64_t fileLimit = 0) {
    QStringList words{QStringLiteral("train"), QString::fromStdString(project.string()),
                      QString::fromStdString(config.string())};
    if (fileLimit > 0) words << QString::number(fileLimit);
    return words;
}

// Many pictures, written out for a child: where they are and what is trained.
struct ChildStudy {
    explicit ChildStudy(const fs::path& folder, DiffusionTrainOptions options, int pictures = 7)
        : project(folder / "p.recap"), config(folder / "config.json") {
        writePictures(folder / "pictures", pictures);
        const auto created = Project::create(project);
        RecordingContext context;
        ImportJob job(created, {.path = folder / "pictures"});
        runToOutcome(job, context);
        writeJsonFile(config, optionsToJson(options));
    }
    std::string trainToTheEnd() const {
        Child child(childWords(project, config));
        return child.waitFor("finished").value_or(" the process died");
    }
    std::string state() const {
        const auto opened = Project::open(project);
        const auto run = opened->runs().list(RunKind::Diffusion).front();
        return readBytes(opened->resolve(opened->checkpoints().latest(run.id)->path) / "train_state.safetensors");
    }
    fs::path project, config;
};

bool nothing(const std::string& failure) {
    return failure.find_first_not_of(' ') == std::string::npos;
}

std::int64_t largestFile(const fs::path& folder) {
    std::int64_t largest = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) largest = std::max(largest, static_cast<std::int64_t>(entry.file_size()));
    return largest;
}

// A file system of its own that is as large as it says, where this user may make one.
class SmallDisk {
public:
    SmallDisk(const fs::path& folder, std::int64_t bytes) : folder_(folder) {
        fs::create_directories(folder);
        const std::string size = "size=" + std::to_string(bytes);
        mounted_ = ::mount("tmpfs", folder.c_str(), "tmpfs", 0, size.c_str()) == 0;
    }
    ~SmallDisk() {
        if (mounted_) ::umount2(folder_.c_str(), MNT_DETACH);
    }
    bool mounted() const { return mounted_; }

private:
    fs::path folder_;
    bool mounted_ = false;
};

}  // namespace

int trainAsChild(const QStringList& words) {
    if (words.size() > 3) {
        ::signal(SIGXFSZ, SIG_IGN);
        const rlim_t limit = words[3].toULongLong();
        const rlimit both{limit, limit};
        ::setrlimit(RLIMIT_FSIZE, &both);
    }
    const auto project = Project::open(words[1].toStdString());
    TrainRequest request;
    optionsFromJson(readJsonFile(words[2].toStdString()), request.options);
    if (const auto runs = project->runs().list(RunKind::Diffusion); !runs.empty()) request.resume = runs.front().id;
    request.takes_commands = true;
    RecordingContext context;
    context.onProgress = [](const Progress& p) {
        std::cout << (p.stage == "train" ? "at" : p.stage) << ' ' << p.done << std::endl;
    };
    const auto ran = train(project, request, context);
    std::cout << "finished " << ran.failure() << std::endl;
    return 0;
}

void TrainFaultTest::a_cache_whose_building_was_killed_gives_the_same_training() {
    auto options = tinyOptions();
    options.max_steps = 4;
    options.random_flip = true;
    const TempDir one, other;
    const ChildStudy undisturbed(one.path(), options, 80), killed(other.path(), options, 80);
    QVERIFY(nothing(undisturbed.trainToTheEnd()));
    for (const int images : {3, 40, 90}) {
        Child child(childWords(killed.project, killed.config));
        for (int i = 0; i < images; ++i) QVERIFY2(child.waitFor("latents ") || i > 0, "no latents were computed");
        child.kill();
    }
    const auto failure = killed.trainToTheEnd();
    QVERIFY2(nothing(failure), failure.c_str());
    QVERIFY(killed.state() == undisturbed.state());
}

void TrainFaultTest::a_full_disk_makes_the_run_wait_until_there_is_room() {
    const TempDir dir;
    const SmallDisk disk(dir / "disk", 160 << 20);
    if (!disk.mounted()) QSKIP("no file system may be mounted here; the next test limits files instead");
    auto options = tinyOptions();
    options.max_steps = 8;
    const ChildStudy study(dir / "disk", options);
    const auto ballast = dir / "disk/ballast";
    // The reserve for rows and logs, 64 MiB, is not left.
    writeBytes(ballast, std::string(std::size_t{110} << 20, 'x'));
    Child child(childWords(study.project, study.config));
    QVERIFY(child.waitFor("at 4"));
    const auto watched = Project::open(study.project);
    RunWatch watch(watched, watched->runs().list(RunKind::Diffusion).front().id);
    QTRY_COMPARE(watch.look().run.state, RunState::Paused);
    QVERIFY(watched->checkpoints().list(watch.look().run.id).empty());
    fs::remove(ballast);
    const auto end = child.waitFor("finished");
    QVERIFY2(end && nothing(*end), end.value_or("the process died").c_str());
    QCOMPARE(watched->runs().list(RunKind::Diffusion).front().state, RunState::Done);
}

void TrainFaultTest::a_save_that_cannot_be_written_keeps_the_checkpoint_before() {
    auto options = tinyOptions();
    options.lr_schedule = "constant";
    options.max_steps = 4;
    const TempDir one, other;
    const ChildStudy study(one.path(), options);
    QVERIFY(nothing(study.trainToTheEnd()));
    options.max_steps = 12;
    const ChildStudy whole(other.path(), options);
    QVERIFY(nothing(whole.trainToTheEnd()));
    // The same run, asked to go on to step 12, whose next checkpoint cannot be written: its largest file is cut off as
    // on a full disk, smaller ones and the database are not.
    {
        const auto project = Project::open(study.project);
        const auto run = project->runs().list(RunKind::Diffusion).front();
        const auto checkpoint = project->resolve(project->checkpoints().latest(run.id)->path);
        const auto state = checkpoint / "train_state.json";
        auto json = readJsonFile(state);
        json["options"]["max_steps"] = 12;
        writeJsonFile(state, json);
        project->runs().setConfig(run.id, json["options"]);
        project->runs().setState(run.id, RunState::Interrupted);
    }
    const auto limit = largestFile(study.project / "runs") - 1;
    Child child(childWords(study.project, study.config, limit));
    const auto end = child.waitFor("finished");
    QVERIFY2(end && !nothing(*end), "a file that could not be written was not noticed");
    {
        const auto project = Project::open(study.project);
        const auto run = project->runs().list(RunKind::Diffusion).front();
        QCOMPARE(run.state, RunState::Failed);
        QVERIFY(!run.message.empty());
        QCOMPARE(project->checkpoints().latest(run.id)->step, std::int64_t{4});
        QVERIFY(!fs::exists(project->runDirectory(run.id) / "checkpoint-000008"));
    }
    // With room again it goes on as if nothing had been.
    const auto failure = study.trainToTheEnd();
    QVERIFY2(nothing(failure), failure.c_str());
    QVERIFY(study.state() == whole.state());
}

void TrainFaultTest::a_removed_project_folder_ends_the_run_with_a_sentence() {
    auto options = tinyOptions();
    options.max_steps = 100'000;
    options.save_every = 20;
    const TempDir dir;
    const ChildStudy study(dir.path(), options);
    Child child(childWords(study.project, study.config));
    QVERIFY(child.waitFor("at 5"));
    fs::remove_all(study.project);
    const auto end = child.waitFor("finished");
    QVERIFY2(end, "the process died or went on for ever");
    QVERIFY2(end->find(study.project.string()) != std::string::npos, end->c_str());
    QVERIFY2(!fs::exists(study.project / "project.sqlite"), "half a project was left behind");
}

void TrainFaultTest::a_second_program_may_write_beside_a_run_but_not_train_it() {
    auto options = tinyOptions();
    options.max_steps = 100'000;
    const TempDir dir;
    const ChildStudy study(dir.path(), options);
    Child child(childWords(study.project, study.config));
    QVERIFY(child.waitFor("at 3"));
    const auto second = Project::open(study.project);
    QVERIFY2(!second->readOnly(), second->readOnlyReason().english().c_str());
    QVERIFY2(second->startupNotes().empty(), "a run that goes on was taken for an interrupted one");
    const auto run = second->runs().list(RunKind::Diffusion).front();
    QCOMPARE(run.state, RunState::Running);
    QVERIFY(isWorkedOn(*second, run.id));
    const auto refused = train(second, {.resume = run.id});
    QVERIFY2(refused.failure().find("Another program") != std::string::npos, refused.failure().c_str());
    QCOMPARE(second->runs().list(RunKind::Diffusion).size(), std::size_t{1});
    // Both write, in turns.
    for (int i = 0; i < 200; ++i) second->settings().set("edited", std::to_string(i));
    QCOMPARE(second->settings().get("edited").value(), std::string("199"));
    // It sees what the first one writes, and that it is gone.
    RunWatch watch(second, run.id);
    std::int64_t last = 0;
    const auto sees = [&] {
        for (const auto& event : watch.look().scalars) last = event.step;
        return last > 3;
    };
    QTRY_VERIFY(sees());
    child.kill();
    QTRY_COMPARE(watch.look().run.state, RunState::Interrupted);
    QVERIFY(!isWorkedOn(*second, run.id));
}

void TrainFaultTest::a_clock_that_jumps_back_changes_nothing() {
    auto options = tinyOptions();
    options.max_steps = 6;
    options.save_every = 2;
    Fixture plain, jumping;
    const auto expected = train(plain.project, {options, "plain"});
    QVERIFY2(std::holds_alternative<Completed>(expected.outcome), expected.failure().c_str());
    RecordingContext context;
    context.onProgress = [&](const Progress& p) {
        if (p.stage != "train") return;
        if (p.done == 3) clockShiftSeconds = -400 * 24 * 3600;
        if (p.done == 4) context.control().push({Command::Kind::StopAfterSaving});
    };
    const auto first = train(jumping.project, {options, "jumping"}, context);
    QVERIFY(std::holds_alternative<CancelledByUser>(first.outcome));
    const auto second = train(jumping.project, {.resume = first.run});
    clockShiftSeconds = 0;
    QVERIFY2(std::holds_alternative<Completed>(second.outcome), second.failure().c_str());
    QVERIFY(readBytes(fs::path(second.checkpoint) / "train_state.safetensors") ==
            readBytes(fs::path(expected.checkpoint) / "train_state.safetensors"));
    QCOMPARE(jumping.project->runs().scalars(first.run, "loss").size(), std::size_t{6});
    QCOMPARE(jumping.project->checkpoints().latest(first.run)->step, std::int64_t{6});
    QCOMPARE(jumping.project->runs().get(first.run)->state, RunState::Done);
}

void TrainFaultTest::a_slow_step_is_given_up_in_its_middle() {
    Fixture f;
    auto options = tinyOptions();
    // Asked in the middle of the first forward pass: no step is finished, and the run can go on.
    RecordingContext context;
    context.onProgress = [&](const Progress& p) {
        if (p.stage == "train" && p.done == 2) {
            int calls = 0;
            // From the trainer's own thread: the check that the networks call counts, and asks at its third call.
            static thread_local std::unique_ptr<nn::InterruptScope> scope;
            scope = std::make_unique<nn::InterruptScope>([&context, calls]() mutable {
                if (++calls < 3) return;
                context.control().cancel();
                scope.reset();
                throw Cancelled{};
            });
        }
    };
    const auto stopped = train(f.project, {options, "slow"}, context);
    QVERIFY(std::holds_alternative<CancelledByUser>(stopped.outcome));
    QCOMPARE(f.project->runs().get(stopped.run)->step, std::int64_t{2});
    const auto resumed = train(f.project, {.resume = stopped.run});
    QVERIFY2(std::holds_alternative<Completed>(resumed.outcome), resumed.failure().c_str());
    const auto undisturbed = train(f.project, {options, "undisturbed"});
    QVERIFY(readBytes(fs::path(resumed.checkpoint) / "train_state.safetensors") ==
            readBytes(fs::path(undisturbed.checkpoint) / "train_state.safetensors"));
}

// The same program is the second process that gets killed.
int main(int argc, char** argv) {
    const auto words = qEnvironmentVariable("RECAP_TEST_CHILD").split(QChar::fromLatin1('\n'), Qt::SkipEmptyParts);
    if (words.size() >= 3) return trainAsChild(words);
    QCoreApplication application(argc, argv);
    return runAll<TrainJobTest, TrainFaultTest>(argc, argv);
}
