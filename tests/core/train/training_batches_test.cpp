// SPDX-License-Identifier: GPL-3.0-or-later
#include "training_batches_test.h"

#include "base/error.h"
#include "tiny_trainer.h"

#include <QTest>

#include <cmath>
#include <set>

using namespace recap;
using namespace recap::testing;

void TestTrainingBatches::noise_offset_is_the_same_over_a_channel() {
    auto options = tinyOptions();
    DrawnBatches plain({tinyLatents(5)}, tinyCaptions(options, 5), 1000, options);
    options.noise_offset = 0.1;
    DrawnBatches shifted({tinyLatents(5)}, tinyCaptions(options, 5), 1000, options);
    const auto one = plain.batch(3), other = shifted.batch(3);
    QVERIFY(torch::equal(one.latents, other.latents));
    QVERIFY(torch::equal(one.timesteps, other.timesteps));
    const auto offset = other.noise - one.noise;  // [B, C, h, w]
    QVERIFY((offset - offset.select(3, 0).select(2, 0).unsqueeze(2).unsqueeze(3)).abs().max().item<double>() < 1e-6);
    QVERIFY(offset.abs().max().item<double>() > 1e-3);
}

void TestTrainingBatches::about_half_of_the_images_are_mirrored() {
    auto options = tinyOptions();
    options.random_flip = true;
    options.batch_size = 8;
    LatentSet set{torch::zeros({8, 4, 2, 2}), torch::zeros({8, 4, 2, 2}), torch::ones({8, 4, 2, 2}),
                  torch::zeros({8, 4, 2, 2})};
    DrawnBatches source({set}, tinyCaptions(options, 8), 1000, options);
    double mirrored = 0;
    for (int i = 0; i < 100; ++i) mirrored += source.batch(i).latents.mean().item<double>();
    QVERIFY(std::abs(mirrored / 100 - 0.5) < 0.08);  // 800 coins: more than 4 standard deviations
}

void TestTrainingBatches::every_image_of_every_bucket_is_seen_in_an_epoch() {
    BucketOrder order({5, 0, 3, 9}, 4, 7);
    QCOMPARE(order.batchesPerEpoch(), std::int64_t{2 + 1 + 3});
    std::vector<std::vector<std::int64_t>> epochs;
    for (std::int64_t epoch = 0; epoch < 2; ++epoch) {
        std::map<std::size_t, std::set<std::int64_t>> seen;
        auto& flat = epochs.emplace_back();
        for (std::int64_t i = 0; i < 6; ++i) {
            const auto& batch = order.at(epoch * 6 + i);
            QCOMPARE(batch.rows.size(), std::size_t{4});
            seen[batch.bucket].insert(batch.rows.begin(), batch.rows.end());
            flat.insert(flat.end(), batch.rows.begin(), batch.rows.end());
        }
        QCOMPARE(seen[0].size(), std::size_t{5});
        QCOMPARE(seen[2].size(), std::size_t{3});
        QCOMPARE(seen[3].size(), std::size_t{9});
    }
    QVERIFY(epochs[0] != epochs[1]);
    BucketOrder again({5, 0, 3, 9}, 4, 7);
    QCOMPARE(again.at(8).rows, order.at(8).rows);
}

void TestTrainingBatches::the_shares_of_two_processes_are_the_batch_of_one() {
    auto options = tinyOptions();
    options.batch_size = 2;
    DrawnBatches left({tinyLatents(5)}, tinyCaptions(options, 5), 1000, options, {0, 2});
    DrawnBatches right({tinyLatents(5)}, tinyCaptions(options, 5), 1000, options, {1, 2});
    options.batch_size = 4;
    DrawnBatches whole({tinyLatents(5)}, tinyCaptions(options, 5), 1000, options);
    for (int i = 0; i < 3; ++i) {
        const auto a = left.batch(i), b = right.batch(i), all = whole.batch(i);
        QVERIFY(torch::equal(torch::cat({a.latents, b.latents}), all.latents));
        QVERIFY(torch::equal(torch::cat({a.noise, b.noise}), all.noise));
        QVERIFY(torch::equal(torch::cat({a.inputIds, b.inputIds}), all.inputIds));
        QVERIFY(torch::equal(torch::cat({a.timesteps, b.timesteps}), all.timesteps));
    }
}

