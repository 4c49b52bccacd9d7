// SPDX-License-Identifier: GPL-3.0-or-later
#include "import_again_test.h"

#include "base/hash.h"
#include "child_process.h"
#include "import_fixture.h"

#include <QtTest/QTest>

using namespace recap;
using namespace recap::testing;

void ImportAgainTest::a_moved_picture_is_found_again_and_counted() {
    const ImportFixture f;
    writePairs(f.pictures, 3);
    import(f.project, {.path = f.pictures});
    const auto before = f.project->images().findByPath((f.pictures / "00001.png").string());
    fs::create_directories(f.pictures / "sub");
    fs::rename(f.pictures / "00001.png", f.pictures / "sub/new name.png");
    fs::remove(f.pictures / "00001.txt");
    const auto again = import(f.project, {.path = f.pictures});
    QCOMPARE(again.report.moved, std::int64_t{1});
    QCOMPARE(again.report.images, std::int64_t{0});
    const auto after = f.project->images().findByPath((f.pictures / "sub/new name.png").string());
    QVERIFY(after && after->id == before->id);
    QCOMPARE(f.captionOf("sub/new name.png"), std::string("caption 1"));
}

void ImportAgainTest::a_changed_picture_is_noticed() {
    const ImportFixture f;
    writePairs(f.pictures, 2);
    import(f.project, {.path = f.pictures});
    writeBytes(f.pictures / "00001.png", picture(77) + "behind the end");
    const auto again = import(f.project, {.path = f.pictures});
    QCOMPARE(again.report.changed, std::int64_t{1});
    QCOMPARE(again.report.images, std::int64_t{1});  // other content is another image; the old one is missing
    QCOMPARE(f.project->images().missingCount(), std::int64_t{1});
}

void ImportAgainTest::a_second_import_adds_only_what_is_new() {
    const ImportFixture f;
    writePairs(f.pictures, 20);
    QCOMPARE(import(f.project, {.path = f.pictures}).report.images, std::int64_t{20});
    writePairs(f.pictures / "more", 23);  // the first twenty are the same pictures at another place
    writeBytes(f.pictures / "more/00022.txt", "the last one");
    const auto second = import(f.project, {.path = f.pictures});
    QCOMPARE(second.report.images, std::int64_t{3});
    QCOMPARE(second.report.captions, std::int64_t{3});
    QCOMPARE(f.project->images().count(), std::int64_t{23});
    const auto third = import(f.project, {.path = f.pictures});
    QCOMPARE(third.report.images, std::int64_t{0});
    QCOMPARE(third.report.captions, std::int64_t{0});
    QCOMPARE(f.project->captions().count(), std::int64_t{23});
}

void ImportAgainTest::a_renamed_picture_is_found_again() {
    const ImportFixture f;
    writePairs(f.pictures, 2);
    import(f.project, {.path = f.pictures});
    const auto before = f.project->images().findByPath((f.pictures / "00001.png").string());
    fs::rename(f.pictures / "00001.png", f.pictures / "moved.png");
    fs::rename(f.pictures / "00001.txt", f.pictures / "moved.txt");
    const auto result = import(f.project, {.path = f.pictures});
    QCOMPARE(result.report.images, std::int64_t{0});
    QCOMPARE(f.project->images().count(), std::int64_t{2});
    QCOMPARE(fs::path(f.project->images().get(before->id)->path), f.pictures / "moved.png");
    QCOMPARE(f.captionOf("moved.png"), std::string("caption 1"));
}

void ImportAgainTest::a_replaced_picture_is_a_new_image() {
    const ImportFixture f;
    writePairs(f.pictures, 1);
    import(f.project, {.path = f.pictures});
    const auto old = f.project->images().list()[0];
    writeBytes(f.pictures / "00000.png", picture(77) + "x");  // other size, so the change shows whatever the clock says
    const auto result = import(f.project, {.path = f.pictures});
    QCOMPARE(result.report.images, std::int64_t{1});
    QVERIFY(f.project->images().get(old.id)->missing);
    QVERIFY(f.project->images().findByPath((f.pictures / "00000.png").string())->id != old.id);
}

