// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/random.h"

#include <torch/types.h>
#include <cstdint>
#include <vector>

namespace recap {

// What the autoencoder said about training images of one size, kept in memory: mean and standard deviation of their
// latents, [N, C, h, w] each, already normalised (times the scaling factor). The mirrored images' are there when the
// run mirrors at random: the latents of a mirrored image are not mirrored latents.
struct LatentSet {
    torch::Tensor mean, stddev;
    torch::Tensor mirrored_mean = {}, mirrored_stddev = {};
    std::int64_t size() const { return mean.defined() ? mean.size(0) : 0; }
};

// Token ids of the captions of one image, each padded to the text encoder's length. An arm with one source fills
// `shorter` only; RECAP Mix fills both and draws between them.
struct TokenizedCaptions {
    std::vector<std::vector<std::int64_t>> shorter, longer;
};

// Which caption an image is trained with at a step: everything random comes from the generator handed in.
class CaptionChooser {
public:
    CaptionChooser(std::vector<TokenizedCaptions> captions, std::vector<std::int64_t> emptyText, double mixRatio,
                   bool perStep, double dropout, std::uint64_t seed);
    const std::vector<std::int64_t>& choose(std::int64_t image, Random& random) const;
    std::int64_t size() const { return static_cast<std::int64_t>(captions_.size()); }

private:
    std::vector<TokenizedCaptions> captions_;
    std::vector<std::int64_t> emptyText_;
    double mixRatio_, dropout_;
    bool perStep_;
    std::uint64_t seed_;
};

// Position in an endless sequence of epochs, each a fresh permutation of 0..size-1. Any position can be asked for at
// once, so a resumed run needs no saved state. Keeps the newest permutation only.
class EpochOrder {
public:
    EpochOrder(std::int64_t size, std::uint64_t seed) : size_(size), seed_(seed) {}
    std::int64_t at(std::int64_t position);

private:
    std::int64_t size_;
    std::uint64_t seed_;
    std::int64_t epoch_ = -1;
    std::vector<std::int64_t> permutation_;
};

// The same for images of several shapes: each batch comes from one bucket. An epoch shows every image; where a bucket
// does not fill its last batch, its first images fill it, so that none is dropped.
class BucketOrder {
public:
    struct Batch {
        std::size_t bucket = 0;
        std::vector<std::int64_t> rows;  // within the bucket
    };
    // Buckets may be empty, not all of them.
    BucketOrder(std::vector<std::int64_t> sizes, std::int64_t batchSize, std::uint64_t seed);
    const Batch& at(std::int64_t batch);
    std::int64_t batchesPerEpoch() const { return perEpoch_; }

private:
    void shuffle(std::int64_t epoch);

    std::vector<std::int64_t> sizes_;
    std::int64_t batchSize_;
    std::uint64_t seed_;
    std::int64_t perEpoch_ = 0, epoch_ = -1;
    std::vector<Batch> batches_;
};

}  // namespace recap
