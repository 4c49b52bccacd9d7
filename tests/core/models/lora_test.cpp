// SPDX-License-Identifier: GPL-3.0-or-later
#include "lora_test.h"

#include "base/error.h"
#include "golden_tensors.h"
#include "models/lora.h"
#include "models/model_folder.h"

#include <torch/optim.h>
#include <QtTest/QTest>

using namespace recap;
using recap::testing::goldenFixture;

namespace {

std::filesystem::path loraFolder() {
    return goldenFixture("training/lora");
}

struct Pipeline {
    Pipeline()
        : unet(loadUNet(goldenFixture("pipeline/tiny_sd/model/unet"))),
          text(loadTextEncoder(goldenFixture("pipeline/tiny_sd/model/text_encoder"))) {}
    LoraTargets targets() const { return {adaptablePaths(*unet), adaptablePaths(*text)}; }
    torch::Tensor predict() {
        torch::manual_seed(1);
        const auto x = torch::randn({1, 4, 8, 8}), context = torch::randn({1, 77, unet->config().cross_attention_dim});
        return unet(x, torch::tensor(10), context);
    }
    UNet2DCondition unet;
    ClipText text;
};

std::string messageOf(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& e) {
        return e.what();
    }
    return {};
}

bool sameLayers(const LoraLayers& a, const LoraLayers& b) {
    if (a.size() != b.size()) return false;
    for (const auto& [path, layer] : a) {
        const auto other = b.find(path);
        if (other == b.end() || !torch::equal(layer.down, other->second.down) ||
            !torch::equal(layer.up, other->second.up) || layer.scale() != other->second.scale())
            return false;
    }
    return true;
}

}  // namespace

void TestLora::all_dialects_of_one_adapter_read_the_same() {
    const Pipeline pipeline;
    const auto read = [&](const char* name) {
        const auto file = loadSafetensors(loraFolder() / name);
        if (!isLoraFile(file)) qFatal("%s is not recognised", name);
        return loraFromFile(file, pipeline.targets());
    };
    const auto diffusers = read("pytorch_lora_weights.safetensors");
    QCOMPARE(diffusers.unet.size(), std::size_t{128});
    QVERIFY(diffusers.text_encoder.empty());
    QVERIFY(sameLayers(read("peft_names_lora.safetensors").unet, diffusers.unet));
    QVERIFY(sameLayers(read("kohya_lora.safetensors").unet, diffusers.unet));
    QVERIFY(
        !isLoraFile(loadSafetensors(goldenFixture("pipeline/tiny_sd/model/unet/diffusion_pytorch_model.safetensors"))));
}

void TestLora::written_files_equal_the_reference_to_the_bit() {
    const Pipeline pipeline;
    const std::vector<std::pair<const char*, LoraDialect>> files{
        {"pytorch_lora_weights.safetensors", LoraDialect::Diffusers},
        {"peft_names_lora.safetensors", LoraDialect::Peft},
        {"kohya_lora.safetensors", LoraDialect::Kohya}};
    for (const auto& [name, dialect] : files) {
        const auto expected = loadSafetensors(loraFolder() / name);
        const auto written = fileFromLora(loraFromFile(expected, pipeline.targets()), dialect);
        QCOMPARE(written.size(), expected.size());
        for (const auto& [key, tensor] : expected)
            QVERIFY2(written.count(key) == 1 && torch::equal(written.at(key), tensor), key.c_str());
    }
    const auto weights = loraFromFile(loadSafetensors(loraFolder() / "kohya_lora.safetensors"), pipeline.targets());
    const auto metadata = loraMetadata(weights, LoraDialect::Kohya);
    QCOMPARE(metadata.at("ss_network_dim"), std::string("4"));
    QCOMPARE(metadata.at("ss_network_module"), std::string("networks.lora"));
}

void TestLora::older_processor_names_are_understood() {
    const Pipeline pipeline;
    const std::string block = "unet.mid_block.attentions.0.transformer_blocks.0.attn1.";
    const std::string text = "text_encoder.text_model.encoder.layers.0.self_attn.";
    const StateDict file{{block + "processor.to_out_lora.down.weight", torch::ones({2, 16})},
                         {block + "processor.to_out_lora.up.weight", torch::ones({16, 2})},
                         {text + "to_q_lora.down.weight", torch::ones({2, 32})},
                         {text + "to_q_lora.up.weight", torch::ones({32, 2})}};
    const auto weights = loraFromFile(file, pipeline.targets());
    QVERIFY(weights.unet.count("mid_block.attentions.0.transformer_blocks.0.attn1.to_out.0") == 1);
    QVERIFY(weights.text_encoder.count("text_model.encoder.layers.0.self_attn.q_proj") == 1);
}

