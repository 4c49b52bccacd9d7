// SPDX-License-Identifier: GPL-3.0-or-later
#include "diffusion/pipeline.h"

#include "base/error.h"
#include "diffusion/lora_file.h"
#include "models/config_inference.h"
#include "nn/initialisers.h"
#include "support/golden.h"
#include "support/temp_dir.h"
#include "tensor_io/load_report.h"
#include "tensor_io/safetensors.h"
#include "test_model_parts.h"

#include <QtTest/QTest>

using namespace recap;
using namespace recap::testing;

namespace {

struct SingleFile {
    std::filesystem::path file, folder;
};

// Every single file of the golden data with the folder that holds the same weights.
std::vector<SingleFile> singleFiles() {
    std::vector<SingleFile> files;
    for (const auto& folder : goldenCases("formats")) {
        const Json json = goldenCase(folder);
        if (json["parameters"].contains("same_weights_as"))
            files.push_back({folder / json["files"].begin().key(),
                             goldenFile(folder, json["parameters"]["same_weights_as"].get<std::string>())});
    }
    return files;
}

torch::Tensor draw(StableDiffusion& model, const std::string& prompt = "a red cat") {
    StableDiffusion::Request request;
    request.prompts = {prompt};
    request.seeds = {42};
    request.steps = 3;
    return model.sample(request);
}

StateDict published(const std::string& name) {
    StateDict out;
    const Json list = readJsonFile(goldenRoot() / "formats/full_size_keys" / (name + ".json"));
    for (const auto& item : list.at("tensors").items())
        out[item.key()] = torch::empty(item.value().get<std::vector<std::int64_t>>(), torch::kMeta);
    return out;
}

template <class Model, class Config>
std::string misfit(const Config& config, const StateDict& weights) {
    const nn::InitScope scope(nn::InitMode::Meta);
    const Model model(config);
    const auto report = compareWithModule(*model, weights);
    return report.clean() ? std::string() : describeReport(report, "the file");
}

// The tiny pipeline after a textual inversion of three vectors, with `rows` of them in the text encoder.
void writeInversion(const std::filesystem::path& folder, std::int64_t rows) {
    const auto base = goldenFixture("pipeline/tiny_sd/model");
    std::filesystem::copy(base, folder, std::filesystem::copy_options::recursive);
    writeJsonFile(folder / "tokenizer/added_tokens.json", {{"<cat>", 800}, {"<cat>_1", 801}, {"Other", 802}});
    Json config = readJsonFile(base / "text_encoder/config.json");
    config["vocab_size"] = 800 + rows;
    writeJsonFile(folder / "text_encoder/config.json", config);
    StateDict weights;
    for (const auto& [name, tensor] : loadSafetensors(base / "text_encoder/model.safetensors"))
        weights[name] = name.ends_with("token_embedding.weight")
                            ? torch::cat({tensor, torch::randn({rows, tensor.size(1)})})
                            : tensor.clone();
    saveSafetensors(folder / "text_encoder/model.safetensors", weights);
}

// What the text encoder makes of these tokens in their frame.
torch::Tensor statesOf(StableDiffusion& model, std::vector<std::int64_t> ids) {
    const torch::NoGradGuard noGrad;
    ids.insert(ids.begin(), model.tokenizer().startId());
    ids.push_back(model.tokenizer().endId());
    ids.resize(static_cast<std::size_t>(model.tokenizer().modelMaxLength()), model.tokenizer().paddingId());
    return model.textEncoder()->forward(torch::tensor(ids).unsqueeze(0)).last_hidden_state;
}

}  // namespace

void TestModelParts::a_single_file_draws_what_its_folder_draws() {
    QVERIFY2(!singleFiles().empty(), "no single file found under the golden folder");
    for (const auto& [file, folder] : singleFiles()) {
        auto model = StableDiffusion::load(folder);
        ModelChoice choice;
        choice.config = folder;
        auto single = StableDiffusion::load(file, choice);
        QVERIFY(torch::equal(draw(single), draw(model)));
    }
}

