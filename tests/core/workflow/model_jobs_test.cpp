// SPDX-License-Identifier: GPL-3.0-or-later
#include "model_jobs_test.h"

#include "base/atomic_file.h"
#include "base/hash.h"
#include "base/paths.h"
#include "image/decode.h"
#include "image/encode.h"
#include "support/golden.h"
#include "support/recording_context.h"
#include "support/temp_dir.h"
#include "tensor_io/pickle_reader.h"
#include "tensor_io/safetensors.h"
#include "workflow/models/base_model.h"
#include "workflow/models/convert_job.h"
#include "workflow/models/inspect.h"
#include "workflow/models/model_zoo.h"
#include "workflow/runs/run_recorder.h"
#include "workflow/sampling/sample_job.h"
#include "workflow/training/train_job.h"
#include "workflow/training/train_preflight.h"

#include <QtTest/QTest>

#include <set>

using namespace recap;
using namespace recap::testing;
namespace fs = std::filesystem;

namespace {

fs::path modelFolder() {
    return goldenFixture("pipeline/tiny_sd/model");
}

SampleRequest smallRequest(const fs::path& out, std::vector<SamplePrompt> prompts) {
    SampleRequest request;
    request.model = modelFolder();
    request.prompts = std::move(prompts);
    request.options.steps = 2;
    request.options.scheduler = "ddim";
    request.options.threads = 1;
    request.out = out;
    return request;
}

void runJob(Job& job, RecordingContext& context) {
    const auto outcome = runToOutcome(job, context);
    if (const auto* failed = std::get_if<Failed>(&outcome)) QFAIL(failed->message.c_str());
}

class Environment {
public:
    Environment(const char* name, const fs::path& value) : name_(name), before_(qgetenv(name)) {
        qputenv(name, QByteArray::fromStdString(value.string()));
    }
    ~Environment() {
        if (before_.isNull())
            qunsetenv(name_);
        else
            qputenv(name_, before_);
    }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;

private:
    const char* name_;
    QByteArray before_;
};

}  // namespace

void ModelJobsTest::pictures_of_another_list_of_prompts_keep_their_rows() {
    const TempDir dir;
    RecordingContext context;
    const auto project = Project::create(dir / "p.recap");
    const RunId run = createRun(*project, context, "Run", RunKind::Samples, Json::object(), 1, 1).id;
    const auto draw = [&](const char* folder, const char* prompt) {
        auto request = smallRequest(project->runDirectory(run) / folder, {{prompt, 7}});
        request.project = project;
        request.run = run;
        request.step = 5;
        SampleJob job(request);
        runJob(job, context);
    };
    draw("one", "a red cat");
    draw("two", "two dogs");
    const auto rows = project->samples().list(run, 5);
    QCOMPARE(rows.size(), std::size_t{2});
    QCOMPARE(rows[0].prompt, std::string("a red cat"));
    QCOMPARE(rows[1].prompt, std::string("two dogs"));
    // Each is known by its file; the number is its place in its own list.
    QCOMPARE(rows[0].prompt_index, std::int64_t{0});
    QCOMPARE(rows[1].prompt_index, std::int64_t{0});
    QVERIFY(!rows[0].settings.at("scheduler").get<std::string>().empty());  // the sampler that drew
    // The same list again is the same rows.
    draw("two", "two dogs");
    draw("one", "a red cat");
    QCOMPARE(project->samples().list(run, 5).size(), std::size_t{2});
}

void ModelJobsTest::a_continued_job_draws_only_what_is_missing() {
    const TempDir dir;
    auto request = smallRequest(dir / "out", {{"a red cat", 1}, {"two dogs", 2}, {"a train", 3}});
    request.options.batch_size = 1;
    request.options.raw = true;
    RecordingContext first;
    SampleJob job(request);
    runJob(job, first);
    const std::string before = sha256File(job.images()[1].file);
    fs::remove(job.images()[1].raw);  // a picture without its numbers is drawn again
    fs::remove(job.images()[2].file);
    RecordingContext second;
    SampleJob again(request);
    runJob(again, second);
    QCOMPARE(again.images().size(), std::size_t{3});
    QCOMPARE(sha256File(again.images()[1].file), before);
    int steps = 0;
    for (const auto& progress : second.progress()) steps += progress.stage == "denoise" ? 1 : 0;
    QCOMPARE(steps, 2 * 2);
}

