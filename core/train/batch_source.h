// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "train/diffusion_train_options.h"
#include "train/mixture.h"
#include "train/training_set.h"

#include <torch/types.h>
#include <cstdint>
#include <optional>
#include <vector>

namespace recap {

// What one forward pass needs, on the CPU.
struct TrainingBatch {
    torch::Tensor latents, noise;  // [B, C, h, w] float32
    torch::Tensor timesteps;       // [B] int64
    torch::Tensor inputIds;        // [B, L] int64
};

// Where the trainer's batches come from. `index` counts batches from 0: optimiser step s with A accumulated batches
// asks for s * A ... s * A + A - 1. The same index always gives the same batch.
class BatchSource {
public:
    virtual ~BatchSource() = default;
    virtual TrainingBatch batch(std::int64_t index) = 0;
};

// Which part of a larger batch one of several equal processes computes.
struct Share {
    std::int64_t rank = 0;
    std::int64_t world = 1;
};

// Batches drawn from latents and captions. Everything random in batch i comes from a generator made of (seed, i). With
// a share, the batch of all processes together is drawn, and the own part of it is returned: so every image of an epoch
// is seen by one process, and W processes see what one process with W times the batch would.
class DrawnBatches final : public BatchSource {
public:
    // `captions` counts images through the buckets, in their order; times are drawn from 0 .. trainTimesteps-1. With a
    // mixture each picture (with several buckets: each batch) comes from one of its sets, which takes its own images in
    // epochs; images of no set are not shown. Throws Error(InvalidOption) when there is nothing to train on.
    DrawnBatches(std::vector<LatentSet> buckets, CaptionChooser captions, int trainTimesteps,
                 const DiffusionTrainOptions& options, Share share = {}, const std::vector<MixedSet>& mixture = {});
    TrainingBatch batch(std::int64_t index) override;
    // The images of a batch of all processes together, counted through the buckets. Draws nothing else.
    std::vector<std::int64_t> imagesOf(std::int64_t index);

private:
    // The images of one set of a mixture in their order.
    struct OrderedSet {
        std::vector<std::vector<std::int64_t>> rows;  // of each bucket
        EpochOrder order;
        std::optional<BucketOrder> bucketOrder;  // with more than one bucket
    };
    void addSet(const MixedSet& set, std::uint64_t seed);
    BucketOrder::Batch rowsOf(std::int64_t index);
    BucketOrder::Batch mixedRowsOf(std::int64_t index);
    TrainingBatch ownPart(const TrainingBatch& all) const;

    std::vector<LatentSet> buckets_;
    std::vector<std::int64_t> firstImage_;  // of each bucket
    CaptionChooser captions_;
    std::uint64_t seed_;
    std::int64_t batchSize_;
    bool mirrors_;
    double noiseOffset_;
    int timesteps_;
    Share share_;
    EpochOrder order_;
    std::optional<BucketOrder> bucketOrder_;  // with more than one bucket
    std::optional<MixtureOrder> mixture_;
    std::vector<OrderedSet> sets_;  // of the mixture
};

}  // namespace recap
