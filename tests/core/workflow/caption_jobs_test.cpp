// SPDX-License-Identifier: GPL-3.0-or-later
#include "caption_jobs_test.h"

#include "base/error.h"
#include "base/json.h"
#include "base/unicode.h"
#include "caption/captioner_view.h"
#include "caption_fixture.h"
#include "support/golden_tensors.h"
#include "tensor_io/safetensors.h"
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
    std::int64_t written = 0, decodedAgain = 0;
    std::map<std::string, std::int64_t> faults;
    std::vector<SkippedFile> skipped;
    RunId run;
};

Recaptioned recaption(Fixture& f, CaptionRunRequest request, RecordingContext& context) {
    request.options.threads = 1;
    CaptionRunJob job(f.project, std::move(request));
    auto outcome = runToOutcome(job, context);
    return {std::move(outcome),  job.written(), job.report().decoded_again,
            job.report().faults, job.skipped(), job.runId()};
}

Recaptioned recaption(Fixture& f, CaptionRunRequest request) {
    RecordingContext context;
    return recaption(f, std::move(request), context);
}

CaptionTrainRequest training(const Fixture& f, std::int64_t steps) {
    return captionTraining(f.model, steps);
}

// A captioner that knows forty words only, sees nothing and never ends a caption, which may have 128 tokens: one beam
// repeats one word, drawn words do not repeat.
fs::path babblingCaptioner(const Fixture& f) {
    const auto folder = f.dir / "babbling";
    fs::copy(f.model, folder);
    std::ifstream in(f.model / "vocab.txt");
    std::vector<std::int64_t> words;
    std::int64_t id = 0;
    for (std::string word; std::getline(in, word); ++id)
        if (word.size() >= 4 && std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; }) &&
            words.size() < 40)
            words.push_back(id);
    auto weights = loadSafetensors(f.model / "model.safetensors");
    auto& positions = weights.at("text_decoder.bert.embeddings.position_embeddings.weight");
    positions = torch::cat({positions, positions});
    Json config = readJsonFile(f.model / "config.json");
    config["text_config"]["max_position_embeddings"] = positions.size(0);
    // Logits are the bias alone.
    for (const char* name : {"weight", "bias"}) {
        auto& norm = weights.at(std::string("text_decoder.cls.predictions.transform.LayerNorm.") + name);
        norm = torch::zeros_like(norm);
    }
    auto bias = weights.at("text_decoder.cls.predictions.bias").clone();
    for (const auto word : words) bias[word] = 100;
    bias[words.front()] = 101;
    weights["text_decoder.cls.predictions.bias"] = bias;
    fs::remove(folder / "model.safetensors");
    saveSafetensors(folder / "model.safetensors", weights);
    writeJsonFile(folder / "config.json", config);
    return folder;
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
    QCOMPARE(caption->provenance.at("run").get<std::int64_t>(), done.run.value);
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

