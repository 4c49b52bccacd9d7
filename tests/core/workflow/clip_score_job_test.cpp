// SPDX-License-Identifier: GPL-3.0-or-later
#include "clip_score_job_test.h"

#include "base/error.h"
#include "base/hash.h"
#include "child_process.h"
#include "data/clip_score_repository.h"
#include "data/embedding_store.h"
#include "demo/renderer.h"
#include "demo/wording.h"
#include "image/decode.h"
#include "image/encode.h"
#include "metrics/clip_scorer.h"
#include "support/golden.h"
#include "support/recording_context.h"
#include "support/temp_dir.h"
#include "support/test_main.h"
#include "tensor_io/safetensors.h"
#include "workflow/dataset/clip_score_job.h"
#include "workflow/dataset/dataset_stats.h"

#include <QtTest/QTest>

#include <fstream>

using namespace recap;
using namespace recap::testing;
namespace fs = std::filesystem;

namespace {

// A project with the golden pictures, each with every golden prompt, and the golden CLIP with its vocabulary.
struct Scored {
    TempDir dir;
    std::shared_ptr<Project> project = Project::create(dir / "p.recap");
    fs::path clip = dir / "clip";
    std::vector<ImageId> images;
    std::vector<std::string> prompts = goldenCase(goldenRoot() / "clip_vision/clip_full")["parameters"]["prompts"];

    Scored() {
        fs::create_directories(clip);
        const auto model = goldenRoot() / "clip_vision/clip_full/model", words = goldenRoot() / "tokenizer/clip_small";
        for (const char* name : {"config.json", "model.safetensors"}) fs::copy_file(model / name, clip / name);
        for (const char* name : {"vocab.json", "merges.txt", "special_tokens_map.json", "tokenizer_config.json"})
            fs::copy_file(words / name, clip / name);
        const auto folder = goldenRoot() / "clip_vision/preprocess";
        const Json parameters = goldenCase(folder)["parameters"];
        for (const auto& entry : parameters["images"]) add(folder / entry["file"].get<std::string>());
    }
    void add(const fs::path& source) {
        const auto path = dir / (std::to_string(images.size()) + ".png");
        fs::copy_file(source, path);
        fs::permissions(path, fs::perms::owner_write, fs::perm_options::add);
        const auto info = probeImage(path);
        images.push_back(
            project->images()
                .add({.path = path.string(), .sha256 = sha256File(path), .width = info.width, .height = info.height})
                .id);
        for (std::size_t i = 0; i < prompts.size(); ++i)
            caption(images.back(), prompts[i], "text_" + std::to_string(i));
    }
    CaptionId caption(ImageId image, const std::string& text, const std::string& source) {
        return project->captions().addVersion({.image = image, .source = source, .text = text}).id;
    }
    ClipScoreReport score(std::int64_t batch = 4) {
        RecordingContext context;
        ClipScoreJob job(project, {.clip = clip, .batch_size = batch, .threads = 1});
        const auto outcome = runToOutcome(job, context);
        if (const auto* failed = std::get_if<Failed>(&outcome)) qFatal("%s", failed->message.c_str());
        return job.report();
    }
    std::optional<double> of(std::size_t image, std::size_t prompt) {
        const auto current = project->captions().current(images[image], "text_" + std::to_string(prompt));
        const auto scores = ClipScoreRepository(project->database()).scores(images[image]);
        const auto it = scores.find(current->id);
        return it == scores.end() ? std::nullopt : std::optional(it->second);
    }
    std::int64_t count(const std::string& query) { return project->images().count(parseImageQuery(query)); }
};

}  // namespace

