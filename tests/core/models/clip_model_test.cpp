// SPDX-License-Identifier: GPL-3.0-or-later
#include "clip_model_test.h"

#include "golden_tensors.h"
#include "models/model_folder.h"
#include "support/temp_dir.h"

#include <QtTest/QTest>
#include <sstream>

using namespace recap;
using recap::testing::goldenCase;
using recap::testing::goldenCases;
using recap::testing::goldenFile;
using recap::testing::GoldenTensors;
using recap::testing::TempDir;

namespace {

// The cases of this area that hold a model; others are about preprocessing.
std::vector<std::filesystem::path> modelCases() {
    std::vector<std::filesystem::path> out;
    for (const auto& folder : goldenCases("clip_vision"))
        if (std::filesystem::exists(folder / "model")) out.push_back(folder);
    return out;
}

// The pictures of a case: "tensor pixel_values_small of clip_vision/preprocess".
torch::Tensor pixelsOf(const std::filesystem::path& folder) {
    const Json info = goldenCase(folder);
    std::istringstream words(info.at("parameters").at("pixel_values").get<std::string>());
    std::string tensor, name, of, other;
    words >> tensor >> name >> of >> other;
    return loadSafetensors(goldenFile(folder, other) / "tensors.safetensors").at(name);
}

}  // namespace

void TestClipModel::embeddings_and_logits_equal_the_reference() {
    QVERIFY(!modelCases().empty());
    const torch::NoGradGuard noGrad;
    for (const auto& folder : modelCases()) {
        const GoldenTensors golden(folder);
        ClipModel clip = loadClip(golden.model());
        const auto vision = clip->vision_model(pixelsOf(folder));
        RECAP_COMPARE_TENSORS(vision.last_hidden_state, golden["vision.last_hidden_state"]);
        RECAP_COMPARE_TENSORS(vision.pooler_output, golden["vision.pooler_output"]);
        const auto images = clip->imageEmbedding(pixelsOf(folder));
        const auto texts = clip->textEmbedding(golden["input_ids"], golden["attention_mask"]);
        RECAP_COMPARE_TENSORS(images, golden["image_embeds"]);
        RECAP_COMPARE_TENSORS(texts, golden["text_embeds"]);
        RECAP_COMPARE_TENSORS(clip->logitsPerImage(images, texts), golden["logits_per_image"]);
    }
}

void TestClipModel::unknown_config_fields_are_written_back() {
    for (const auto& folder : modelCases()) {
        Json json = readJsonFile(folder / "model/config.json");
        json["vision_config"]["a_field_of_tomorrow"] = 1;
        QCOMPARE(ClipModelConfig::fromJson(json).toJson().dump(), json.dump());
    }
}

void TestClipModel::a_saved_folder_gives_the_same_embeddings() {
    const torch::NoGradGuard noGrad;
    for (const auto& folder : modelCases()) {
        ClipModel clip = loadClip(folder / "model");
        const TempDir dir;
        saveClip(clip, dir.path());
        ClipModel again = loadClip(dir.path());
        QVERIFY(torch::equal(again->imageEmbedding(pixelsOf(folder)), clip->imageEmbedding(pixelsOf(folder))));
    }
}
