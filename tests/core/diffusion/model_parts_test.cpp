// SPDX-License-Identifier: GPL-3.0-or-later
#include "diffusion/pipeline.h"

#include "base/error.h"
#include "diffusion/lora_file.h"
#include "model_parts_test.h"
#include "models/config_inference.h"
#include "nn/initialisers.h"
#include "support/golden.h"
#include "support/temp_dir.h"
#include "tensor_io/load_report.h"
#include "tensor_io/safetensors.h"

#include <QtTest/QTest>

#include <functional>
#include <limits>

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

std::filesystem::path tinyModel() {
    return goldenFixture("pipeline/tiny_sd/model");
}

std::string messageOf(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& e) {
        return e.what();
    }
    return {};
}

// The tiny model with its UNet widened to other inputs, as one file.
void writeWithInputs(const std::filesystem::path& file, std::int64_t channels, bool ownConfiguration) {
    ModelParts parts = openModel(tinyModel());
    auto& first = parts.weights.unet.at("conv_in.weight");
    first = torch::zeros({first.size(0), channels, first.size(2), first.size(3)});
    saveSafetensors(file, ldmFromPipeline(parts.weights),
                    ownConfiguration ? singleFileMetadata(parts, "wide") : std::map<std::string, std::string>{});
}

template <class Model, class Config>
std::string misfit(const Config& config, const StateDict& weights) {
    const nn::InitScope scope(nn::InitMode::Meta);
    const Model model(config);
    const auto report = compareWithModule(*model, weights);
    return report.clean() ? std::string() : describeReport(report, verbatim("the file")).english();
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
    std::vector<Message> assumed;
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
    QVERIFY(pipelineRemarks(goldenFixture("pipeline/tiny_sd/model")).details.empty());
    const auto details = pipelineRemarks(dir / "model").details;
    QCOMPARE(details.size(), std::size_t{1});
    QCOMPARE(details[0].english(), std::string("added tokens: <cat> (800), <cat>_1 (801), Other (802)"));
    Json scheduler = readJsonFile(dir / "model/scheduler/scheduler_config.json");
    scheduler["steps_offset"] = 0;
    writeJsonFile(dir / "model/scheduler/scheduler_config.json", scheduler);
    QCOMPARE(pipelineRemarks(dir / "model").details.size(), std::size_t{2});
    scheduler["prediction_type"] = "flow";
    writeJsonFile(dir / "model/scheduler/scheduler_config.json", scheduler);
    const auto problems = pipelineRemarks(dir / "model").problems;
    QCOMPARE(problems.size(), std::size_t{1});
    QVERIFY(problems[0].english().find("'prediction_type'") != std::string::npos);
}

void TestModelParts::numbers_that_are_not_finite_are_named_with_their_file_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("tensor");
    QTest::newRow("unet") << "unet/diffusion_pytorch_model.safetensors"
                          << "mid_block.resnets.0.conv1.weight";
    QTest::newRow("autoencoder") << "vae/diffusion_pytorch_model.safetensors"
                                 << "decoder.conv_in.bias";
    QTest::newRow("text encoder") << "text_encoder/model.safetensors"
                                  << "text_model.encoder.layers.0.mlp.fc1.weight";
}

void TestModelParts::numbers_that_are_not_finite_are_named_with_their_file() {
    QFETCH(QString, file);
    QFETCH(QString, tensor);
    const TempDir dir;
    std::filesystem::copy(tinyModel(), dir / "m", std::filesystem::copy_options::recursive);
    const auto path = dir / ("m/" + file.toStdString());
    auto weights = loadSafetensors(path);
    for (auto& item : weights) item.second = item.second.clone();
    weights.at(tensor.toStdString()).view(-1)[0] = std::numeric_limits<float>::infinity();
    std::filesystem::remove(path);
    saveSafetensors(path, weights);
    const std::string message = messageOf([&] { StableDiffusion::load(dir / "m"); });
    QVERIFY2(message.find(path.string()) != std::string::npos, message.c_str());
    QVERIFY2(message.find(tensor.toStdString() + ".") != std::string::npos, message.c_str());
    const ModelParts parts = openModel(dir / "m");
    saveSafetensors(dir / "one.safetensors", ldmFromPipeline(parts.weights), singleFileMetadata(parts, "one"));
    const std::string single = messageOf([&] { StableDiffusion::load(dir / "one.safetensors"); });
    QVERIFY2(single.find("one.safetensors") != std::string::npos, single.c_str());
    QVERIFY2(single.find(tensor.toStdString()) != std::string::npos, single.c_str());
}

