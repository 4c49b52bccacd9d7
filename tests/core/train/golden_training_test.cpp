// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs of diffusers' training loop, recorded step by step, replayed through the trainer itself.
#include "golden_training_test.h"

#include "models/model_folder.h"
#include "support/golden.h"
#include "support/temp_dir.h"
#include "tensor_io/safetensors.h"
#include "train/diffusion_trainer.h"

#include <QTest>

#include <cmath>

using namespace recap;
using namespace recap::testing;
namespace fs = std::filesystem;

namespace {

constexpr double kLossTolerance = 1e-5, kWeightTolerance = 1e-4, kAdapterTolerance = 1e-2;

class RecordedBatches final : public BatchSource {
public:
    explicit RecordedBatches(StateDict recording) : recording_(std::move(recording)) {}
    TrainingBatch batch(std::int64_t i) override {
        return {recording_.at("latents")[i], recording_.at("noise")[i], recording_.at("timesteps")[i],
                recording_.at("input_ids")[i]};
    }

private:
    StateDict recording_;
};

template <class T>
T valueOr(const Json& json, const char* name, T fallback) {
    const auto it = json.find(name);
    return it == json.end() || it->is_null() ? fallback : it->get<T>();
}

DiffusionTrainOptions optionsOf(const Json& parameters) {
    DiffusionTrainOptions o;
    o.max_steps = parameters.at("steps");
    o.learning_rate = parameters.at("lr");
    o.warmup_steps = valueOr<std::int64_t>(parameters, "warmup", 0);
    o.gradient_accumulation = valueOr<std::int64_t>(parameters, "grad_accum", 1);
    o.max_grad_norm = valueOr(parameters, "max_grad_norm", 0.0);
    o.snr_gamma = valueOr(parameters, "snr_gamma", 0.0);
    o.batch_size = parameters.at("batch");
    o.use_ema = valueOr(parameters, "ema", false);
    const bool text = parameters.at("train_text_encoder"), unet = parameters.at("train_unet");
    o.train_parts = text && unet ? "both" : text ? "text_encoder" : "unet";
    if (parameters.contains("rank")) {
        o.method = "lora";
        o.lora_rank = parameters.at("rank");
        o.lora_alpha = parameters.at("alpha");
        o.lora_targets.clear();
        for (const auto& target : parameters.at("target_modules"))
            o.lora_targets += (o.lora_targets.empty() ? "" : ",") + target.get<std::string>();
    }
    return o;
}

struct Replay {
    explicit Replay(const fs::path& caseFolder)
        : folder(caseFolder),
          recorded(goldenCase(folder)),
          tensors(loadSafetensors(folder / "tensors.safetensors")),
          options(optionsOf(recorded.at("parameters"))) {
        const auto& parameters = recorded.at("parameters");
        const auto model = goldenFile(folder, parameters.at("start").get<std::string>());
        auto schedule = readJsonFile(model / "scheduler/scheduler_config.json");
        schedule["prediction_type"] = parameters.at("prediction_type");
        if (parameters.contains("noise_schedule")) schedule.update(parameters.at("noise_schedule"));
        trainer = std::make_unique<DiffusionTrainer>(loadUNet(model / "unet"), loadTextEncoder(model / "text_encoder"),
                                                     NoiseSchedule::fromConfig(schedule),
                                                     std::make_unique<RecordedBatches>(tensors), options);
        if (trainer->lora() != nullptr) trainer->lora()->assign(adapters(parameters.value("initial", "")));
    }

    LoraTargets targets() { return {adaptablePaths(*trainer->unet()), adaptablePaths(*trainer->textEncoder())}; }
    // `words` begins with the name of a file.
    LoraWeights adapters(const std::string& words) {
        return loraFromFile(loadSafetensors(folder / words.substr(0, words.find(' '))), targets());
    }