void CaptionJobsTest::another_captioner_adds_versions_and_keeps_the_old_ones() {
    Fixture f;
    f.caption(0, "human_short", "two dogs");
    recaption(f, {.options = {.captioner = f.model.string(), .style = "short"}});
    RecordingContext context;
    CaptionTrainJob job(f.project, training(f, 1));
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

void CaptionJobsTest::decoding_options_are_used_and_recorded() {
    Fixture f;
    const RecaptionOptions greedy{.captioner = f.model.string(), .style = "short"};
    QCOMPARE(recaption(f, {.options = greedy}).written, std::ssize(f.images));
    RecaptionOptions beams = greedy;
    beams.prompt = "three of";
    beams.decoding.num_beams = 3;
    beams.decoding.min_length = 9;
    beams.retry_loops = false;  // the text of the beams themselves
    const auto done = recaption(f, {.options = beams});
    QCOMPARE(done.written, std::ssize(f.images));  // other captions than the greedy ones
    QCOMPARE(recaption(f, {.options = beams}).written, std::int64_t{0});
    QCOMPARE(recaption(f, {.options = greedy}).written, std::ssize(f.images));

    auto captioner = BlipCaptioner::load(f.model);
    for (std::size_t i = 0; i < f.images.size(); ++i) {
        const auto image = f.project->images().get(f.images[i]);
        const auto pixels = captionerView(decodeImage(image->path), captioner.format()).unsqueeze(0);
        const auto alone = captioner.caption(pixels, "three of", {.num_beams = 3, .max_length = 64, .min_length = 9});
        const auto history = f.project->captions().history(f.images[i], "recap_short");
        QCOMPARE(history.size(), std::size_t{3});
        // The first new token may continue the prompt's last word.
        const std::string expected = std::string(trimmed(alone.front().substr(std::string("three of").size())));
        QCOMPARE(history[1].text, expected);
        const auto& facts = history[1].provenance;
        QCOMPARE(facts["prefix"].get<std::string>(), std::string("three of"));
        QCOMPARE(facts["decoding"]["num_beams"].get<int>(), 3);
        QCOMPARE(facts["decoding"]["min_length"].get<int>(), 9);
        QVERIFY(!facts["decoding"].contains("top_k"));
    }
    const Json config = f.project->runs().get(done.run)->config;
    beams.threads = 1;
    QCOMPARE(config.dump(), optionsToJson(beams).dump());
}

void CaptionJobsTest::a_sampled_caption_depends_on_seed_and_picture_alone() {
    const auto texts = [](std::int64_t seed, std::int64_t batch) {
        Fixture f;
        RecaptionOptions options{.captioner = f.model.string(), .batch_size = batch, .seed = seed};
        options.decoding.do_sample = true;
        options.decoding.temperature = 1.5;
        recaption(f, {.options = options});
        std::vector<std::string> out;
        for (std::size_t i = 0; i < f.images.size(); ++i) out.push_back(f.text(i, "recap_short"));
        return out;
    };
    const auto once = texts(3, 2);
    QCOMPARE(texts(3, 1), once);
    QCOMPARE(texts(3, 3), once);
    QVERIFY(texts(4, 2) != once);
}

void CaptionJobsTest::half_precision_captions_too() {
    Fixture f;
    const auto done =
        recaption(f, {.options = {.captioner = f.model.string(), .device = "cpu", .mixed_precision = "bf16"}});
    QVERIFY2(std::holds_alternative<Completed>(done.outcome), failureOf(done.outcome).c_str());
    QCOMPARE(done.written, std::ssize(f.images));
    const auto refused = recaption(f, {.options = {.captioner = f.model.string(), .device = "cuda:99"}});
    QVERIFY2(failureOf(refused.outcome).find("cuda:99") != std::string::npos, failureOf(refused.outcome).c_str());
}

void CaptionJobsTest::a_file_of_the_first_release_captions() {
    Fixture f;
    const auto published = goldenRoot() / "judges/blip_lavis";
    fs::create_directories(f.dir / "blip");
    fs::copy_file(published / "model_original.pth", f.dir / "blip/model_base_caption.pth");
    for (const char* name : {"config.json", "vocab.txt", "tokenizer_config.json"})
        fs::copy_file(published / "model" / name, f.dir / "blip" / name);
    RecaptionOptions options{.captioner = (published / "model").string(), .style = "short"};
    QCOMPARE(recaption(f, {.options = options}).written, std::ssize(f.images));
    for (const char* path : {"blip", "blip/model_base_caption.pth"}) {
        options.captioner = (f.dir / path).string();
        const auto done = recaption(f, {.options = options});
        QVERIFY2(failureOf(done.outcome).empty(), failureOf(done.outcome).c_str());
        QCOMPARE(done.written, std::ssize(f.images));
    }
    for (const auto image : f.images) {
        const auto history = f.project->captions().history(image, "recap_short");
        QCOMPARE(history.size(), std::size_t{3});
        QVERIFY(history[0].text == history[1].text && history[1].text == history[2].text);
        QVERIFY(history[2].author.starts_with("model_base_caption.pth@"));
    }
}

void CaptionJobsTest::captions_without_a_word_are_listed_and_not_stored() {
    Fixture f;
    const auto mute = f.dir / "mute";
    fs::copy(f.model, mute);
    auto weights = loadSafetensors(f.model / "model.safetensors");
    auto bias = weights.at("text_decoder.cls.predictions.bias").clone();
    bias[3] = 1e4;  // the end
    weights["text_decoder.cls.predictions.bias"] = bias;
    fs::remove(mute / "model.safetensors");
    saveSafetensors(mute / "model.safetensors", weights);
    const auto done = recaption(f, {.options = {.captioner = mute.string()}});
    QVERIFY(std::holds_alternative<Completed>(done.outcome));
    QCOMPARE(done.written, std::int64_t{0});
    QCOMPARE(std::ssize(done.skipped), std::ssize(f.images));
    QCOMPARE(done.skipped[0].reason.english(), std::string("The captioner wrote no word for it."));
    QCOMPARE(f.versions(0, "recap_short"), std::size_t{0});
    QCOMPARE(f.project->runs().get(done.run)->provenance["skipped"].get<std::int64_t>(), std::ssize(f.images));
}

void CaptionJobsTest::captions_over_77_tokens_meet_the_rule() {
    std::string longText;
    for (int i = 0; i < 90; ++i) longText += i == 0 ? "dog" : " dog";
    std::string fitting = longText.substr(0, 75 * 4 - 1);
    const LongCaptionRule::Again never = [](std::int64_t) -> std::string { throw std::logic_error("not asked for"); };
    LongCaptionRule keep(LongCaptions::Keep), drop(LongCaptions::Drop), truncate(LongCaptions::Truncate),
        retry(LongCaptions::Retry);
    QCOMPARE(keep.apply(fitting, 120, never).tokens, std::size_t{0});
    const auto kept = keep.apply(longText, 120, never);
    QCOMPARE(kept.text, longText);
    QCOMPARE(kept.tokens, std::size_t{90});
    QVERIFY(drop.apply(longText, 120, never).text.empty());
    QCOMPARE(truncate.apply(longText, 120, never).text, fitting);
    // Within a word: the whole word goes.
    QCOMPARE(truncate.apply(fitting.substr(0, 74 * 4) + "unbelievabilities of dogs", 120, never).text,
             fitting.substr(0, 74 * 4 - 1));
    std::vector<std::int64_t> asked;
    const auto shorter = retry.apply(longText, 120, [&](std::int64_t length) {
        asked.push_back(length);
        return asked.size() < 2 ? longText : fitting;
    });
    QCOMPARE(asked, (std::vector<std::int64_t>{90, 67}));
    QCOMPARE(shorter.text, fitting);
    QCOMPARE(retry.apply(longText, 120, [&](std::int64_t) { return longText; }).text, fitting);
    QCOMPARE(keep.counts().toJson().dump(),
             (Json{{"over", 1}, {"retried", 0}, {"truncated", 0}, {"dropped", 0}}).dump());
    QCOMPARE(drop.counts().dropped, std::int64_t{1});
    QCOMPARE(truncate.counts().toJson().dump(),
             (Json{{"over", 2}, {"retried", 0}, {"truncated", 2}, {"dropped", 0}}).dump());
    QCOMPARE(retry.counts().toJson().dump(),
             (Json{{"over", 2}, {"retried", 1}, {"truncated", 1}, {"dropped", 0}}).dump());
}

void CaptionJobsTest::a_rule_for_long_captions_meets_those_kept_before() {
    Fixture f;
    RecaptionOptions options{.captioner = f.model.string(), .style = "short"};
    QCOMPARE(recaption(f, {.options = options}).written, std::ssize(f.images));
    const auto author = f.project->captions().current(f.images[1], "recap_short")->author;
    std::string longText;
    for (int i = 0; i < 90; ++i) longText += i == 0 ? "dog" : " dog";
    f.project->captions().addVersion({f.images[1], "recap_short", longText, CaptionStatus::New, author});
    QCOMPARE(recaption(f, {.options = options}).written, std::int64_t{0});
    options.over_77 = "truncate";
    QCOMPARE(recaption(f, {.options = options}).written, std::int64_t{1});
    QVERIFY(f.text(1, "recap_short") != longText);
    QCOMPARE(recaption(f, {.options = options}).written, std::int64_t{0});
}

void CaptionJobsTest::a_rule_that_drops_rejects_long_captions_kept_before() {
    Fixture f;
    RecaptionOptions options{.captioner = babblingCaptioner(f).string(), .style = "short"};
    options.retry_loops = false;
    QCOMPARE(recaption(f, {.options = options}).written, std::ssize(f.images));
    f.project->captions().setStatus(f.images[0], "recap_short", CaptionStatus::Accepted);
    options.over_77 = "drop";
    const auto dropped = recaption(f, {.options = options});
    QCOMPARE(dropped.written, std::int64_t{0});
    QCOMPARE(std::ssize(dropped.skipped), std::ssize(f.images) - 1);
    for (std::size_t i = 0; i < f.images.size(); ++i) {
        QCOMPARE(f.project->captions().current(f.images[i], "recap_short")->status,
                 i == 0 ? CaptionStatus::Accepted : CaptionStatus::Rejected);
        QCOMPARE(f.versions(i, "recap_short"), std::size_t{1});
    }
    QVERIFY(recaption(f, {.options = options}).skipped.empty());
    options.over_77 = "truncate";
    QCOMPARE(recaption(f, {.options = options}).written, std::ssize(f.images) - 1);
}

void CaptionJobsTest::a_caption_that_repeats_itself_is_decoded_again() {
    Fixture f;
    RecaptionOptions options{.captioner = babblingCaptioner(f).string(), .style = "short"};
    options.retry_loops = false;
    const auto once = recaption(f, {.options = options});
    QCOMPARE(once.decodedAgain, std::int64_t{0});
    QCOMPARE(once.faults.at("loop"), std::ssize(f.images));
    const auto loop = f.text(0, "recap_short");
    for (const auto image : f.images)
        f.project->captions().addVersion({image, "recap_short", "another", CaptionStatus::New, "another"});
    options.retry_loops = true;
    const auto again = recaption(f, {.options = options});
    QCOMPARE(again.written, std::ssize(f.images));
    QCOMPARE(again.decodedAgain, std::ssize(f.images));
    QVERIFY(!again.faults.contains("loop"));
    const auto mended = f.project->captions().current(f.images[0], "recap_short");
    QVERIFY(mended->text != loop);
    QCOMPARE(mended->provenance.at("decoded_again").get<std::string>(), std::string("loop"));
    QCOMPARE(mended->provenance.at("decoding").at("do_sample").get<bool>(), true);
    QCOMPARE(f.project->runs().get(again.run)->provenance.at("decoded_again").get<std::int64_t>(),
             std::ssize(f.images));
    // The draw is that of the picture: the same once more.
    const auto text = mended->text;
    f.project->captions().addVersion({f.images[0], "recap_short", "another", CaptionStatus::New, "another"});
    recaption(f, {.options = options});
    QCOMPARE(f.text(0, "recap_short"), text);
}

void CaptionJobsTest::a_prompt_that_fills_the_length_is_refused() {
    Fixture f;
    RecaptionOptions options{.captioner = f.model.string(), .style = "short"};
    options.decoding.max_length = 4;  // start token and "a picture of"
    const auto refused = recaption(f, {.options = options});
    QVERIFY2(failureOf(refused.outcome).find("max_length") != std::string::npos, failureOf(refused.outcome).c_str());
    QCOMPARE(f.versions(0, "recap_short"), std::size_t{0});
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
    auto filtered = training(f, 5);
    filtered.options.filter = "zebra";
    CaptionTrainJob selected(f.project, filtered);
    const auto nobody = runToOutcome(selected, context);
    QCOMPARE(failureOf(nobody), std::string("No image that the filter 'zebra' selects has a human caption of source "
                                            "'human_short' or 'human_long'."));
    QVERIFY2(f.project->runs().list(RunKind::Captioner).empty(), "what cannot be trained leaves no run");
    // One good caption is enough, and the only one that is learned.
    f.caption(2, "human_short", "a large cat");
    CaptionTrainJob job(f.project, training(f, 150));
    QVERIFY(std::holds_alternative<Completed>(runToOutcome(job, context)));
    recaption(f, {.options = {.captioner = "own", .style = "short"}});
    QCOMPARE(f.text(2, "recap_short"), std::string("a large cat"));
    QVERIFY(f.text(0, "recap_short") != "not this one" && !f.text(1, "recap_short").empty());
}

void CaptionJobsTest::a_folder_of_another_family_is_no_clip() {
    Fixture f;
    f.caption(0, "human_short", "a large cat");
    auto request = training(f, 5);
    request.options.clip = f.model.string();
    RecordingContext context;
    CaptionTrainJob job(f.project, request);
    const auto failure = failureOf(runToOutcome(job, context));
    QVERIFY2(failure.ends_with("is not a CLIP model (option 'clip'): its config.json says blip."), failure.c_str());
}

void CaptionJobsTest::a_run_of_another_kind_is_not_continued() {
    Fixture f;
    const auto run = f.project->runs().create({.name = "night", .kind = RunKind::Recaption}).id;
    RecordingContext context;
    CaptionTrainJob job(f.project, {.resume = run});
    QCOMPARE(failureOf(runToOutcome(job, context)),
             std::string("Run 'night' is of the kind 'recaption'; this continues runs of the kind 'captioner'."));
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
