// SPDX-License-Identifier: GPL-3.0-or-later
#include "blip_test.h"

#include "base/error.h"
#include "golden_tensors.h"
#include "models/blip.h"
#include "models/blip_files.h"
#include "models/model_folder.h"
#include "nn/recompute.h"
#include "support/temp_dir.h"

#include <torch/optim.h>
#include <QtTest/QTest>

#include <map>
#include <string>

using namespace recap;
using recap::testing::goldenCases;
using recap::testing::GoldenTensors;
using recap::testing::TempDir;

namespace {

BlipConfig tinyConfig() {
    BlipConfig c;
    c.vision_config = {.hidden_size = 12,
                       .intermediate_size = 16,
                       .num_hidden_layers = 1,
                       .num_attention_heads = 2,
                       .image_size = 8,
                       .patch_size = 4,
                       .hidden_act = "gelu",
                       .layer_norm_eps = 1e-5,
                       .attention_dropout = 0.0};
    c.text_config.vocab_size = 30;
    c.text_config.hidden_size = 8;
    c.text_config.encoder_hidden_size = 12;
    c.text_config.intermediate_size = 16;
    c.text_config.num_hidden_layers = 2;
    c.text_config.num_attention_heads = 2;
    c.text_config.max_position_embeddings = 9;
    return c;
}

Blip tinyBlip() {
    torch::manual_seed(1);
    Blip blip(tinyConfig());
    blip->eval();
    return blip;
}

std::string messageOf(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& e) {
        return e.what();
    }
    return {};
}

bool close(double actual, double expected, double relative) {
    return std::abs(actual - expected) <= relative * std::abs(expected);
}

}  // namespace

void TestBlip::cases() {
    QTest::addColumn<QString>("folder");
    const auto folders = goldenCases("blip");
    QVERIFY(!folders.empty());
    for (const auto& folder : folders)
        QTest::newRow(folder.filename().c_str()) << QString::fromStdString(folder.string());
}

void TestBlip::image_states_and_logits_equal_the_reference() {
    QFETCH(QString, folder);
    const GoldenTensors golden(folder.toStdString());
    Blip blip = loadBlip(golden.model());
    const torch::NoGradGuard noGrad;
    const auto states = blip->encodeImage(golden["pixel_values"]);
    RECAP_COMPARE_TENSORS(states, golden["vision.last_hidden_state"]);
    RECAP_COMPARE_TENSORS(blip->decode(golden["input_ids"], golden["attention_mask"], states), golden["logits"]);
}

void TestBlip::losses_equal_the_reference() {
    QFETCH(QString, folder);
    const GoldenTensors golden(folder.toStdString());
    Blip blip = loadBlip(golden.model());
    const torch::NoGradGuard noGrad;
    const Json& parameters = golden.info.at("parameters");
    const auto lossOf = [&](const char* labels) {
        return blip->loss(golden["pixel_values"], golden["input_ids"], golden["attention_mask"], golden[labels])
            .item<double>();
    };
    QVERIFY(close(lossOf("labels"), parameters.at("loss").get<double>(), 1e-5));
    QVERIFY(close(lossOf("labels_prompt"), parameters.at("loss_prompt_masked").get<double>(), 1e-5));
}

void TestBlip::training_steps_equal_the_reference() {
    QFETCH(QString, folder);
    const GoldenTensors golden(folder.toStdString());
    Blip blip = loadBlip(golden.model());
    const Json& recipe = golden.info.at("parameters").at("train");
    torch::optim::AdamW optimizer(blip->parameters(),
                                  torch::optim::AdamWOptions(recipe.at("lr").get<double>())
                                      .weight_decay(recipe.at("weight_decay").get<double>())
                                      .betas({recipe.at("betas")[0].get<double>(), recipe.at("betas")[1].get<double>()})
                                      .eps(recipe.at("eps").get<double>()));
    const Json& losses = golden.info.at("expected").at("loss");
    for (std::size_t step = 0; step < losses.size(); ++step) {
        optimizer.zero_grad();
        const auto loss =
            blip->loss(golden["pixel_values"], golden["input_ids"], golden["attention_mask"], golden["labels"]);
        QVERIFY(close(loss.item<double>(), losses[step].get<double>(), 2e-4));
        loss.backward();
        optimizer.step();
    }
    const auto parameters = blip->named_parameters();
    const double tolerance = golden.info.at("tolerance").at("final_atol").get<double>();
    for (const Json& name : golden.info.at("parameters").at("final_names")) {
        const auto& expected = golden["final." + name.get<std::string>()];
        const double error = (parameters[name.get<std::string>()] - expected).abs().max().item<double>();
        QVERIFY2(error <= tolerance, name.get<std::string>().c_str());
    }
}

void TestBlip::recomputed_layers_give_the_same_loss_and_gradients() {
    QFETCH(QString, folder);
    const GoldenTensors golden(folder.toStdString());
    struct Passed {
        double loss;
        std::map<std::string, torch::Tensor> gradients;
    };
    const auto pass = [&](bool recomputes) {
        auto config = loadBlip(golden.model())->config();
        config.text_config.hidden_dropout_prob = config.text_config.attention_probs_dropout_prob = 0.2;
        torch::manual_seed(1);
        Blip blip(config);
        blip->train();
        torch::manual_seed(2);  // of the dropout
        const nn::RecomputeScope scope(recomputes);
        const auto loss =
            blip->loss(golden["pixel_values"], golden["input_ids"], golden["attention_mask"], golden["input_ids"]);
        loss.backward();
        Passed passed{loss.item<double>(), {}};
        for (const auto& item : blip->named_parameters()) passed.gradients[item.key()] = item.value().grad();
        return passed;
    };
    const auto kept = pass(false), recomputed = pass(true);
    QCOMPARE(recomputed.loss, kept.loss);
    for (const auto& [name, gradient] : kept.gradients)
        // Gradients of the image's states are added up in another order.
        QVERIFY2(torch::allclose(recomputed.gradients.at(name), gradient, 1e-4, 1e-7), name.c_str());
}

