// SPDX-License-Identifier: GPL-3.0-or-later
#include "clip_files_test.h"

#include "base/error.h"
#include "golden_tensors.h"
#include "models/clip_files.h"
#include "models/model_folder.h"
#include "nn/initialisers.h"
#include "support/temp_dir.h"
#include "tensor_io/load_report.h"
#include "tensor_io/open_clip_names.h"
#include "tensor_io/pickle_reader.h"

#include <torch/csrc/jit/api/module.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <QtTest/QTest>

using namespace recap;
using recap::testing::goldenCases;
using recap::testing::goldenFixture;
using recap::testing::GoldenTensors;
using recap::testing::TempDir;

namespace {

std::vector<GoldenTensors> casesCalled(const std::string& begin) {
    std::vector<GoldenTensors> out;
    for (const auto& folder : goldenCases("judges"))
        if (folder.filename().string().starts_with(begin)) out.emplace_back(folder);
    if (out.empty()) throw std::runtime_error("there is no golden case of " + begin);
    return out;
}

QString strayingEmbeddings(ClipModel& clip, const GoldenTensors& golden) {
    const torch::NoGradGuard noGrad;
    const auto images = clip->imageEmbedding(golden["pixel_values"]);
    const auto texts = clip->textEmbedding(golden["input_ids"]);
    const std::map<std::string, torch::Tensor> computed{
        {"image_embeds", images}, {"text_embeds", texts}, {"logits_per_image", clip->logitsPerImage(images, texts)}};
    for (const auto& [name, tensor] : computed)
        if (const auto words = recap::testing::difference(tensor, golden[name], 2e-5); !words.isEmpty())
            return QString::fromStdString(name + ": ") + words;
    return {};
}

// The tensors of a list of names and shapes, without memory.
StateDict tensorsOf(const Json& keys) {
    StateDict out;
    for (const auto& item : keys.items())
        out[item.key()] =
            torch::empty(item.value().get<std::vector<std::int64_t>>(), torch::TensorOptions().device(torch::kMeta));
    return out;
}

// A module of TorchScript with these tensors, nested as their names say.
torch::jit::Module scripted(const std::string& name, const StateDict& weights) {
    torch::jit::Module module("__torch__." + name);
    std::map<std::string, StateDict> children;
    for (const auto& [key, tensor] : weights) {
        const auto dot = key.find('.');
        if (dot == std::string::npos)
            module.register_parameter(key, tensor, !tensor.is_floating_point());
        else
            children[key.substr(0, dot)][key.substr(dot + 1)] = tensor;
    }
    for (const auto& [child, own] : children) module.register_module(child, scripted(name + "_" + child, own));
    return module;
}

StateDict tinyOpenClip(std::int64_t width) {
    StateDict out;
    const auto put = [&](const std::string& name, at::IntArrayRef shape) { out[name] = torch::randn(shape); };
    for (const std::string tower : {"visual.", ""}) {
        const std::string block = tower + "transformer.resblocks.0.";
        for (const char* norm : {"ln_1", "ln_2"})
            for (const char* part : {".weight", ".bias"}) put(block + norm + part, {width});
        put(block + "attn.in_proj_weight", {3 * width, width});
        put(block + "attn.in_proj_bias", {3 * width});
        put(block + "attn.out_proj.weight", {width, width});
        put(block + "attn.out_proj.bias", {width});
        put(block + "mlp.c_fc.weight", {4 * width, width});
        put(block + "mlp.c_fc.bias", {4 * width});
        put(block + "mlp.c_proj.weight", {width, 4 * width});
        put(block + "mlp.c_proj.bias", {width});
    }
    for (const char* norm : {"visual.ln_pre", "visual.ln_post", "ln_final"})
        for (const char* part : {".weight", ".bias"}) put(std::string(norm) + part, {width});
    put("visual.class_embedding", {width});
    put("visual.positional_embedding", {5, width});
    put("visual.conv1.weight", {width, 3, 8, 8});
    put("visual.proj", {width, 12});
    put("positional_embedding", {7, width});
    put("token_embedding.weight", {20, width});
    put("text_projection", {width, 12});
    put("logit_scale", {});
    return out;
}

std::string refusalOf(const std::filesystem::path& path) {
    try {
        openClip(path);
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

}  // namespace

void TestClipFiles::open_clip_folders_equal_the_reference() {
    for (const auto& golden : casesCalled("open_clip")) {
        const auto files = openClip(golden.folder / "model");
        QVERIFY(files.open_clip);
        ClipModel clip = clipOf(files);
        QCOMPARE(strayingEmbeddings(clip, golden), QString());
        const torch::NoGradGuard noGrad;
        const auto features = clip->visual_projection(clip->vision_model(golden["pixel_values"]).pooler_output);
        RECAP_COMPARE_TENSORS(features, golden["image_features"], 2e-5);
    }
}

void TestClipFiles::gelu_of_a_transformers_folder_equals_the_reference() {
    for (const auto& golden : casesCalled("clip_gelu")) {
        const auto files = openClip(golden.model());
        QVERIFY(!files.open_clip);
        ClipModel clip = clipOf(files);
        QCOMPARE(strayingEmbeddings(clip, golden), QString());
        const torch::NoGradGuard noGrad;
        RECAP_COMPARE_TENSORS(clip->vision_model(golden["pixel_values"]).last_hidden_state.narrow(0, 0, 1),
                              golden["vision.last_hidden_state"], 2e-5);
        const auto rows = golden["text.last_hidden_state"].size(0);
        RECAP_COMPARE_TENSORS(
            clip->text_model(golden["input_ids"], torch::Tensor()).last_hidden_state.narrow(0, 0, rows),
            golden["text.last_hidden_state"], 2e-5);
    }
}

void TestClipFiles::names_and_shapes_of_vit_h_14_are_known() {
    const nn::InitScope scope(nn::InitMode::Meta);
    for (const auto& golden : casesCalled("open_clip")) {
        if (!std::filesystem::exists(golden.folder / "keys_vit_h_14.json")) continue;
        const Json list = readJsonFile(golden.folder / "keys_vit_h_14.json");
        const ClipModel clip(clipConfigFromOpenClip(list["config"]));
        const auto report = compareWithModule(*clip, clipFromOpenClip(tensorsOf(list["keys"])));
        QVERIFY2(report.clean(), describeReport(report, verbatim("list")).english().c_str());
    }
}

void TestClipFiles::shapes_tell_the_sizes_of_vit_h_14() {
    const Json list = readJsonFile(goldenFixture("judges/open_clip/keys_vit_h_14.json"));
    const auto stated = clipConfigFromOpenClip(list["config"]);
    const auto told = clipConfigByShapes(clipFromOpenClip(tensorsOf(list["keys"])), false, "HPS_v2.1_compressed.pt");
    QCOMPARE(told.toJson().dump(), stated.toJson().dump());
}

void TestClipFiles::a_torchscript_archive_of_openai_is_read_without_running_it() {
    const TempDir dir;
    auto weights = tinyOpenClip(64);
    auto archived = weights;
    for (auto& [name, tensor] : archived) tensor = tensor.to(torch::kFloat16);
    for (const char* size : {"context_length", "input_resolution", "vocab_size"})
        archived[size] = torch::tensor(7, torch::kInt64);
    auto module = scripted("Clip", archived);
    module.define(
        "def forward(self, x):\n" + std::string("    x = x + x * x - x / (x + 1)\n") +
        "    y = x.sum() + x.mean() + x.min() + x.max()\n    return (x - y) * y + x.relu() + y.exp() + x.sin()\n"
        "def again(self, x):\n    return self.forward(self.forward(x)) + self.forward(x + 1).tanh().cos()\n");
    module.save((dir.path() / "ViT-tiny.pt").string());
    const auto read = loadTensorFile(dir.path() / "ViT-tiny.pt");
    QCOMPARE(read.size(), archived.size());
    for (const auto& [name, tensor] : archived) QVERIFY2(torch::equal(read.at(name), tensor), name.c_str());
    const auto files = openClip(dir.path() / "ViT-tiny.pt");
    QCOMPARE(files.config.vision_config.hidden_act, std::string("quick_gelu"));
    QCOMPARE(files.config.vision_config.image_size, std::int64_t{16});
    ClipModel clip = clipOf(files);
    const torch::NoGradGuard noGrad;
    QVERIFY(torch::equal(clip->text_projection->weight, archived["text_projection"].t().to(torch::kFloat32)));
    QVERIFY(clip->imageEmbedding(torch::randn({1, 3, 16, 16})).norm().item<double>() > 0.99);
}

void TestClipFiles::a_file_whose_activation_is_open_asks_for_its_configuration() {
    const TempDir dir;
    saveSafetensors(dir.path() / "laion.safetensors", tinyOpenClip(64));
    QVERIFY(refusalOf(dir.path() / "laion.safetensors").find("open_clip_config.json beside it") != std::string::npos);
}

void TestClipFiles::other_towers_are_refused_by_name() {
    const Json text{{"width", 64}, {"heads", 1}, {"layers", 1}};
    const Json vision{{"width", 64}, {"layers", 1}, {"patch_size", 8}, {"image_size", 16}};
    const Json resnet{{"width", 64}, {"layers", {3, 4, 6, 3}}, {"image_size", 224}};
    const Json timm{{"timm_model_name", "vit_so400m"}, {"image_size", 224}};
    const auto configOf = [&](const Json& v, const Json& t) {
        return Json{{"model_cfg", {{"embed_dim", 12}, {"vision_cfg", v}, {"text_cfg", t}}}};
    };
    clipConfigFromOpenClip(configOf(vision, text));
    QVERIFY_THROWS_EXCEPTION(Error, clipConfigFromOpenClip(configOf(resnet, text)));
    QVERIFY_THROWS_EXCEPTION(Error, clipConfigFromOpenClip(configOf(timm, text)));
    QVERIFY_THROWS_EXCEPTION(Error, clipConfigFromOpenClip(configOf(vision, {{"hf_model_name", "roberta"}})));
}

void TestClipFiles::another_network_is_named() {
    QVERIFY(refusalOf(goldenFixture("blip/captioning/model")).find("BlipForConditionalGeneration") !=
            std::string::npos);
}