void TestModelParts::weights_without_configuration_give_their_own() {
    for (const auto& [file, folder] : singleFiles()) {
        const ModelParts parts = openModel(file), known = openModel(folder);
        QCOMPARE(misfit<UNet2DCondition>(parts.configs.unet, parts.weights.unet), std::string());
        QCOMPARE(misfit<AutoencoderKL>(parts.configs.vae, parts.weights.vae), std::string());
        QCOMPARE(misfit<ClipText>(parts.configs.text_encoder, parts.weights.text_encoder), std::string());
        QCOMPARE(parts.configs.unet.block_out_channels, known.configs.unet.block_out_channels);
        QCOMPARE(parts.configs.unet.down_block_types, known.configs.unet.down_block_types);
        QCOMPARE(parts.configs.text_encoder.vocab_size, known.configs.text_encoder.vocab_size);
        QVERIFY2(!parts.assumed.empty(), "heads and groups are not in the file");
    }
}

void TestModelParts::published_weights_give_the_published_configuration() {
    std::vector<std::string> assumed;
    const auto found = inferConfigs(pipelineFromLdm(published("ldm_single_file")), assumed);
    const auto wanted = LdmConfigs::stableDiffusion1();
    QVERIFY(assumed.empty());
    QCOMPARE(found.unet.toJson().dump(), wanted.unet.toJson().dump());
    QCOMPARE(found.vae.toJson().dump(), wanted.vae.toJson().dump());
    QCOMPARE(found.text_encoder.toJson().dump(), wanted.text_encoder.toJson().dump());
    QCOMPARE(misfit<UNet2DCondition>(found.unet, published("unet")), std::string());
}

void TestModelParts::a_single_file_carries_its_configuration_along() {
    const TempDir dir;
    for (const auto& item : singleFiles()) {
        const ModelParts parts = openModel(item.folder);
        saveSafetensors(dir / "one.safetensors", ldmFromPipeline(parts.weights), singleFileMetadata(parts, "one"));
        const ModelParts again = openModel(dir / "one.safetensors");
        QVERIFY(again.assumed.empty());
        QCOMPARE(again.configs.unet.toJson().dump(), parts.configs.unet.toJson().dump());
        QCOMPARE(again.scheduler.dump(), parts.scheduler.dump());
        auto model = StableDiffusion(parts), single = StableDiffusion(again);
        QVERIFY(torch::equal(draw(single), draw(model)));
    }
}

void TestModelParts::adapters_of_every_dialect_draw_the_same() {
    const auto folder = goldenFixture("training/lora");
    const auto base = goldenFixture("pipeline/tiny_sd/model");
    auto plain = StableDiffusion::load(base);
    const auto without = draw(plain);
    torch::Tensor first;
    int files = 0;
    for (const auto* name :
         {"kohya_lora.safetensors", "peft_names_lora.safetensors", "pytorch_lora_weights.safetensors"}) {
        const auto file = folder / name;
        if (!std::filesystem::exists(file)) continue;
        auto model = StableDiffusion::load(base);
        attachLoraFile(model, file, 1.0);
        const auto picture = draw(model);
        if (!first.defined()) first = picture;
        QVERIFY2((picture - first).abs().max().item<double>() < 1e-4, name);
        attachLoraFile(plain, file, 0.0);
        ++files;
    }
    QVERIFY2(files >= 2, "the golden data hold fewer than two dialects");
    QVERIFY((first - without).abs().max().item<double>() > 1e-3);
    QVERIFY((draw(plain) - without).abs().max().item<double>() < 1e-4);  // of strength 0 each
}

void TestModelParts::peft_alphas_are_read_from_the_metadata() {
    LoraWeights weights;
    const LoraLayer layer{torch::ones({4, 8}), torch::ones({8, 4}), {}};
    weights.unet["a.to_q"] = weights.unet["b.to_q"] = weights.text_encoder["c"] = layer;
    weights.unet["b.to_k"] = {torch::ones({4, 8}), torch::ones({8, 4}), 1.0};
    applyPeftSettings(weights, {{"unet.lora_alpha", 8}, {"unet.alpha_pattern", {{"b.to_q", 2}}}});
    QCOMPARE(weights.unet["a.to_q"].scale(), 2.0);
    QCOMPARE(weights.unet["b.to_q"].scale(), 0.5);
    QCOMPARE(weights.unet["b.to_k"].scale(), 0.25);  // the file's own wins
    QCOMPARE(weights.text_encoder["c"].scale(), 1.0);
    applyPeftSettings(weights, {{"lora_alpha", 4}, {"use_rslora", true}});
    QCOMPARE(weights.text_encoder["c"].scale(), 2.0);  // 4 / sqrt(4)
}

