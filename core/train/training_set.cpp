// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/training_set.h"

#include "base/error.h"

#include <numeric>
#include <utility>

namespace recap {

CaptionChooser::CaptionChooser(std::vector<TokenizedCaptions> captions, std::vector<std::int64_t> emptyText,
                               double mixRatio, bool perStep, double dropout, std::uint64_t seed)
    : captions_(std::move(captions)),
      emptyText_(std::move(emptyText)),
      mixRatio_(mixRatio),
      dropout_(dropout),
      perStep_(perStep),
      seed_(seed) {
    for (const auto& c : captions_)
        if (c.shorter.empty() && c.longer.empty())
            throw Error(ErrorCode::InvalidOption,
                        message("An image without a caption cannot be trained on; leave it out of the set."));
}

const std::vector<std::int64_t>& CaptionChooser::choose(std::int64_t image, Random& random) const {
    // Every draw happens whatever its outcome: two arms with the same seed then drop the same captions.
    const bool dropped = random.chance(dropout_);
    const double side =
        perStep_ ? random.uniform() : Random(deriveSeed(seed_, static_cast<std::uint64_t>(image))).uniform();
    const double which = random.uniform();
    if (dropped) return emptyText_;
    const auto& captions = captions_[static_cast<std::size_t>(image)];
    const bool takeLong = captions.shorter.empty() || (!captions.longer.empty() && side < mixRatio_);
    const auto& texts = takeLong ? captions.longer : captions.shorter;
    return texts[static_cast<std::size_t>(which * static_cast<double>(texts.size()))];
}

std::int64_t EpochOrder::at(std::int64_t position) {
    const std::int64_t epoch = position / size_;
    if (epoch != epoch_) {
        permutation_.resize(static_cast<std::size_t>(size_));
        std::iota(permutation_.begin(), permutation_.end(), 0);
        Random random(deriveSeed(seed_, static_cast<std::uint64_t>(epoch)));
        random.shuffle(permutation_);
        epoch_ = epoch;
    }
    return permutation_[static_cast<std::size_t>(position % size_)];
}

BucketOrder::BucketOrder(std::vector<std::int64_t> sizes, std::int64_t batchSize, std::uint64_t seed)
    : sizes_(std::move(sizes)), batchSize_(batchSize), seed_(seed) {
    for (const auto size : sizes_) perEpoch_ += (size + batchSize_ - 1) / batchSize_;
}

void BucketOrder::shuffle(std::int64_t epoch) {
    Random random(deriveSeed(seed_, static_cast<std::uint64_t>(epoch)));
    batches_.clear();
    for (std::size_t bucket = 0; bucket < sizes_.size(); ++bucket) {
        std::vector<std::int64_t> rows(static_cast<std::size_t>(sizes_[bucket]));
        std::iota(rows.begin(), rows.end(), 0);
        random.shuffle(rows);
        for (std::size_t begin = 0; begin < rows.size(); begin += static_cast<std::size_t>(batchSize_)) {
            auto& batch = batches_.emplace_back(Batch{bucket, {}});
            for (std::size_t i = 0; i < static_cast<std::size_t>(batchSize_); ++i)
                batch.rows.push_back(rows[(begin + i) % rows.size()]);
        }
    }
    random.shuffle(batches_);
    epoch_ = epoch;
}

const BucketOrder::Batch& BucketOrder::at(std::int64_t batch) {
    if (const auto epoch = batch / perEpoch_; epoch != epoch_) shuffle(epoch);
    return batches_[static_cast<std::size_t>(batch % perEpoch_)];
}

}  // namespace recap
