// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/blip_files.h"

#include "base/error.h"
#include "blip_files_test.h"
#include "golden_tensors.h"
#include "nn/initialisers.h"
#include "support/temp_dir.h"
#include "tensor_io/blip_names.h"
#include "tensor_io/key_aliases.h"
#include "tensor_io/load_report.h"
#include "tensor_io/pickle_reader.h"
#include "tensor_io/weight_files.h"

#include <QtTest/QTest>

using namespace recap;
using recap::testing::goldenRoot;
using recap::testing::GoldenTensors;
using recap::testing::TempDir;
namespace fs = std::filesystem;

namespace {

fs::path caseFolder() {
    return goldenRoot() / "judges/blip_lavis";
}

StateDict firstRelease() {
    return loadTensorFile(caseFolder() / "model_original.pth");
}

// The file without its configuration.
fs::path alone(const TempDir& dir, const StateDict& weights) {
    const auto file = dir / "model_base_caption.safetensors";
    saveSafetensors(file, weights);
    return file;
}

// With the configuration that the reference states beside it: heads of 5 are no published size.
fs::path configured(const TempDir& dir, const StateDict& weights) {
    fs::copy_file(caseFolder() / "model/config.json", dir / "config.json");
    return alone(dir, weights);
}

template <class Action>
std::string refusalOf(const Action& action) {
    try {
        action();
    } catch (const Error& e) {
        return e.what();
    }
    return {};
}

bool sameTensors(const StateDict& a, const StateDict& b) {
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](const auto& x, const auto& y) {
               return x.first == y.first && torch::equal(x.second, y.second);
           });
}

// A list of the reference, "blocks.N" written out for every layer.
std::map<std::string, std::pair<std::string, torch::Tensor>> listOf(const std::string& name) {
    const Json map = readJsonFile(caseFolder() / "key_map.json");
    std::map<std::string, std::pair<std::string, torch::Tensor>> out;
    for (const auto& item : map.at(name).items()) {
        const auto shape = item.value().at("shape").get<std::vector<std::int64_t>>();
        const auto layers = item.value().at("layers").get<std::int64_t>();
        for (std::int64_t layer = 0; layer < std::max<std::int64_t>(layers, 1); ++layer) {
            const auto numbered = [&](std::string key) {
                const auto at = key.find(".N.");
                return at == std::string::npos ? key : key.replace(at + 1, 1, std::to_string(layer));
            };
            out[numbered(item.key())] = {numbered(item.value().at("hf").get<std::string>()),
                                         torch::empty(shape, torch::kMeta)};
        }
    }
    return out;
}

}  // namespace

void TestBlipFiles::a_file_of_the_first_release_gives_the_reference_logits() {
    const GoldenTensors golden(caseFolder());
    const TempDir dir;
    fs::copy_file(caseFolder() / "model/config.json", dir / "config.json");
    fs::copy_file(caseFolder() / "model_original.pth", dir / "model_original.pth");
    const auto reference = loadWeightFiles(caseFolder() / "model", kTransformersWeights);
    for (const auto& path : {dir.path(), dir / "model_original.pth"}) {
        const auto files = openBlip(path);
        QVERIFY(files.first_release && files.left_out.empty());
        QVERIFY(sameTensors(files.weights, withCurrentBlipNames(reference)));
        Blip blip = blipOf(files);
        const torch::NoGradGuard noGrad;
        const auto logits = blip->decode(golden["input_ids"], {}, blip->encodeImage(golden["pixel_values"]));
        QVERIFY(torch::allclose(logits, golden["logits"], 0, 1e-4));
    }
}

void TestBlipFiles::full_size_names_and_shapes_equal_the_published_ones_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("layers");
    QTest::newRow("base") << "captioning_base" << 768 << 12;
    QTest::newRow("large") << "captioning_large" << 1024 << 24;
}