void TestModelParts::added_tokens_are_one_row_each_in_every_layout() {
    const TempDir dir;
    writeInversion(dir / "model", 3);
    auto folder = StableDiffusion::load(dir / "model");
    const auto plain = folder.tokenizer().encodeUncut("a");
    const auto expected = statesOf(folder, {plain[1], 800, 801, plain[1], 802});
    QVERIFY(torch::equal(folder.encodeTexts({"a <cat> a OTHER"}), expected));
    const ModelParts parts = openModel(dir / "model");
    saveSafetensors(dir / "one.safetensors", ldmFromPipeline(parts.weights), singleFileMetadata(parts, "one"));
    auto file = StableDiffusion::load(dir / "one.safetensors");
    QVERIFY(torch::equal(file.encodeTexts({"a <cat> a OTHER"}), expected));
}

void TestModelParts::an_added_token_without_a_row_is_refused_where_it_is_used() {
    const TempDir dir;
    writeInversion(dir / "model", 2);
    auto model = StableDiffusion::load(dir / "model");
    QVERIFY(model.encodeTexts({"a <cat> near"}).defined());
    try {
        model.encodeTexts({"an other near"});
        QFAIL("no exception");
    } catch (const Error& problem) {
        QVERIFY2(std::string(problem.what()).find("'Other' has the id 802") != std::string::npos, problem.what());
    }
    QVERIFY_EXCEPTION_THROWN(requireRowForEveryToken(model.tokenizer(), 802), Error);
    requireRowForEveryToken(model.tokenizer(), 803);
}

void TestModelParts::remarks_name_added_tokens_and_corrections() {
    const TempDir dir;
    writeInversion(dir / "model", 3);
    QCOMPARE(pipelineRemarks(goldenFixture("pipeline/tiny_sd/model")).details, std::vector<std::string>());
    QCOMPARE(pipelineRemarks(dir / "model").details,
             std::vector<std::string>{"added tokens: <cat> (800), <cat>_1 (801), Other (802)"});
    Json scheduler = readJsonFile(dir / "model/scheduler/scheduler_config.json");
    scheduler["steps_offset"] = 0;
    writeJsonFile(dir / "model/scheduler/scheduler_config.json", scheduler);
    QCOMPARE(pipelineRemarks(dir / "model").details.size(), std::size_t{2});
    scheduler["prediction_type"] = "flow";
    writeJsonFile(dir / "model/scheduler/scheduler_config.json", scheduler);
    const auto problems = pipelineRemarks(dir / "model").problems;
    QCOMPARE(problems.size(), std::size_t{1});
    QVERIFY(problems[0].find("'prediction_type'") != std::string::npos);
}

void TestModelParts::pictures_pass_in_tiles_when_memory_is_short() {
    auto model = StableDiffusion::load(goldenFixture("pipeline/tiny_sd/model"));
    std::vector<std::string> notices;
    model.setNotice([&](const std::string& sentence) { notices.push_back(sentence); });
    const auto latents = torch::randn({2, 4, 8, 24});
    const auto whole = model.imagesFromLatents(latents);
    QVERIFY(notices.empty());
    model.setMemoryLimit(1);
    const auto tiled = model.imagesFromLatents(latents);
    QCOMPARE(notices.size(), std::size_t{1});
    QCOMPARE(tiled.sizes().vec(), whole.sizes().vec());
    QVERIFY(!torch::equal(tiled, whole));
    model.setTiling(VaeTiling::Off);
    // One by one is what remains.
    QVERIFY((model.imagesFromLatents(latents) - whole).abs().max().item<double>() < 1e-5);
}
