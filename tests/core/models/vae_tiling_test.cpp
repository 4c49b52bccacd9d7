// SPDX-License-Identifier: GPL-3.0-or-later
#include "vae_tiling_test.h"

#include "models/model_folder.h"
#include "models/vae_tiling.h"
#include "support/golden.h"
#include "tensor_io/safetensors.h"

#include <torch/types.h>
#include <torch/utils.h>
#include <QtTest/QTest>

using namespace recap;

namespace {

std::filesystem::path fixture() {
    return recap::testing::sourceDirectory() / "tests/core/models/data/vae_tiled";
}

double largest(const torch::Tensor& difference) {
    return difference.abs().max().item<double>();
}

}  // namespace

void TestVaeTiling::tiles_of_a_map_without_neighbours_give_the_whole() {
    const auto x = torch::arange(2 * 3 * 21 * 34, torch::kFloat32).view({2, 3, 21, 34});
    const auto doubled = [](const torch::Tensor& t) { return t.repeat_interleave(2, 2).repeat_interleave(2, 3); };
    int tiles = 0;
    const auto mapped = mapInTiles(x, {8, 16, 0.25}, [&](const torch::Tensor& tile) {
        ++tiles;
        return doubled(tile);
    });
    QCOMPARE(tiles, 4 * 6);  // a tile begins every 6 lines and columns
    QCOMPARE(mapped.sizes().vec(), doubled(x).sizes().vec());
    QVERIFY(largest(mapped - doubled(x)) < 1e-3);
}

// Two tiles, of zeros and of ones: the second begins with 0, 1/4, 2/4, 3/4 of itself.
void TestVaeTiling::seams_fade_linearly() {
    const auto x = torch::zeros({1, 1, 4, 20});
    float value = 0;
    const auto mapped =
        mapInTiles(x, {16, 16, 0.25}, [&](const torch::Tensor& tile) { return torch::full_like(tile, value++); });
    const auto row = mapped[0][0][0];
    QCOMPARE(row.size(0), std::int64_t{20});
    for (int i = 0; i < 12; ++i) QCOMPARE(row[i].item<float>(), 0.0f);
    for (int i = 0; i < 4; ++i) QCOMPARE(row[12 + i].item<float>(), 0.25f * static_cast<float>(i));
    for (int i = 16; i < 20; ++i) QCOMPARE(row[i].item<float>(), 1.0f);
}

void TestVaeTiling::tiled_pictures_equal_the_reference() {
    const torch::NoGradGuard noGrad;
    auto vae = loadVae(fixture());
    const auto expected = loadSafetensors(fixture() / "tensors.safetensors");
    const auto decoded = decodeInTiles(vae, expected.at("z"));
    QCOMPARE(decoded.sizes().vec(), expected.at("decoded").sizes().vec());
    QVERIFY(largest(decoded - expected.at("decoded")) < 1e-4);
    QVERIFY2(largest(vae->decode(expected.at("z")) - expected.at("decoded")) > 1e-2, "tiles make no difference here");
    const auto posterior = encodeInTiles(vae, expected.at("x"));
    QVERIFY(largest(posterior.mean - expected.at("mean")) < 1e-4);
    QVERIFY(largest(posterior.logvar - expected.at("logvar")) < 1e-4);
}

void TestVaeTiling::what_fits_into_one_tile_is_not_cut() {
    const torch::NoGradGuard noGrad;
    auto vae = loadVae(fixture());
    const auto z = loadSafetensors(fixture() / "tensors.safetensors").at("z").narrow(2, 0, 8).narrow(3, 0, 8);
    QVERIFY(torch::equal(decodeInTiles(vae, z), vae->decode(z)));
}