void TestTrainingBatches::a_frozen_text_is_encoded_once_whatever_stands_beside_it() {
    torch::manual_seed(8);
    ClipText text(ClipTextConfig::fromJson(kText));
    text->eval();
    const auto ids = torch::tensor({{18, 1, 2, 19, 19, 19}, {18, 3, 19, 19, 19, 19}, {18, 1, 2, 19, 19, 19}});
    FrozenText frozen(text, torch::kCPU, 1 << 20);
    const auto all = frozen.contextFor(ids);
    QCOMPARE(frozen.kept(), std::int64_t{2});
    QVERIFY(torch::allclose(all, text->forward(ids).last_hidden_state, 1e-5, 1e-6));
    QVERIFY(torch::equal(all[0], all[2]));
    FrozenText alone(text, torch::kCPU, 1 << 20);
    QVERIFY(torch::equal(alone.contextFor(ids.slice(0, 1, 2))[0], all[1]));
    FrozenText forgetful(text, torch::kCPU, 0);
    for (int i = 0; i < 3; ++i) QVERIFY(torch::equal(forgetful.contextFor(ids), all));
    QCOMPARE(forgetful.kept(), std::int64_t{2});
}

void TestTrainingBatches::a_mixture_is_read_with_its_weights() {
    const auto parts = mixtureParts("0.8 tag:mine\n\n 2e-1\t size>10 and prior ; 1");
    QCOMPARE(parts.size(), std::size_t{3});
    QCOMPARE(parts[1].weight, 0.2);
    QCOMPARE(parts[1].query, std::string("size>10 and prior"));
    QVERIFY(parts[2].query.empty());
    QVERIFY(mixtureParts(" \n").empty());
    for (const char* wrong : {"mine", "0 mine", "-1 mine", "1mine", "nan mine"})
        QVERIFY_EXCEPTION_THROWN(mixtureParts(wrong), Error);
    QVERIFY_EXCEPTION_THROWN(MixtureOrder({1.0, 1e-5}, 1), Error);
    QCOMPARE(MixtureOrder({1, 1, 1}, 1).shares(), (std::vector<std::int64_t>{334, 333, 333}));
}

void TestTrainingBatches::a_mixture_shows_its_sets_by_their_weights_data() {
    QTest::addColumn<bool>("buckets");
    QTest::newRow("one shape") << false;
    QTest::newRow("two shapes") << true;
}

void TestTrainingBatches::a_mixture_shows_its_sets_by_their_weights() {
    QFETCH(bool, buckets);
    auto options = tinyOptions();
    const auto latents = [](std::int64_t n, std::int64_t width) {
        return LatentSet{torch::zeros({n, 4, 4, width}), torch::zeros({n, 4, 4, width})};
    };
    std::vector<LatentSet> sets{latents(buckets ? 6 : 10, 4)};
    if (buckets) sets.push_back(latents(4, 6));
    // 0 to 4 are one set, 5 to 8 the other; 9 belongs to none.
    const std::vector<MixedSet> mixture{{3, {0, 1, 2, 3, 4}}, {1, {5, 6, 7, 8}}};
    const auto make = [&] { return DrawnBatches(sets, tinyCaptions(options, 10), 1000, options, {}, mixture); };
    auto walked = make();
    std::vector<std::int64_t> shown(10, 0);
    const std::int64_t batches = 1000;
    for (std::int64_t i = 0; i < batches; ++i)
        for (const auto image : walked.imagesOf(i)) ++shown[static_cast<std::size_t>(image)];
    std::int64_t first = 0, second = 0;
    for (std::size_t i = 0; i < 5; ++i) first += shown[i];
    for (std::size_t i = 5; i < 9; ++i) second += shown[i];
    QCOMPARE(shown[9], std::int64_t{0});
    QCOMPARE(first, 3 * second);
    QCOMPARE(first + second, batches * options.batch_size);
    // Every image of a set is shown in each of its epochs; what fills up a bucket's last batch comes on top.
    for (std::size_t i = 0; i < 5; ++i) QVERIFY(shown[i] >= first / (buckets ? 6 : 5) - 1);
    for (std::size_t i = 5; i < 9; ++i) QVERIFY(shown[i] >= second / 6 - 1);
    for (const std::int64_t index : {700, 3, 999}) {
        const auto again = make().batch(index), before = walked.batch(index);
        QVERIFY(torch::equal(again.latents, before.latents) && torch::equal(again.inputIds, before.inputIds));
        QCOMPARE(make().imagesOf(index), walked.imagesOf(index));
    }
}
