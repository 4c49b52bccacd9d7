// SPDX-License-Identifier: GPL-3.0-or-later
#include "judge_input_test.h"

#include "base/atomic_file.h"
#include "judge_cases.h"
#include "metrics/judge_input.h"

#include <torch/types.h>

#include <QtTest/QTest>

using namespace recap;
using recap::testing::GoldenTensors;
using recap::testing::judgeCases;
using recap::testing::judgeImageFiles;

namespace {

constexpr double kTolerance = 2e-6;

std::vector<GoldenTensors> casesWith(const char* begin, const char* tensor) {
    auto out = judgeCases(begin);
    std::erase_if(out, [&](const GoldenTensors& golden) { return !golden.has(tensor); });
    return out;
}

torch::Tensor indices(const Json& values) {
    return torch::tensor(values.get<std::vector<std::int64_t>>(), torch::kInt64);
}

double farthest(const torch::Tensor& actual, const torch::Tensor& expected) {
    return actual.sizes() == expected.sizes() ? (actual - expected).abs().max().item<double>() : 1e9;
}

// Byte 25 of a PNG says that its pixels are numbers of colours.
bool hasPalette(const std::filesystem::path& png) {
    return readTextFile(png).at(25) == 3;
}

}  // namespace

void JudgeInputTest::dinov2_pictures_equal_both_published_ways() {
    const auto cases = casesWith("dinov2", "dgm_eval_224_strided");
    QVERIFY(!cases.empty());
    for (const auto& golden : cases) {
        const auto& parameters = golden.info["parameters"];
        const auto at = indices(parameters["strided_index"]);
        const auto strided = [&](const torch::Tensor& x) { return x.index_select(1, at).index_select(2, at); };
        const auto images = judgeImageFiles(golden);
        for (std::size_t i = 0; i < images.size(); ++i) {
            const auto image = decodeImage(images[i]);
            const auto row = static_cast<std::int64_t>(i);
            QVERIFY(farthest(strided(dgmEvalInput(image)), golden["dgm_eval_224_strided"][row]) <= kTolerance);
            QVERIFY(farthest(strided(dinov2ProcessorInput(image)), golden["processor_224_strided"][row]) <= kTolerance);
        }
        const Json& small = parameters["small_processor"];
        QVERIFY(farthest(dinov2ProcessorInput(decodeImage(images[0]), small["shortest_edge"], small["crop"]),
                         golden["small.pixel_values"][0]) <= kTolerance);
    }
}

void JudgeInputTest::open_clip_pictures_equal_its_evaluation_transform() {
    const auto cases = casesWith("open_clip", "pixel_values");
    QVERIFY(!cases.empty());
    for (const auto& golden : cases) {
        const auto& expected = golden["pixel_values"];
        const auto images = judgeImageFiles(golden);
        for (std::size_t i = 0; i < images.size(); ++i) {
            if (hasPalette(images[i])) continue;
            const auto pixels = openClipInput(decodeImage(images[i]), static_cast<int>(expected.size(3)));
            QVERIFY2(farthest(pixels, expected[static_cast<std::int64_t>(i)]) <= kTolerance, images[i].c_str());
        }
    }
}

void JudgeInputTest::detr_pictures_have_the_size_of_its_processor() {
    const auto cases = casesWith("detr", "pixel_values");
    QVERIFY(!cases.empty());
    for (const auto& golden : cases) {
        const Json table = golden.info["expected"]["resized_default_table"];
        for (const auto& row : table) {
            const auto size = detrInputSize(row["height_width"][1], row["height_width"][0]);
            QCOMPARE(size[1], row["resized"][0].get<int>());
            QCOMPARE(size[0], row["resized"][1].get<int>());
        }
        const Json& usual = golden.info["parameters"]["default_processor"];
        const auto pixels =
            detrInput(decodeImage(judgeImageFiles(golden)[0]), usual["shortest_edge"], usual["longest_edge"]);
        const auto strided = pixels.index_select(1, indices(usual["rows"])).index_select(2, indices(usual["columns"]));
        QVERIFY(farthest(strided, golden["default_800_strided"][0]) <= kTolerance);
    }
}

void JudgeInputTest::detr_batches_are_padded_after_normalising() {
    for (const auto& golden : casesWith("detr", "pixel_values")) {
        const Json& small = golden.info["parameters"]["processor_small"];
        std::vector<torch::Tensor> pictures;
        for (const auto& image : judgeImageFiles(golden))
            pictures.push_back(detrInput(decodeImage(image), small["shortest_edge"], small["longest_edge"]));
        const auto batch = paddedBatch(pictures);
        QVERIFY(farthest(batch.pixels, golden["pixel_values"]) <= kTolerance);
        QVERIFY(torch::equal(batch.mask, golden["pixel_mask"].to(torch::kBool)));
    }
}

// The torchvision form of Inception turns x into x * std / 0.5 + (mean - 0.5) / 0.5 with ImageNet's statistics.
void JudgeInputTest::objects_of_tise_are_scaled_from_minus_one_to_one() {
    ImageBuffer image(17, 11);
    for (std::size_t i = 0; i < image.pixels.size(); ++i) image.pixels[i] = static_cast<std::uint8_t>(i * 7 % 256);
    const auto row = [](std::array<double, 3> v) {
        return torch::tensor({v[0], v[1], v[2]}, torch::kFloat32).view({3, 1, 1});
    };
    const auto mean = row(kImageNetStatistics.mean), deviation = row(kImageNetStatistics.deviation);
    const auto seen = tiseObjectInput(image) * deviation / 0.5 + (mean - 0.5) / 0.5;
    QVERIFY(farthest(seen, (tiseInceptionInput(image) - 0.5) / 0.5) <= kTolerance);
}
