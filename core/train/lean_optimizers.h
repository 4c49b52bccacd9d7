// SPDX-License-Identifier: GPL-3.0-or-later
//
// Optimisers that keep less state than AdamW's eight bytes a weight.
#pragma once

#include "train/adamw.h"
#include "train/optimizer.h"

#include <vector>

namespace recap {

// Numbers of one sign or two as one byte each, in blocks of kQuantBlock that share a float32 scale: a code of 256
// values that are dense near zero (the dynamic tree of Dettmers et al. 2022, "8-bit Optimizers via Block-wise
// Quantization").
inline constexpr std::int64_t kQuantBlock = 256;
struct Quantized {
    torch::Tensor codes;   // uint8, as long as the numbers
    torch::Tensor scales;  // float32, one for each block
};
torch::Tensor quantizationCode(bool withSign);  // 256 float32, rising, the largest is 1
Quantized quantized(const torch::Tensor& numbers, bool withSign);
torch::Tensor dequantized(const Quantized& q, at::IntArrayRef shape, bool withSign);

// AdamW whose moments are kept quantised between steps: about two bytes a weight. Parameters of fewer than 4096
// elements keep float32 moments, as in bitsandbytes. Slots: exp_avg, exp_avg_scale, exp_avg_sq, exp_avg_sq_scale, step.
class AdamW8bit final : public Optimizer {
public:
    explicit AdamW8bit(AdamW::Options options) : options_(options) {}

protected:
    std::vector<Slot> freshState(const torch::Tensor& parameter) const override;
    void update(Live& live, double learningRate) override;

private:
    void updateOne(Live& live, std::size_t k, double learningRate) const;

    AdamW::Options options_;
};

// Lion (Chen et al. 2023): the sign of an interpolated momentum; four bytes a weight. Wants a learning rate three to
// ten times smaller than AdamW. Slot: exp_avg.
class Lion final : public Optimizer {
public:
    struct Options {
        double beta1 = 0.9, beta2 = 0.99, weight_decay = 0.01;
    };
    explicit Lion(Options options) : options_(options) {}

protected:
    std::vector<Slot> freshState(const torch::Tensor& parameter) const override;
    void update(Live& live, double learningRate) override;

private:
    Options options_;
};

// Adafactor (Shazeer and Stern 2018) with the given learning rate: second moments of a matrix as one row and one
// column, no momentum, updates clipped to a root mean square of 1. As transformers' Adafactor with
// scale_parameter=False and relative_step=False. Slots: exp_avg_sq, exp_avg_sq_row, exp_avg_sq_col, step.
class Adafactor final : public Optimizer {
public:
    struct Options {
        double weight_decay = 0;
        double decay_rate = -0.8, eps = 1e-30, clip_threshold = 1.0;
    };
    explicit Adafactor(Options options) : options_(options) {}

protected:
    std::vector<Slot> freshState(const torch::Tensor& parameter) const override;
    void update(Live& live, double learningRate) override;

private:
    Options options_;
};

}  // namespace recap
