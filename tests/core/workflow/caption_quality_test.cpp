// SPDX-License-Identifier: GPL-3.0-or-later
#include "caption_quality_test.h"

#include "base/error.h"
#include "base/hash.h"
#include "data/clip_score_repository.h"
#include "data/draft_repository.h"
#include "support/recording_context.h"
#include "support/temp_dir.h"
#include "support/test_main.h"
#include "workflow/dataset/caption_promotion.h"
#include "workflow/dataset/caption_quality_job.h"

#include <QtTest/QTest>
#include <optional>

using namespace recap;
using namespace recap::testing;

namespace {

// Six images; 0 to 4 have a caption in recap_short, those of 0 to 2 by the run "night"; all but 4 have an alt text.
struct Fixture {
    TempDir dir;
    std::shared_ptr<Project> project = Project::create(dir / "p.recap");
    std::vector<ImageId> images;
    RunId night = project->runs().create({.name = "night", .kind = RunKind::Recaption}).id;

    Fixture() {
        const char* const alt[] = {
            "red shoes on grass", "sand castle", "a photo of two dogs on the sand", "snow", nullptr, "nothing else"};
        const char* const own[] = {"a photo of two dogs on the grass", "a photo of two dogs on the sand",
                                   "a photo of two dogs on the sand",  "I'm sorry, I cannot describe this.",
                                   "a photo of two cats and the",      nullptr};
        for (int i = 0; i < 6; ++i) {
            const auto name = std::to_string(i);
            images.push_back(project->images().add({.path = "/p/" + name, .sha256 = sha256(name)}).id);
            if (alt[i] != nullptr)
                project->captions().addVersion({.image = images.back(), .source = "alttext", .text = alt[i]});
            if (own[i] == nullptr) continue;
            NewCaption caption{.image = images.back(), .source = "recap_short", .text = own[i], .author = "captioner"};
            if (i <= 2) caption.provenance = {{"run", night.value}};
            project->captions().addVersion(caption);
        }
    }
    void score() const {
        ClipScoreRepository scores(project->database());
        scores.use("hash", "folder");
        const auto add = [&](std::size_t image, const char* source, double score) {
            scores.add(project->captions().current(images[image], source)->id, score);
        };
        add(0, "alttext", 0.1);
        add(1, "alttext", 0.2);
        add(2, "alttext", 0.3);
        add(0, "recap_short", 0.4);
        add(1, "recap_short", 0.15);
        add(2, "recap_short", 0.3);
        add(3, "recap_short", 0.05);
    }
    std::int64_t found(const std::string& query) const { return project->images().count(parseImageQuery(query)); }
    CaptionQuality measured(const CaptionSelection& selection = {.source = "recap_short"}) const {
        return measureCaptionQuality(*project, {.selection = selection});
    }
    void edit(std::size_t image, const std::string& text, const std::string& source = "recap_short") const {
        project->journal().apply("Edit", {{images[image], source, text}}, "ann");
    }
    void setStatus(std::size_t image, CaptionStatus status) const {
        project->journal().apply("Status", {{images[image], "recap_short", std::nullopt, status}}, "ann");
    }
    std::string human(std::size_t image) const {
        const auto caption = project->captions().current(images[image], "human_short");
        return caption ? caption->text : std::string();
    }
};

std::optional<ErrorCode> errorOf(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& e) {
        return e.code();
    }
    return std::nullopt;
}

// By number of the image.
std::string order(const std::vector<ScoredCaption>& list) {
    std::string numbers;
    for (const auto& caption : list) numbers += caption.path.back();
    return numbers;
}

const PromotionRequest kShort{.from = "recap_short", .to = "human_short"};

}  // namespace

void CaptionQualityTest::lengths_and_scores_are_those_worked_out_by_hand() {
    const Fixture f;
    f.score();
    const auto quality = f.measured();
    QCOMPARE(quality.captions, std::int64_t{5});
    // 8, 8, 8, 6 and 7 words; alt texts of the same images 4, 2, 8 and 1.
    QCOMPARE(quality.words.mean, 37.0 / 5);
    QCOMPARE(quality.words.p50, std::int64_t{8});
    QCOMPARE(quality.words.histogram, (std::vector<std::int64_t>{0, 0, 0, 0, 0, 0, 1, 1, 3}));
    QCOMPARE(quality.against_words.mean, 15.0 / 4);
    QCOMPARE(quality.clip_model, std::string("folder"));
    QCOMPARE(quality.scored, std::int64_t{4});
    QVERIFY(qFuzzyCompare(quality.mean_clip, 0.225));
    QCOMPARE(quality.pairs.size(), std::size_t{3});
    QCOMPARE(quality.pairs[1].image, f.images[1]);
    QCOMPARE(quality.pairs[1].against, 0.2);
    QCOMPARE(quality.pairs[1].own, 0.15);
    QVERIFY(qFuzzyCompare(quality.mean_difference, 0.25 / 3));
    QCOMPARE(quality.higher, std::int64_t{1});
    for (const auto& filter : quality.filters) QCOMPARE(filter.images, f.found(filter.query));
    const auto json = captionQualityToJson(quality);
    QCOMPARE(json["captions"].get<int>(), 5);
    QCOMPARE(json["clip"]["pairs"].get<int>(), 3);
    QCOMPARE(json["lowest"][0]["text"].get<std::string>(), std::string("I'm sorry, I cannot describe this."));
    QVERIFY(!json["lowest"][0].contains("against"));
}

