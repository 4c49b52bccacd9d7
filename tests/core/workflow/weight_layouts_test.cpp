// SPDX-License-Identifier: GPL-3.0-or-later
#include "weight_layouts_test.h"

#include "base/hash.h"
#include "base/paths.h"
#include "tensor_io/safetensors.h"
#include "train_fixture.h"
#include "workflow/captioning/caption_run_job.h"
#include "workflow/captioning/caption_train_job.h"
#include "workflow/training/train_preflight.h"

#include <QtTest/QTest>

#include <limits>
#include <set>

using namespace recap;
using namespace recap::testing;

namespace {

constexpr const char* kVae = "vae/diffusion_pytorch_model.safetensors";

// Files are told by their content, so a renamed one is read like a pickled one is.
void rename(const fs::path& folder, const char* from, const char* to) {
    fs::rename(folder / from, folder / to);
}

fs::path copyOf(const fs::path& model, const fs::path& to) {
    fs::copy(model, to, fs::copy_options::recursive);
    for (const auto& entry : fs::recursive_directory_iterator(to))
        fs::permissions(entry.path(), fs::perms::owner_write, fs::perm_options::add);
    return to;
}

// A captioner as published before safetensors: all weights in pytorch_model.bin, and those of other programs beside.
fs::path pickledCaptioner(const TempDir& dir) {
    const auto folder = copyOf(resourceDirectory() / "demo/captioner", dir / "blip");
    rename(folder, "model.safetensors", "pytorch_model.bin");
    writeBytes(folder / "tf_model.h5", "weights of another program");
    writeBytes(folder / "pytorch_model.bin.index.json", "{}");
    return folder;
}

CaptionTrainRequest oneStep(const fs::path& base) {
    CaptionTrainRequest request{.options = {}, .name = "tuned"};
    request.options.base = base.string();
    request.options.style = "short";
    request.options.short_source = "alttext";
    request.options.max_steps = 1;
    request.options.batch_size = 1;
    request.options.threads = 1;
    return request;
}

std::string failureOf(Job& job) {
    RecordingContext context;
    const auto outcome = runToOutcome(job, context);
    const auto* failed = std::get_if<Failed>(&outcome);
    return failed != nullptr ? failed->message : std::string();
}

void caption(Fixture& f, const std::string& captioner, const std::string& author) {
    CaptionRunJob job(f.project, {.options = {.captioner = captioner, .style = "short", .threads = 1}});
    QCOMPARE(failureOf(job), std::string());
    QCOMPARE(job.written(), std::int64_t{2});
    for (const auto& version : f.project->captions().forSource("recap_short")) QCOMPARE(version.author, author);
}

std::set<std::string> latentFolders(const Project& project) {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(project.cacheDirectory() / "latents"))
        names.insert(entry.path().filename().string());
    return names;
}

DiffusionTrainOptions shortRun(const fs::path& model) {
    auto options = tinyOptions();
    options.model = model.string();
    options.max_steps = 1;
    options.gradient_accumulation = 1;
    return options;
}

}  // namespace

void WeightLayoutsTest::a_captioner_with_pickled_weights_trains_and_captions() {
    Fixture f(2);
    const auto folder = pickledCaptioner(f.dir);
    caption(f, folder.string(), "blip@" + sha256File(folder / "pytorch_model.bin").substr(0, 8));
    CaptionTrainJob training(f.project, oneStep(folder));
    QCOMPARE(failureOf(training), std::string());
    const fs::path result = training.checkpoint();
    caption(f, "tuned", "tuned@" + sha256File(result / "model.safetensors").substr(0, 8));
}

void WeightLayoutsTest::a_trained_captioner_holds_no_weights_of_its_base() {
    Fixture f(2);
    const auto folder = pickledCaptioner(f.dir);
    CaptionTrainJob training(f.project, oneStep(folder));
    QCOMPARE(failureOf(training), std::string());
    std::set<std::string> expected{"train_state.json", "train_state.safetensors"}, found;
    for (const auto& entry : fs::directory_iterator(resourceDirectory() / "demo/captioner"))
        expected.insert(entry.path().filename().string());
    for (const auto& entry : fs::directory_iterator(training.checkpoint()))
        found.insert(entry.path().filename().string());
    QCOMPARE(found, expected);
}

