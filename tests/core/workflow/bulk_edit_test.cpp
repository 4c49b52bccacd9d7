// SPDX-License-Identifier: GPL-3.0-or-later
#include "bulk_edit_test.h"

#include "base/error.h"
#include "base/hash.h"
#include "child_process.h"
#include "data/caption_use.h"
#include "support/temp_dir.h"
#include "workflow/dataset/bulk_edit.h"
#include "workflow/training/training_selection.h"
#include "workflow/upkeep/bench_dataset.h"

#include <QtTest/QTest>
#include <optional>
#include <set>

using namespace recap;
using namespace recap::testing;

namespace {

struct Fixture {
    TempDir dir;
    std::shared_ptr<Project> project = Project::create(dir / "p.recap");
    std::vector<ImageId> images;

    Fixture() {
        for (const char* text : {"a photo of a cat", "A PHOTO of a dog", "a drawing", "price: $5 (photo of)"}) {
            images.push_back(project->images().add({.path = std::string("/p/") + text, .sha256 = sha256(text)}).id);
            project->captions().addVersion({.image = images.back(), .source = "alttext", .text = text});
        }
        project->captions().addVersion({.image = images[2], .source = "human", .text = "a photo of a drawing"});
    }
    std::string text(std::size_t image, const std::string& source = "alttext") const {
        return project->captions().current(images[image], source)->text;
    }
    CaptionStatus status(std::size_t image) const {
        return project->captions().current(images[image], "alttext")->status;
    }
};

std::optional<ErrorCode> errorOf(const std::function<void()>& work, std::string* message = nullptr) {
    try {
        work();
    } catch (const Error& e) {
        if (message != nullptr) *message = e.what();
        return e.code();
    }
    return std::nullopt;
}

}  // namespace

void BulkEditTest::a_preview_shows_every_change_and_changes_nothing() {
    const Fixture f;
    const auto changes = previewBulkEdit(*f.project, {.find = "photo of a", .replacement = "picture of one"});
    QCOMPARE(changes.size(), std::size_t{3});
    QCOMPARE(changes[0].after, std::string("a picture of one cat"));
    QCOMPARE(changes[1].after, std::string("A picture of one dog"));
    QCOMPARE(changes[2].source, std::string("human"));
    QVERIFY(!changes[0].key.empty() && changes[0].path == "/p/a photo of a cat");
    QCOMPARE(f.text(0), std::string("a photo of a cat"));
    QCOMPARE(previewBulkEdit(*f.project, {.find = "photo", .replacement = "x", .match_case = true}).size(),
             std::size_t{3});
    QCOMPARE(previewBulkEdit(*f.project, {.filter = "cat", .find = "photo", .replacement = "x"}).size(),
             std::size_t{1});
    QCOMPARE(previewBulkEdit(*f.project, {.sources = {"human"}, .find = "photo", .replacement = "x"}).size(),
             std::size_t{1});
    // A caption never becomes empty.
    QVERIFY(previewBulkEdit(*f.project, {.find = ".*", .replacement = ""}).empty());
}

void BulkEditTest::a_bulk_edit_is_one_step_that_undo_takes_back() {
    const Fixture f;
    const auto changes = previewBulkEdit(*f.project, {.find = "^a ", .replacement = "the "});
    QCOMPARE(changes.size(), std::size_t{4});
    QCOMPARE(applyBulkEdit(*f.project, changes, "Replace", "ann").changed, std::int64_t{4});
    QCOMPARE(f.text(1), std::string("the PHOTO of a dog"));
    QVERIFY(f.status(0) == CaptionStatus::Edited);
    QCOMPARE(*f.project->journal().undoName(), std::string("Replace"));
    QCOMPARE(f.project->journal().undo()->images.size(), std::size_t{4});
    QCOMPARE(f.text(1), std::string("A PHOTO of a dog"));
    QCOMPARE(f.project->captions().history(f.images[1], "alttext").size(), std::size_t{2});  // nothing is overwritten
}

void BulkEditTest::groups_and_plain_texts_are_replaced_as_written() {
    const Fixture f;
    const auto swapped = previewBulkEdit(*f.project, {.find = "(\\w+) of a (\\w+)", .replacement = "$2 in a ${1}"});
    QCOMPARE(swapped[0].after, std::string("a cat in a photo"));
    const auto plain = previewBulkEdit(*f.project, {.find = "$5 (photo", .replacement = "$1 (sketch", .literal = true});
    QCOMPARE(plain.size(), std::size_t{1});
    QCOMPARE(plain[0].after, std::string("price: $1 (sketch of)"));
}

void BulkEditTest::captions_changed_since_the_preview_are_left_alone() {
    const Fixture f;
    const auto changes = previewBulkEdit(*f.project, {.find = "photo", .replacement = "x"});
    f.project->journal().apply("edit", {{.image = f.images[0], .source = "alttext", .text = "mine"}}, "ann");
    const auto result = applyBulkEdit(*f.project, changes, "Replace", "ann");
    QCOMPARE(result.skipped, std::int64_t{1});
    QCOMPARE(result.changed, std::int64_t{3});
    QCOMPARE(f.text(0), std::string("mine"));
}

