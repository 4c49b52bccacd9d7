// SPDX-License-Identifier: GPL-3.0-or-later
#include "caption_filters_test.h"

#include "data/caption_figures.h"
#include "data/caption_filters.h"
#include "data/clip_score_repository.h"
#include "data/edit_journal.h"
#include "data/run_repository.h"
#include "project_fixture.h"

#include <QtTest/QTest>
#include <cmath>

using namespace recap;
using namespace recap::testing;

namespace {

// Images a to f; the captions of b and c in recap_short are by the run "night", that of d by an unnamed one.
struct Data : DatabaseFixture {
    ImageId a = image("a"), b = image("b"), c = image("c"), d = image("d"), e = image("e"), f = image("f");
    RunId night = RunRepository(*db).create({.name = "night", .kind = RunKind::Recaption}).id;

    Data() {
        caption(a, "alttext", "two brown dogs run over the wet grass of a park");
        caption(b, "alttext", "buy shoes");
        caption(c, "alttext", "a small boat lies on the beach");
        caption(a, "recap_short", "two brown dogs run over the wet grass of a park");
        write(b, "I'm sorry, but I can't help with that picture.", {{"run", night.value}});
        write(c, "a small boat that lies on the beach of the", {{"run", night.value}, {"seed", 4}});
        write(d, "there is a man who walks through the snow", {{"run", night.value + 1}});
        write(e, "Ein schwarzer Hund läuft mit einem Stock im Maul durch den Schnee.", {});
    }
    void write(ImageId image, const std::string& text, Json provenance) {
        CaptionRepository(*db).addVersion(
            {.image = image, .source = "recap_short", .text = text, .provenance = std::move(provenance)});
    }
    std::string find(const std::string& text) {
        std::string letters;
        for (const auto& found : ImageRepository(*db).list(parseImageQuery(text))) letters += found.path.back();
        return letters;
    }
    std::int64_t counted(const std::vector<CaptionFilter>& filters, std::string_view name) {
        for (const auto& filter : filters)
            if (filter.name == name) return filter.images;
        return -1;
    }
};

}  // namespace

void CaptionFiltersTest::captions_are_found_by_the_run_that_wrote_them() {
    Data data;
    const auto number = std::to_string(data.night.value);
    QCOMPARE(data.find("run:" + number), std::string("bc"));
    QCOMPARE(data.find("run:night"), std::string("bc"));
    QCOMPARE(data.find("run:night source:recap_short boat"), std::string("c"));
    QCOMPARE(data.find("run:night source:alttext"), std::string());
    QCOMPARE(data.find("source:recap_short -run:" + number), std::string("ade"));
    QCOMPARE(data.find("run:nobody"), std::string());
    QCOMPARE(sourceWrittenBy(*data.db, data.night), std::optional<std::string>("recap_short"));
    QCOMPARE(sourceWrittenBy(*data.db, RunId{99}), std::optional<std::string>());
    // A caption that somebody has changed since is no longer the run's.
    EditJournal(*data.db).apply("Edit", {{data.b, "recap_short", "a pair of shoes"}}, "ann");
    QCOMPARE(data.find("run:night"), std::string("c"));
}

void CaptionFiltersTest::captions_that_seem_cut_off_are_found() {
    Data data;
    QCOMPARE(data.find("is:cut"), std::string("c"));
    // What was truncated to fit CLIP is cut off whatever it ends with.
    data.write(data.d, "a man walks through deep snow", {{"over_77", "truncated"}});
    data.write(data.e, "a man walks through deep snow", {{"over_77", "retried"}});
    QCOMPARE(data.find("source:recap_short is:cut"), std::string("cd"));
    QCOMPARE(data.find("source:recap_short -is:cut"), std::string("abe"));
}

void CaptionFiltersTest::captions_that_a_person_changed_are_found() {
    Data data;
    QCOMPARE(data.find("is:corrected"), std::string());
    EditJournal journal(*data.db);
    journal.apply("Edit", {{data.c, "recap_short", "a small boat on a beach"}}, "ann");
    journal.apply("Accept", {{data.d, "recap_short", std::nullopt, CaptionStatus::Accepted}}, "ann");
    QCOMPARE(data.find("is:corrected"), std::string("c"));
    QCOMPARE(data.find("source:alttext is:corrected"), std::string());
    journal.undo();
    journal.undo();
    QCOMPARE(data.find("is:corrected"), std::string());
}