void WeightLayoutsTest::latents_are_kept_under_the_hash_of_the_weights_that_made_them() {
    Fixture f(2);
    const auto model = copyOf(tinyModel(), f.dir / "m");
    const std::string plain = sha256File(model / kVae).substr(0, 16) + "-32";
    QCOMPARE(train(f.project, {shortRun(model), "one"}).failure(), std::string());
    QCOMPARE(latentFolders(*f.project), std::set<std::string>{plain});
    // Weights that the trainer does not take change nothing, whatever their place in the folder.
    for (const char* name : {"vae/a.safetensors", "vae/z.safetensors", "vae/diffusion_pytorch_model.fp16.safetensors"})
        saveSafetensors(model / name, {{"a", torch::ones({1})}});
    QCOMPARE(train(f.project, {shortRun(model), "two"}).failure(), std::string());
    QCOMPARE(latentFolders(*f.project), std::set<std::string>{plain});
    QCOMPARE(preflight(*f.project, shortRun(model)).new_latents, std::int64_t{0});
    // Other weights under the same name make latents of their own.
    auto weights = loadSafetensors(model / kVae);
    for (auto& item : weights) item.second = item.second * 0.5;
    fs::remove(model / kVae);
    saveSafetensors(model / kVae, weights);
    QCOMPARE(preflight(*f.project, shortRun(model)).new_latents, std::int64_t{2});
}

void WeightLayoutsTest::a_model_with_pickled_weights_is_estimated_and_trained() {
    Fixture f(2);
    const auto model = copyOf(tinyModel(), f.dir / "m");
    const auto before = preflight(*f.project, shortRun(model));
    for (const char* part : {"unet", "vae"})
        rename(model / part, "diffusion_pytorch_model.safetensors", "diffusion_pytorch_model.bin");
    rename(model / "text_encoder", "model.safetensors", "pytorch_model.bin");
    const auto after = preflight(*f.project, shortRun(model));
    QVERIFY2(after.problems.empty(), after.problems.empty() ? "" : after.problems.front().english().c_str());
    QVERIFY(before.memory_bytes > 0 && after.memory_bytes == before.memory_bytes);
    QCOMPARE(after.disk_bytes, before.disk_bytes);
    // A second variant is not loaded and not counted.
    saveSafetensors(model / "unet/diffusion_pytorch_model.fp16.bin", {{"a", torch::ones({1000000})}});
    QCOMPARE(preflight(*f.project, shortRun(model)).memory_bytes, before.memory_bytes);
    QCOMPARE(train(f.project, {shortRun(model), "one"}).failure(), std::string());
}

void WeightLayoutsTest::a_training_does_not_start_on_weights_that_are_not_finite() {
    Fixture f(2);
    const auto model = copyOf(tinyModel(), f.dir / "m");
    const auto file = model / "unet/diffusion_pytorch_model.safetensors";
    auto weights = loadSafetensors(file);
    for (auto& item : weights) item.second = item.second.clone();
    weights.at("conv_out.bias")[2] = std::numeric_limits<float>::quiet_NaN();
    fs::remove(file);
    saveSafetensors(file, weights);
    const auto failure = train(f.project, {shortRun(model), "one"}).failure();
    QVERIFY2(failure.starts_with(file.string()) && failure.find("in tensors: conv_out.bias.") != std::string::npos,
             failure.c_str());
}

void WeightLayoutsTest::a_model_with_other_inputs_is_refused_before_training() {
    Fixture f(2);
    const auto model = copyOf(tinyModel(), f.dir / "m");
    Json config = readJsonFile(model / "unet/config.json");
    config["in_channels"] = 9;
    writeJsonFile(model / "unet/config.json", config);
    const auto file = model / "unet/diffusion_pytorch_model.safetensors";
    auto weights = loadSafetensors(file);
    for (auto& item : weights) item.second = item.second.clone();
    weights.at("conv_in.weight") = torch::zeros({8, 9, 3, 3});
    fs::remove(file);
    saveSafetensors(file, weights);
    const auto problems = preflight(*f.project, shortRun(model)).problems;
    QVERIFY(problems.size() == 1 && problems.front().english().find("inpainting") != std::string::npos);
    QVERIFY(train(f.project, {shortRun(model), "one"}).failure().find("inpainting") != std::string::npos);
}