void TestBlipFiles::full_size_names_and_shapes_equal_the_published_ones() {
    QFETCH(QString, name);
    QFETCH(int, width);
    QFETCH(int, layers);
    StateDict original;
    for (const auto& [key, entry] : listOf(name.toStdString())) original[key] = entry.second;
    const auto list = listOf(name.toStdString());
    auto first = partOfFirstBlip(original, BlipPart::Captioner);
    QVERIFY(first.left_out.empty());
    std::set<std::string> expected;
    for (const auto& [key, entry] : list) expected.insert(entry.first);
    std::set<std::string> renamed;
    for (const auto& item : first.weights) renamed.insert(item.first);
    QCOMPARE(renamed, expected);
    const auto weights = withCurrentBlipNames(std::move(first.weights));
    const auto config = blipConfigByShapes(weights, "model.pth");
    QCOMPARE(config.vision_config.hidden_size, std::int64_t{width});
    QCOMPARE(config.vision_config.num_hidden_layers, std::int64_t{layers});
    QCOMPARE(config.vision_config.num_attention_heads, std::int64_t{width / 64});
    QCOMPARE(config.vision_config.image_size, std::int64_t{384});
    QCOMPARE(config.text_config.num_attention_heads, std::int64_t{12});
    QCOMPARE(config.text_config.encoder_hidden_size, std::int64_t{width});
    const nn::InitScope scope(nn::InitMode::Meta);
    const Blip model(config);
    const auto report = compareWithModule(*model, weights);
    QVERIFY2(report.clean(), describeReport(report, verbatim("the list")).english().c_str());
    if (name != "captioning_base") return;
    // The other list of the reference, made from the library's own class.
    const Json published = readJsonFile(goldenRoot() / "formats/full_size_keys/blip_captioning_base.json");
    const auto stated = BlipConfig::fromJson(published.at("config"));
    const auto sorted = [](const BlipConfig& c, const char* part) {
        return nlohmann::json::parse(c.toJson().at(part).dump()).dump();
    };
    for (const char* part : {"text_config", "vision_config"}) QCOMPARE(sorted(config, part), sorted(stated, part));
}

void TestBlipFiles::every_layout_of_a_folder_gives_the_same_weights() {
    const auto reference = openBlip(caseFolder() / "model");
    QVERIFY(!reference.first_release);
    const auto weights = loadWeightFiles(caseFolder() / "model", kTransformersWeights);
    const auto check = [&](const char* layout, const auto& write) {
        const TempDir dir;
        fs::copy_file(caseFolder() / "model/config.json", dir / "config.json");
        write(dir);
        QVERIFY2(sameTensors(openBlip(dir.path()).weights, reference.weights), layout);
    };
    check("shards", [&](const TempDir& dir) {
        saveWeightFiles(dir.path(), kTransformersWeights, weights, 40000);
        QVERIFY(fs::exists(dir / "model.safetensors.index.json"));
    });
    check("pickled", [&](const TempDir& dir) { saveSafetensors(dir / "pytorch_model.bin", weights); });
    check("first names in a pickled file",
          [&](const TempDir& dir) { fs::copy_file(caseFolder() / "model_original.pth", dir / "pytorch_model.bin"); });
    const TempDir several;
    for (const char* name : {"a.pth", "b.pth"}) fs::copy_file(caseFolder() / "model_original.pth", several / name);
    const auto refusal = refusalOf([&] { openBlip(several.path()); });
    QVERIFY2(refusal.find("several files of weights") != std::string::npos, refusal.c_str());
}

void TestBlipFiles::parts_of_pre_training_are_left_out_and_listed() {
    const TempDir dir;
    auto weights = firstRelease();
    const auto captioner = openBlip(caseFolder() / "model").weights;
    const std::vector<std::string> others{"idx_queue",
                                          "image_queue",
                                          "itm_head.bias",
                                          "itm_head.weight",
                                          "ptr_queue",
                                          "queue_ptr",
                                          "temp",
                                          "text_encoder.embeddings.word_embeddings.weight",
                                          "text_encoder_m.encoder.layer.0.attention.self.key.bias",
                                          "text_proj.weight",
                                          "text_proj_m.weight",
                                          "text_queue",
                                          "vision_proj.weight",
                                          "vision_proj_m.weight",
                                          "visual_encoder_m.blocks.0.attn.qkv.weight"};
    for (const auto& name : others) weights[name] = torch::ones({2});
    const auto files = openBlip(configured(dir, weights));
    QCOMPARE(files.left_out, others);
    QVERIFY(sameTensors(files.weights, captioner));
    // A name that no file of BLIP has is no part to leave out.
    weights["text_decoder.bert.new"] = torch::ones({2});
    const TempDir other;
    const auto refusal = refusalOf([&] { loadBlip(configured(other, weights)); });
    QVERIFY2(refusal.find("1 unexpected: text_decoder.bert.new") != std::string::npos, refusal.c_str());
}