void ImportAgainTest::the_same_picture_twice_is_listed() {
    const ImportFixture f;
    writeBytes(f.pictures / "a.png", picture(1));
    writeBytes(f.pictures / "a.txt", "one");
    writeBytes(f.pictures / "b.png", picture(1));
    writeBytes(f.pictures / "b.txt", "two");
    const auto result = import(f.project, {.path = f.pictures});
    QCOMPARE(result.report.images, std::int64_t{1});
    QVERIFY(result.reasonFor("b.png").starts_with("It is the same picture as "));
    QCOMPARE(f.captionOf("a.png"), std::string("one"));
    QCOMPARE(f.project->images().duplicateFileCount(), std::int64_t{1});
    const auto again = import(f.project, {.path = f.pictures});
    QVERIFY(again.reasonFor("b.png").starts_with("It is the same picture as "));
    QCOMPARE(f.captionOf("a.png"), std::string("one"));
    fs::remove(f.pictures / "a.png");  // now the second file stands for the image
    import(f.project, {.path = f.pictures});
    QCOMPARE(f.captionOf("b.png"), std::string("two"));
    QCOMPARE(f.project->images().duplicateFileCount(), std::int64_t{0});
}

void ImportAgainTest::a_changed_text_becomes_a_new_version() {
    const ImportFixture f;
    writePairs(f.pictures, 2);
    import(f.project, {.path = f.pictures});
    writeBytes(f.pictures / "00001.txt", "a better text");
    const auto result = import(f.project, {.path = f.pictures});
    QCOMPARE(result.report.captions, std::int64_t{1});
    QCOMPARE(f.captionOf("00001.png"), std::string("a better text"));
    const auto image = f.project->images().findByPath((f.pictures / "00001.png").string());
    QCOMPARE(f.project->captions().history(image->id, "alttext").size(), std::size_t{2});
}

void ImportAgainTest::a_changed_text_does_not_bury_a_persons_edit() {
    const ImportFixture f;
    writePairs(f.pictures, 1);
    import(f.project, {.path = f.pictures});
    const auto image = f.project->images().list()[0].id;
    f.project->journal().apply("Edit", {{.image = image, .source = "alttext", .text = "by hand"}}, "ann");
    QCOMPARE(import(f.project, {.path = f.pictures}).report.captions, std::int64_t{0});
    QCOMPARE(f.captionOf("00000.png"), std::string("by hand"));
    writeBytes(f.pictures / "00000.txt", "changed outside");
    const auto result = import(f.project, {.path = f.pictures});
    QVERIFY(result.reasonFor("00000.txt").starts_with("The text has changed, but the caption was edited here"));
    QCOMPARE(f.captionOf("00000.png"), std::string("by hand"));
    QCOMPARE(f.project->captions().history(image, "alttext").size(), std::size_t{3});
    QCOMPARE(import(f.project, {.path = f.pictures}).report.captions, std::int64_t{0});  // said once
}

void ImportAgainTest::cancelling_keeps_whole_batches() {
    const ImportFixture f;
    writePairs(f.pictures, 1200);
    const auto result = import(f.project, {.path = f.pictures}, 1000);
    QVERIFY(std::holds_alternative<CancelledByUser>(result.outcome));
    QCOMPARE(f.project->images().count(), std::int64_t{1000});
    QCOMPARE(f.project->captions().count(), std::int64_t{1000});
    const auto rest = import(f.project, {.path = f.pictures});
    QCOMPARE(rest.report.images, std::int64_t{200});
    QCOMPARE(rest.report.known, std::int64_t{1000});
}

void ImportAgainTest::killing_the_import_loses_nothing_that_was_taken() {
    ImportFixture f;
    writePairs(f.pictures, 3000);
    f.project.reset();
    Child child({QStringLiteral("import"), QString::fromStdString((f.dir / "p.recap").string()),
                 QString::fromStdString(f.pictures.string())});
    QVERIFY(child.waitFor("at 1500"));
    child.kill();
    f.project = Project::open(f.dir / "p.recap");
    f.project->database().check();
    const auto taken = f.project->images().count();
    QVERIFY2(taken >= 1500 && taken % 500 == 0, std::to_string(taken).c_str());
    QCOMPARE(f.project->captions().count(), taken);
    const auto rest = import(f.project, {.path = f.pictures});
    QVERIFY(rest.completed());
    QCOMPARE(rest.report.images, 3000 - taken);
    QCOMPARE(f.project->images().count(), std::int64_t{3000});
    QCOMPARE(f.project->captions().count(), std::int64_t{3000});
    QCOMPARE(f.captionOf("02999.png"), std::string("caption 2999"));
    QVERIFY(f.project->captions().forSource("alttext", parseImageQuery("caption 1234")).size() == 1);
}
