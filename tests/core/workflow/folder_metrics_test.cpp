// SPDX-License-Identifier: GPL-3.0-or-later
#include "folder_metrics_test.h"

#include "judging_fixture.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/json.h"
#include "base/paths.h"
#include "base/random.h"
#include "image/decode.h"
#include "image/encode.h"
#include "metrics/clip_scorer.h"
#include "metrics/embedding_scores.h"
#include "metrics/frechet.h"
#include "metrics/judge_input.h"
#include "metrics/kernel_distance.h"
#include "models/inception.h"
#include "tensor_io/load_report.h"
#include "tensor_io/safetensors.h"
#include "workflow/judging/judged_folder.h"

#include <torch/utils.h>

#include <QtTest/QTest>

#include <algorithm>
#include <cmath>
#include <map>

using namespace recap;
using namespace recap::testing;
namespace fs = std::filesystem;

namespace {

torch::Tensor featuresBy(ClipScorer& clip, const fs::path& folder) {
    std::vector<torch::Tensor> pixels;
    for (const auto& file : picturesBelow(folder)) pixels.push_back(clip.pixels(decodeImage(file)));
    return clip.imageFeatures(pixels);
}

}  // namespace

void FolderMetricsTest::distances_are_those_of_the_features() {
    Fixture f(24);
    torch::manual_seed(3);
    Inception network(InceptionForm::Fid, 1008);
    const torch::NoGradGuard noGrad;
    for (auto& item : network->named_parameters()) {
        auto& values = item.value();
        if (values.dim() == 4)
            values.normal_(0, std::sqrt(2.0 / static_cast<double>(values[0].numel())));
        else
            values.fill_(item.key().ends_with("bn.weight") ? 1.0 : 0.0);
    }
    for (auto& item : network->named_buffers()) item.value().fill_(item.key().ends_with("running_var") ? 1.0 : 0.0);
    network->fc->weight.normal_(0, 0.05);
    network->eval();
    saveSafetensors(f.dir / "fid.safetensors", stateDictOf(*network));
    f.judges("[judge.fid_network]\nkind = \"inception_fid\"\npath = \"fid.safetensors\"\n" + clipJudge());
    f.request.metrics = {"fid", "kid", "cmmd", "clip_fid", "precision", "is"};
    const auto numbers = f.run();
    QCOMPARE(numbers.size(), std::size_t{6});

    const auto features = [&](const char* folder) {
        std::vector<torch::Tensor> inputs;
        for (const auto& file : picturesBelow(f.dir / folder)) inputs.push_back(cleanFidInput(decodeImage(file)));
        return network(torch::stack(inputs)).pool2048;
    };
    const auto a = features("a"), b = features("b");
    const auto& fid = find(numbers, "fid");
    QVERIFY(near(fid.value.value, frechetDistance(fitFeatures(b), fitFeatures(a)), 1e-3));
    QVERIFY(fid.value.low < fid.value.value && fid.value.value < fid.value.high);
    QCOMPARE(fid.value.n, std::int64_t{24});
    QVERIFY(!fid.value.warning.empty());
    QCOMPARE(fid.card.judge, std::string("fid_network"));
    QCOMPARE(fid.card.reference_images, std::int64_t{24});
    QVERIFY(fid.card.resize.starts_with("clean-fid"));
    QVERIFY(near(find(numbers, "kid").value.value, kernelDistance(b, a), 1e-3));
    QVERIFY(std::isfinite(find(numbers, "is").value.value) && find(numbers, "is").value.value >= 1);
    QVERIFY(find(numbers, "precision").value.value >= 0 && find(numbers, "precision").value.value <= 100);

    auto clip = ClipScorer::load(resourceDirectory() / "demo/clip");
    const auto ca = featuresBy(clip, f.dir / "a"), cb = featuresBy(clip, f.dir / "b");
    QVERIFY(near(find(numbers, "cmmd").value.value, cmmd(cb, ca), 1e-4));
    QVERIFY(near(find(numbers, "clip_fid").value.value, frechetDistance(fitFeatures(cb), fitFeatures(ca)), 1e-3));
}