void TestLora::kohya_alpha_scales_the_change() {
    const Pipeline pipeline;
    const std::string module = "lora_unet_mid_block_attentions_0_proj_in";
    StateDict file{{module + ".lora_down.weight", torch::ones({4, 16, 1, 1})},
                   {module + ".lora_up.weight", torch::ones({16, 4, 1, 1})},
                   {module + ".alpha", torch::tensor(2.0f)}};
    const auto scaleOf = [&] { return loraFromFile(file, pipeline.targets()).unet.begin()->second.scale(); };
    QCOMPARE(scaleOf(), 0.5);
    file[module + ".alpha"] = torch::tensor(0.0f);  // zero stands for "not given"
    QCOMPARE(scaleOf(), 1.0);
    // Dialects without alpha carry the scale inside the factor.
    file[module + ".alpha"] = torch::tensor(2.0f);
    const auto peft = fileFromLora(loraFromFile(file, pipeline.targets()), LoraDialect::Peft);
    QVERIFY(
        torch::equal(peft.at("unet.mid_block.attentions.0.proj_in.lora_B.weight"), torch::full({16, 4, 1, 1}, 0.5)));
}

void TestLora::attached_and_merged_adapters_give_the_same_prediction() {
    Pipeline pipeline;
    const torch::NoGradGuard noGrad;
    const auto plain = pipeline.predict();
    const auto weights = loraFromFile(loadSafetensors(loraFolder() / "kohya_lora.safetensors"), pipeline.targets());
    attachLora(*pipeline.unet, weights.unet, 0.5);
    const auto adapted = pipeline.predict();
    QVERIFY(!recap::testing::difference(adapted, plain, 1e-2).isEmpty());
    detachLora(*pipeline.unet);
    QVERIFY(torch::equal(pipeline.predict(), plain));
    mergeLora(*pipeline.unet, weights.unet, 0.5);
    RECAP_COMPARE_TENSORS(pipeline.predict(), adapted, 1e-4);
}

void TestLora::fresh_adapters_change_nothing_and_give_their_factors_to_an_optimiser() {
    Pipeline pipeline;
    const auto plain = pipeline.predict().detach();
    const auto layers = freshLora(*pipeline.unet, {"to_q", "to_k", "to_v", "to_out.0"}, 4, 4.0);
    QCOMPARE(layers.size(), std::size_t{128});
    const auto convolutions = freshLora(*pipeline.unet, {"conv1"}, 2, 2.0);
    QVERIFY(convolutions.begin()->second.down.dim() == 4 && convolutions.begin()->second.up.size(2) == 1);
    for (auto& parameter : pipeline.unet->parameters()) parameter.set_requires_grad(false);
    auto factors = attachLora(*pipeline.unet, layers);
    const auto more = attachLora(*pipeline.unet, convolutions);
    factors.insert(factors.end(), more.begin(), more.end());
    const auto adapted = pipeline.predict();
    RECAP_COMPARE_TENSORS(adapted, plain, 1e-6);
    adapted.square().sum().backward();
    torch::optim::SGD optimizer(factors, torch::optim::SGDOptions(0.01));
    optimizer.step();
    QVERIFY(layers.begin()->second.up.abs().max().item<double>() > 0.0);  // the file to be written sees the step
    QVERIFY(messageOf([&] { freshLora(*pipeline.unet, {"to_nothing"}, 4, 4.0); }).find("to_nothing") !=
            std::string::npos);
}

// Diffusers wrote these for the text encoder for a time.
void TestLora::names_of_the_first_text_encoders_are_understood() {
    const Pipeline pipeline;
    const std::string layer = "text_encoder.text_model.encoder.layers.1.self_attn.";
    StateDict file;
    for (const char* projection : {"q_proj", "k_proj", "v_proj", "out_proj"}) {
        file[layer + projection + ".lora_linear_layer.down.weight"] = torch::full({2, 32}, 3.0);
        file[layer + projection + ".lora_linear_layer.up.weight"] = torch::ones({32, 2});
    }
    QVERIFY(isLoraFile(file));
    for (const auto& targets : {pipeline.targets(), targetsNamedIn(file)}) {
        const auto weights = loraFromFile(file, targets);
        QVERIFY(weights.unet.empty() && weights.foreign.empty());
        QCOMPARE(weights.text_encoder.size(), std::size_t{4});
        const auto& query = weights.text_encoder.at("text_model.encoder.layers.1.self_attn.q_proj");
        QVERIFY(torch::equal(query.down, torch::full({2, 32}, 3.0)));
        QCOMPARE(query.scale(), 1.0);
    }
}

