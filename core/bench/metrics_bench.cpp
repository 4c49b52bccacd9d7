// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"
#include "bench/bench_session.h"
#include "bench/peak_memory.h"
#include "metrics/embedding_scores.h"
#include "metrics/frechet.h"
#include "metrics/judge_input.h"
#include "metrics/kernel_distance.h"
#include "models/inception.h"
#include "nn/packed_weights.h"
#include "tensor_io/load_report.h"
#include "tensor_io/safetensors.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace recap {
namespace fs = std::filesystem;
namespace {

constexpr std::int64_t kWidth = 2048;  // of Inception's features

// What the reference opens: a kind of work and its tensors.
void openReference(BenchSession& session, const std::string& kind, const StateDict& inputs, Json more = {}) {
    if (!session.hasReference()) return;
    const auto file = session.folder() / "inputs.safetensors";
    saveSafetensors(file, inputs);
    Json request{{"op", "open"}, {"kind", kind}, {"inputs", file.string()}};
    if (!more.is_null()) request.update(more);
    session.ask(request);
}

void closeReference(BenchSession& session) {
    if (session.hasReference()) session.ask({{"op", "close"}});
}

torch::Tensor scalar(double value) {
    return torch::tensor({value}, torch::kFloat64);
}

// As Inception's: not negative, many near zero. `shift` tells two sets apart.
torch::Tensor someFeatures(std::int64_t rows, std::int64_t width, double shift) {
    return (torch::randn({rows, width}) + shift).clamp_min(0) * 0.5;
}

// Random weights of the size of trained ones: with torch's own the signal would fade from layer to layer.
Inception randomInception() {
    torch::manual_seed(1);
    Inception model(InceptionForm::Torchvision, 1000);
    const torch::NoGradGuard noGrad;
    for (auto& parameter : model->parameters())
        if (parameter.dim() == 4) parameter.mul_(std::sqrt(6.0));
    model->eval();
    return model;
}

// The network of FID differs from torchvision's by four of its poolings; the convolutions are the same.
void benchInception(BenchSession& session, Inception& model, std::int64_t batch) {
    torch::manual_seed(2);
    const auto pictures = torch::randn({batch, 3, 299, 299});
    StateDict inputs = stateDictOf(*model);
    inputs["pictures"] = pictures;
    openReference(session, "inception", inputs);
    const c10::InferenceMode inference;
    const nn::PackedWeights packed(nn::packingBudget());
    const auto features = [&] { return model->forward(pictures).pool2048; };
    const auto name = "Inception features, batch " + std::to_string(batch) + ", per image";
    session.requireEqual(name, features(), 1e-4);
    session.measure(name, static_cast<double>(batch), features);
    closeReference(session);
}

// Both covariances at hand, as with stored statistics of the real images.
void benchFrechet(BenchSession& session) {
    torch::manual_seed(3);
    const auto real = fitFeatures(someFeatures(2 * kWidth, kWidth, 0));
    const auto generated = fitFeatures(someFeatures(2 * kWidth, kWidth, 0.1));
    openReference(session, "frechet",
                  {{"mean1", real.mean},
                   {"covariance1", real.covariance},
                   {"mean2", generated.mean},
                   {"covariance2", generated.covariance}});
    const auto distance = [&] { return frechetDistance(real, generated); };
    const std::string name = "Frechet distance, 2048 dimensions";
    session.requireEqual(name, scalar(distance()), 1e-6);
    session.measure(name, 1, distance);
    closeReference(session);
}

// Colours that change slowly, and noise: a file of the size of a photograph's.
ImageBuffer picture(int width, int height) {
    torch::manual_seed(4);
    const auto y = torch::arange(height, torch::kFloat32).unsqueeze(1), x = torch::arange(width, torch::kFloat32);
    const auto waves = torch::stack(
        {torch::sin(x / 40 + y / 70), torch::cos(x / 55 - y / 30), torch::sin(y / 45).expand({height, width})}, 2);
    const auto bytes = (waves * 90 + 128 + torch::randn({height, width, 3}) * 6).clamp(0, 255).to(torch::kUInt8);
    ImageBuffer out(width, height);
    std::copy_n(bytes.contiguous().data_ptr<std::uint8_t>(), out.pixels.size(), out.pixels.begin());
    return out;
}

// One thread on both sides: pictures are decoded beside each other, so what counts is a core.
void benchPicture(BenchSession& session) {
    const auto& pictures = session.request().pictures;
    if (!pictures.read || !pictures.write_jpeg) return;
    const auto file = session.folder() / "picture.jpg";
    pictures.write_jpeg(file, picture(640, 480));
    openReference(session, "picture", {}, {{"file", file.string()}});
    at::set_num_threads(1);
    const auto input = [&] { return cleanFidInput(pictures.read(file)); };
    const std::string name = "Decode and resize, JPEG 640 x 480, one core, per image";
    session.requireEqual(name, input(), 0.02);
    session.measure(name, 1, input);
    at::set_num_threads(session.threads());
    closeReference(session);
}

void benchCmmd(BenchSession& session) {
    constexpr std::int64_t kRows = 5000, kEmbedding = 768;
    torch::manual_seed(5);
    const auto real = torch::randn({kRows, kEmbedding}) + 0.2;
    const auto generated = torch::randn({kRows, kEmbedding}) - 0.2;
    const double before = newMemoryPeak();
    openReference(session, "cmmd", {{"real", real}, {"generated", generated}});
    const auto distance = [&] { return cmmd(real, generated); };
    const std::string name = "CMMD, 5000 rows, 768 dimensions";
    session.requireEqual(name, scalar(distance()), 1e-2);
    session.measure(name, 1, distance, [&] { return memoryNote(session, before); });
    closeReference(session);
}

void benchKid(BenchSession& session) {
    constexpr std::int64_t kRows = 5000, kSubsets = 10, kSubsetRows = 1000;
    torch::manual_seed(6);
    const auto real = someFeatures(kRows, kWidth, 0), generated = someFeatures(kRows, kWidth, 0.1);
    const auto drawn = [&] {
        std::vector<torch::Tensor> rows;
        for (std::int64_t i = 0; i < kSubsets; ++i)
            rows.push_back(torch::randperm(kRows, torch::kInt64).slice(0, 0, kSubsetRows));
        return torch::stack(rows);
    };
    const auto realRows = drawn(), generatedRows = drawn();
    openReference(
        session, "kid",
        {{"real", real}, {"generated", generated}, {"real_rows", realRows}, {"generated_rows", generatedRows}});
    const auto distance = [&] { return subsetKernelDistance(real, generated, realRows, generatedRows).mean; };
    const std::string name = "KID, 10 subsets of 1000 of 5000 rows, 2048 dimensions";
    session.requireEqual(name, scalar(distance()), 1e-3);
    session.measure(name, 1, distance);
    closeReference(session);
    session.measurePairs("KID of all 5000 rows, 2048 dimensions",
                         [&] {
                             const Stopwatch watch;
                             kernelDistance(real, generated);
                             return watch.seconds();
                         },
                         {});
}

// Features arrive in batches, as from a network, and the statistics are asked for at the end.
void benchStatistics(BenchSession& session) {
    constexpr std::int64_t kBatch = 64, kPool = 32 * kBatch;  // distinct rows, used again and again
    const std::int64_t rows = session.options().quick ? 5000 : 30000;
    torch::manual_seed(7);
    const auto pool = someFeatures(kPool, kWidth, 0);
    const double before = newMemoryPeak();
    openReference(session, "statistics", {{"pool", pool}}, {{"rows", rows}, {"batch", kBatch}});
    const auto statistics = [&] {
        FeatureAccumulator accumulator;
        for (std::int64_t done = 0; done < rows; done += kBatch)
            accumulator.add(pool.narrow(0, done % kPool, std::min(kBatch, rows - done)));
        return accumulator.statistics();
    };
    const auto name = "Mean and covariance of " + std::to_string(rows) + " images, 2048 dimensions";
    session.requireEqual(name, statistics().covariance, 1e-6);
    session.measure(name, 1, statistics, [&] { return memoryNote(session, before); });
    closeReference(session);
}

}  // namespace

void benchMetrics(BenchSession& session) {
    benchPicture(session);
    {
        auto inception = randomInception();
        benchInception(session, inception, 8);
        if (!session.options().quick) benchInception(session, inception, 32);
    }
    benchFrechet(session);
    benchCmmd(session);
    benchKid(session);
    benchStatistics(session);
}

}  // namespace recap
