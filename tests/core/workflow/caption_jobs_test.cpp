// SPDX-License-Identifier: GPL-3.0-or-later
#include "caption_jobs_test.h"

#include "base/error.h"
#include "caption_fixture.h"
#include "support/golden_tensors.h"
#include "workflow/captioning/caption_run_job.h"

#include <QtTest/QTest>

#include <algorithm>
#include <map>
#include <sstream>

using namespace recap;
using namespace recap::testing;

namespace {

using Fixture = CaptionFixture;

struct Recaptioned {
    JobOutcome outcome;
    std::int64_t written = 0;
    std::vector<SkippedFile> skipped;
    RunId run;
};

Recaptioned recaption(Fixture& f, CaptionRunRequest request, RecordingContext& context) {
    request.options.threads = 1;
    CaptionRunJob job(f.project, std::move(request));
    auto outcome = runToOutcome(job, context);
    return {std::move(outcome), job.written(), job.skipped(), job.runId()};
}

Recaptioned recaption(Fixture& f, CaptionRunRequest request) {
    RecordingContext context;
    return recaption(f, std::move(request), context);
}

CaptionTrainRequest training(const Fixture& f, std::int64_t steps) {
    return captionTraining(f.model, steps);
}

// The golden ids as words, by the vocabulary file alone: without the three of the prompt, up to the end token.
std::vector<std::string> promptedTexts() {
    std::vector<std::string> vocabulary;
    std::ifstream in(goldenCaptioner() / "model/vocab.txt");
    for (std::string line; std::getline(in, line);) vocabulary.push_back(line);
    const GoldenTensors tensors(goldenCaptioner());
    const auto ids = tensors.values<std::int64_t>("prompt.greedy_ids");
    const auto shape = tensors.shape("prompt.greedy_ids");
    std::vector<std::string> texts;
    for (std::int64_t row = 0; row < shape[0]; ++row) {
        std::string text;
        for (std::int64_t k = 4; k < shape[1]; ++k) {
            std::string word =
                vocabulary.at(static_cast<std::size_t>(ids[static_cast<std::size_t>(row * shape[1] + k)]));
            if (word == "[SEP]") break;
            if (word.starts_with("##"))
                text += word.substr(2);
            else
                text += (text.empty() ? "" : " ") + word;
        }
        texts.push_back(text);
    }
    return texts;
}

}  // namespace

void CaptionJobsTest::a_recaption_is_what_transformers_says_of_the_picture() {
    Fixture f;
    const auto done = recaption(f, {.options = {.captioner = f.model.string(), .style = "short"}});
    QVERIFY2(std::holds_alternative<Completed>(done.outcome), failureOf(done.outcome).c_str());
    QCOMPARE(done.written, std::ssize(f.images));
    const auto expected = promptedTexts();
    QCOMPARE(expected.size(), f.images.size());
    for (std::size_t i = 0; i < expected.size(); ++i) QCOMPARE(f.text(i, "recap_short"), expected[i]);
    const auto caption = f.project->captions().current(f.images[0], "recap_short");
    QCOMPARE(caption->status, CaptionStatus::New);
    QVERIFY2(caption->author.starts_with("model@"), caption->author.c_str());
    QCOMPARE(caption->provenance.at("prefix").get<std::string>(), std::string("a picture of"));
    QCOMPARE(f.project->captions().sources().size(), std::size_t{1});
    const auto run = f.project->runs().get(done.run);
    QCOMPARE(run->kind, RunKind::Recaption);
    QCOMPARE(run->state, RunState::Done);
    QCOMPARE(run->step, std::ssize(f.images));
}