void TestModelParts::a_step_that_is_not_finite_ends_the_drawing() {
    const auto refusal = [](const std::function<void(StableDiffusion&)>& damage) {
        auto model = StableDiffusion::load(tinyModel());
        const torch::NoGradGuard noGrad;
        damage(model);
        return messageOf([&] { draw(model); });
    };
    // Finite weights whose sums are not.
    const auto overflow = [](torch::nn::Module& module, const char* name) {
        module.named_parameters()[name].fill_(3e38);
    };
    const auto unet = refusal([&](auto& model) { overflow(*model.unet(), "conv_out.weight"); });
    QVERIFY2(unet.find("Step 1 of ") == 0 && unet.find("not finite") != std::string::npos, unet.c_str());
    const auto text =
        refusal([&](auto& model) { overflow(*model.textEncoder(), "text_model.final_layer_norm.weight"); });
    QVERIFY2(text.find("The text encoder") == 0, text.c_str());
    const auto vae = refusal([&](auto& model) { overflow(*model.vae(), "decoder.conv_out.weight"); });
    QVERIFY2(vae.find("The image decoder") == 0, vae.c_str());
    QCOMPARE(refusal([](auto&) {}), std::string());
}

void TestModelParts::an_adapter_that_is_not_finite_is_refused() {
    const TempDir dir;
    auto file = loadSafetensors(goldenFixture("training/lora/kohya_lora.safetensors"));
    const std::string name = "lora_unet_mid_block_attentions_0_transformer_blocks_0_attn1_to_q.lora_up.weight";
    file.at(name) = torch::full_like(file.at(name), std::numeric_limits<float>::quiet_NaN());
    saveSafetensors(dir / "bad.safetensors", file);
    auto model = StableDiffusion::load(tinyModel());
    const std::string message = messageOf([&] { attachLoraFile(model, dir / "bad.safetensors", 1.0); });
    QVERIFY2(message.find("bad.safetensors") != std::string::npos && message.find(name) != std::string::npos,
             message.c_str());
}

void TestModelParts::tensors_of_no_adapter_are_returned() {
    const TempDir dir;
    auto model = StableDiffusion::load(tinyModel()), other = StableDiffusion::load(tinyModel());
    const auto good = goldenFixture("training/lora/kohya_lora.safetensors");
    auto file = loadSafetensors(good);
    file["bundle_emb.cat.string_to_param.*"] = file["step"] = torch::ones({2});
    saveSafetensors(dir / "more.safetensors", file);
    QVERIFY(attachLoraFile(model, good, 1.0).empty());
    QCOMPARE(attachLoraFile(other, dir / "more.safetensors", 1.0).size(), std::size_t{2});
    QVERIFY(torch::equal(draw(model), draw(other)));
    saveSafetensors(dir / "none.safetensors", {{"layer.weight", torch::ones({2})}});
    const std::string message = messageOf([&] { attachLoraFile(model, dir / "none.safetensors", 1.0); });
    QVERIFY2(message.find("layer.weight") != std::string::npos, message.c_str());
    const std::string base =
        messageOf([&] { attachLoraFile(model, tinyModel() / "vae/diffusion_pytorch_model.safetensors", 1.0); });
    QVERIFY2(base.find("AutoencoderKL") != std::string::npos, base.c_str());
}

void TestModelParts::models_with_other_inputs_are_refused_in_words() {
    const TempDir dir;
    for (const auto& [channels, word] : {std::pair{9, "inpainting"}, {8, "instruct-pix2pix"}}) {
        for (const bool own : {false, true}) {
            writeWithInputs(dir / "wide.safetensors", channels, own);
            const std::string message = messageOf([&] { StableDiffusion::load(dir / "wide.safetensors"); });
            QVERIFY2(message.find(word) != std::string::npos, message.c_str());
            QVERIFY2(message.find(std::to_string(channels) + " input channels") != std::string::npos, message.c_str());
            QVERIFY2(message.find("wide.safetensors") != std::string::npos, message.c_str());
        }
    }
}

void TestModelParts::folders_of_other_families_are_refused_by_name() {
    const TempDir dir;
    std::filesystem::copy(tinyModel(), dir / "m", std::filesystem::copy_options::recursive);
    const auto refusal = [&] { return messageOf([&] { openModel(dir / "m"); }); };
    QCOMPARE(refusal(), std::string());
    Json unet = readJsonFile(dir / "m/unet/config.json");
    unet["addition_embed_type"] = "text_time";
    std::filesystem::remove(dir / "m/unet/config.json");
    writeJsonFile(dir / "m/unet/config.json", unet);
    QVERIFY2(refusal().find("Stable Diffusion XL") != std::string::npos, refusal().c_str());
    std::filesystem::remove(dir / "m/model_index.json");
    for (const auto& [name, family] : {std::pair{"StableDiffusion3Pipeline", "Stable Diffusion 3"},
                                       {"FluxPipeline", "FLUX"},
                                       {"StableDiffusionXLInpaintPipeline", "Stable Diffusion XL"}}) {
        writeJsonFile(dir / "m/model_index.json", {{"_class_name", name}});
        QVERIFY2(refusal().find(family) != std::string::npos, refusal().c_str());
    }
}

void TestModelParts::pictures_pass_in_tiles_when_memory_is_short() {
    auto model = StableDiffusion::load(goldenFixture("pipeline/tiny_sd/model"));
    std::vector<std::string> notices;
    model.setNotice([&](const Message& sentence) { notices.push_back(sentence.english()); });
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