void FolderMetricsTest::scores_of_texts_are_those_of_the_embeddings() {
    Fixture f;
    f.judges(clipJudge());
    std::string set;
    for (int i = 0; i < 12; ++i)
        set += line(i, "a red car and " + std::to_string(i) + " apples",
                    R"({"relation": {"word": "left of", "first": "car", "second": "apple"},)"
                    R"( "false_prompt": "a car right of an apple", "distractors": ["a zebra", "two fish"]})");
    f.prompts(set);
    f.request.metrics = {"clipscore", "pa", "rp", "rp_tise"};
    const auto numbers = f.run();
    auto clip = ClipScorer::load(resourceDirectory() / "demo/clip");
    double score = 0, left = 0, right = 0;
    for (int i = 0; i < 12; ++i) {
        const auto prompt = "a red car and " + std::to_string(i) + " apples";
        const auto image = clip.embedImages({clip.pixels(decodeImage(f.dir / "a" / (std::to_string(i) + ".png")))})[0];
        const auto texts =
            clip.embedTexts({"A photo depicts " + prompt, prompt, "a car right of an apple", "a zebra", "two fish"});
        const auto cosine = torch::matmul(texts, image);
        const auto at = [&](int row) { return cosine[row].item<double>(); };
        score += 2.5 * std::max(0.0, at(0)) / 12;
        const double odds = std::exp(clip.logitScale() * (at(1) - at(2)));
        left += odds / (1 + odds) > 0.6 ? 100.0 / 12 : 0;
        right += at(1) > std::max(at(3), at(4)) ? 100.0 / 12 : 0;
    }
    QVERIFY(near(find(numbers, "clipscore").value.value, score, 1e-4));
    QVERIFY(near(find(numbers, "pa").value.value, left, 1e-6));
    QVERIFY(near(find(numbers, "rp").value.value, right, 1e-6));
    QVERIFY(find(numbers, "rp_tise").value.value >= right - 1e-9);
    QCOMPARE(find(numbers, "pa").card.prompt_set.size(), std::size_t{64});
}

void FolderMetricsTest::a_detector_counts_what_prompts_name() {
    Fixture f(4);
    f.judges(detrJudge(golden("detr/model")));
    std::string set;
    for (int i = 0; i < 4; ++i)
        set += line(i, "two cars and a dog " + std::to_string(i), R"({"classes": ["dog"], "counts": {"car": 2}})");
    f.prompts(set);
    f.request.metrics = {"soa_c", "soa_i", "ca", "soa_i_tise"};
    const auto numbers = f.run();
    QCOMPARE(find(numbers, "soa_i").value.n, std::int64_t{8});  // a car and a dog each
    QCOMPARE(find(numbers, "ca").value.n, std::int64_t{4});     // the number of dogs is not asked for
    QVERIFY(find(numbers, "soa_i").value.value >= 0 && find(numbers, "ca").value.value >= 0);
}

void FolderMetricsTest::classes_that_a_detector_does_not_know_leave_no_number() {
    Fixture f(2);
    f.judges(detrJudge(golden("detr/model")));
    f.prompts(line(0, "a zebra", R"({"classes": ["zebra"]})") + line(1, "a car", R"({"classes": ["car"]})"));
    f.request.metrics = {"soa_i"};
    const auto numbers = f.run();
    QVERIFY(std::isnan(numbers.front().value.value));
    QCOMPARE(numbers.front().value.undefined.english(),
             std::string("the judge does not know these classes that prompts name: zebra"));
}