void BulkEditTest::a_rejected_caption_stays_rejected_and_out_of_training() {
    const Fixture f;
    f.project->journal().apply("reject",
                               {{.image = f.images[0], .source = "alttext", .status = CaptionStatus::Rejected},
                                {.image = f.images[1], .source = "alttext", .status = CaptionStatus::Flagged}},
                               "ann");
    applyBulkEdit(*f.project, previewBulkEdit(*f.project, {.find = "photo", .replacement = "picture"}), "Replace",
                  "ann");
    QCOMPARE(f.text(0), std::string("a picture of a cat"));
    QVERIFY(f.status(0) == CaptionStatus::Rejected);
    QVERIFY(f.status(1) == CaptionStatus::Flagged);
    QVERIFY(f.status(3) == CaptionStatus::Edited);
    const auto caption = f.project->captions().current(f.images[0], "alttext");
    QVERIFY(captionRefusal(caption->text, caption->status, false) == CaptionRefusal::Rejected);
    f.project->journal().undo();
    QVERIFY(f.status(0) == CaptionStatus::Rejected && f.text(0) == "a photo of a cat");
    f.project->journal().redo();
    QVERIFY(f.status(0) == CaptionStatus::Rejected && f.text(0) == "a picture of a cat");
}

void BulkEditTest::wrong_patterns_and_sources_are_told() {
    const Fixture f;
    std::string message;
    QVERIFY(errorOf([&] { previewBulkEdit(*f.project, {.find = "(a"}); }, &message) == ErrorCode::InvalidOption);
    QVERIFY2(message.find("at its character") != std::string::npos, message.c_str());
    QVERIFY(errorOf([&] { previewBulkEdit(*f.project, {.find = "a", .replacement = "$9"}); }) ==
            ErrorCode::InvalidOption);
    QVERIFY(errorOf([&] { previewBulkEdit(*f.project, {.find = ""}); }) == ErrorCode::InvalidOption);
    QVERIFY(errorOf([&] { previewBulkEdit(*f.project, {.sources = {"x"}, .find = "a"}); }) == ErrorCode::NotFound);
    // A pattern that would take for ever is stopped.
    f.project->captions().addVersion({.image = f.images[0], .source = "alttext", .text = std::string(60, 'a') + "!"});
    QVERIFY(errorOf([&] { previewBulkEdit(*f.project, {.find = "^(a+)+$"}); }, &message) == ErrorCode::InvalidOption);
    QVERIFY2(message.find("limit") != std::string::npos, message.c_str());
}

void BulkEditTest::a_status_for_all_counts_first_and_is_one_step() {
    const Fixture f;
    const auto counted = [&](CaptionStatus status) {
        return countForStatus(*f.project, "photo source:alttext", "alttext", status);
    };
    QCOMPARE(counted(CaptionStatus::Accepted).captions, std::int64_t{3});
    QCOMPARE(counted(CaptionStatus::Accepted).overturned, std::int64_t{0});
    QCOMPARE(
        setStatusOfAll(*f.project, "photo source:alttext", "alttext", CaptionStatus::Accepted, "Accept all", "ann"),
        std::int64_t{3});
    QVERIFY(f.status(0) == CaptionStatus::Accepted && f.status(2) == CaptionStatus::New);
    QCOMPARE(counted(CaptionStatus::Accepted).captions, std::int64_t{0});
    QCOMPARE(counted(CaptionStatus::Rejected).overturned, std::int64_t{3});  // what a person had accepted
    f.project->journal().undo();
    QVERIFY(f.status(0) == CaptionStatus::New);
}

void BulkEditTest::killing_a_bulk_edit_leaves_all_of_it_or_nothing() {
    Fixture f;
    {
        Transaction transaction(f.project->database());
        for (int i = 0; i < 2000; ++i) {
            const std::string name = "image " + std::to_string(i);
            const auto image = f.project->images().add({.path = "/p/" + name, .sha256 = sha256(name)}).id;
            f.project->captions().addVersion({.image = image, .source = "alttext", .text = name});
        }
        transaction.commit();
    }
    const auto captions = f.project->captions().count();
    f.project.reset();
    for (int round = 0; round < 3; ++round) {
        Child child({QStringLiteral("edit"), QString::fromStdString((f.dir / "p.recap").string())});
        for (int edits = 0; edits <= round; ++edits) QVERIFY(child.waitFor("editing"));
        QTest::qWait(40 * round);  // somewhere in the middle; whichever place it is, the promise is the same
        child.kill();
        const auto project = Project::open(f.dir / "p.recap");
        project->database().check();
        const auto edited = project->captions().statusCounts().at(static_cast<std::size_t>(CaptionStatus::Edited));
        QVERIFY2(edited == 0 || edited == captions, std::to_string(edited).c_str());
        QCOMPARE(project->images().count(parseImageQuery("new")) > 0, edited > 0);  // the index of words agrees
        if (edited > 0) QVERIFY(project->journal().undo().has_value());
    }
}

void BulkEditTest::the_benchmark_gives_its_rows_and_cleans_up() {
    const TempDir dir;
    const auto rows = benchDataset({.folder = dir / "bench", .images = 30, .sources = 3, .rounds = 2});
    std::set<std::string> names;
    for (const auto& row : rows) {
        QVERIFY(names.insert(row.name).second);
        if (row.name == "captions") QCOMPARE(row.value, 90.0);
    }
    QVERIFY(names.contains("import") && names.contains("open the project") && names.size() > 15);
    QVERIFY(!std::filesystem::exists(dir / "bench"));
}
