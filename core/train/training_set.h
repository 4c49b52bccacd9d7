// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/random.h"

#include <torch/torch.h>
#include <cstdint>
#include <vector>

namespace recap {

// What the autoencoder said about each training image, kept in memory: mean and standard deviation of its latents,
// [N, C, h, w] each, already normalised (times the scaling factor).
struct LatentSet {
    torch::Tensor mean, stddev;
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

}  // namespace recap