void FolderMetricsTest::colours_of_geneval_are_told_by_clip() {
    Fixture f(2);
    const std::string detr = detrJudge(golden("detr/model"));
    f.judges(detr);
    const auto geneval = [](const char* tag, const char* clause) {
        return std::string(R"({"geneval": {"tag": ")") + tag + R"(", "include": [)" + clause + "], \"prompt\": \"p\"}}";
    };
    f.prompts(line(0, "a car", geneval("single_object", R"({"class": "car", "count": 1})")) +
              line(1, "a red car", geneval("colors", R"({"class": "car", "count": 1, "color": "red"})")));
    f.request.metrics = {"geneval"};
    const auto open = f.run();
    QCOMPARE(open.front().value.undefined.english(),
             std::string("colours are asked for in 1 of its 2 pictures, and no CLIP judge is there to tell them"));
    f.judges(detr + clipJudge());
    const auto told = f.run();
    QVERIFY(told.front().value.undefined.empty());
    QCOMPARE(told.front().value.n, std::int64_t{2});
    const double value = told.front().value.value;
    QVERIFY(value == 0 || value == 50 || value == 100);
    QVERIFY(told.front().card.colours.starts_with("clip "));
}

void FolderMetricsTest::classes_of_geneval_have_the_names_of_coco() {
    Fixture f(1);
    const auto ask = [&](const char* object) {
        const Json geneval{{"tag", "single_object"}, {"prompt", "p"}, {"include", {{{"class", object}, {"count", 1}}}}};
        f.prompts(line(0, "p", Json{{"geneval", geneval}}.dump()));
        f.request.metrics = {"geneval"};
        return f.run().front().value.undefined.english();
    };
    f.judges(detrJudge(golden("detr/model")));
    QCOMPARE(ask("tv remote"), std::string("the judge does not know these classes that prompts name: tv remote"));
    // A detector that calls it as COCO does.
    fs::copy(golden("detr/model"), f.dir / "detr");
    fs::permissions(f.dir / "detr/config.json", fs::perms::owner_write, fs::perm_options::add);
    Json config = readJsonFile(f.dir / "detr/config.json");
    config["id2label"]["6"] = "remote";
    writeJsonFile(f.dir / "detr/config.json", config);
    f.judges(detrJudge("detr"));
    QCOMPARE(ask("tv remote"), std::string());
}

void FolderMetricsTest::questions_and_matches_are_probabilities() {
    Fixture f(3);
    f.judges("[judge.itm]\nkind = \"blip_itm\"\npath = \"" + golden("blip_itm/model").string() +
             "\"\n[judge.vqa]\nkind = \"blip_vqa\"\npath = \"" + golden("blip_vqa/model").string() + "\"\n");
    f.prompts(line(0, "a red dog", R"({"questions": ["a red dog"]})") +
              line(1, "a cat", R"({"questions": ["a cat?", "a dog?"]})") + line(2, "nothing", "{}"));
    const auto numbers = f.run();  // what these judges can compute
    QCOMPARE(numbers.size(), std::size_t{2});
    QCOMPARE(find(numbers, "blip_itm").value.n, std::int64_t{3});
    QCOMPARE(find(numbers, "blip_vqa").value.n, std::int64_t{2});
    for (const auto& number : numbers) QVERIFY(number.value.value > 0 && number.value.value < 100);
}

void FolderMetricsTest::pictures_are_judged_once_and_a_stopped_job_goes_on() {
    Fixture f(40);
    f.judges(clipJudge() + "batch = 8\n");
    f.request.metrics = {"clip_fid"};
    const auto whole = f.run();
    f.request.cache = f.dir / "cache";
    int reports = 0;
    f.context.onProgress = [&](const Progress& progress) {
        if (progress.stage.starts_with("Judge a") && ++reports == 3) f.context.control().cancel();
    };
    FolderMetricsJob stopped(f.request);
    QVERIFY(std::holds_alternative<CancelledByUser>(runToOutcome(stopped, f.context)));
    RecordingContext again;
    FolderMetricsJob job(f.request);
    job.run(again);
    QCOMPARE(job.numbers().front().value.value, whole.front().value.value);
    QCOMPARE(job.numbers().front().value.low, whole.front().value.low);
    std::int64_t first = -1;
    for (const auto& progress : again.progress())
        if (progress.stage.starts_with("Judge a") && first < 0) first = progress.done;
    QVERIFY(first >= 16);  // of the batches before the stop
}

void FolderMetricsTest::shards_judge_their_shares_and_the_whole_judges_nothing() {
    Fixture f(25);
    fs::copy_file(f.dir / "a/3.png", f.dir / "a/zz.png");  // equal pictures are judged once
    f.judges(clipJudge() + "batch = 1\n");                 // last digits may depend on what is judged together
    std::string set;
    for (int i = 0; i < 25; ++i) set += line(i, "a red car and " + std::to_string(i) + " apples", "{}");
    f.prompts(set + R"({"id": "zz", "prompt": "a car"})" + "\n");
    f.request.metrics = {"clip_fid", "clipscore"};
    const auto undivided = f.run();
    f.request.cache = f.dir / "cache";
    std::int64_t pictures = 0, judged = 0;
    for (const std::int64_t index : {2, 0, 1}) {
        f.request.shard = WorkShard{index, 3};
        FolderMetricsJob job(f.request);
        job.run(f.context);
        QVERIFY(job.numbers().empty());
        pictures += job.kept().pictures;
        judged += job.kept().judged;
    }
    QCOMPARE(pictures, std::int64_t{25 + 26 + 26});  // real ones, and the model's for either view
    QCOMPARE(judged, std::int64_t{25 + 25});         // both views read what the network sees once
    f.request.shard = WorkShard{1, 3};
    FolderMetricsJob again(f.request);
    again.run(f.context);
    QCOMPARE(again.kept().judged, std::int64_t{0});
    f.request.shard.reset();
    std::map<std::string, std::uintmax_t> before;
    const auto sizes = [&] {
        std::map<std::string, std::uintmax_t> out;
        for (const auto& file : fs::directory_iterator(f.request.cache)) out[file.path()] = file.file_size();
        return out;
    };
    before = sizes();
    const auto divided = f.run();
    QCOMPARE(sizes(), before);
    QCOMPARE(divided.size(), std::size_t{2});
    for (const auto& number : undivided) {
        const auto& other = find(divided, number.value.name);
        QCOMPARE(other.value.value, number.value.value);
        QCOMPARE(other.value.low, number.value.low);
        QCOMPARE(other.value.high, number.value.high);
    }
}

void FolderMetricsTest::judges_that_keep_nothing_cannot_be_divided() {
    Fixture f(2);
    f.judges(clipJudge());
    f.request.metrics = {"clip_fid"};
    f.request.shard = WorkShard{0, 2};
    QVERIFY(f.refusal().starts_with("These judges keep nothing of what they see"));  // no cache
    f.request.cache = f.dir / "cache";
    f.request.shard = WorkShard{2, 2};
    QVERIFY(f.refusal().starts_with("A shard is given as i/n"));
    writeBytes(f.request.cache, "no folder");
    f.request.shard = WorkShard{0, 2};
    QVERIFY(f.refusal().starts_with("What is judged cannot be kept in "));
}

void FolderMetricsTest::another_preprocessing_is_judged_anew() {
    Fixture f;
    fs::copy(resourceDirectory() / "demo/clip", f.dir / "clip");
    f.judges("[judge.clip]\nkind = \"clip\"\npath = \"clip\"\n");
    f.request.metrics = {"clip_fid"};
    f.request.cache = f.dir / "cache";
    const auto before = f.run().front().value.value;
    QCOMPARE(f.run().front().value.value, before);
    const auto file = f.dir / "clip/preprocessor_config.json";
    Json format = readJsonFile(file);
    format["image_std"] = {0.5, 0.4, 0.3};
    writeJsonFile(file, format);
    const auto after = f.run().front().value.value;
    QVERIFY(after != before);
    f.request.cache.clear();
    QCOMPARE(f.run().front().value.value, after);
}

void FolderMetricsTest::prompts_without_a_picture_leave_no_number() {
    Fixture f(2);
    f.judges(clipJudge());
    f.prompts(line(0, "a car", "{}") + line(1, "a dog", "{}") + line(7, "a fish", "{}"));
    f.request.metrics = {"clipscore"};
    const auto numbers = f.run();
    QVERIFY(std::isnan(numbers.front().value.value));
    QCOMPARE(numbers.front().value.undefined.english(),
             std::string("prompts of the set without a picture: 1, e.g. '7'"));
}

void FolderMetricsTest::pictures_find_their_prompts_by_name() {
    const TempDir dir;
    for (const char* file : {"x/behind/17.png", "x/3_0.png", "x/3_1.png", "x/00000/samples/0000.png", "x/other.png"})
        paint(dir / file, 1);
    PromptSet set;
    for (const char* id : {"behind/17", "3", "00000", "unseen"}) set.items.push_back({id, "p", {}});
    const auto paired = pairFolder(dir / "x", set);
    std::vector<std::string> ids;
    for (const auto& picture : paired.model.pictures) ids.push_back(picture.prompt->id);
    QCOMPARE(ids, (std::vector<std::string>{"00000", "3", "3", "behind/17"}));
    QCOMPARE(paired.model.prompts, (std::vector<std::size_t>{0, 1, 1, 2}));
    QCOMPARE(paired.without_picture, std::vector<std::string>{"unseen"});
    QCOMPARE(paired.without_prompt.size(), std::size_t{1});
}

void FolderMetricsTest::what_cannot_be_computed_is_one_sentence_data() {
    QTest::addColumn<QString>("metric");
    QTest::addColumn<QString>("part");
    QTest::newRow("unknown") << "beauty"
                             << "There is no metric 'beauty'";
    QTest::newRow("without a judge") << "fid"
                                     << "No judge can compute 'fid'";
    QTest::newRow("of its own weights") << "pickscore"
                                        << "must have a judge called 'pickscore'";
}

void FolderMetricsTest::what_cannot_be_computed_is_one_sentence() {
    QFETCH(QString, metric);
    QFETCH(QString, part);
    Fixture f(2);
    f.judges(clipJudge());
    f.request.metrics = {metric.toStdString()};
    const auto said = QString::fromStdString(f.refusal());
    QVERIFY2(said.contains(part), qPrintable(said));
    f.request.metrics = {"clip_fid"};
    writeBytes(f.dir / "a/broken.png", "not a picture");
    const auto incomplete = f.run();
    QVERIFY(std::isnan(incomplete.front().value.value));
    const auto reason = incomplete.front().value.undefined.english();
    QVERIFY2(reason.find("broken.png") != std::string::npos, reason.c_str());
    f.request.pictures = f.dir / "nowhere";
    QVERIFY(f.refusal().find("nowhere") != std::string::npos);
}

void FolderMetricsTest::a_judge_with_the_name_of_a_metric_computes_it() {
    Fixture f(3);
    f.judges(clipJudge("a") + clipJudge("clip_fid") + clipJudge("pickscore"));
    f.prompts(line(0, "a car", "{}") + line(1, "a dog", "{}") + line(2, "a fish", "{}"));
    f.request.metrics = {"cmmd", "clip_fid", "pickscore"};
    const auto numbers = f.run();
    QCOMPARE(find(numbers, "cmmd").card.judge, std::string("a"));
    QCOMPARE(find(numbers, "clip_fid").card.judge, std::string("clip_fid"));
    QCOMPARE(find(numbers, "pickscore").card.judge, std::string("pickscore"));
}
