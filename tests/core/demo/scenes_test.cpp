// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenes_test.h"

#include "demo/grammar.h"
#include "demo/renderer.h"
#include "demo/scene.h"
#include "demo/wording.h"
#include "image/resize.h"

#include <QTest>

#include <array>
#include <cmath>

using namespace recap;
using namespace recap::demo;

namespace {

constexpr int kMany = 4000;

// Four standard deviations of a share in kMany draws.
bool nearShare(int count, double share) {
    return std::abs(count - share * kMany) < 4 * std::sqrt(share * (1 - share) * kMany);
}

double meanDifference(const ImageBuffer& a, const ImageBuffer& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.pixels.size(); ++i) sum += std::abs(int(a.pixels[i]) - int(b.pixels[i]));
    return sum / static_cast<double>(a.pixels.size());
}

}  // namespace

void TestScenes::kinds_of_scenes_have_their_shares() {
    Random random(1);
    int one = 0, same = 0, related = 0, pairAndOne = 0;
    for (int i = 0; i < kMany; ++i) {
        const Scene scene = drawScene(random);
        if (scene.relation == Relation::None)
            (scene.objects.size() == 1 ? one : same)++;
        else
            (scene.objects.size() == 2 ? related : pairAndOne)++;
    }
    QVERIFY(nearShare(one, 0.25));
    QVERIFY(nearShare(same, 0.30));
    QVERIFY(nearShare(related, 0.28));
    QVERIFY(nearShare(pairAndOne, 0.17));
}

void TestScenes::related_objects_stand_where_the_relation_says() {
    Random random(2);
    for (int i = 0; i < 1000; ++i) {
        const Scene scene = drawScene(random);
        for (const auto& a : scene.objects)
            for (const auto& b : scene.objects) {
                if (scene.relation == Relation::None || a.class_index != scene.first || b.class_index != scene.second)
                    continue;
                if (scene.relation == Relation::Left) QVERIFY(a.x < b.x);
                if (scene.relation == Relation::Right) QVERIFY(a.x > b.x);
                if (scene.relation == Relation::Above) QVERIFY(a.y < b.y);
                if (scene.relation == Relation::Below) QVERIFY(a.y > b.y);
            }
    }
}

void TestScenes::short_captions_state_the_true_objects_and_numbers() {
    Random random(3);
    for (int i = 0; i < 1000; ++i) {
        const Scene scene = drawScene(random);
        const std::string caption = shortCaption(scene, random);
        const auto check = checkClaims(readCaption(caption), truthOf(scene));
        QVERIFY2(check.objects && check.counts, caption.c_str());
    }
}

void TestScenes::long_captions_state_the_true_relation_and_ground() {
    Random random(4);
    for (int i = 0; i < 1000; ++i) {
        const Scene scene = drawScene(random);
        const std::string caption = longCaption(scene, random);
        const auto claims = readCaption(caption);
        const auto check = checkClaims(claims, truthOf(scene));
        QVERIFY2(check.objects && check.counts && check.relation, caption.c_str());
        QCOMPARE(claims.ground, scene.ground);
    }
}

void TestScenes::wrong_captions_are_found_out() {
    const Json truth{
        {"objects", {{"apple", 2}, {"car", 1}}}, {"relation", "left"}, {"first", "apple"}, {"second", "car"}};
    auto check = [&](const char* caption) { return checkClaims(readCaption(caption), truth); };
    QVERIFY(check("two apples to the left of a car on green grass").relation);
    QVERIFY(check("a car to the right of two apples").relation);
    QVERIFY(!check("a car to the left of two apples").relation);
    QVERIFY(check("a car to the left of two apples").counts);
    QVERIFY(check("a car to the left of two apples").axis);
    QVERIFY(!check("a car above two apples").axis);
    QVERIFY(!check("two apples to the left of a zebra").axis);
    QVERIFY(!check("three apples and a car").counts);
    QVERIFY(check("three apples and a car").objects);
    QVERIFY(!check("two apples and a zebra").objects);
    QVERIFY(!check("free shipping").objects);
}

void TestScenes::alt_texts_have_the_shares_of_the_data_card() {
    Random random(5);
    std::array<int, 5> counts{};
    for (int i = 0; i < kMany; ++i) {
        const Scene scene = drawScene(random);
        ++counts[static_cast<std::size_t>(altText(scene, random).kind)];
    }
    for (std::size_t i = 0; i < counts.size(); ++i) QVERIFY(nearShare(counts[i], kAltShares[i]));
}

void TestScenes::the_same_scene_is_drawn_the_same_twice() {
    Random random(6);
    const Scene scene = drawScene(random);
    QVERIFY(SceneRenderer().render(scene, 64) == SceneRenderer().render(scene, 64));
}

void TestScenes::a_scene_shows_the_same_picture_at_two_sizes() {
    const SceneRenderer renderer;
    Random random(7);
    const Scene scene = drawScene(random), other = drawScene(random);
    const auto small = renderer.render(scene, 64);
    const auto reduced = resizeImage(renderer.render(scene, 256), 64, 64, Filter::Box);
    QVERIFY(meanDifference(small, reduced) < 6);
    QVERIFY(meanDifference(renderer.render(other, 64), reduced) > 20);
}

void TestScenes::drawn_shapes_stand_in_for_missing_cutouts() {
    const SceneRenderer renderer("/nonexistent");
    QVERIFY(!renderer.usesStamps());
    QVERIFY(!renderer.missingStamp().empty());
    Random random(8);
    const Scene scene = drawScene(random);
    Scene empty = scene;
    empty.objects.clear();
    QVERIFY(meanDifference(renderer.render(scene, 64), renderer.render(empty, 64)) > 5);
}

void TestScenes::true_wordings_are_true_and_false_ones_are_not() {
    Random random(9);
    std::array<int, kFlawNames.size()> tried{};
    for (int i = 0; i < 500; ++i) {
        const auto scene = drawScene(random);
        const auto right = trueWording(scene, random);
        QVERIFY2(isTrueOf(right, scene), right.text.c_str());
        for (std::size_t f = 0; f < kFlawNames.size(); ++f) {
            const auto flaw = static_cast<Flaw>(f);
            if (!canHave(scene, flaw)) continue;
            ++tried[f];
            const auto wrong = falseWording(scene, flaw, random);
            QVERIFY2(!isTrueOf(wrong, scene), wrong.text.c_str());
        }
    }
    for (const int count : tried) QVERIFY(count > 100);
    // One thing only: who looks at the classes alone finds nothing wrong with another number or ground.
    const auto scene = drawScene(random);
    const auto truth = truthOf(scene);
    QVERIFY(checkClaims(falseWording(scene, Flaw::Count, random).claims, truth).objects);
    QVERIFY(checkClaims(falseWording(scene, Flaw::Ground, random).claims, truth).counts);
}
