// SPDX-License-Identifier: GPL-3.0-or-later
#include "ldm_file_test.h"

#include "base/error.h"
#include "golden_tensors.h"
#include "models/ldm_file.h"
#include "models/model_folder.h"
#include "tensor_io/key_aliases.h"
#include "tensor_io/ldm_conversion.h"
#include "tensor_io/load_report.h"
#include "tensor_io/weight_files.h"

#include <QtTest/QTest>
#include <set>

using namespace recap;
using recap::testing::goldenRoot;

namespace {

struct SingleFileCase {
    SingleFileCase() {
        const auto folder = goldenRoot() / "formats/ldm_single_file";
        info = readJsonFile(folder / "case.json");
        path = folder / info.at("files").begin().key();
        pipeline = goldenRoot() / info.at("parameters").at("same_weights_as").get<std::string>();
        file = loadSafetensors(path);
    }
    PipelineWeights expected() const {
        return {loadWeightFiles(pipeline / "unet", "diffusion_pytorch_model"),
                withCurrentVaeNames(loadWeightFiles(pipeline / "vae", "diffusion_pytorch_model")),
                withCurrentClipTextNames(loadWeightFiles(pipeline / "text_encoder", "model")),
                {}};
    }
    Json info;
    std::filesystem::path path, pipeline;
    StateDict file;
};

// The first name in which two dictionaries differ; empty when they are equal to the bit.
std::string firstDifference(const StateDict& a, const StateDict& b) {
    for (const auto& [name, tensor] : a)
        if (b.count(name) == 0 || b.at(name).sizes() != tensor.sizes() ||
            (!tensor.is_meta() && !torch::equal(b.at(name), tensor)))
            return name;
    for (const auto& item : b)
        if (a.count(item.first) == 0) return item.first;
    return {};
}

StateDict publishedList(const std::string& name) {
    StateDict out;
    const Json list = readJsonFile(goldenRoot() / "formats/full_size_keys" / (name + ".json"));
    for (const auto& item : list.at("tensors").items())
        out[item.key()] = torch::empty(item.value().get<std::vector<std::int64_t>>(), torch::kMeta);
    return out;
}

std::string refusal(const StateDict& file, LdmWeights choice = LdmWeights::Trained) {
    try {
        pipelineFromLdm(file, choice);
    } catch (const Error& e) {
        return e.what();
    }
    return {};
}

}  // namespace

void TestLdmFile::a_single_file_gives_the_tensors_of_the_folder() {
    const SingleFileCase golden;
    QVERIFY(isLdmFile(golden.file));
    const auto actual = pipelineFromLdm(golden.file), expected = golden.expected();
    QCOMPARE(firstDifference(actual.unet, expected.unet), std::string());
    QCOMPARE(firstDifference(actual.vae, expected.vae), std::string());
    QCOMPARE(firstDifference(actual.text_encoder, expected.text_encoder), std::string());
}

void TestLdmFile::what_is_no_weight_is_listed_as_ignored() {
    const SingleFileCase golden;
    const auto weights = pipelineFromLdm(golden.file);
    const std::set<std::string> ignored(weights.ignored.begin(), weights.ignored.end());
    QCOMPARE(ignored, golden.info.at("parameters").at("extra_tensors_to_ignore").get<std::set<std::string>>());
}

void TestLdmFile::the_folder_written_as_a_single_file_gives_its_tensors_back() {
    const SingleFileCase golden;
    StateDict expected = golden.file;
    for (const auto& name : pipelineFromLdm(golden.file).ignored) expected.erase(name);
    QCOMPARE(firstDifference(ldmFromPipeline(golden.expected()), expected), std::string());
}

void TestLdmFile::full_size_names_convert_to_the_published_ones_and_back() {
    const StateDict file = publishedList("ldm_single_file");
    const auto weights = pipelineFromLdm(file);
    QVERIFY(weights.ignored.empty());
    QCOMPARE(firstDifference(weights.unet, publishedList("unet")), std::string());
    QCOMPARE(firstDifference(weights.vae, publishedList("vae")), std::string());
    QCOMPARE(firstDifference(weights.text_encoder, publishedList("text_encoder")), std::string());
    QCOMPARE(firstDifference(ldmFromPipeline(weights), file), std::string());
}

void TestLdmFile::averages_are_taken_only_when_asked_for() {
    const SingleFileCase golden;
    QVERIFY(refusal(golden.file, LdmWeights::Average).find("average") != std::string::npos);
    StateDict file = golden.file;
    for (const auto& [name, tensor] : golden.file) {
        if (!name.starts_with("model.diffusion_model.")) continue;
        std::string plain = name.substr(std::string("model.").size());
        std::erase(plain, '.');
        file["model_ema." + plain] = tensor + 1;
    }
    const auto name = "conv_in.weight";
    const auto trained = golden.file.at("model.diffusion_model.input_blocks.0.0.weight");
    QVERIFY(torch::equal(pipelineFromLdm(file).unet.at(name), trained));
    const auto average = pipelineFromLdm(file, LdmWeights::Average);
    QVERIFY(torch::equal(average.unet.at(name), trained + 1));
    QCOMPARE(average.unet.size(), pipelineFromLdm(file).unet.size());
}

void TestLdmFile::other_model_families_are_refused_with_the_reason() {
    StateDict second = SingleFileCase().file;
    second["cond_stage_model.model.ln_final.weight"] = torch::ones({1});
    QVERIFY(refusal(second).find("Stable Diffusion 2") != std::string::npos);
    QVERIFY(refusal({{"betas", torch::ones({1})}}).find("model.diffusion_model.") != std::string::npos);
    QVERIFY(!isLdmFile({{"betas", torch::ones({1})}}));
}

void TestLdmFile::a_single_file_loads_into_the_three_networks() {
    const SingleFileCase golden;
    const auto configOf = [&](const char* part) { return readJsonFile(golden.pipeline / part / "config.json"); };
    const LdmConfigs configs{UNet2DConditionConfig::fromJson(configOf("unet")),
                             AutoencoderKLConfig::fromJson(configOf("vae")),
                             ClipTextConfig::fromJson(configOf("text_encoder"))};
    LdmModels models = loadLdmFile(golden.path, configs);
    UNet2DCondition unet = loadUNet(golden.pipeline / "unet");
    QCOMPARE(firstDifference(stateDictOf(*models.unet), stateDictOf(*unet)), std::string());
    // The published models' sizes do not fit the tiny file; everything is reported at once.
    try {
        loadLdmFile(golden.path);
        QFAIL("no exception");
    } catch (const Error& e) {
        QCOMPARE(e.code(), ErrorCode::ShapeMismatch);
    }
}
