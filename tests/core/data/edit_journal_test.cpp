// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit_journal_test.h"

#include "data/draft_repository.h"
#include "data/edit_journal.h"
#include "project_fixture.h"

#include <QtTest/QTest>

using namespace recap;
using namespace recap::testing;

namespace {

std::string textOf(DatabaseFixture& f, ImageId image) {
    const auto caption = CaptionRepository(*f.db).current(image, "alttext");
    return caption ? caption->text + "/" + std::string(enumName(kCaptionStatusNames, caption->status)) : "none";
}

}  // namespace

void EditJournalTest::undo_and_redo_survive_reopening() {
    DatabaseFixture f;
    const auto image = f.image("a");
    f.caption(image, "alttext", "one");
    EditJournal(*f.db).apply("Edit caption", {{.image = image, .source = "alttext", .text = "two"}}, "ann");
    EditJournal(*f.db).apply("Accept", {{.image = image, .source = "alttext", .status = CaptionStatus::Accepted}},
                             "ann");
    QCOMPARE(textOf(f, image), std::string("two/accepted"));
    f.reopen();
    EditJournal journal(*f.db);
    QCOMPARE(*journal.undoName(), std::string("Accept"));
    QVERIFY(!journal.redoName());
    const auto undone = journal.undo();
    QVERIFY(undone && undone->name == "Accept" && undone->images == std::vector<ImageId>{image} &&
            undone->skipped == 0);
    QCOMPARE(textOf(f, image), std::string("two/edited"));
    journal.undo();
    QCOMPARE(textOf(f, image), std::string("one/new"));
    QVERIFY(!journal.undo() && !journal.undoName());
    f.reopen();
    QCOMPARE(*EditJournal(*f.db).redoName(), std::string("Edit caption"));
    EditJournal(*f.db).redo();
    EditJournal(*f.db).redo();
    QCOMPARE(textOf(f, image), std::string("two/accepted"));
    QVERIFY(!EditJournal(*f.db).redo());
    QCOMPARE(CaptionRepository(*f.db).history(image, "alttext").size(), std::size_t{2});
    QCOMPARE(CaptionRepository(*f.db).history(image, "alttext")[1].author, std::string("ann"));
}

void EditJournalTest::a_step_is_all_or_nothing() {
    DatabaseFixture f;
    const auto a = f.image("a"), b = f.image("b");
    f.caption(a, "alttext", "one");
    const auto code = errorOf([&] {
        EditJournal(*f.db).apply("Accept both",
                                 {{.image = a, .source = "alttext", .status = CaptionStatus::Accepted},
                                  {.image = b, .source = "alttext", .status = CaptionStatus::Accepted}},
                                 "ann");
    });
    QVERIFY(code == ErrorCode::NotFound);
    QCOMPARE(textOf(f, a), std::string("one/new"));
    QVERIFY(!EditJournal(*f.db).undoName());
}

void EditJournalTest::a_bulk_edit_is_one_step() {
    DatabaseFixture f;
    std::vector<CaptionEdit> edits;
    std::vector<ImageId> images;
    for (int i = 0; i < 100; ++i) {
        images.push_back(f.image(std::to_string(i)));
        f.caption(images.back(), "alttext", "old " + std::to_string(i));
        edits.push_back({.image = images.back(), .source = "alttext", .text = "new " + std::to_string(i)});
    }
    QCOMPARE(EditJournal(*f.db).apply("Replace in 100 captions", edits, "ann").size(), std::size_t{100});
    QCOMPARE(textOf(f, images[42]), std::string("new 42/edited"));
    QCOMPARE(EditJournal(*f.db).undo()->images.size(), std::size_t{100});
    for (std::size_t i = 0; i < images.size(); ++i) QCOMPARE(textOf(f, images[i]), "old " + std::to_string(i) + "/new");
}

void EditJournalTest::a_new_edit_forgets_what_was_undone() {
    DatabaseFixture f;
    const auto image = f.image("a");
    EditJournal journal(*f.db);
    journal.apply("First", {{.image = image, .source = "alttext", .text = "one"}}, "ann");
    journal.undo();
    journal.apply("Second", {{.image = image, .source = "alttext", .text = "two"}}, "ann");
    QVERIFY(!journal.redoName());
    QCOMPARE(*journal.undoName(), std::string("Second"));
    QCOMPARE(CaptionRepository(*f.db).history(image, "alttext").size(), std::size_t{2});  // the text "one" is not lost
}

