// SPDX-License-Identifier: GPL-3.0-or-later
#include "project_test.h"

#include "base/error.h"
#include "base/hash.h"
#include "child_process.h"
#include "support/temp_dir.h"
#include "workflow/project/project.h"

#include <sys/wait.h>
#include <unistd.h>
#include <QtTest/QTest>
#include <atomic>
#include <thread>

using namespace recap;
using namespace recap::testing;
namespace fs = std::filesystem;

namespace {

template <class Work>
std::string failureOf(Work work) {
    try {
        work();
    } catch (const Error& e) {
        return std::string(errorCodeName(e.code())) + ": " + e.what();
    }
    return "nothing was thrown";
}

// Runs the work in a process without root's rights over files; 0 means that it returned true.
template <class Work>
int asOrdinaryUser(Work work) {
    const pid_t child = ::fork();
    if (child == 0) {
        if (::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0)) ::_exit(2);
        bool good = false;
        try {
            good = work();
        } catch (const std::exception& e) {
            std::fprintf(stderr, "%s\n", e.what());
        }
        ::_exit(good ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

ImageRecord pictureAt(const fs::path& path) {
    return {.path = path.string(),
            .sha256 = sha256(path.filename().string()),
            .width = 4,
            .height = 4,
            .bytes = 1,
            .modified_ms = 1};
}

std::ptrdiff_t openFiles() {
    return std::distance(fs::directory_iterator("/proc/self/fd"), fs::directory_iterator());
}

}  // namespace

void ProjectTest::a_new_project_can_be_opened_again() {
    const TempDir dir;
    {
        const auto project = Project::create(dir / "study.recap");
        QCOMPARE(project->name(), std::string("study"));
        QVERIFY(!project->readOnly() && project->startupNotes().empty());
        project->settings().set("a", "b");
        const auto run = project->runs().create({.name = "r", .kind = RunKind::Diffusion, .state = RunState::Done});
        QCOMPARE(project->runDirectory(run.id), dir / "study.recap/runs/1");
        QVERIFY(fs::is_directory(project->cacheDirectory()) && fs::is_directory(project->exportsDirectory()));
    }
    QVERIFY(Project::exists(dir / "study.recap"));
    const auto again = Project::open(dir / "study.recap/");
    QCOMPARE(*again->settings().get("a"), std::string("b"));
    QVERIFY(!again->readOnly() && again->startupNotes().empty());
}

void ProjectTest::opening_twice_in_one_program_gives_one_project() {
    const TempDir dir;
    const auto one = Project::create(dir / "p.recap");
    fs::create_directory_symlink(dir / "p.recap", dir / "link");
    QCOMPARE(Project::open(dir / "link").get(), one.get());
    QCOMPARE(Project::openOrCreate(dir / "x/../p.recap").get(), one.get());
    QVERIFY(!one->readOnly());
}

void ProjectTest::a_place_that_is_taken_is_refused() {
    const TempDir dir;
    writeBytes(dir / "full/file", "x");
    writeBytes(dir / "file", "x");
    QVERIFY(failureOf([&] { Project::create(dir / "full"); }).find("is not empty") != std::string::npos);
    QVERIFY(failureOf([&] { Project::create(dir / "file"); }).starts_with("invalid_option"));
    const auto project = Project::create(dir / "p.recap");
    QVERIFY(failureOf([&] { Project::create(dir / "p.recap"); }).find("There is already a project at") !=
            std::string::npos);
    fs::create_directory(dir / "empty");
    QVERIFY(Project::create(dir / "empty") != nullptr);
}

void ProjectTest::a_missing_project_is_file_not_found() {
    const TempDir dir;
    QVERIFY(failureOf([&] { Project::open(dir.path()); }).starts_with("file_not_found: There is no project at"));
    QVERIFY(!fs::exists(dir / "project.sqlite") && !fs::exists(dir / "project.lock"));
}

void ProjectTest::a_damaged_project_is_told_in_a_sentence() {
    const TempDir dir;
    {
        const auto project = Project::create(dir / "p.recap");
        for (int i = 0; i < 200; ++i) project->settings().set("key " + std::to_string(i), std::string(500, 'v'));
    }
    auto bytes = readBytes(dir / "p.recap/project.sqlite");
    for (std::size_t page = 20; page * 4096 < bytes.size(); page += 2)
        bytes.replace(page * 4096, 100, std::string(100, '\x55'));
    writeBytes(dir / "p.recap/project.sqlite", bytes);
    const auto failure = failureOf([&] { Project::open(dir / "p.recap"); });
    QVERIFY2(failure.starts_with("database: The project file") && failure.find("is damaged") != std::string::npos,
             failure.c_str());
    QCOMPARE(readBytes(dir / "p.recap/project.sqlite"), bytes);  // nothing was made worse
    // The refusal leaves nothing behind that would stop the next try.
    QVERIFY(failureOf([&] { Project::open(dir / "p.recap"); }).find("is damaged") != std::string::npos);
}

void ProjectTest::a_write_protected_folder_is_told_in_a_sentence() {
    const TempDir dir;
    fs::create_directory(dir / "locked");
    fs::permissions(dir / "locked", fs::perms(0555));
    fs::permissions(dir.path(), fs::perms(0755));
    const int result = asOrdinaryUser([&] {
        return failureOf([&] { Project::create(dir / "locked/p.recap"); }).starts_with("file_not_writable: ") &&
               failureOf([&] { Project::create(dir / "locked"); }).starts_with("file_not_writable: ");
    });
    fs::permissions(dir / "locked", fs::perms(0755));
    QCOMPARE(result, 0);
}

void ProjectTest::a_write_protected_project_is_shown_read_only() {
    const TempDir dir;
    {
        const auto project = Project::create(dir / "p.recap");
        project->settings().set("a", "b");
    }
    fs::permissions(dir.path(), fs::perms(0755));
    for (const auto& entry : fs::directory_iterator(dir / "p.recap")) fs::permissions(entry.path(), fs::perms(0444));
    fs::permissions(dir / "p.recap", fs::perms(0555));
    const int result = asOrdinaryUser([&] {
        const auto project = Project::open(dir / "p.recap");
        return project->readOnly() &&
               project->readOnlyReason().english().find("write-protected") != std::string::npos &&
               project->settings().get("a") == "b" &&
               failureOf([&] { project->requireWritable(); }).starts_with("read_only: ") &&
               failureOf([&] { project->settings().set("a", "c"); }).starts_with("read_only: ");
    });
    fs::permissions(dir / "p.recap", fs::perms(0755));
    QCOMPARE(result, 0);
}

void ProjectTest::a_second_program_may_only_read() {
    const TempDir dir;
    Project::create(dir / "p.recap").reset();
    Child child({QStringLiteral("hold"), QString::fromStdString((dir / "p.recap").string())});
    QVERIFY(child.waitFor("ready"));
    {
        const auto project = Project::open(dir / "p.recap");
        QVERIFY(project->readOnly());
        const auto expected = "The project is open in another program (process " + std::to_string(child.pid()) + ")";
        const auto said = project->readOnlyReason().english();
        QVERIFY2(said.starts_with(expected), said.c_str());
        QCOMPARE(project->runs().list()[0].state, RunState::Running);  // what the other one does is seen, not judged
        QVERIFY(failureOf([&] { project->settings().set("a", "c"); }).starts_with("read_only: "));
    }
    child.kill();
    QVERIFY(!Project::open(dir / "p.recap")->readOnly());
}

void ProjectTest::killing_the_first_program_interrupts_its_runs() {
    const TempDir dir;
    Project::create(dir / "p.recap").reset();
    Child child({QStringLiteral("hold"), QString::fromStdString((dir / "p.recap").string())});
    QVERIFY(child.waitFor("ready"));
    child.kill();
    {
        const auto project = Project::open(dir / "p.recap");
        QCOMPARE(project->startupNotes().size(), std::size_t{1});
        QVERIFY(project->startupNotes()[0].english().starts_with("The run 'long run' was interrupted"));
        const auto run = project->runs().list().at(0);
        QCOMPARE(run.state, RunState::Interrupted);
        QCOMPARE(project->runs().scalars(run.id, "loss"), (ScalarSeries{{7, 0.25}}));  // what was confirmed is there
    }
    QVERIFY(Project::open(dir / "p.recap")->startupNotes().empty());
}

void ProjectTest::every_thread_has_its_own_connection() {
    const TempDir dir;
    const auto project = Project::create(dir / "p.recap");
    constexpr int kThreads = 6, kRows = 40;
    std::vector<std::thread> threads;
    std::atomic<int> failures{0};
    auto* const mine = &project->database();
    for (int t = 0; t < kThreads; ++t)
        threads.emplace_back([&, t] {
            try {
                if (&project->database() == mine || &project->database() != &project->database()) ++failures;
                for (int i = 0; i < kRows; ++i)
                    project->settings().set(std::to_string(t) + "/" + std::to_string(i), "x");
            } catch (const Error&) {
                ++failures;
            }
        });
    for (auto& thread : threads) thread.join();
    QCOMPARE(failures.load(), 0);
    auto rows = project->database().prepare("SELECT count(*) FROM setting WHERE key LIKE '%/%'");
    QVERIFY(rows.step());
    QCOMPARE(rows.integer(0), std::int64_t{kThreads * kRows});
}

void ProjectTest::a_thread_that_ends_closes_its_connection() {
    const TempDir dir;
    const auto project = Project::create(dir / "p.recap");
    const auto use = [&] { std::thread([&] { project->settings().get("a"); }).join(); };
    use();
    const auto before = openFiles();
    for (int i = 0; i < 20; ++i) use();
    QCOMPARE(openFiles(), before);
}

void ProjectTest::a_moved_project_finds_its_own_pictures() {
    const TempDir dir;
    {
        const auto project = Project::create(dir / "old.recap");
        project->images().add(pictureAt(dir / "old.recap/data/in.png"));
        project->images().add(pictureAt("/elsewhere/out.png"));
        project->images().add(pictureAt(dir / "old.recap2/near.png"));  // only looks as if it were inside
    }
    fs::rename(dir / "old.recap", dir / "new.recap");
    const auto project = Project::open(dir / "new.recap");
    const auto images = project->images().list();
    QCOMPARE(fs::path(images[0].path), dir / "new.recap/data/in.png");
    QCOMPARE(images[1].path, std::string("/elsewhere/out.png"));
    QCOMPARE(fs::path(images[2].path), dir / "old.recap2/near.png");
    QVERIFY(project->images().findByPath((dir / "new.recap/data/in.png").string()));
    QCOMPARE(project->startupNotes().size(), std::size_t{1});
    QVERIFY(project->startupNotes()[0].english().find("(images: 1)") != std::string::npos);
}

void ProjectTest::paths_of_records_are_relative_inside_the_project() {
    const TempDir dir;
    const auto project = Project::create(dir / "p.recap");
    QCOMPARE(project->relative(dir / "p.recap/runs/1/a.png"), std::string("runs/1/a.png"));
    QCOMPARE(project->resolve("runs/1/a.png"), dir / "p.recap/runs/1/a.png");
    QCOMPARE(project->relative(dir / "other/a.png"), (dir / "other/a.png").string());
    QCOMPARE(project->resolve((dir / "other/a.png").string()), dir / "other/a.png");
}
