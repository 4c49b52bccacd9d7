// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights_kind_test.h"

#include "tensor_io/finite.h"
#include "tensor_io/weights_kind.h"

#include <torch/types.h>
#include <QtTest/QTest>

#include <limits>

using namespace recap;

namespace {

// Names as in published files, and small shapes.
StateDict named(const QStringList& names) {
    StateDict out;
    for (const auto& name : names) out[name.toStdString()] = torch::ones({4, 4, 1, 1});
    return out;
}

const QString kUNet = "model.diffusion_model.input_blocks.0.0.weight", kLast = "model.diffusion_model.out.2.weight",
              kVae = "first_stage_model.encoder.conv_in.weight",
              kText = "cond_stage_model.transformer.text_model.embeddings.token_embedding.weight";

}  // namespace

void TestWeightsKind::files_are_told_by_their_tensors_data() {
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("obstacle");
    const auto row = [](const char* test, const QStringList& names, const char* name, const char* obstacle) {
        QTest::newRow(test) << names << QString(name) << QString(obstacle);
    };
    row("sd1", {kUNet, kVae, kText}, "single-file Stable Diffusion checkpoint", "");
    row("sd2", {kUNet, kVae, "cond_stage_model.model.transformer.resblocks.0.ln_1.weight"},
        "single-file Stable Diffusion 2 checkpoint", "diffusers folder only");
    row("sdxl", {kUNet, kVae, "conditioner.embedders.1.model.ln_final.weight"},
        "single-file Stable Diffusion XL checkpoint", "Stable Diffusion XL");
    row("sd3", {"model.diffusion_model.joint_blocks.0.context_block.attn.proj.weight", kVae},
        "single-file Stable Diffusion 3 checkpoint", "Stable Diffusion 3");
    row("flux", {"double_blocks.0.img_attn.proj.weight", "single_blocks.0.linear1.weight"},
        "single-file FLUX checkpoint", "FLUX");
    row("flux of diffusers",
        {"single_transformer_blocks.0.attn.to_q.weight", "transformer_blocks.0.norm1_context.linear"},
        "single-file FLUX checkpoint", "FLUX");
    row("controlnet", {"control_model.input_blocks.0.0.weight"}, "ControlNet", "steers another model");
    row("controlnet of diffusers",
        {"controlnet_cond_embedding.conv_in.weight", "down_blocks.0.resnets.0.conv1.weight",
         "time_embedding.linear_1.weight"},
        "ControlNet", "steers another model");
    row("unet", {"down_blocks.0.resnets.0.conv1.weight", "time_embedding.linear_1.weight"}, "UNet2DConditionModel", "");
    row("unet of xl",
        {"down_blocks.0.resnets.0.conv1.weight", "time_embedding.linear_1.weight", "add_embedding.linear_1.weight"},
        "UNet2DConditionModel", "Stable Diffusion XL");
    row("ldm unet", {kUNet}, "UNet of a single-file Stable Diffusion checkpoint", "");
    row("vae", {"decoder.conv_in.weight", "decoder.up_blocks.0.resnets.0.conv1.weight"}, "AutoencoderKL", "");
    row("ldm vae", {"decoder.conv_in.weight", "decoder.up.0.block.0.conv1.weight"},
        "autoencoder of a single-file Stable Diffusion checkpoint", "");
    row("clip text", {"text_model.embeddings.token_embedding.weight"}, "CLIPTextModel", "");
    row("clip", {"text_projection.weight", "vision_model.post_layernorm.weight"}, "CLIPModel", "");
    row("open clip", {"transformer.resblocks.0.ln_1.weight", "visual.proj"},
        "CLIP in the layout of OpenAI and open_clip", "serves as a judge");
    row("blip", {"text_decoder.cls.predictions.bias", "vision_model.post_layernorm.weight"},
        "BlipForConditionalGeneration", "");
    row("blip that matches",
        {"itm_head.bias", "text_encoder.embeddings.LayerNorm.bias", "vision_model.post_layernorm.bias"},
        "BlipForImageTextRetrieval", "writes none");
    row("blip that answers questions",
        {"text_decoder.cls.predictions.bias", "text_encoder.embeddings.LayerNorm.bias",
         "vision_model.post_layernorm.bias"},
        "BlipForQuestionAnswering", "writes no captions");
    row("first blip", {"text_decoder.cls.predictions.bias", "visual_encoder.blocks.0.norm1.weight"},
        "BLIP in the layout of its first release", "");
    row("blip that answers",
        {"text_decoder.cls.predictions.bias", "text_encoder.pooler.bias", "visual_encoder.blocks.0.norm1.weight"},
        "BLIP in the layout of its first release", "answers questions");
    row("blip that compares", {"itm_head.bias", "text_encoder.pooler.bias", "visual_encoder.blocks.0.norm1.weight"},
        "BLIP in the layout of its first release", "no text decoder");
    row("embedding", {"emb_params"}, "embeddings of textual inversion", "tokenizer");
    row("adapter", {"lora_unet_mid_block_attentions_0_proj_in.lora_down.weight"}, "LoRA", "");
    row("adapter of xl", {"lora_te2_text_model_encoder_layers_0_mlp_fc1.lora_down.weight"}, "LoRA",
        "Stable Diffusion XL");
    row("adapter of flux", {"lora_unet_double_blocks_0_img_attn_proj.lora_down.weight"}, "LoRA", "FLUX");
    row("adapter of sd3", {"transformer.transformer_blocks.0.attn.add_k_proj.lora_A.weight"}, "LoRA",
        "Stable Diffusion 3");
    row("something else", {"layer.weight"}, "", "");
}