void ClipScoreJobTest::scores_are_the_cosines_that_transformers_computes() {
    Scored s;
    QCOMPARE(s.score().written, std::int64_t{24});
    const auto folder = goldenRoot() / "clip_vision/clip_full";
    const auto logits = loadSafetensors(folder / "tensors.safetensors").at("logits_per_image");
    const double scale = goldenCase(folder)["parameters"]["logit_scale_exp"];
    for (std::size_t i = 0; i < 6; ++i)
        for (std::size_t p = 0; p < 4; ++p) {
            const double expected =
                logits[static_cast<std::int64_t>(i)][static_cast<std::int64_t>(p)].item<double>() / scale;
            const auto score = s.of(i, p);
            QVERIFY(score.has_value());
            QVERIFY2(std::abs(*score - expected) < 2e-5,
                     qPrintable(QStringLiteral("%1 %2: %3, not %4").arg(i).arg(p).arg(*score).arg(expected)));
        }
    const double first = *s.of(0, 0);
    QCOMPARE(s.count("source:text_0 clip<=" + std::to_string(first + 1e-4) + " clip>=" + std::to_string(first - 1e-4)),
             std::int64_t{1});
    DatasetStatsJob stats(s.project);
    RecordingContext context;
    stats.run(context);
    double mean = 0;
    for (std::size_t i = 0; i < 6; ++i) mean += *s.of(i, 1) / 6;
    const auto json = datasetStatisticsToJson(stats.statistics(), s.project.get());
    QVERIFY(std::abs(json["clip"]["text_1"]["mean"].get<double>() - mean) < 1e-9);
}

void ClipScoreJobTest::a_second_run_computes_only_what_is_missing() {
    Scored s;
    QCOMPARE(s.score().pictures, std::int64_t{6});
    const auto again = s.score();
    QCOMPARE(again.written, std::int64_t{0});
    s.caption(s.images[1], "a cat", "new");
    s.caption(s.images[2], "", "empty");  // nothing to compare
    const auto more = s.score();
    QCOMPARE(more.written, std::int64_t{1});
    QCOMPARE(more.pictures, std::int64_t{0});  // its embedding was at hand
}

void ClipScoreJobTest::a_stopped_run_goes_on_where_it_was() {
    Scored s;
    RecordingContext context;
    context.onProgress = [&](const Progress& progress) {
        if (progress.stage == "scoring" && progress.done == 2) context.control().cancel();
    };
    ClipScoreJob job(s.project, {.clip = s.clip, .batch_size = 1, .threads = 1});
    QVERIFY(std::holds_alternative<CancelledByUser>(runToOutcome(job, context)));
    QCOMPARE(job.report().written, std::int64_t{8});
    QCOMPARE(s.score().written, std::int64_t{16});
    Scored whole;
    whole.score(1);
    for (std::size_t i = 0; i < 6; ++i) QVERIFY(std::abs(*s.of(i, 2) - *whole.of(i, 2)) < 1e-6);
}

void ClipScoreJobTest::an_edited_caption_loses_its_score_and_gets_it_back_by_undo() {
    Scored s;
    s.score();
    const auto before = *s.of(0, 0);
    s.project->journal().apply("Edit", {{.image = s.images[0], .source = "text_0", .text = "noise"}}, "ann");
    QVERIFY(!s.of(0, 0));
    QCOMPARE(s.count("source:text_0 clip<=1"), std::int64_t{5});
    s.project->journal().undo();
    QCOMPARE(*s.of(0, 0), before);
    QCOMPARE(s.count("source:text_0 clip<=1"), std::int64_t{6});
}

void ClipScoreJobTest::a_picture_that_another_program_changed_is_not_scored() {
    Scored s;
    const auto path = s.project->images().get(s.images[3])->path;
    fs::copy_file(s.project->images().get(s.images[0])->path, path, fs::copy_options::overwrite_existing);
    const auto report = s.score();
    QCOMPARE(report.written, std::int64_t{20});
    QCOMPARE(report.skipped.size(), std::size_t{1});
    QCOMPARE(report.skipped[0].file, path);
    QVERIFY(!s.of(3, 0));
}