void CaptionJobsTest::a_captioner_that_overfits_three_pictures_says_their_captions() {
    Fixture f;
    const std::map<std::string, std::vector<std::string>> texts{
        {"human_short", {"two dogs", "a red bus", "an old man"}},
        {"human_long",
         {"two black dogs sitting in the street", "a large red bus in front of a train",
          "an old man standing on a table with a photo"}}};
    for (const auto& [source, captions] : texts)
        for (std::size_t i = 0; i < captions.size(); ++i) f.caption(i, source, captions[i]);
    RecordingContext context;
    CaptionTrainJob job(f.project, training(f, 150));
    const auto outcome = runToOutcome(job, context);
    QVERIFY2(std::holds_alternative<Completed>(outcome), failureOf(outcome).c_str());
    const auto losses = f.project->runs().scalars(job.runId(), "loss");
    QVERIFY(losses.front().second > 3 && losses.back().second < 0.1);
    QVERIFY(job.metrics().empty());  // no image was held out

    for (const auto& [style, source] : {std::pair("short", "human_short"), std::pair("long", "human_long")}) {
        const auto done = recaption(f, {.options = {.captioner = "own", .style = style}});
        QCOMPARE(done.written, std::int64_t{3});
        for (std::size_t i = 0; i < 3; ++i) {
            QCOMPARE(f.text(i, std::string("recap_") + style), texts.at(source)[i]);
            QCOMPARE(f.versions(i, source), std::size_t{1});  // learned from, not touched
        }
    }
    // The result is a folder of its own: the base's files beside the new weights.
    for (const char* file : {"config.json", "vocab.txt", "preprocessor_config.json", "model.safetensors"})
        QVERIFY2(fs::exists(fs::path(job.checkpoint()) / file), file);
}

void CaptionJobsTest::what_people_wrote_is_never_written_over() {
    Fixture f;
    f.caption(0, "recap_short", "mine, accepted", CaptionStatus::Accepted);
    f.caption(1, "recap_short", "mine, edited", CaptionStatus::Edited);
    f.caption(2, "recap_short", "rejected", CaptionStatus::Rejected);
    f.caption(0, "human_short", "by hand");
    const auto done = recaption(f, {.options = {.captioner = f.model.string(), .style = "short"}});
    QCOMPARE(done.written, std::int64_t{1});
    QCOMPARE(f.text(0, "recap_short"), std::string("mine, accepted"));
    QCOMPARE(f.text(1, "recap_short"), std::string("mine, edited"));
    QCOMPARE(f.text(2, "recap_short"), promptedTexts()[2]);
    QCOMPARE(f.project->captions().history(f.images[2], "recap_short").front().text, std::string("rejected"));
    QCOMPARE(f.text(0, "human_short"), std::string("by hand"));
    QCOMPARE(f.versions(0, "human_short"), std::size_t{1});
}

void CaptionJobsTest::a_stopped_recaptioning_goes_on_where_it_was() {
    Fixture f;
    RecordingContext context;
    context.onProgress = [&](const Progress& progress) {
        if (progress.done == 1) context.control().cancel();
    };
    const CaptionRunRequest request{.options = {.captioner = f.model.string(), .style = "short", .batch_size = 1}};
    const auto stopped = recaption(f, request, context);
    QVERIFY(std::holds_alternative<CancelledByUser>(stopped.outcome));
    QCOMPARE(stopped.written, std::int64_t{1});
    QCOMPARE(f.project->runs().get(stopped.run)->state, RunState::Cancelled);
    const auto rest = recaption(f, request);
    QCOMPARE(rest.written, std::ssize(f.images) - 1);
    for (std::size_t i = 0; i < f.images.size(); ++i) {
        QCOMPARE(f.versions(i, "recap_short"), std::size_t{1});
        QCOMPARE(f.text(i, "recap_short"), promptedTexts()[i]);
    }
    QCOMPARE(recaption(f, request).written, std::int64_t{0});
}

void CaptionJobsTest::shards_share_the_images_without_rest() {
    Fixture f;
    std::int64_t written = 0;
    for (std::int64_t shard = 0; shard < 2; ++shard)
        written += recaption(f, {.options = {.captioner = f.model.string(), .style = "long"},
                                 .shard_index = shard,
                                 .shard_count = 2})
                       .written;
    QCOMPARE(written, std::ssize(f.images));
    for (std::size_t i = 0; i < f.images.size(); ++i) QCOMPARE(f.versions(i, "recap_long"), std::size_t{1});
    const auto refused = recaption(f, {.options = {.captioner = f.model.string()}, .shard_index = 2, .shard_count = 2});
    QVERIFY2(failureOf(refused.outcome).find("i/n") != std::string::npos, failureOf(refused.outcome).c_str());
}

