// SPDX-License-Identifier: GPL-3.0-or-later
#include "unet_test.h"

#include "base/error.h"
#include "golden_tensors.h"
#include "models/model_folder.h"
#include "models/unet_2d_condition.h"
#include "nn/low_rank.h"
#include "nn/packed_weights.h"
#include "support/temp_dir.h"
#include "tensor_io/load_report.h"

#include <QtTest/QTest>

using namespace recap;
using recap::testing::goldenCases;
using recap::testing::GoldenTensors;
using recap::testing::TempDir;

namespace {

UNet2DConditionConfig tinyConfig() {
    UNet2DConditionConfig c;
    c.block_out_channels = {8, 16};
    c.down_block_types = {"CrossAttnDownBlock2D", "DownBlock2D"};
    c.up_block_types = {"UpBlock2D", "CrossAttnUpBlock2D"};
    c.layers_per_block = {1};
    c.norm_num_groups = 4;
    c.cross_attention_dim = 12;
    c.attention_head_dim = {2};
    return c;
}

std::string messageOf(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& e) {
        return e.what();
    }
    return {};
}

}  // namespace

void TestUNet::cases() {
    QTest::addColumn<QString>("folder");
    const auto folders = goldenCases("unet");
    QVERIFY(!folders.empty());
    for (const auto& folder : folders)
        QTest::newRow(folder.filename().c_str()) << QString::fromStdString(folder.string());
}

void TestUNet::predictions_equal_the_reference() {
    QFETCH(QString, folder);
    const GoldenTensors golden(folder.toStdString());
    UNet2DCondition unet = loadUNet(golden.model());
    const torch::NoGradGuard noGrad;
    for (const Json& step : golden.info.at("parameters").at("timesteps")) {
        const auto t = torch::tensor(step.get<std::int64_t>());
        RECAP_COMPARE_TENSORS(unet(golden["sample"], t, golden["encoder_hidden_states"]),
                              golden["out.t" + std::to_string(step.get<std::int64_t>())]);
    }
    RECAP_COMPARE_TENSORS(unet(golden["sample"], golden["timestep_batch"], golden["encoder_hidden_states"]),
                          golden["out.batch"]);
}

void TestUNet::gradients_equal_the_reference() {
    QFETCH(QString, folder);
    const GoldenTensors golden(folder.toStdString());
    UNet2DCondition unet = loadUNet(golden.model());
    auto sample = golden["sample"].clone().requires_grad_();
    auto context = golden["encoder_hidden_states"].clone().requires_grad_();
    const auto out = unet(sample, golden["timestep_batch"], context);
    const auto loss = torch::mse_loss(out, golden["target"]);
    const double expected = golden.info.at("parameters").at("loss").get<double>();
    QVERIFY(std::abs(loss.item<double>() - expected) <= 1e-4 * expected);
    loss.backward();
    RECAP_COMPARE_TENSORS(sample.grad(), golden["grad_sample"]);
    RECAP_COMPARE_TENSORS(context.grad(), golden["grad_encoder_hidden_states"]);
    const auto parameters = unet->named_parameters();
    for (const Json& name : golden.info.at("parameters").at("grad_names"))
        RECAP_COMPARE_TENSORS(parameters[name.get<std::string>()].grad(), golden["grad." + name.get<std::string>()]);
    double square = 0.0;
    for (const auto& item : parameters) square += item.value().grad().to(torch::kFloat64).square().sum().item<double>();
    const double norm = golden.info.at("parameters").at("global_grad_norm").get<double>();
    QVERIFY(std::abs(std::sqrt(square) - norm) <= 1e-4 * norm);
}

void TestUNet::packed_weights_give_the_same_predictions() {
    QFETCH(QString, folder);
    const GoldenTensors golden(folder.toStdString());
    UNet2DCondition unet = loadUNet(golden.model());
    const torch::NoGradGuard noGrad;
    nn::PackedWeights packed(std::int64_t{1} << 30, 0);
    packed.setContext(golden["encoder_hidden_states"]);
    for (const Json& step : golden.info.at("parameters").at("timesteps")) {
        const auto t = torch::tensor(step.get<std::int64_t>());
        RECAP_COMPARE_TENSORS(unet(golden["sample"], t, golden["encoder_hidden_states"]),
                              golden["out.t" + std::to_string(step.get<std::int64_t>())]);
    }
    RECAP_COMPARE_TENSORS(unet(golden["sample"], golden["timestep_batch"], golden["encoder_hidden_states"]),
                          golden["out.batch"]);
    if (at::hasMKLDNN()) QVERIFY(packed.packedBytes() > 0);
}

void TestUNet::channels_last_and_contiguous_inputs_agree() {
    torch::manual_seed(1);
    UNet2DCondition unet(tinyConfig());
    const auto x = torch::randn({2, 4, 6, 10}), text = torch::randn({2, 5, 12});
    const torch::NoGradGuard noGrad;
    const auto plain = unet(x, torch::tensor(7), text);
    for (auto& parameter : unet->parameters())
        if (parameter.dim() == 4) parameter.set_data(parameter.contiguous(torch::MemoryFormat::ChannelsLast));
    const auto last = unet(x.contiguous(torch::MemoryFormat::ChannelsLast), torch::tensor(7), text);
    RECAP_COMPARE_TENSORS(last, plain, 1e-5);
    QVERIFY(last.is_contiguous(torch::MemoryFormat::ChannelsLast));
}