void ClipScoreJobTest::another_clip_brings_its_own_scores() {
    Scored s;
    s.score();
    const auto first = *s.of(0, 0);
    fs::path other = s.dir / "other";
    fs::copy(s.clip, other);
    std::ofstream(other / "preprocessor_config.json") << R"({"image_mean": [0, 0, 0], "image_std": [1, 1, 1]})";
    std::swap(s.clip, other);
    QCOMPARE(s.score().written, std::int64_t{24});
    QVERIFY(std::abs(*s.of(0, 0) - first) > 1e-4);
    std::swap(s.clip, other);
    QCOMPARE(s.score().written, std::int64_t{0});  // the first one's scores count again
    QCOMPARE(*s.of(0, 0), first);
    QCOMPARE(s.count("clip<=1"), std::int64_t{6});
}

void ClipScoreJobTest::scores_keep_their_key_while_the_same_weights_are_loaded() {
    Scored s;
    const auto key = [&] { return ClipScorer::load(s.clip, torch::kCPU).hash(); };
    // As version 0.1.0 computed it for a folder with one file of weights.
    std::string all;
    for (const char* name : {"config.json", "merges.txt", "vocab.json"})
        all.append(name).append(" ").append(sha256File(s.clip / name)).append("\n");
    all.append("weights model.safetensors ").append(sha256File(s.clip / "model.safetensors")).append("\n");
    QCOMPARE(key(), sha256(all));
    saveSafetensors(s.clip / "pytorch_model.bin", {{"a", torch::ones({1})}});
    saveSafetensors(s.clip / "model.fp16.safetensors", {{"a", torch::ones({1})}});
    QCOMPARE(key(), sha256(all));
    fs::rename(s.clip / "model.safetensors", s.clip / "pytorch_model.bin");
    fs::remove(s.clip / "model.fp16.safetensors");
    QVERIFY(key() != sha256(all));
}

void ClipScoreJobTest::equal_pictures_are_similar() {
    Scored s;
    // Brightened by one: another file, the same picture to the eye.
    auto image = decodeImage(s.project->images().get(s.images[0])->path);
    for (auto& value : image.pixels) value = static_cast<std::uint8_t>(std::min(255, value + 1));
    const auto copy = s.dir / "copy.png";
    std::ofstream(copy, std::ios::binary) << encodePng(image);
    s.add(copy);
    s.score();
    const auto groups = findSimilarPictures(*s.project);
    QVERIFY(!groups.empty());
    QVERIFY(std::any_of(groups.begin(), groups.end(), [&](const auto& group) {
        return std::count(group.begin(), group.end(), s.images[0]) == 1 &&
               std::count(group.begin(), group.end(), s.images[6]) == 1;
    }));
    // Known angles: a and b 8 degrees apart, c far away.
    const double near = std::cos(8 * M_PI / 180), far = std::sin(8 * M_PI / 180);
    const auto vectors = torch::tensor({{1.0, 0.0}, {0.0, 1.0}, {near, far}}).to(torch::kFloat32);
    QCOMPARE(similarVectors(vectors, 0.98), (std::vector<std::vector<std::size_t>>{{0, 2}}));
    QVERIFY(similarVectors(vectors, 0.995).empty());
}

void ClipScoreJobTest::a_cut_off_file_of_embeddings_is_used_as_far_as_it_goes() {
    const TempDir dir;
    const auto file = dir / "clip/x.embeddings";
    const auto a = sha256("a"), b = sha256("b"), c = sha256("c");
    {
        EmbeddingStore store(file, 2);
        store.add(a, {1, 0});
        store.add(b, {0.6F, 0.8F});
    }
    fs::resize_file(file, fs::file_size(file) - 3);
    EmbeddingStore store(file, 2);
    QVERIFY(store.find(a).has_value());
    QVERIFY(!store.find(b).has_value());
    store.add(c, {0, 1});
    EmbeddingStore again(file, embeddingWidth(file));
    QCOMPARE(again.size(), std::int64_t{2});
    QCOMPARE(*again.find(c), (std::vector<float>{0, 1}));
}