void CaptionQualityTest::lists_begin_with_the_most_extreme_caption() {
    const Fixture f;
    f.score();
    const auto quality = f.measured();
    QCOMPARE(order(quality.lowest), std::string("3120"));
    QCOMPARE(order(quality.highest), std::string("0213"));
    QCOMPARE(order(quality.lost), std::string("120"));
    QCOMPARE(order(quality.gained), std::string("021"));
    QCOMPARE(quality.lost[0].key, f.project->images().get(f.images[1])->key);
}

void CaptionQualityTest::a_range_of_scores_counts_what_its_query_finds() {
    const Fixture f;
    f.score();
    const auto quality = f.measured();
    const auto ranged = [&](const ScoreRange& range) {
        const auto found = f.found(scorePairQuery(quality, range));
        return found == countPairs(quality, range) ? found : -1;
    };
    QCOMPARE(ranged({}), std::int64_t{3});
    QCOMPARE(ranged({.against_low = 0.15, .against_high = 0.3}), std::int64_t{2});  // bounds count
    QCOMPARE(ranged({.own_low = 0.3, .own_high = 0.4}), std::int64_t{2});
    QCOMPARE(ranged({.against_low = 0.25, .own_high = 0.2}), std::int64_t{0});
    const auto wider = rounded({0.123456, 0.2, -0.00001, 0.30001});
    QCOMPARE(wider.against_low, 0.1234);
    QCOMPARE(wider.own_low, -0.0001);
    QCOMPARE(wider.own_high, 0.3001);
    // Within a filter, and of lengths.
    auto filtered = f.measured({.source = "recap_short", .filter = "path:1 or path:2"});
    QCOMPARE(f.found(scorePairQuery(filtered, {})), std::int64_t{2});
    QCOMPARE(f.found(lengthQuery(filtered, false, "words", 8, 8)), std::int64_t{1});
    QCOMPARE(f.found(lengthQuery(quality, true, "words", 7, 8)), std::int64_t{4});
}

void CaptionQualityTest::phrases_and_words_count_what_their_queries_find() {
    const Fixture f;
    const auto quality = f.measured();
    std::vector<std::pair<std::string, std::int64_t>> phrases, words;
    for (const auto& phrase : quality.phrases) {
        phrases.emplace_back(phrase.text, phrase.images);
        QCOMPARE(phrase.images, f.found(phrase.query));
    }
    QCOMPARE(phrases, (std::vector<std::pair<std::string, std::int64_t>>{{"a photo of two", 4},
                                                                         {"a photo of two dogs", 3},
                                                                         {"of two dogs on the", 3},
                                                                         {"photo of two dogs on", 3}}));
    for (const auto& word : quality.own_words) {
        words.emplace_back(word.text, word.images);
        QCOMPARE(word.images, f.found(word.query));
    }
    // Image 2 has the words of its alt text, image 4 has no other caption to compare with.
    QCOMPARE(quality.compared, std::int64_t{4});
    QCOMPARE(quality.with_own_words, std::int64_t{3});
    QCOMPARE(quality.mean_own_words, 6.0 / 4);
    QCOMPARE(words.size(), std::size_t{5});
    QCOMPARE(words.front(), (std::pair<std::string, std::int64_t>{"dogs", 2}));
}

void CaptionQualityTest::the_captions_of_a_run_are_looked_at_alone() {
    const Fixture f;
    f.score();
    const auto quality = f.measured({.run = f.night});
    QCOMPARE(quality.selection.source, std::string("recap_short"));
    QCOMPARE(quality.run_name, std::string("night"));
    QCOMPARE(quality.captions, std::int64_t{3});
    QCOMPARE(quality.scored, std::int64_t{3});
    QCOMPARE(quality.words.mean, 8.0);
    for (const auto& filter : quality.filters) {
        QCOMPARE(filter.images, f.found(filter.query));
        if (filter.name == "refusal") QCOMPARE(filter.images, std::int64_t{0});
        if (filter.name == "repeated") QCOMPARE(filter.images, std::int64_t{2});
    }
    f.edit(0, "two dogs on grass");
    QCOMPARE(f.measured({.run = f.night}).captions, std::int64_t{2});
    QCOMPARE(f.measured({.run = f.night}).corrected, std::int64_t{1});
}

void CaptionQualityTest::without_scores_the_rest_is_there() {
    const Fixture f;
    const auto quality = f.measured();
    QVERIFY(quality.clip_model.empty() && quality.pairs.empty() && quality.lowest.empty());
    QCOMPARE(quality.captions, std::int64_t{5});
    QVERIFY(!captionQualityToJson(quality).contains("clip"));
}