void TestBlip::decoding_token_by_token_with_a_cache_equals_decoding_at_once() {
    Blip blip = tinyBlip();
    const torch::NoGradGuard noGrad;
    const auto states = blip->encodeImage(torch::randn({2, 3, 8, 8}));
    const auto ids = torch::tensor({{1, 5, 9, 4}, {1, 7, 7, 2}});
    const auto whole = blip->decode(ids, {}, states);
    BlipCache cache;
    for (int i = 0; i < 4; ++i) {
        QCOMPARE(cache.length(), std::int64_t{i});
        RECAP_COMPARE_TENSORS(blip->decode(ids.narrow(1, i, 1), {}, states, &cache), whole.narrow(1, i, 1), 1e-5);
    }
    BlipCache prefix;
    (void)blip->decode(ids.narrow(1, 0, 2), {}, states, &prefix);
    BlipCache forked = prefix;
    RECAP_COMPARE_TENSORS(blip->decode(ids.narrow(1, 2, 2), {}, states, &prefix), whole.narrow(1, 2, 2), 1e-5);
    RECAP_COMPARE_TENSORS(blip->next(ids.narrow(1, 2, 2), states, forked), whole.select(1, 3), 1e-5);
}

void TestBlip::a_reordered_cache_continues_the_chosen_rows() {
    Blip blip = tinyBlip();
    const torch::NoGradGuard noGrad;
    const auto states = blip->encodeImage(torch::randn({2, 3, 8, 8}));
    const auto ids = torch::tensor({{1, 5, 9}, {1, 7, 3}});
    const auto rows = torch::tensor({1, 1, 0});
    BlipCache cache;
    (void)blip->decode(ids, {}, states, &cache);
    const auto before = cache.layers.front().self.key;
    cache.reorder(torch::tensor({0, 1}));  // all stay where they are, so nothing is copied
    QVERIFY(cache.layers.front().self.key.is_same(before));
    cache.reorder(rows);
    const auto next = torch::tensor({{4}, {6}, {8}});
    const auto expected =
        blip->decode(torch::cat({ids.index_select(0, rows), next}, 1), {}, states.index_select(0, rows));
    RECAP_COMPARE_TENSORS(blip->decode(next, {}, states.index_select(0, rows), &cache), expected.narrow(1, 3, 1), 1e-5);
}

void TestBlip::padding_on_the_right_does_not_change_the_logits_before_it() {
    Blip blip = tinyBlip();
    const torch::NoGradGuard noGrad;
    const auto states = blip->encodeImage(torch::randn({1, 3, 8, 8}));
    const auto brief = blip->decode(torch::tensor({{1, 5}}), torch::tensor({{1, 1}}), states);
    const auto padded = blip->decode(torch::tensor({{1, 5, 0, 0}}), torch::tensor({{1, 1, 0, 0}}), states);
    RECAP_COMPARE_TENSORS(padded.narrow(1, 0, 2), brief, 1e-5);
}

void TestBlip::unsupported_configurations_are_refused_by_name() {
    const auto refusal = [](const char* section, const char* field, const Json& value) {
        Json json = tinyConfig().toJson();
        json[section][field] = value;
        return messageOf([&] { BlipConfig::fromJson(json); });
    };
    QVERIFY(refusal("text_config", "hidden_act", "mish").find("mish") != std::string::npos);
    QVERIFY(refusal("text_config", "num_attention_heads", 3).find("num_attention_heads") != std::string::npos);
    QVERIFY(refusal("text_config", "encoder_hidden_size", 13).find("encoder_hidden_size") != std::string::npos);
    QVERIFY(refusal("vision_config", "image_size", "big").find("image_size") != std::string::npos);
    QVERIFY(refusal("vision_config", "patch_size", 0).find("vision_config") != std::string::npos);
    QVERIFY(messageOf([] { BlipConfig::fromJson({{"text_config", 3}}); }).find("text_config") != std::string::npos);
}

void TestBlip::unknown_config_fields_are_written_back() {
    for (const auto& folder : goldenCases("blip")) {
        Json json = readJsonFile(folder / "model/config.json");
        json["a_field_of_tomorrow"] = true;
        json["text_config"]["another"] = 1;
        QCOMPARE(BlipConfig::fromJson(json).toJson().dump(), json.dump());
    }
}

void TestBlip::wrong_image_and_text_sizes_are_refused() {
    Blip blip = tinyBlip();
    QVERIFY(messageOf([&] {
                blip->encodeImage(torch::zeros({1, 3, 8, 9}));
            }).find("[B, 3, 8, 8]") != std::string::npos);
    const auto states = blip->encodeImage(torch::zeros({1, 3, 8, 8}));
    QVERIFY(messageOf([&] {
                blip->decode(torch::zeros({1, 10}, torch::kInt64), {}, states);
            }).find("at most 9 tokens") != std::string::npos);
}

void TestBlip::a_saved_folder_gives_the_same_logits() {
    Blip blip = tinyBlip();
    const TempDir dir;
    saveBlip(blip, dir.path());
    Blip again = loadBlip(dir.path());
    const torch::NoGradGuard noGrad;
    const auto image = torch::randn({1, 3, 8, 8});
    const auto ids = torch::tensor({{1, 5, 9}});
    QVERIFY(torch::equal(blip->decode(ids, {}, blip->encodeImage(image)),
                         again->decode(ids, {}, again->encodeImage(image))));
}
