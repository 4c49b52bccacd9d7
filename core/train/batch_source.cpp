// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/batch_source.h"

#include "base/error.h"

#include <algorithm>
#include <utility>

namespace recap {
namespace {

std::int64_t imagesIn(const std::vector<LatentSet>& buckets) {
    std::int64_t total = 0;
    for (const auto& bucket : buckets) total += bucket.size();
    return total;
}

}  // namespace

DrawnBatches::DrawnBatches(std::vector<LatentSet> buckets, CaptionChooser captions, int trainTimesteps,
                           const DiffusionTrainOptions& options, Share share, const std::vector<MixedSet>& mixture)
    : buckets_(std::move(buckets)),
      captions_(std::move(captions)),
      seed_(static_cast<std::uint64_t>(options.seed)),
      batchSize_(options.batch_size),
      mirrors_(options.random_flip),
      noiseOffset_(options.noise_offset),
      timesteps_(trainTimesteps),
      share_(share),
      order_(imagesIn(buckets_), deriveSeed(seed_, "order")) {
    std::erase_if(buckets_, [](const LatentSet& set) { return set.size() == 0; });
    const auto images = imagesIn(buckets_);
    if (images == 0 || images != captions_.size())
        throw Error(ErrorCode::InvalidOption, message("There is no image with a caption to train on."));
    std::vector<std::int64_t> sizes;
    for (const auto& bucket : buckets_) {
        firstImage_.push_back(firstImage_.empty() ? 0 : firstImage_.back() + sizes.back());
        sizes.push_back(bucket.size());
    }
    if (sizes.size() > 1) bucketOrder_.emplace(sizes, batchSize_ * share_.world, deriveSeed(seed_, "order"));
    if (mixture.empty()) return;
    std::vector<double> weights;
    for (const auto& set : mixture) {
        addSet(set, deriveSeed(deriveSeed(seed_, "order"), weights.size()));
        weights.push_back(set.weight);
    }
    mixture_.emplace(weights, deriveSeed(seed_, "mixture"));
}

void DrawnBatches::addSet(const MixedSet& set, std::uint64_t seed) {
    if (set.images.empty())
        throw Error(ErrorCode::InvalidOption, message("A set of option 'mixture' has no image to train on."));
    OrderedSet ordered{std::vector<std::vector<std::int64_t>>(buckets_.size()),
                       EpochOrder(static_cast<std::int64_t>(set.images.size()), seed), std::nullopt};
    for (const auto image : set.images) {
        const auto after = std::upper_bound(firstImage_.begin(), firstImage_.end(), image);
        const auto bucket = static_cast<std::size_t>(after - firstImage_.begin()) - 1;
        ordered.rows[bucket].push_back(image - firstImage_[bucket]);
    }
    if (buckets_.size() > 1) {
        std::vector<std::int64_t> sizes;
        for (const auto& rows : ordered.rows) sizes.push_back(static_cast<std::int64_t>(rows.size()));
        ordered.bucketOrder.emplace(std::move(sizes), batchSize_ * share_.world, seed);
    }
    sets_.push_back(std::move(ordered));
}

BucketOrder::Batch DrawnBatches::mixedRowsOf(std::int64_t index) {
    BucketOrder::Batch out;
    if (bucketOrder_) {
        const auto turn = mixture_->at(index);
        auto& set = sets_[turn.set];
        out = set.bucketOrder->at(turn.position);
        for (auto& row : out.rows) row = set.rows[out.bucket][static_cast<std::size_t>(row)];
        return out;
    }
    const std::int64_t n = batchSize_ * share_.world;
    for (std::int64_t i = 0; i < n; ++i) {
        const auto turn = mixture_->at(index * n + i);
        auto& set = sets_[turn.set];
        out.rows.push_back(set.rows.front()[static_cast<std::size_t>(set.order.at(turn.position))]);
    }
    return out;
}

BucketOrder::Batch DrawnBatches::rowsOf(std::int64_t index) {
    if (mixture_) return mixedRowsOf(index);
    if (bucketOrder_) return bucketOrder_->at(index);
    BucketOrder::Batch out;
    const std::int64_t n = batchSize_ * share_.world;
    for (std::int64_t i = 0; i < n; ++i) out.rows.push_back(order_.at(index * n + i));
    return out;
}

std::vector<std::int64_t> DrawnBatches::imagesOf(std::int64_t index) {
    auto drawn = rowsOf(index);
    for (auto& row : drawn.rows) row += firstImage_[drawn.bucket];
    return drawn.rows;
}

TrainingBatch DrawnBatches::batch(std::int64_t index) {
    const auto drawn = rowsOf(index);
    const auto& set = buckets_[drawn.bucket];
    const auto n = static_cast<std::int64_t>(drawn.rows.size());
    Random random(deriveSeed(deriveSeed(seed_, "captions"), static_cast<std::uint64_t>(index)));
    std::vector<std::int64_t> ids;
    for (const auto row : drawn.rows) {
        const auto& tokens = captions_.choose(firstImage_[drawn.bucket] + row, random);
        ids.insert(ids.end(), tokens.begin(), tokens.end());
    }
    auto generator = torch::make_generator<torch::CPUGeneratorImpl>(
        deriveSeed(deriveSeed(seed_, "noise"), static_cast<std::uint64_t>(index)));
    const auto rows = torch::tensor(drawn.rows, torch::kInt64);
    auto mean = set.mean.index_select(0, rows), deviation = set.stddev.index_select(0, rows);  // [n, C, h, w]
    const auto posterior = torch::randn(mean.sizes(), generator);
    TrainingBatch batch;
    batch.noise = torch::randn(mean.sizes(), generator);
    batch.timesteps = torch::randint(0, timesteps_, {n}, generator, torch::kInt64);
    batch.inputIds = torch::tensor(ids, torch::kInt64).view({n, -1});  // [n, L]
    // Further draws follow those that every run needs, so that an option changes no number but its own.
    if (mirrors_ && set.mirrored_mean.defined()) {
        const auto turn = (torch::rand({n, 1, 1, 1}, generator) < 0.5);
        mean = torch::where(turn, set.mirrored_mean.index_select(0, rows), mean);
        deviation = torch::where(turn, set.mirrored_stddev.index_select(0, rows), deviation);
    }
    if (noiseOffset_ > 0) batch.noise = batch.noise + noiseOffset_ * torch::randn({n, mean.size(1), 1, 1}, generator);
    batch.latents = mean + deviation * posterior;
    return share_.world > 1 ? ownPart(batch) : batch;
}

TrainingBatch DrawnBatches::ownPart(const TrainingBatch& all) const {
    const auto part = [&](const torch::Tensor& t) { return t.narrow(0, share_.rank * batchSize_, batchSize_); };
    return {part(all.latents), part(all.noise), part(all.timesteps), part(all.inputIds)};
}

}  // namespace recap