void TestLora::tensors_of_no_adapter_are_listed_and_the_rest_is_used() {
    const Pipeline pipeline;
    StateDict file = loadSafetensors(loraFolder() / "kohya_lora.safetensors");
    const auto plain = loraFromFile(file, pipeline.targets());
    file["bundle_emb.cat.string_to_param.*"] = torch::ones({1, 32});
    file["step"] = torch::tensor(7);
    QVERIFY(isLoraFile(file));
    const auto weights = loraFromFile(file, pipeline.targets());
    QVERIFY(sameLayers(weights.unet, plain.unet));
    QCOMPARE(weights.foreign, (std::vector<std::string>{"bundle_emb.cat.string_to_param.*", "step"}));
    QVERIFY(!isLoraFile({{"bundle_emb.cat.string_to_param.*", torch::ones({1})}, {"step", torch::ones({1})}}));
    QVERIFY(!isLoraFile({{"a.alpha", torch::ones({1})}, {"blocks.b1.weight", torch::ones({1})}}));
}

// The usual part of such a file alone would be another adapter.
void TestLora::other_kinds_of_adapters_are_refused_by_name() {
    const Pipeline pipeline;
    const std::string module = "lora_unet_mid_block_attentions_0_proj_in";
    const std::pair<const char*, const char*> kinds[] = {{".hada_w1_a", "LoHa"},
                                                         {".hada_t2", "LoHa"},
                                                         {".lokr_w1", "LoKr"},
                                                         {".lokr_w2_b", "LoKr"},
                                                         {".lora_mid.weight", "Tucker"},
                                                         {".dora_scale", "DoRA"},
                                                         {".lora_magnitude_vector", "DoRA"},
                                                         {".lora_magnitude_vector.default.weight", "DoRA"},
                                                         {".oft_blocks", "OFT"},
                                                         {".on_input", "IA3"},
                                                         {".diff", "full difference"},
                                                         {".diff_b", "full difference"},
                                                         {".w_norm", "normalisation"},
                                                         {".b2.weight", "GLoRA"}};
    for (const auto& [ending, kind] : kinds) {
        StateDict file{{module + ending, torch::ones({2, 2})}};
        QVERIFY2(isLoraFile(file), ending);
        file.merge(loadSafetensors(loraFolder() / "kohya_lora.safetensors"));
        std::vector<std::string> unmatched;
        const std::string message = messageOf([&] { loraFromFile(file, pipeline.targets(), &unmatched); });
        QVERIFY2(message.find(kind) != std::string::npos, (ending + (": " + message)).c_str());
        QVERIFY2(message.find("1 of 385 tensors") != std::string::npos, message.c_str());
        QVERIFY2(message.find(module + ending) != std::string::npos, message.c_str());
    }
}

void TestLora::names_that_fit_no_layer_are_listed_together() {
    const Pipeline pipeline;
    const std::string message = messageOf([&] {
        loraFromFile(
            {{"unet.nowhere.lora_A.weight", torch::ones({1, 1})}, {"unet.no.lora_B.weight", torch::ones({1, 1})}},
            pipeline.targets());
    });
    QVERIFY2(message.find("2 tensors") != std::string::npos, message.c_str());
    QVERIFY(message.find("unet.nowhere.lora_A.weight") != std::string::npos);
    QVERIFY(messageOf([&] {
                loraFromFile({{"unet.conv_in.dora_scale", torch::ones({1})}}, pipeline.targets());
            }).find("DoRA") != std::string::npos);
}

void TestLora::factors_without_partner_or_of_another_width_are_refused() {
    Pipeline pipeline;
    const std::string name = "unet.mid_block.attentions.0.proj_in.lora_A.weight";
    const std::string partner = "unet.mid_block.attentions.0.proj_in.lora_B.weight";
    const auto read = [&](const StateDict& file) { return loraFromFile(file, pipeline.targets()); };
    QVERIFY(messageOf([&] { read({{name, torch::ones({2, 16})}}); }).find("lacks") != std::string::npos);
    QVERIFY(messageOf([&] {
                read({{name, torch::ones({2, 16})}, {partner, torch::ones({16, 3})}});
            }).find("do not fit") != std::string::npos);
    const auto wide = read({{name, torch::ones({2, 17})}, {partner, torch::ones({16, 2})}});
    QVERIFY(messageOf([&] { attachLora(*pipeline.unet, wide.unet); }).find("16 x 17") != std::string::npos);
    QVERIFY(messageOf([&] { mergeLora(*pipeline.unet, {{"nowhere", {}}}); }).find("'nowhere'") != std::string::npos);
}
