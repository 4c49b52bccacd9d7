// SPDX-License-Identifier: GPL-3.0-or-later
#include "inception_test.h"

#include "base/error.h"
#include "judge_cases.h"
#include "metrics/judge_input.h"
#include "models/inception.h"
#include "nn/initialisers.h"
#include "nn/packed_weights.h"
#include "support/temp_dir.h"
#include "tensor_io/load_report.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <QtTest/QTest>

#include <cmath>
#include <map>

using namespace recap;
using recap::testing::GoldenTensors;
using recap::testing::judgeCases;
using recap::testing::judgeImages;
using recap::testing::shapesOf;
using recap::testing::TempDir;

namespace {

struct Network {
    Inception model{nullptr};
    std::string prefix;
};

std::uint64_t fnv1a(const std::string& text) {
    std::uint64_t h = 0xcbf29ce484222325;
    for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    return h;
}

// The rule of `parameters.weights` in the cases, which are too big to hold their weights.
double unit(std::uint64_t state) {
    std::uint64_t z = state + 0x9E3779B97F4A7C15;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    z ^= z >> 31;
    return static_cast<double>(z >> 40) / 16777216.0;
}

double valueOf(const std::string& name, const torch::Tensor& tensor, double u) {
    if (tensor.dim() > 2) {
        const auto fan = static_cast<double>(tensor.numel() / tensor.size(0));
        return (2 * u - 1) * std::sqrt(6 / fan);
    }
    if (tensor.dim() == 2) return (2 * u - 1) * std::sqrt(3 / static_cast<double>(tensor.size(1)));
    if (name.ends_with("running_var")) return 0.5 + u;
    if (name.ends_with("running_mean")) return 0.2 * (2 * u - 1);
    return name.ends_with(".bias") ? 0.1 * (2 * u - 1) : 0.8 + 0.4 * u;
}

void fill(const std::string& prefix, const std::string& name, const torch::Tensor& tensor) {
    const auto start = fnv1a(prefix + name);
    auto flat = tensor.view({-1});
    auto* data = flat.data_ptr<float>();
    for (std::int64_t i = 0; i < flat.numel(); ++i)
        data[i] = static_cast<float>(valueOf(name, tensor, unit(start + static_cast<std::uint64_t>(i))));
}

Network networkOf(const GoldenTensors& golden, InceptionForm form, std::int64_t classes) {
    const nn::InitScope scope(nn::InitMode::Empty);
    Network out{Inception(form, classes), golden.info["parameters"]["fill_prefix"].get<std::string>()};
    const torch::NoGradGuard noGrad;
    for (const auto& [name, tensor] : stateDictOf(*out.model)) fill(out.prefix, name, tensor);
    out.model->eval();
    return out;
}

std::vector<torch::Tensor> inputsOf(const GoldenTensors& golden, const JudgeInput& input) {
    std::vector<torch::Tensor> out;
    for (const auto& image : judgeImages(golden)) out.push_back(input.of(image));
    return out;
}

torch::Tensor batchOf(const GoldenTensors& golden, const JudgeInput& input) {
    return torch::stack(inputsOf(golden, input));
}

const JudgeInput& inputCalled(std::string_view name) {
    for (const auto& input : inceptionInputs())
        if (input.name == name) return input;
    throw std::runtime_error("no such preprocessing");
}

// What a case calls a mode, and what the program does.
const std::map<std::string, std::string> kFidModes{
    {"pytorch_fid", "pytorch-fid"}, {"clean", "clean-fid"}, {"legacy_pytorch", "clean-fid legacy_pytorch"}};
const std::map<std::string, std::string> kTorchvisionModes{{"weights", "torchvision"}, {"tise", "tise"}};

QString strayingInput(const GoldenTensors& golden, const std::string& mode, const torch::Tensor& batch) {
    if (!golden.has(mode + ".input_strided")) return {};
    const auto at = golden.info["parameters"]["strided_index"].get<std::vector<std::int64_t>>();
    const auto index = torch::tensor(at, torch::kInt64);
    const auto strided = batch.index_select(2, index).index_select(3, index);
    const double worst = (strided - golden[mode + ".input_strided"]).abs().max().item<double>();
    return worst <= 2e-6 ? QString()
                         : QString("input of %1 differs by %2").arg(QString::fromStdString(mode)).arg(worst);
}

// The first difference between what the network gives and every stored array of the mode; empty: none.
QString strayingOutput(const GoldenTensors& golden, const std::string& mode, const Inception& model,
                       const InceptionFeatures& features) {
    const std::map<std::string, torch::Tensor> computed{
        {"features2048", features.pool2048},
        {"features768_mean", features.pool768},
        {"features192_mean", features.pool192},
        {"logits", model->logits(features.pool2048)},
        {"logits_no_bias", model->logitsWithoutBias(features.pool2048)},
    };
    for (const auto& [name, tensor] : computed) {
        if (!golden.has(mode + "." + name)) continue;
        const auto words = recap::testing::difference(tensor, golden[mode + "." + name], 2e-5);
        if (!words.isEmpty()) return QString::fromStdString(mode + "." + name + ": ") + words;
    }
    return {};
}

std::string refusalOf(const std::filesystem::path& file, InceptionForm form) {
    try {
        loadInception(file, form);
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

}  // namespace

void InceptionTest::keys_and_shapes_are_the_published_ones() {
    const nn::InitScope scope(nn::InitMode::Meta);
    for (const auto& [begin, form, classes] : {std::tuple{"inception_fid", InceptionForm::Fid, 1008},
                                               std::tuple{"inception_torchvision", InceptionForm::Torchvision, 1000}}) {
        const auto cases = judgeCases(begin);
        QVERIFY2(!cases.empty(), begin);
        for (const auto& golden : cases) {
            const Json keys = readJsonFile(golden.folder / "keys.json");
            auto published = keys["keys"].get<std::map<std::string, std::vector<std::int64_t>>>();
            std::erase_if(published, [](const auto& item) { return item.first.starts_with("AuxLogits."); });
            QVERIFY(shapesOf(*Inception(form, classes)) == published);
        }
    }
}

void InceptionTest::the_fid_network_equals_pytorch_fid_in_every_mode() {
    const torch::NoGradGuard noGrad;
    for (const auto& golden : judgeCases("inception_fid")) {
        auto network = networkOf(golden, InceptionForm::Fid, 1008);
        int modes = 0;
        for (const auto& [mode, name] : kFidModes) {
            if (!golden.has(mode + ".features2048")) continue;
            ++modes;
            const auto batch = batchOf(golden, inputCalled(name));
            QCOMPARE(strayingInput(golden, mode, batch), QString());
            QCOMPARE(strayingOutput(golden, mode, network.model, network.model(batch)), QString());
            const nn::PackedWeights packed(std::int64_t{1} << 30);
            QCOMPARE(strayingOutput(golden, mode, network.model, network.model(batch)), QString());
        }
        QVERIFY(modes > 0);
    }
}

void InceptionTest::blocks_of_the_fid_network_equal_the_trace() {
    const torch::NoGradGuard noGrad;
    for (const auto& golden : judgeCases("inception_fid")) {
        auto network = networkOf(golden, InceptionForm::Fid, 1008);
        const Json trace = golden.info["parameters"]["trace_clean_image0"];
        const auto first = inputsOf(golden, inputCalled("clean-fid")).front().unsqueeze(0);
        std::string wrong;
        std::size_t seen = 0;
        network.model->forward(first, [&](std::string_view name, const torch::Tensor& x) {
            if (!trace.contains(std::string(name))) return;
            ++seen;
            const Json& expected = trace[std::string(name)];
            const bool same = x.sizes().vec() == expected["shape"].get<std::vector<std::int64_t>>() &&
                              std::abs(x.mean().item<double>() - expected["mean"].get<double>()) < 1e-4 &&
                              std::abs(x.std(false).item<double>() - expected["std"].get<double>()) < 1e-3;
            if (!same && wrong.empty()) wrong = name;
        });
        QCOMPARE(wrong, std::string());
        QCOMPARE(seen, trace.size());
    }
}

void InceptionTest::torchvisions_network_equals_torchvision_in_every_mode() {
    const torch::NoGradGuard noGrad;
    for (const auto& golden : judgeCases("inception_torchvision")) {
        auto network = networkOf(golden, InceptionForm::Torchvision, 1000);
        for (const auto& [mode, name] : kTorchvisionModes) {
            const auto batch = batchOf(golden, inputCalled(name));
            QCOMPARE(strayingInput(golden, mode, batch), QString());
            const auto features = network.model(batch);
            QCOMPARE(strayingOutput(golden, mode, network.model, features), QString());
            if (!golden.has(mode + ".logits80")) continue;
            Inception head(InceptionForm::Torchvision, 80);
            const auto prefix = golden.info["parameters"]["fill_prefix_head80"].get<std::string>();
            for (const auto& [key, tensor] : stateDictOf(*head->fc)) fill(prefix, "fc." + key, tensor);
            RECAP_COMPARE_TENSORS(head->logits(features.pool2048), golden[mode + ".logits80"], 2e-5);
        }
    }
}

void InceptionTest::weights_of_the_other_form_are_refused_by_name() {
    const TempDir dir;
    const auto save = [&](const char* name, std::int64_t classes) {
        saveSafetensors(dir.path() / name, stateDictOf(*Inception(InceptionForm::Fid, classes)));
    };
    save("fid.safetensors", 1008);
    save("imagenet.safetensors", 1000);
    saveSafetensors(dir.path() / "other.safetensors", {{"weight", torch::zeros({1})}});
    QVERIFY(refusalOf(dir.path() / "fid.safetensors", InceptionForm::Torchvision).find("is the network of FID") !=
            std::string::npos);
    QVERIFY(refusalOf(dir.path() / "imagenet.safetensors", InceptionForm::Fid)
                .find("torchvision's Inception v3 with 1000 classes") != std::string::npos);
    QVERIFY(refusalOf(dir.path() / "other.safetensors", InceptionForm::Fid)
                .find("is not a state dictionary of Inception v3") != std::string::npos);
}

void InceptionTest::counts_of_batches_may_be_in_a_file_or_not() {
    const TempDir dir;
    auto weights = stateDictOf(*Inception(InceptionForm::Fid, 1008));
    weights["Mixed_5b.branch1x1.bn.num_batches_tracked"] = torch::zeros({}, torch::kInt64);
    saveSafetensors(dir.path() / "counted.safetensors", weights);
    QCOMPARE(loadInception(dir.path() / "counted.safetensors", InceptionForm::Fid)->classes(), std::int64_t{1008});
}