    fs::path folder;
    Json recorded;
    StateDict tensors;
    DiffusionTrainOptions options;
    std::unique_ptr<DiffusionTrainer> trainer;
};

torch::Tensor withoutAndWithPrefix(const torch::nn::Module& module, const std::string& name) {
    const auto parameters = module.named_parameters();
    if (const auto* found = parameters.find(name)) return *found;
    return parameters["text_model." + name];
}

// "final.unet.conv_in.weight" of the recording against the module's weight, largest difference first.
double largestDifference(const StateDict& tensors, const std::string& prefix, DiffusionTrainer& trainer,
                         std::string& where) {
    const torch::NoGradGuard noGrad;
    double largest = 0;
    for (const auto& [name, expected] : tensors) {
        if (!name.starts_with(prefix)) continue;
        const std::string rest = name.substr(prefix.size());
        const auto dot = rest.find('.');
        const torch::nn::Module& module = rest.substr(0, dot) == "unet"
                                              ? static_cast<const torch::nn::Module&>(*trainer.unet())
                                              : static_cast<const torch::nn::Module&>(*trainer.textEncoder());
        const auto found = withoutAndWithPrefix(module, rest.substr(dot + 1));
        const double difference = (found - expected).abs().max().item<double>();
        if (where.empty() || difference > largest) where = name;
        largest = std::max(largest, difference);
    }
    return largest;
}

// How far what all adapters add to their weights is from what the others add, relative to its size; 1 when the layers
// are not the same. Not factor by factor: where a gradient is zero but for rounding, as that of a query among one key,
// AdamW makes whole steps of the rounding, on each processor others.
double relativeDifference(const LoraLayers& ours, const LoraLayers& theirs) {
    const torch::NoGradGuard noGrad;
    if (ours.size() != theirs.size()) return 1;
    double difference = 0, size = 0;
    const auto added = [](const LoraLayer& one) {
        return one.up.flatten(1).to(torch::kFloat64).matmul(one.down.flatten(1).to(torch::kFloat64)) * one.scale();
    };
    for (const auto& [path, layer] : theirs) {
        const auto expected = added(layer);
        difference += (added(ours.at(path)) - expected).square().sum().item<double>();
        size += expected.square().sum().item<double>();
    }
    return std::sqrt(difference / size);
}

}  // namespace

void TestGoldenTraining::every_recorded_run_is_replayed_data() {
    QTest::addColumn<QString>("folder");
    const auto cases = goldenCases("training");
    QVERIFY2(!cases.empty(), "there are no recorded runs under the golden folder");
    for (const auto& folder : cases)
        QTest::newRow(folder.filename().c_str()) << QString::fromStdString(folder.string());
}

void TestGoldenTraining::every_recorded_run_is_replayed() {
    QFETCH(QString, folder);
    Replay replay(folder.toStdString());
    const auto& expected = replay.recorded.at("expected");
    auto& trainer = *replay.trainer;
    for (std::size_t step = 0; step < expected.at("loss").size(); ++step) {
        const auto result = trainer.step();
        const auto close = [&](const char* name, double found, double tolerance) {
            const double wanted = expected.at(name)[step];
            const bool ok = std::abs(found - wanted) <= tolerance;
            if (!ok) qWarning("%s of step %zu is %.9g, the recording has %.9g", name, step, found, wanted);
            return ok;
        };
        QVERIFY(close("loss", result.loss, kLossTolerance));
        QVERIFY(close("grad_norm", result.gradient_norm, 1e-3 * expected.at("grad_norm")[step].get<double>()));
        QVERIFY(close("lr", result.learning_rate, 1e-12));
    }
    std::string where;
    const double weights = largestDifference(replay.tensors, "final.", trainer, where);
    QVERIFY2(weights <= kWeightTolerance,
             qPrintable(QStringLiteral("%1 differs by %2").arg(QString::fromStdString(where)).arg(weights)));
    trainer.swapAverages();
    const double averages = largestDifference(replay.tensors, "ema.", trainer, where);
    QVERIFY2(averages <= kWeightTolerance,
             qPrintable(QStringLiteral("%1 differs by %2").arg(QString::fromStdString(where)).arg(averages)));
}

void TestGoldenTraining::adapters_trained_here_are_those_of_the_reference_files() {
    int compared = 0;
    const TempDir dir;
    for (const auto& folder : goldenCases("training")) {
        if (!goldenCase(folder).at("parameters").contains("rank")) continue;
        Replay replay(folder);
        for (std::int64_t i = 0; i < replay.options.max_steps; ++i) replay.trainer->step();
        replay.trainer->lora()->save(dir.path());
        for (const char* name :
             {"pytorch_lora_weights.safetensors", "peft_names_lora.safetensors", "kohya_lora.safetensors"}) {
            const auto theirs = loraFromFile(loadSafetensors(folder / name), replay.targets());
            const double live = relativeDifference(replay.trainer->lora()->weights().unet, theirs.unet);
            QVERIFY2(live <= kAdapterTolerance,
                     qPrintable(QStringLiteral("%1 differs by %2").arg(QString::fromUtf8(name)).arg(live)));
            ++compared;
        }
        // What is saved reads back as what was trained, in both dialects, with the names of the reference file.
        for (const char* name : {"pytorch_lora_weights.safetensors", "kohya_lora.safetensors"}) {
            const auto saved = loadSafetensors(dir / name);
            const auto ours = loraFromFile(saved, replay.targets());
            QVERIFY(relativeDifference(replay.trainer->lora()->weights().unet, ours.unet) < 1e-6);
        }
        const auto reference = loadSafetensors(folder / "kohya_lora.safetensors"),
                   ours = loadSafetensors(dir / "kohya_lora.safetensors");
        QCOMPARE(ours.size(), reference.size());
        for (const auto& [name, tensor] : reference) QVERIFY2(ours.contains(name), name.c_str());
    }
    QVERIFY(compared > 0);
}
