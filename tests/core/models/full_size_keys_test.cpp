// SPDX-License-Identifier: GPL-3.0-or-later
#include "full_size_keys_test.h"

#include "golden_tensors.h"
#include "models/autoencoder_kl.h"
#include "models/blip.h"
#include "models/clip_model.h"
#include "models/clip_text.h"
#include "models/unet_2d_condition.h"
#include "nn/initialisers.h"
#include "tensor_io/key_aliases.h"
#include "tensor_io/load_report.h"

#include <QtTest/QTest>

using namespace recap;
using recap::testing::goldenRoot;

namespace {

using Builder = std::function<std::shared_ptr<torch::nn::Module>(const Json& config)>;

const std::map<std::string, Builder>& builders() {
    static const std::map<std::string, Builder> all{
        {"unet", [](const Json& c) { return UNet2DCondition(UNet2DConditionConfig::fromJson(c)).ptr(); }},
        {"vae", [](const Json& c) { return AutoencoderKL(AutoencoderKLConfig::fromJson(c)).ptr(); }},
        {"text_encoder", [](const Json& c) { return ClipText(ClipTextConfig::fromJson(c)).ptr(); }},
        {"blip_captioning_base", [](const Json& c) { return Blip(BlipConfig::fromJson(c)).ptr(); }},
        {"clip_vit_b_32", [](const Json& c) { return ClipModel(ClipModelConfig::fromJson(c)).ptr(); }}};
    return all;
}

Json readList(const std::string& name) {
    return readJsonFile(goldenRoot() / "formats/full_size_keys" / (name + ".json"));
}

// The list as a dictionary of tensors without memory.
StateDict dictionaryOf(const Json& list) {
    StateDict out;
    for (const auto& item : list.at("tensors").items())
        out[item.key()] = torch::empty(item.value().get<std::vector<std::int64_t>>(), torch::kMeta);
    return out;
}

}  // namespace

void TestFullSizeKeys::module_names_and_shapes_equal_the_published_ones_data() {
    QTest::addColumn<QString>("name");
    for (const auto& item : builders()) QTest::newRow(item.first.c_str()) << QString::fromStdString(item.first);
}

void TestFullSizeKeys::module_names_and_shapes_equal_the_published_ones() {
    QFETCH(QString, name);
    const Json list = readList(name.toStdString());
    const nn::InitScope scope(nn::InitMode::Meta);
    const auto module = builders().at(name.toStdString())(list.at("config"));
    // The BLIP list names the tied output layer, which the loader leaves out; the other lists have nothing to drop.
    const auto report = compareWithModule(*module, withCurrentBlipNames(dictionaryOf(list)));
    QVERIFY2(report.clean(), describeReport(report, verbatim("the list")).english().c_str());
    std::int64_t count = 0;
    for (const auto& parameter : module->parameters()) count += parameter.numel();
    QCOMPARE(count, list.at("parameters").get<std::int64_t>());
}

void TestFullSizeKeys::legacy_vae_names_cover_the_module() {
    const Json list = readList("vae_legacy_names");
    const nn::InitScope scope(nn::InitMode::Meta);
    AutoencoderKL vae(AutoencoderKLConfig::fromJson(list.at("config")));
    QVERIFY(!compareWithModule(*vae, dictionaryOf(list)).clean());
    const auto report = compareWithModule(*vae, withCurrentVaeNames(dictionaryOf(list)));
    QVERIFY2(report.clean(), describeReport(report, verbatim("the list")).english().c_str());
}

void TestFullSizeKeys::clip_vit_large_has_the_published_size() {
    ClipModelConfig config;
    config.projection_dim = 768;
    config.text_config.hidden_size = 768;
    config.text_config.intermediate_size = 3072;
    config.text_config.num_attention_heads = 12;
    config.vision_config.hidden_size = 1024;
    config.vision_config.intermediate_size = 4096;
    config.vision_config.num_hidden_layers = 24;
    config.vision_config.num_attention_heads = 16;
    config.vision_config.patch_size = 14;
    const nn::InitScope scope(nn::InitMode::Meta);
    ClipModel clip(config);
    std::int64_t count = 0;
    for (const auto& parameter : clip->parameters()) count += parameter.numel();
    QCOMPARE(count, std::int64_t{427616513});  // openai/clip-vit-large-patch14
    QCOMPARE(stateDictOf(*clip).size(), std::size_t{590});
}

void TestFullSizeKeys::a_module_on_the_meta_device_uses_no_memory() {
    const nn::InitScope scope(nn::InitMode::Meta);
    ClipText text{ClipTextConfig{}};
    for (const auto& parameter : text->parameters()) QVERIFY(parameter.is_meta());
}