void ModelJobsTest::shards_draw_the_pictures_of_the_whole() {
    const TempDir dir;
    auto request = smallRequest(dir / "whole", {{"a red cat", 1}, {"two dogs", 2}, {"a train", 3}});
    request.options.batch_size = 2;
    request.options.count = 3;  // nine pictures, five groups
    RecordingContext context;
    SampleJob whole(request);
    runJob(whole, context);
    request.out = dir / "parts";
    std::size_t drawn = 0;
    for (const std::int64_t index : {1, 0, 2}) {
        request.shard = {index, 3};
        SampleJob job(request);
        runJob(job, context);
        drawn += job.images().size();
        QCOMPARE(context.progress().back().done, context.progress().back().total);
        QCOMPARE(context.progress().back().total, static_cast<std::int64_t>(job.images().size()));
    }
    QCOMPARE(drawn, std::size_t{9});
    for (const auto& image : whole.images())
        QCOMPARE(sha256File(dir / "parts" / fs::path(image.file).filename()), sha256File(image.file));
    request.shard = {3, 3};
    SampleJob none(request);
    QVERIFY(std::holds_alternative<Failed>(runToOutcome(none, context)));
}

void ModelJobsTest::a_picture_names_the_prompt_of_its_set() {
    const TempDir dir;
    auto request = smallRequest(dir / "out", {{"a red cat", 1, "behind/17"}});
    request.options.raw = true;
    RecordingContext context;
    SampleJob job(request);
    runJob(job, context);
    QCOMPARE(job.images().at(0).id, std::string("behind/17"));
    QCOMPARE(SafetensorsFile(job.images().at(0).raw).metadata().at("prompt_id"), std::string("behind/17"));
}

void ModelJobsTest::a_picture_to_start_from_and_previews_are_used() {
    const TempDir dir;
    ImageBuffer start(70, 50);  // not multiples of 8: reduced to 64 x 48
    for (std::size_t i = 0; i < start.pixels.size(); ++i) start.pixels[i] = static_cast<std::uint8_t>(i * 7);
    writePng(dir / "start.png", start);
    auto request = smallRequest(dir / "out", {{"a red cat", 1}});
    request.options.image = (dir / "start.png").string();
    request.options.steps = 6;
    request.options.strength = 0.5;
    request.options.preview_every = 2;
    RecordingContext context;
    SampleJob job(request);
    runJob(job, context);
    const auto picture = decodeImage(job.images()[0].file);
    QCOMPARE(picture.width, 64);
    QCOMPARE(picture.height, 48);
    QCOMPARE(context.progress().front().total, std::int64_t{3});  // half of the steps
    QVERIFY(fs::exists(dir / "out/previews/0_1.png"));
}

void ModelJobsTest::a_single_file_becomes_a_base_model_once() {
    const TempDir dir;
    const auto project = Project::create(dir / "p.recap");
    const auto file = dir / "model.safetensors";
    fs::copy(goldenFixture("formats/ldm_single_file/tiny_sd_ldm.safetensors"), file);
    RecordingContext context;
    QCOMPARE(baseModelFolder(*project, modelFolder(), context), modelFolder());
    const auto folder = baseModelFolder(*project, file, context);
    QVERIFY(fs::exists(folder / "unet/config.json") && fs::exists(folder / "tokenizer/vocab.json"));
    const auto written = fs::last_write_time(folder / "model_index.json");
    QCOMPARE(baseModelFolder(*project, file, context), folder);
    QCOMPARE(fs::last_write_time(folder / "model_index.json"), written);
    fs::last_write_time(file, fs::last_write_time(file) + std::chrono::seconds(5));
    QVERIFY(baseModelFolder(*project, file, context) != folder);
    // Training takes the file as it takes a folder: what is missing here are only the pictures.
    DiffusionTrainOptions options;
    options.model = file.string();
    const auto problems = preflight(*project, options).problems;
    QVERIFY2(problems.size() == 1 && problems[0].english().find("No image") != std::string::npos,
             problems.front().english().c_str());
}