void TestWeightsKind::files_are_told_by_their_tensors() {
    QFETCH(QStringList, names);
    QFETCH(QString, name);
    QFETCH(QString, obstacle);
    const auto id = identifyWeights(named(names));
    QCOMPARE(QString::fromStdString(id.name.english()), name);
    QCOMPARE(id.obstacle.empty(), obstacle.isEmpty());
    const auto said = QString::fromStdString(id.obstacle.english());
    QVERIFY2(said.contains(obstacle), qPrintable(said));
}

void TestWeightsKind::parts_that_a_picture_needs_are_named() {
    const auto absent = [](const QStringList& names) {
        return partsText(identifyWeights(named(names)).absent).english();
    };
    QCOMPARE(absent({kUNet}), std::string("the autoencoder and the text encoder"));
    QCOMPARE(absent({kUNet, kText}), std::string("the autoencoder"));
    QCOMPARE(absent({kUNet, kVae, kText}), std::string());
    QCOMPARE(absent({"decoder.conv_in.weight", "decoder.up_blocks.0.x"}), std::string("the UNet and the text encoder"));
}

void TestWeightsKind::other_inputs_are_named() {
    auto file = named({kUNet, kLast, kVae, kText});
    auto& first = file[kUNet.toStdString()];
    const auto inputs = [&](std::int64_t channels) {
        first = torch::ones({8, channels, 3, 3});
        const auto id = identifyWeights(file);
        return otherInput(id.input_channels, id.output_channels).english();
    };
    QCOMPARE(inputs(4), std::string());
    QVERIFY(inputs(9).find("inpainting") != std::string::npos &&
            inputs(9).find("9 input channels") != std::string::npos);
    QVERIFY(inputs(8).find("instruct-pix2pix") != std::string::npos);
    QVERIFY(inputs(5).find("5 input channels") != std::string::npos);
    QCOMPARE(otherInput(0, 0).english(), std::string());
}

void TestWeightsKind::classes_of_other_families_are_known() {
    QCOMPARE(familyOfClass("StableDiffusionXLPipeline"), std::string_view("Stable Diffusion XL"));
    QCOMPARE(familyOfClass("StableDiffusion3Pipeline"), std::string_view("Stable Diffusion 3"));
    QCOMPARE(familyOfClass("FluxTransformer2DModel"), std::string_view("FLUX"));
    for (const char* usual : {"StableDiffusionPipeline", "StableDiffusionInpaintPipeline", "UNet2DConditionModel", ""})
        QCOMPARE(familyOfClass(usual), std::string_view());
}

void TestWeightsKind::numbers_that_are_not_finite_are_found_in_every_type() {
    constexpr double kNan = std::numeric_limits<double>::quiet_NaN(),
                     kInfinity = std::numeric_limits<double>::infinity();
    for (const auto type : {torch::kFloat32, torch::kFloat64, torch::kFloat16, torch::kBFloat16}) {
        auto tensor = torch::full({37, 5}, -60000.0, type);
        QVERIFY(allFinite(tensor));
        for (const double bad : {kNan, kInfinity, -kInfinity}) {
            auto damaged = tensor.clone();
            damaged[36][4] = bad;
            QVERIFY(!allFinite(damaged));
            QVERIFY(!allFinite(damaged.t()));
            QVERIFY(allFinite(damaged.slice(1, 0, 4)));
        }
    }
    QVERIFY(allFinite(torch::full({2}, std::numeric_limits<float>::max())));
    QVERIFY(allFinite(torch::full({3}, 7, torch::kInt64)) && allFinite(torch::empty({0})));
    QCOMPARE(notFiniteIn({{"a", torch::ones({2})}, {"b", torch::full({1}, kNan)}}), std::vector<std::string>{"b"});
}