void CaptionJobsTest::another_captioner_adds_versions_and_keeps_the_old_ones() {
    Fixture f;
    f.caption(0, "human_short", "two dogs");
    recaption(f, {.options = {.captioner = f.model.string(), .style = "short"}});
    RecordingContext context;
    CaptionTrainJob job(f.project, training(f, 5));
    QVERIFY(std::holds_alternative<Completed>(runToOutcome(job, context)));
    QCOMPARE(recaption(f, {.options = {.captioner = "own", .style = "short"}}).written, std::ssize(f.images));
    for (std::size_t i = 0; i < f.images.size(); ++i) {
        const auto history = f.project->captions().history(f.images[i], "recap_short");
        QCOMPARE(history.size(), std::size_t{2});
        QCOMPARE(history[0].text, promptedTexts()[i]);
        QVERIFY(history[0].author.starts_with("model@") && history[1].author.starts_with("own@"));
        QVERIFY(history[1].current);
    }
}

void CaptionJobsTest::a_picture_that_cannot_be_read_is_listed_and_the_others_are_captioned() {
    Fixture f;
    writeBytes(f.dir / "1.png", "no picture");
    const auto done = recaption(f, {.options = {.captioner = f.model.string(), .style = "short"}});
    QVERIFY(std::holds_alternative<Completed>(done.outcome));
    QCOMPARE(done.written, std::ssize(f.images) - 1);
    QCOMPARE(done.skipped.size(), std::size_t{1});
    QCOMPARE(done.skipped[0].file, (f.dir / "1.png").string());
    QVERIFY(!done.skipped[0].reason.empty());
    QCOMPARE(f.versions(1, "recap_short"), std::size_t{0});
}

void CaptionJobsTest::the_same_seed_trains_the_same_captioner() {
    const auto weights = [](std::int64_t seed) {
        Fixture f;
        for (std::size_t i = 0; i < 3; ++i)
            f.caption(i, "human_short", i == 0 ? "two dogs" : i == 1 ? "a cat" : "a bus");
        auto request = training(f, 6);
        request.options.batch_size = 2;
        request.options.seed = seed;
        request.options.validation_share = 0.4;  // one of three
        RecordingContext context;
        CaptionTrainJob job(f.project, request);
        if (!std::holds_alternative<Completed>(runToOutcome(job, context))) return std::string("failed");
        const auto recorded = f.project->runs().scalars(job.runId(), "validation_loss");
        // Of the base, and at the end.
        if (recorded.size() != 2 || recorded[1].second != job.metrics().at("validation_loss")) return std::string("?");
        return sha256File(fs::path(job.checkpoint()) / "model.safetensors");
    };
    const auto once = weights(7);
    QCOMPARE(once.size(), std::size_t{64});
    QCOMPARE(weights(7), once);
    QVERIFY(weights(8) != once);
}

void CaptionJobsTest::rejected_and_empty_captions_are_not_learned() {
    Fixture f;
    f.caption(0, "human_short", "not this one", CaptionStatus::Rejected);
    f.caption(1, "human_long", "");
    RecordingContext context;
    CaptionTrainJob refused(f.project, training(f, 5));
    const auto none = runToOutcome(refused, context);
    QVERIFY2(failureOf(none).find("No image has a human caption of source 'human_short' or 'human_long'") == 0,
             failureOf(none).c_str());
    QCOMPARE(f.project->runs().get(refused.runId())->state, RunState::Failed);
    // One good caption is enough, and the only one that is learned.
    f.caption(2, "human_short", "a large cat");
    CaptionTrainJob job(f.project, training(f, 150));
    QVERIFY(std::holds_alternative<Completed>(runToOutcome(job, context)));
    recaption(f, {.options = {.captioner = "own", .style = "short"}});
    QCOMPARE(f.text(2, "recap_short"), std::string("a large cat"));
    QVERIFY(f.text(0, "recap_short") != "not this one" && !f.text(1, "recap_short").empty());
}

void CaptionJobsTest::a_stopped_training_is_recorded_as_stopped_and_leaves_no_captioner() {
    Fixture f;
    f.caption(0, "human_short", "two dogs");
    RecordingContext context;
    context.onProgress = [&](const Progress& progress) {
        if (progress.stage == "captioner" && progress.done == 3) context.control().cancel();
    };
    CaptionTrainJob job(f.project, training(f, 1000));
    QVERIFY(std::holds_alternative<CancelledByUser>(runToOutcome(job, context)));
    QCOMPARE(f.project->runs().get(job.runId())->state, RunState::Cancelled);
    QVERIFY(!f.project->checkpoints().latest(job.runId()));
    const auto refused = recaption(f, {.options = {.captioner = "own"}});
    QVERIFY2(failureOf(refused.outcome).find("There is no captioner 'own'") == 0, failureOf(refused.outcome).c_str());
}