void TestUNet::a_batch_equals_its_single_samples() {
    torch::manual_seed(2);
    UNet2DCondition unet(tinyConfig());
    const auto x = torch::randn({3, 4, 8, 8}), text = torch::randn({3, 5, 12});
    const auto steps = torch::tensor({0.5, 10.0, 999.0});
    const torch::NoGradGuard noGrad;
    const auto batch = unet(x, steps, text);
    for (int i = 0; i < 3; ++i)
        RECAP_COMPARE_TENSORS(unet(x.narrow(0, i, 1), steps[i], text.narrow(0, i, 1)), batch.narrow(0, i, 1), 1e-5);
}

void TestUNet::wrong_input_shapes_are_refused_by_name() {
    UNet2DCondition unet(tinyConfig());
    const auto x = torch::zeros({2, 4, 8, 8}), text = torch::zeros({2, 5, 12}), t = torch::tensor(1);
    QVERIFY(messageOf([&] {
                unet(torch::zeros({2, 3, 8, 8}), t, text);
            }).find("sample has shape [2, 3, 8, 8]") != std::string::npos);
    QVERIFY(messageOf([&] { unet(x, torch::zeros({3}), text); }).find("time step") != std::string::npos);
    QVERIFY(messageOf([&] { unet(x, t, torch::zeros({2, 5, 13})); }).find("[B, L, 12]") != std::string::npos);
    QVERIFY(messageOf([&] { unet(x, t, torch::zeros({1, 5, 12})); }).find("text embedding") != std::string::npos);
}

void TestUNet::unsupported_configurations_are_refused_by_name() {
    const std::vector<std::pair<const char*, Json>> refused{{"class_embed_type", "timestep"},
                                                            {"addition_embed_type", "text_time"},
                                                            {"act_fn", "gelu"},
                                                            {"dual_cross_attention", true},
                                                            {"mid_block_type", "UNetMidBlock2D"},
                                                            {"block_out_channels", {8, 15}},
                                                            {"attention_head_dim", {1, 2, 3}},
                                                            {"norm_num_groups", "four"},
                                                            {"down_block_types", {"AttnDownBlock2D", "DownBlock2D"}},
                                                            {"resnet_time_scale_shift", "scale_shift"},
                                                            {"up_block_types", {"UpBlock2D"}}};
    for (const auto& [field, value] : refused) {
        Json json = tinyConfig().toJson();
        json[field] = value;
        const std::string message = messageOf([&, j = json] { UNet2DConditionConfig::fromJson(j); });
        QVERIFY2(message.find(field) != std::string::npos, (std::string(field) + ": " + message).c_str());
    }
}

void TestUNet::unknown_config_fields_are_written_back() {
    for (const auto& folder : goldenCases("unet")) {
        Json json = readJsonFile(folder / "model/config.json");
        json["a_field_of_tomorrow"] = {1, "two"};
        QCOMPARE(UNet2DConditionConfig::fromJson(json).toJson().dump(), json.dump());
    }
}

void TestUNet::a_saved_folder_gives_the_same_predictions() {
    torch::manual_seed(3);
    UNet2DCondition unet(tinyConfig());
    const TempDir dir;
    saveUNet(unet, dir / "unet");
    UNet2DCondition again = loadUNet(dir / "unet");
    const auto x = torch::randn({1, 4, 8, 8}), text = torch::randn({1, 5, 12});
    const torch::NoGradGuard noGrad;
    QVERIFY(torch::equal(unet(x, torch::tensor(3), text), again(x, torch::tensor(3), text)));
}

void TestUNet::a_low_rank_adapter_equals_its_merged_weight() {
    torch::manual_seed(4);
    UNet2DCondition unet(tinyConfig());
    const auto x = torch::randn({1, 4, 8, 8}), text = torch::randn({1, 5, 12});
    const torch::NoGradGuard noGrad;
    const auto before = unet(x, torch::tensor(3), text);
    const auto keys = stateDictOf(*unet).size();
    auto transformer = unet->down_blocks[0]->attentions[0];
    auto target = transformer->transformer_blocks[0]->attn2->to_k;
    const auto adapter = std::make_shared<nn::LowRankImpl>(torch::randn({2, 12}), torch::randn({8, 2}), 0.5);
    target->adapters.attach(adapter);
    const auto pointwise =
        std::make_shared<nn::LowRankImpl>(torch::randn({2, 8, 1, 1}), torch::randn({8, 2, 1, 1}), 0.25);
    transformer->proj_in->adapters.attach(pointwise);
    const auto adapted = unet(x, torch::tensor(3), text);
    QVERIFY(!recap::testing::difference(adapted, before).isEmpty());
    QCOMPARE(stateDictOf(*unet).size(), keys);
    target->adapters.clear();
    transformer->proj_in->adapters.clear();
    QVERIFY(torch::equal(unet(x, torch::tensor(3), text), before));
    target->weight += adapter->weightChange(target->weight.sizes());
    transformer->proj_in->weight += pointwise->weightChange(transformer->proj_in->weight.sizes());
    RECAP_COMPARE_TENSORS(unet(x, torch::tensor(3), text), adapted, 1e-5);
}