void TestBlipFiles::files_that_write_no_captions_are_refused_by_name() {
    auto weights = firstRelease();
    weights["text_encoder.embeddings.word_embeddings.weight"] = torch::ones({2});
    const TempDir dir;
    const auto questions = refusalOf([&] { openBlip(configured(dir, weights)); });
    QVERIFY2(questions.find("answers questions") != std::string::npos, questions.c_str());
    std::erase_if(weights, [](const auto& item) { return item.first.starts_with("text_decoder."); });
    const TempDir second;
    const auto matching = refusalOf([&] { openBlip(configured(second, weights)); });
    QVERIFY2(matching.find("no text decoder") != std::string::npos, matching.c_str());
    const TempDir third;
    const auto other = refusalOf([&] { openBlip(alone(third, {{"emb_params", torch::ones({2})}})); });
    QVERIFY2(other.find("embeddings of textual inversion") != std::string::npos, other.c_str());
}

void TestBlipFiles::missing_tensors_are_listed() {
    auto weights = firstRelease();
    weights.erase("visual_encoder.norm.bias");
    weights.erase("text_decoder.bert.encoder.layer.1.output.dense.weight");
    const TempDir dir;
    const auto refusal = refusalOf([&] { loadBlip(configured(dir, weights)); });
    QVERIFY2(refusal.find("2 missing: text_decoder.bert.encoder.layer.1.output.dense.weight, "
                          "vision_model.post_layernorm.bias") != std::string::npos,
             refusal.c_str());
}

void TestBlipFiles::sizes_that_shapes_leave_open_are_refused() {
    const TempDir dir;
    const auto refusal = refusalOf([&] { openBlip(alone(dir, firstRelease())); });
    QVERIFY2(refusal.find("Put its config.json and vocab.txt beside it") != std::string::npos, refusal.c_str());
    auto weights = firstRelease();
    weights.erase("visual_encoder.patch_embed.proj.weight");
    const TempDir second;
    const auto missing = refusalOf([&] { openBlip(alone(second, weights)); });
    QVERIFY2(missing.find("no tensor vision_model.embeddings.patch_embedding.weight") != std::string::npos,
             missing.c_str());
}

// The numbers are those of interpolate_pos_embed of the first release, from 2 x 2 patches to 3 x 3.
void TestBlipFiles::positions_are_resized_as_in_the_first_release() {
    auto weights = firstRelease();
    const auto table = torch::tensor({9.f, -9.f, 1.f, 2.f, 2.f, 4.f, 4.f, 8.f, 8.f, -16.f}).view({1, 5, 2});
    weights["visual_encoder.pos_embed"] = table;
    const TempDir dir;
    const auto file = configured(dir, weights);
    Json config = readJsonFile(dir / "config.json");
    config["vision_config"]["image_size"] = 3 * config["vision_config"]["patch_size"].get<int>();
    writeJsonFile(dir / "config.json", config);
    const auto expected =
        torch::tensor({9.0f,           -9.0f,         0.6753836274f,  1.1096405983f,  1.1093751192f,
                       3.6076395512f,  1.5433669090f, 6.1056389809f,  2.2829866409f,  5.9548625946f,
                       3.75f,          -0.5f,         5.2170138359f,  -6.9548592567f, 3.8905897141f,
                       10.8000831604f, 6.390625f,     -4.6076378822f, 8.8906612396f,  -20.0153522491f})
            .view({1, 10, 2});
    const auto files = openBlip(file);
    RECAP_COMPARE_TENSORS(files.weights.at("vision_model.embeddings.position_embedding"), expected, 1e-6);
    // At the file's own size they stay as they are.
    config["vision_config"]["image_size"] = 2 * config["vision_config"]["patch_size"].get<int>();
    writeJsonFile(dir / "config.json", config);
    QVERIFY(torch::equal(openBlip(file).weights.at("vision_model.embeddings.position_embedding"), table));
}
