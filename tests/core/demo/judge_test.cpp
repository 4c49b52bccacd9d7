// SPDX-License-Identifier: GPL-3.0-or-later
#include "judge_test.h"

#include "base/paths.h"
#include "demo/judge.h"
#include "demo/renderer.h"
#include "image/crop.h"
#include "models/model_folder.h"

#include <QTest>

#include <cmath>
#include <filesystem>

using namespace recap;
using namespace recap::demo;

namespace {

torch::Tensor drawn(const SceneRenderer& renderer, const Scene& scene) {
    auto picture = squareCrop(renderer.render(scene, 128), static_cast<int>(JudgeImpl::kSide), Filter::Lanczos);
    const auto bytes = torch::from_blob(picture.pixels.data(), {picture.height, picture.width, 3}, torch::kUInt8);
    return bytes.permute({2, 0, 1}).to(torch::kFloat32) / 255.0;
}

struct Drawn {
    std::vector<Scene> scenes;
    torch::Tensor images;
};

Drawn newScenes(int count) {
    const SceneRenderer renderer;
    Random random(424242);  // no seed of the pre-training
    Drawn out;
    std::vector<torch::Tensor> images;
    for (int i = 0; i < count; ++i) {
        out.scenes.push_back(drawScene(random));
        images.push_back(drawn(renderer, out.scenes.back()));
    }
    out.images = torch::stack(images);
    return out;
}

}  // namespace

void TestJudge::target_maps_hold_number_and_position_of_the_objects() {
    Random random(1);
    for (int i = 0; i < 200; ++i) {
        const Scene scene = drawScene(random);
        const auto density = targetDensity(scene);
        for (int c = 0; c < static_cast<int>(kClasses.size()); ++c)
            QVERIFY(std::abs(density[c].sum().item<double>() - scene.count(c)) < 1e-5);
    }
    Scene one;
    one.objects = {{.class_index = 3, .x = 0.3, .y = 0.7}};
    const auto map = targetDensity(one)[3];
    const auto axis = (torch::arange(8, torch::kFloat32) + 0.5) / 8;
    QVERIFY(std::abs((map.sum(0) * axis).sum().item<double>() - 0.3) < 1e-5);
    QVERIFY(std::abs((map.sum(1) * axis).sum().item<double>() - 0.7) < 1e-5);
}

void TestJudge::a_perfect_answer_is_counted_as_right_and_a_moved_one_as_wrong() {
    Scene scene;
    scene.relation = Relation::Left;
    scene.first = 0;
    scene.second = 1;
    scene.objects = {{.class_index = 0, .x = 0.2}, {.class_index = 1, .x = 0.8}};
    Seen seen;
    seen.counts.assign(kClasses.size(), 0.0);
    seen.positions.assign(kClasses.size(), {0.5, 0.5});
    seen.counts[0] = seen.counts[1] = 1.1;
    seen.positions[0] = {0.2, 0.5};
    seen.positions[1] = {0.8, 0.5};
    auto accuracy = accuracyOf({seen}, {scene});
    QCOMPARE(accuracy.presence + accuracy.count + accuracy.position, 3.0);
    std::swap(seen.positions[0], seen.positions[1]);
    QCOMPARE(accuracyOf({seen}, {scene}).position, 0.0);
    seen.counts[1] = 1.6;
    QCOMPARE(accuracyOf({seen}, {scene}).count, 0.0);
    seen.counts[1] = 0.2;
    QCOMPARE(accuracyOf({seen}, {scene}).presence, 0.0);
}

void TestJudge::the_shipped_judge_sees_new_scenes_rightly() {
    if (!SceneRenderer().usesStamps()) QSKIP("the cut-outs of tuxpaint-stamps-default are not installed");
    auto judge = loadJudge(resourceDirectory() / "demo/judge");
    const auto set = newScenes(300);
    const auto accuracy = accuracyOf(look(judge, set.images), set.scenes);
    QVERIFY2(accuracy.presence >= 0.97, qPrintable(QString::number(accuracy.presence)));
    QVERIFY2(accuracy.count >= 0.97, qPrintable(QString::number(accuracy.count)));
    QVERIFY2(accuracy.position >= 0.96, qPrintable(QString::number(accuracy.position)));
}

void TestJudge::the_shipped_autoencoder_keeps_what_the_judge_sees() {
    if (!SceneRenderer().usesStamps()) QSKIP("the cut-outs of tuxpaint-stamps-default are not installed");
    torch::NoGradGuard noGrad;
    auto judge = loadJudge(resourceDirectory() / "demo/judge");
    auto vae = loadVae(resourceDirectory() / "demo/base/vae");
    const auto set = newScenes(200);
    const auto rebuilt = (vae->decode(vae->encode(set.images * 2 - 1).mode()) / 2 + 0.5).clamp(0, 1);
    const double psnr = -10 * std::log10(torch::mse_loss(rebuilt, set.images).item<double>());
    QVERIFY2(psnr >= 28, qPrintable(QString::number(psnr)));
    const auto accuracy = accuracyOf(look(judge, rebuilt), set.scenes);
    QVERIFY2(accuracy.presence >= 0.97, qPrintable(QString::number(accuracy.presence)));
}

void TestJudge::shipped_weights_are_small() {
    std::uintmax_t total = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(resourceDirectory() / "demo"))
        if (entry.path().extension() == ".safetensors") total += entry.file_size();
    QVERIFY2(total > 1'000'000 && total < 12'000'000, qPrintable(QString::number(total)));
}