void EditJournalTest::undo_leaves_what_something_else_changed() {
    DatabaseFixture f;
    const auto a = f.image("a"), b = f.image("b");
    EditJournal journal(*f.db);
    journal.apply(
        "Write two",
        {{.image = a, .source = "alttext", .text = "mine a"}, {.image = b, .source = "alttext", .text = "mine b"}},
        "ann");
    f.caption(a, "alttext", "from a captioner");
    const auto undone = journal.undo();
    QCOMPARE(undone->skipped, std::int64_t{1});
    QVERIFY(undone->images == std::vector<ImageId>{b});
    QCOMPARE(textOf(f, a), std::string("from a captioner/new"));
    QCOMPARE(textOf(f, b), std::string("none"));
}

void EditJournalTest::undoing_the_first_caption_removes_it_and_keeps_its_version() {
    DatabaseFixture f;
    const auto image = f.image("a");
    EditJournal journal(*f.db);
    journal.apply("Write", {{.image = image, .source = "alttext", .text = "mine"}}, "ann");
    journal.undo();
    QCOMPARE(textOf(f, image), std::string("none"));
    QCOMPARE(CaptionRepository(*f.db).history(image, "alttext").size(), std::size_t{1});
    journal.redo();
    QCOMPARE(textOf(f, image), std::string("mine/edited"));
}

void EditJournalTest::search_follows_undo() {
    DatabaseFixture f;
    const auto image = f.image("a");
    f.caption(image, "alttext", "a zebra");
    EditJournal journal(*f.db);
    const ImageRepository images(*f.db);
    const auto found = [&](const char* word) { return images.count(parseImageQuery(word)); };
    journal.apply("Edit", {{.image = image, .source = "alttext", .text = "a horse"}}, "ann");
    QVERIFY(found("horse") == 1 && found("zebra") == 0);
    journal.undo();
    QVERIFY(found("horse") == 0 && found("zebra") == 1);
    journal.redo();
    QVERIFY(found("horse") == 1 && found("zebra") == 0);
}

void EditJournalTest::an_edit_that_changes_nothing_is_no_step() {
    DatabaseFixture f;
    const auto image = f.image("a");
    f.caption(image, "alttext", "same");
    EditJournal journal(*f.db);
    QVERIFY(journal.apply("Nothing", {}, "ann").empty());
    journal.apply("Same text", {{.image = image, .source = "alttext", .text = "same"}}, "ann");
    QVERIFY(!journal.undoName());
    QCOMPARE(CaptionRepository(*f.db).history(image, "alttext").size(), std::size_t{1});
}

void EditJournalTest::one_caption_edited_twice_in_a_step_goes_back_whole() {
    DatabaseFixture f;
    const auto image = f.image("a");
    f.caption(image, "alttext", "one");
    EditJournal journal(*f.db);
    journal.apply("Twice",
                  {{.image = image, .source = "alttext", .text = "two"},
                   {.image = image, .source = "alttext", .text = "three", .status = CaptionStatus::Accepted}},
                  "ann");
    QCOMPARE(textOf(f, image), std::string("three/accepted"));
    QCOMPARE(journal.undo()->skipped, std::int64_t{0});
    QCOMPARE(textOf(f, image), std::string("one/new"));
    QCOMPARE(journal.redo()->skipped, std::int64_t{0});
    QCOMPARE(textOf(f, image), std::string("three/accepted"));
}

void EditJournalTest::a_text_of_blanks_is_no_caption() {
    DatabaseFixture f;
    const auto image = f.image("a");
    QVERIFY(errorOf([&] {
                EditJournal(*f.db).apply("Write", {{.image = image, .source = "human", .text = " \n"}}, "ann");
            }) == ErrorCode::InvalidOption);
    QCOMPARE(CaptionRepository(*f.db).count(), std::int64_t{0});
    QVERIFY(!EditJournal(*f.db).undoName());
}

void EditJournalTest::a_saved_text_ends_its_draft_and_says_what_it_was_begun_from() {
    DatabaseFixture f;
    const auto image = f.image("a");
    DraftRepository drafts(*f.db);
    drafts.set({.image = image, .source = "human", .text = " a dog\n", .begun_from = "recap_long"});
    EditJournal(*f.db).apply("Write", {{.image = image, .source = "human", .text = "a dog"}}, "ann");
    const auto caption = CaptionRepository(*f.db).current(image, "human");
    QCOMPARE(caption->provenance.value("begun_from", ""), std::string("recap_long"));
    QCOMPARE(caption->provenance.value("edited_from", -1), 0);
    QVERIFY(drafts.all().empty());
    // A text from elsewhere leaves what stands in somebody's editor alone.
    drafts.set({.image = image, .source = "human", .text = "a dog that", .begun_from = "recap_long"});
    EditJournal(*f.db).apply("Set", {{.image = image, .source = "human", .text = "a cat"}}, "bob");
    QVERIFY(!CaptionRepository(*f.db).current(image, "human")->provenance.contains("begun_from"));
    QCOMPARE(drafts.all().size(), std::size_t{1});
}