void CaptionFiltersTest::every_number_is_that_of_its_query() {
    Data data;
    const auto all = countCaptionFilters(*data.db, {.source = "recap_short"});
    for (const auto& filter : all) {
        QVERIFY(!filter.title.empty());
        QCOMPARE(filter.images, static_cast<std::int64_t>(data.find(filter.query).size()));
    }
    QCOMPARE(data.counted(all, "refusal"), std::int64_t{1});      // b
    QCOMPARE(data.counted(all, "boilerplate"), std::int64_t{1});  // d
    QCOMPARE(data.counted(all, "cut"), std::int64_t{1});          // c
    QCOMPARE(data.counted(all, "unchanged"), std::int64_t{1});    // a
    QCOMPARE(data.counted(all, "language"), std::int64_t{1});     // e
    QCOMPARE(data.counted(all, "repeated"), std::int64_t{0});
    QCOMPARE(data.counted(all, "over_77"), std::int64_t{0});
    QCOMPARE(data.counted(all, "low_clip"), std::int64_t{-1});  // nothing was scored

    const auto ofRun = countCaptionFilters(*data.db, {.source = "recap_short", .run = data.night});
    QCOMPARE(data.counted(ofRun, "refusal"), std::int64_t{1});
    QCOMPARE(data.counted(ofRun, "boilerplate"), std::int64_t{0});
    QCOMPARE(data.counted(ofRun, "language"), std::int64_t{0});
}

void CaptionFiltersTest::the_filter_of_a_selection_stays_apart_from_its_captions() {
    Data data;
    const CaptionSelection selection{
        .source = "recap_short", .run = data.night, .filter = " path:b or path:/pictures/c "};
    QCOMPARE(data.find(captionQuery(selection)), std::string("bc"));
    QCOMPARE(data.find(captionQuery(selection, "is:refusal")), std::string("b"));
    const CaptionSelection shoes{.source = "recap_short", .filter = "source:alttext shoes"};
    QCOMPARE(data.find(captionQuery(shoes, "is:refusal")), std::string("b"));
    QCOMPARE(data.find(captionQuery({.source = "recap_short", .filter = "source:alttext dogs"}, "is:refusal")),
             std::string());
    std::string why;
    QCOMPARE(errorOf([&] { countCaptionFilters(*data.db, {.source = "recap_short", .filter = "("}); }, &why),
             std::optional(ErrorCode::InvalidOption));
}

void CaptionFiltersTest::a_low_score_is_a_reason_once_captions_were_scored() {
    Data data;
    ClipScoreRepository scores(*data.db);
    scores.use("hash", "folder");
    for (const auto& [image, score] : {std::pair{data.a, 0.31}, {data.b, 0.1}, {data.c, 0.25}})
        scores.add(CaptionRepository(*data.db).current(image, "recap_short")->id, score);
    QCOMPARE(data.counted(countCaptionFilters(*data.db, {.source = "recap_short"}), "low_clip"), std::int64_t{1});
    QCOMPARE(data.counted(countCaptionFilters(*data.db, {.source = "recap_short"}, 0.2505), "low_clip"),
             std::int64_t{2});
}

void CaptionFiltersTest::figures_are_those_of_the_current_captions() {
    Data data;
    ClipScoreRepository scores(*data.db);
    scores.use("hash", "folder");
    scores.add(CaptionRepository(*data.db).current(data.c, "recap_short")->id, 0.5);
    const auto figures = captionFigures(*data.db, "recap_short", parseImageQuery("run:night"));
    QCOMPARE(figures.size(), std::size_t{2});
    QCOMPARE(figures[0].image, data.b);
    QCOMPARE(figures[1].words, std::int64_t{10});  // a small boat that lies on the beach of the
    QVERIFY(std::isnan(figures[0].clip));
    QCOMPARE(figures[1].clip, 0.5);
    QCOMPARE(captionFigures(*data.db, "recap_short").size(), std::size_t{5});
    QVERIFY(captionFigures(*data.db, "nothing").empty());

    const std::vector<ImageId> images{data.a, data.c, data.f};
    const auto texts = currentTexts(*data.db, images, "recap_short");
    QCOMPARE(texts.size(), std::size_t{4});
    QCOMPARE(texts[2].image, data.c);
    QCOMPARE(std::count_if(texts.begin(), texts.end(), [](const auto& text) { return text.own; }), std::ptrdiff_t{2});
}