void CaptionQualityTest::what_cannot_be_measured_is_told() {
    const Fixture f;
    QCOMPARE(errorOf([&] { f.measured({.source = "recap_longer"}); }), std::optional(ErrorCode::NotFound));
    QCOMPARE(errorOf([&] { f.measured({.run = RunId{77}}); }), std::optional(ErrorCode::NotFound));
    QCOMPARE(errorOf([&] { f.measured({.source = "recap_short", .filter = "tokens>"}); }),
             std::optional(ErrorCode::InvalidOption));
    QCOMPARE(f.measured({.source = "recap_short", .filter = "path:nowhere"}).captions, std::int64_t{0});
}

void CaptionQualityTest::a_stop_ends_the_measurement() {
    const Fixture f;
    CaptionQualityJob job(f.project, {.selection = {.source = "recap_short"}});
    RecordingContext context;
    context.control().cancel();
    QVERIFY(std::holds_alternative<CancelledByUser>(runToOutcome(job, context)));
}

void CaptionQualityTest::corrected_captions_join_the_human_ones_in_one_step() {
    const Fixture f;
    f.edit(0, "two dogs on grass");
    f.edit(3, "a snowy street");
    f.setStatus(3, CaptionStatus::Accepted);  // after the edit
    const auto before = countPromotion(*f.project, kShort);
    QCOMPARE(before.corrected, std::int64_t{2});
    QCOMPARE(before.added, std::int64_t{2});
    QCOMPARE(f.human(0), std::string());  // counting changes nothing
    const auto first = promoteCaptions(*f.project, kShort, "Add", "bob");
    QCOMPARE(first.added, std::int64_t{2});
    QCOMPARE(f.human(0), std::string("two dogs on grass"));
    QCOMPARE(f.human(3), std::string("a snowy street"));
    const auto added = f.project->captions().current(f.images[0], "human_short");
    QCOMPARE(added->status, CaptionStatus::Edited);
    QCOMPARE(added->author, std::string("bob"));
    QCOMPARE(added->provenance["begun_from"].get<std::string>(), std::string("recap_short"));
    QVERIFY(DraftRepository(f.project->database()).all().empty());

    const auto second = promoteCaptions(*f.project, kShort, "Add", "bob");
    QCOMPARE(second.added, std::int64_t{0});
    QCOMPARE(second.present, std::int64_t{2});
    QCOMPARE(f.project->captions().history(f.images[0], "human_short").size(), std::size_t{1});

    QCOMPARE(f.project->journal().undo()->name, std::string("Add"));
    QCOMPARE(f.human(0), std::string());
    QCOMPARE(f.human(3), std::string());
    f.project->journal().redo();
    QCOMPARE(f.human(3), std::string("a snowy street"));
}

void CaptionQualityTest::a_human_caption_is_never_replaced() {
    const Fixture f;
    f.edit(0, "two dogs on grass");
    f.edit(1, "two dogs on sand");
    f.project->captions().addVersion({.image = f.images[0], .source = "human_short", .text = "dogs at play"});
    DraftRepository drafts(f.project->database());
    drafts.set({.image = f.images[1], .source = "human_short", .text = "two dogs o"});
    const auto count = promoteCaptions(*f.project, kShort, "Add", "bob");
    QCOMPARE(count.corrected, std::int64_t{2});
    QCOMPARE(count.present, std::int64_t{1});
    QCOMPARE(count.added, std::int64_t{1});
    QCOMPARE(f.human(0), std::string("dogs at play"));
    QCOMPARE(f.human(1), std::string("two dogs on sand"));
    QCOMPARE(drafts.get(f.images[1], "human_short")->text, std::string("two dogs o"));  // somebody's own
}

void CaptionQualityTest::rejected_and_accepted_machine_captions_are_not_promoted() {
    const Fixture f;
    f.edit(0, "two dogs on grass");
    f.setStatus(0, CaptionStatus::Rejected);
    f.setStatus(1, CaptionStatus::Accepted);
    QCOMPARE(countPromotion(*f.project, kShort).corrected, std::int64_t{0});
    f.edit(2, "two dogs lie on sand");
    QCOMPARE(countPromotion(*f.project, {.from = "recap_short", .to = "human_short", .filter = "path:/p/1"}).corrected,
             std::int64_t{0});
    QCOMPARE(countPromotion(*f.project, kShort).added, std::int64_t{1});
    QCOMPARE(humanSourceOf("recap_long"), std::string("human_long"));
    QCOMPARE(humanSourceOf("recap_short"), std::string("human_short"));
    QCOMPARE(errorOf([&] { countPromotion(*f.project, {.from = "alttext", .to = "alttext"}); }),
             std::optional(ErrorCode::InvalidOption));
    QCOMPARE(errorOf([&] { countPromotion(*f.project, {.from = "alttext", .to = "hu man"}); }),
             std::optional(ErrorCode::InvalidOption));
    QCOMPARE(errorOf([&] { countPromotion(*f.project, {.from = "nothing", .to = "human_short"}); }),
             std::optional(ErrorCode::NotFound));
}

RECAP_TEST_MAIN(CaptionQualityTest)
