// SPDX-License-Identifier: GPL-3.0-or-later
#include "autoencoder_test.h"

#include "base/error.h"
#include "golden_tensors.h"
#include "models/autoencoder_kl.h"
#include "models/model_folder.h"
#include "tensor_io/load_report.h"

#include <QtTest/QTest>

using namespace recap;
using recap::testing::goldenCases;
using recap::testing::GoldenTensors;

namespace {

AutoencoderKLConfig tinyConfig() {
    AutoencoderKLConfig c;
    c.block_out_channels = {8, 16};
    c.norm_num_groups = 4;
    return c;
}

}  // namespace

void TestAutoencoder::latents_and_images_equal_the_reference_data() {
    QTest::addColumn<QString>("folder");
    const auto folders = goldenCases("vae");
    QVERIFY(!folders.empty());
    for (const auto& folder : folders)
        QTest::newRow(folder.filename().c_str()) << QString::fromStdString(folder.string());
}

void TestAutoencoder::latents_and_images_equal_the_reference() {
    QFETCH(QString, folder);
    const GoldenTensors golden(folder.toStdString());
    AutoencoderKL vae = loadVae(golden.model());
    const torch::NoGradGuard noGrad;
    const DiagonalGaussian moments = vae->encode(golden["x"]);
    RECAP_COMPARE_TENSORS(moments.mean, golden["mean"]);
    RECAP_COMPARE_TENSORS(moments.logvar, golden["logvar"]);
    const auto sample = moments.mean + torch::exp(0.5 * moments.logvar) * golden["eps"];
    RECAP_COMPARE_TENSORS(sample, golden["sample"]);
    RECAP_COMPARE_TENSORS(vae->scaledFromLatents(sample), golden["scaled_latents"]);
    RECAP_COMPARE_TENSORS(vae->decode(vae->latentsFromScaled(golden["scaled_latents"])), golden["decoded"]);
    RECAP_COMPARE_TENSORS(vae->decode(golden["mean"].narrow(0, 0, 1)), golden["decoded_mean"]);
}

void TestAutoencoder::a_sample_is_mean_plus_deviation_times_seeded_noise() {
    const DiagonalGaussian moments{torch::full({1, 2, 4, 4}, 3.0), torch::full({1, 2, 4, 4}, 2.0 * std::log(0.5))};
    auto generator = torch::make_generator<torch::CPUGeneratorImpl>(std::uint64_t{42});
    const auto sample = moments.sample(generator);
    auto same = torch::make_generator<torch::CPUGeneratorImpl>(std::uint64_t{42});
    RECAP_COMPARE_TENSORS(sample, 3.0 + 0.5 * torch::randn({1, 2, 4, 4}, same), 1e-6);
    QVERIFY(torch::equal(moments.mode(), moments.mean));
}

void TestAutoencoder::logvar_is_clamped() {
    torch::manual_seed(1);
    AutoencoderKL vae(tinyConfig());
    const torch::NoGradGuard noGrad;
    vae->quant_conv->weight.zero_();
    vae->quant_conv->bias.copy_(torch::tensor({0.0, 0.0, 0.0, 0.0, -100.0, 100.0, 1.0, 20.5}));
    const auto logvar = vae->encode(torch::randn({1, 3, 8, 8})).logvar[0].flatten(1);
    QCOMPARE(logvar[0][0].item<float>(), -30.0f);
    QCOMPARE(logvar[1][0].item<float>(), 20.0f);
    QCOMPARE(logvar[2][0].item<float>(), 1.0f);
    QCOMPARE(logvar[3][0].item<float>(), 20.0f);
}

void TestAutoencoder::scaling_and_unscaling_are_inverse_with_and_without_channel_statistics() {
    auto plain = tinyConfig();
    auto shifted = tinyConfig();
    shifted.shift_factor = 0.25;
    auto statistics = tinyConfig();
    statistics.latents_mean = {1.0, -2.0, 0.5, 0.0};
    statistics.latents_std = {2.0, 0.5, 1.0, 4.0};
    const auto z = torch::arange(4.0, torch::kFloat32).view({1, 4, 1, 1}).expand({2, 4, 3, 3});
    for (const auto& config : {plain, shifted, statistics}) {
        AutoencoderKL vae(config);
        RECAP_COMPARE_TENSORS(vae->latentsFromScaled(vae->scaledFromLatents(z)), z, 1e-6);
    }
    const auto scaled = AutoencoderKL(statistics)->scaledFromLatents(z)[0].select(1, 0).select(1, 0);
    // (z - mean) * scaling_factor / std
    RECAP_COMPARE_TENSORS(scaled, 0.18215 * torch::tensor({-0.5, 6.0, 1.5, 0.75}), 1e-6);
}

void TestAutoencoder::unsupported_configurations_are_refused_by_name() {
    const std::vector<std::pair<const char*, Json>> refused{
        {"act_fn", "relu"},
        {"block_out_channels", {8, 15}},
        {"down_block_types", {"DownEncoderBlock2D", "AttnDownEncoderBlock2D"}},
        {"latents_mean", {1.0, 2.0, 3.0, 4.0}},
        {"latent_channels", "four"}};
    for (const auto& [field, value] : refused) {
        Json json = tinyConfig().toJson();
        json[field] = value;
        std::string message;
        try {
            AutoencoderKLConfig::fromJson(json);
        } catch (const Error& e) {
            message = e.what();
        }
        QVERIFY2(message.find(field) != std::string::npos, (std::string(field) + ": " + message).c_str());
    }
}

void TestAutoencoder::unknown_config_fields_are_written_back() {
    for (const auto& folder : goldenCases("vae")) {
        Json json = readJsonFile(folder / "model/config.json");
        json["a_field_of_tomorrow"] = 5;
        QCOMPARE(AutoencoderKLConfig::fromJson(json).toJson().dump(), json.dump());
    }
}

void TestAutoencoder::attention_and_quant_convolutions_are_optional() {
    auto config = tinyConfig();
    config.mid_block_add_attention = false;
    config.use_quant_conv = false;
    config.use_post_quant_conv = false;
    AutoencoderKL vae(config);
    for (const auto& item : stateDictOf(*vae)) {
        QVERIFY(item.first.find("attentions") == std::string::npos);
        QVERIFY(item.first.find("quant_conv") == std::string::npos);
    }
    const torch::NoGradGuard noGrad;
    const auto image = vae->decode(vae->encode(torch::zeros({1, 3, 8, 12})).mode());
    QVERIFY((image.sizes() == at::IntArrayRef{1, 3, 8, 12}));
}