void ClipScoreJobTest::a_folder_without_a_clip_is_refused() {
    Scored s;
    RecordingContext context;
    ClipScoreJob job(s.project, {.clip = s.dir.path()});
    QVERIFY(std::holds_alternative<Failed>(runToOutcome(job, context)));
    QVERIFY(!ClipScoreRepository(s.project->database()).current().has_value());
}

void ClipScoreJobTest::killing_the_scoring_keeps_every_score_that_was_written() {
    Scored s;
    const auto path = s.project->path();
    s.project.reset();
    {
        Child child(
            {QStringLiteral("score"), QString::fromStdString(path.string()), QString::fromStdString(s.clip.string())});
        QVERIFY(child.waitFor("at 3"));
        child.kill();
    }
    s.project = Project::open(path);
    s.project->database().check();
    const auto kept = s.count("source:text_0 clip<=1");
    QVERIFY2(kept >= 3, std::to_string(kept).c_str());
    const auto rest = s.score();
    QCOMPARE(rest.written, (6 - kept) * 4);
    Scored whole;
    whole.score(1);
    for (std::size_t i = 0; i < 6; ++i)
        for (std::size_t p = 0; p < 4; ++p) QVERIFY(std::abs(*s.of(i, p) - *whole.of(i, p)) < 1e-6);
}

void ClipScoreJobTest::the_demos_clip_tells_true_captions_from_false_ones() {
    const TempDir dir;
    const auto project = Project::create(dir / "p.recap");
    const demo::SceneRenderer renderer;
    Random random(4);  // none of the scenes that it was trained on
    std::vector<ImageId> images;
    const std::array flaws{demo::Flaw::Class, demo::Flaw::Count, demo::Flaw::Ground};
    for (int i = 0; i < 60; ++i) {
        const auto scene = demo::drawScene(random);
        const auto path = dir / (std::to_string(i) + ".png");
        std::ofstream(path, std::ios::binary) << encodePng(renderer.render(scene, 256));
        images.push_back(
            project->images().add({.path = path.string(), .sha256 = sha256File(path), .width = 256, .height = 256}).id);
        const auto flaw = flaws[static_cast<std::size_t>(i) % flaws.size()];
        for (const auto& [source, text] : {std::pair("true", demo::longCaption(scene, random)),
                                           std::pair("false", demo::falseWording(scene, flaw, random).text)})
            project->captions().addVersion({.image = images.back(), .source = source, .text = text});
    }
    RecordingContext context;
    ClipScoreJob job(project, {.clip = demoClip(), .threads = 1});
    QVERIFY(std::holds_alternative<Completed>(runToOutcome(job, context)));
    int preferred = 0;
    for (const auto image : images) {
        const auto scores = ClipScoreRepository(project->database()).scores(image);
        const auto of = [&](const char* source) { return scores.at(project->captions().current(image, source)->id); };
        preferred += of("true") > of("false");
    }
    QVERIFY2(preferred >= 57, std::to_string(preferred).c_str());
}

void ClipScoreJobTest::the_demos_project_uses_the_demos_clip() {
    Scored s;
    QVERIFY_EXCEPTION_THROWN(clipFor(*s.project, ""), Error);
    QCOMPARE(clipFor(*s.project, "demo"), demoClip());
    QCOMPARE(clipFor(*s.project, s.clip.string()), s.clip);
    s.project->settings().set(kDefaultClip, "demo");
    QCOMPARE(clipFor(*s.project, ""), demoClip());
    QCOMPARE(clipFor(*s.project, s.clip.string()), s.clip);
}

// The same program is the second process of the test about a kill.
int main(int argc, char** argv) {
    if (const auto code = runAsChild()) return *code;
    QCoreApplication application(argc, argv);
    return runAll<ClipScoreJobTest>(argc, argv);
}