// A pre-training file of the first release: what captioning does not use is named, and the rest becomes a folder that
// transformers opens.
void ModelJobsTest::a_captioner_of_the_first_release_is_inspected_and_converted() {
    const TempDir dir;
    const auto published = goldenRoot() / "judges/blip_lavis";
    auto weights = loadTensorFile(published / "model_original.pth");
    for (const char* name : {"text_encoder.embeddings.LayerNorm.bias", "itm_head.bias", "visual_encoder_m.pos_embed"})
        weights[name] = torch::ones({3});
    fs::create_directories(dir / "in");
    saveSafetensors(dir / "in/model_base.pth", weights);
    for (const char* name : {"config.json", "vocab.txt", "tokenizer_config.json"})
        fs::copy_file(published / "model" / name, dir / "in" / name);
    for (const auto& path : {dir / "in", dir / "in/model_base.pth"}) {
        const auto report = inspectPath(path);
        QCOMPARE(report.kind, std::string("BLIP in the layout of its first release"));
        QVERIFY(report.missing.empty() && report.unexpected.empty() && report.problems.empty());
        const auto details = Json(report.details).dump();
        QVERIFY2(details.find("itm_head (1 tensor), text_encoder (1 tensor), visual_encoder_m (1 tensor)") !=
                     std::string::npos,
                 details.c_str());
        QVERIFY2(details.find("pictures of 32 x 32") != std::string::npos, details.c_str());
    }
    ConvertOptions options;
    options.to = "transformers";
    RecordingContext context;
    ConvertJob job(dir / "in/model_base.pth", dir / "out", options);
    runJob(job, context);
    QCOMPARE(job.result().left_out.size(), std::size_t{3});
    const auto result = inspectPath(dir / "out");
    QCOMPARE(result.kind, std::string("BlipForConditionalGeneration"));
    QVERIFY(result.missing.empty() && result.unexpected.empty() && result.problems.empty());
    // As the library itself writes the same weights.
    const auto expected = loadSafetensors(published / "model/model.safetensors");
    const auto actual = loadSafetensors(dir / "out/model.safetensors");
    QCOMPARE(actual.size(), expected.size());
    for (const auto& [name, tensor] : expected) QVERIFY2(torch::equal(actual.at(name), tensor), name.c_str());
    QCOMPARE(readTextFile(dir / "out/vocab.txt"), readTextFile(published / "model/vocab.txt"));
    const Json format = readJsonFile(dir / "out/preprocessor_config.json");
    const Json reference = readJsonFile(published / "model/preprocessor_config.json");
    for (const auto& item : reference.items()) QCOMPARE(format.at(item.key()).dump(), item.value().dump());
    // Onto the folder it lies in, the result would take the input away.
    options.overwrite = true;
    ConvertJob again(dir / "in/model_base.pth", dir / "in", options);
    QVERIFY(std::holds_alternative<Failed>(runToOutcome(again, context)));
    QVERIFY(fs::exists(dir / "in/model_base.pth"));
}

void ModelJobsTest::published_models_are_found_and_checked() {
    const TempDir dir;
    const Environment own("RECAP_MODELS", dir / "models"), cache("HF_HUB_CACHE", dir / "hub");
    const ZooModel model{"m", "Model", "tests", "MIT", "owner/name", "ldm", {{"w.safetensors", sha256("weights"), 7}}};
    QVERIFY(findModel(model).empty());
    writeBytes(dir / "hub/models--owner--name/snapshots/abc/w.safetensors", "weights");
    const auto folder = findModel(model);
    QCOMPARE(folder, dir / "hub/models--owner--name/snapshots/abc");
    QCOMPARE(usablePath(model, folder), folder / "w.safetensors");
    QVERIFY(verifyModel(model, folder).empty());
    writeBytes(dir / "models/m/w.safetensors", "other weights");
    QCOMPARE(findModel(model), dir / "models/m");  // the user's own folder comes first
    QCOMPARE(verifyModel(model, findModel(model)).size(), std::size_t{1});
}

void ModelJobsTest::the_shipped_list_of_models_is_complete() {
    const auto models = readZoo(resourceDirectory() / "zoo.json");
    std::set<std::string> ids;
    for (const auto& model : models) {
        QVERIFY2(ids.insert(model.id).second, model.id.c_str());
        QVERIFY2(!model.name.empty() && !model.use.empty() && !model.licence.empty() && !model.repository.empty(),
                 model.id.c_str());
        for (const auto& file : model.files) {
            QVERIFY(!file.path.empty());
            QVERIFY2(file.sha256.empty() || file.sha256.size() == 64, file.path.c_str());
        }
    }
    for (const auto* id : {"sd-1.4", "sd-1.5", "clip-vit-b-32", "clip-vit-l-14", "blip-base", "blip-large"})
        QVERIFY2(ids.contains(id), id);
}
