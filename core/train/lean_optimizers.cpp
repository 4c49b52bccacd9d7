// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/lean_optimizers.h"

#include <algorithm>
#include <cmath>

namespace recap {
namespace {

constexpr std::int64_t kSmallest8bit = 4096;

std::int64_t blocksOf(std::int64_t elements) {
    return (elements + kQuantBlock - 1) / kQuantBlock;
}

// The numbers in rows of one block each; the last row is filled up with zeros.
torch::Tensor inBlocks(const torch::Tensor& numbers) {
    const auto flat = numbers.reshape(-1);
    return torch::constant_pad_nd(flat, {0, blocksOf(flat.numel()) * kQuantBlock - flat.numel()})
        .view({-1, kQuantBlock});
}

// The code and the borders between its values, made once.
struct Code {
    explicit Code(bool withSign) : values(quantizationCode(withSign)) {
        borders = (values.slice(0, 1) + values.slice(0, 0, -1)) / 2;
    }
    torch::Tensor values, borders;
};

const Code& codeFor(bool withSign) {
    static const Code both(true), positive(false);
    return withSign ? both : positive;
}

}  // namespace

torch::Tensor quantizationCode(bool withSign) {
    // Seven powers of ten; each has twice as many values as the next smaller one, at the middles of equal intervals of
    // 0.1 .. 1. With 0 and 1 that makes 256.
    std::vector<float> code{0.0f, 1.0f};
    const int bits = withSign ? 7 : 8;  // the sign takes one
    for (int power = 0; power < 7; ++power) {
        const int count = 1 << (bits - 7 + power);
        for (int i = 0; i < count; ++i) {
            const double mantissa = 0.1 + 0.9 * (i + 0.5) / count;
            const auto value = static_cast<float>(mantissa * std::pow(10.0, power - 6));
            code.push_back(value);
            if (withSign) code.push_back(-value);
        }
    }
    std::sort(code.begin(), code.end());
    return torch::tensor(code);
}

Quantized quantized(const torch::Tensor& numbers, bool withSign) {
    const auto blocks = inBlocks(numbers);
    const auto scales = std::get<0>(blocks.abs().max(1));  // [blocks]
    const auto unit = blocks / scales.clamp_min(1e-38).unsqueeze(1);
    auto codes = torch::bucketize(unit, codeFor(withSign).borders.to(numbers.device()), /*out_int32=*/true);
    // A second moment that became 0 would divide by epsilon at the next step: what is not 0 stays above it.
    if (!withSign) codes = codes.clamp_min((blocks > 0).to(codes.scalar_type()));
    return {codes.reshape(-1).slice(0, 0, numbers.numel()).to(torch::kUInt8), scales};
}

torch::Tensor dequantized(const Quantized& q, at::IntArrayRef shape, bool withSign) {
    const auto values = codeFor(withSign).values.to(q.codes.device()).index_select(0, q.codes.to(torch::kInt32));
    return (inBlocks(values) * q.scales.unsqueeze(1)).reshape(-1).slice(0, 0, values.numel()).view(shape);
}

std::vector<Optimizer::Slot> AdamW8bit::freshState(const torch::Tensor& p) const {
    const auto none = torch::zeros({0}, p.options().requires_grad(false));
    const auto step = torch::zeros({}, torch::TensorOptions().device(p.device()));
    if (p.numel() < kSmallest8bit)
        return {{"exp_avg", torch::zeros_like(p)},
                {"exp_avg_scale", none},
                {"exp_avg_sq", torch::zeros_like(p)},
                {"exp_avg_sq_scale", none},
                {"step", step}};
    const auto moment = quantized(torch::zeros_like(p), true), square = quantized(torch::zeros_like(p), false);
    return {{"exp_avg", moment.codes},
            {"exp_avg_scale", moment.scales},
            {"exp_avg_sq", square.codes},
            {"exp_avg_sq_scale", square.scales},
            {"step", step}};
}

void AdamW8bit::updateOne(Live& live, std::size_t k, double learningRate) const {
    auto& parameter = live.parameters[k];
    const bool small = live.slots[0][k].scalar_type() != torch::kUInt8;
    const auto shape = parameter.sizes();
    // The kernel walks through memory, so everything stands in the parameter's own layout.
    const auto format = parameter.suggest_memory_format();
    auto moment =
        small ? live.slots[0][k] : dequantized({live.slots[0][k], live.slots[1][k]}, shape, true).contiguous(format);
    auto square =
        small ? live.slots[2][k] : dequantized({live.slots[2][k], live.slots[3][k]}, shape, false).contiguous(format);
    std::vector<torch::Tensor> parameters{parameter}, grads{live.grads[k]}, moments{moment}, squares{square},
        steps{live.slots[4][k]};
    at::_fused_adamw_(parameters, grads, moments, squares, /*max_exp_avg_sqs=*/{}, steps, learningRate, options_.beta1,
                      options_.beta2, options_.weight_decay, options_.eps, /*amsgrad=*/false, /*maximize=*/false);
    if (small) return;
    const auto newMoment = quantized(moment, true), newSquare = quantized(square, false);
    live.slots[0][k].copy_(newMoment.codes);
    live.slots[1][k].copy_(newMoment.scales);
    live.slots[2][k].copy_(newSquare.codes);
    live.slots[3][k].copy_(newSquare.scales);
}

void AdamW8bit::update(Live& live, double learningRate) {
    torch::_foreach_add_(live.slots[4], 1);
    for (std::size_t k = 0; k < live.parameters.size(); ++k) updateOne(live, k, learningRate);
}

std::vector<Optimizer::Slot> Lion::freshState(const torch::Tensor& parameter) const {
    return {{"exp_avg", torch::zeros_like(parameter)}};
}

void Lion::update(Live& live, double learningRate) {
    auto& momentum = live.slots[0];
    torch::_foreach_mul_(live.parameters, 1 - learningRate * options_.weight_decay);
    auto direction = torch::_foreach_lerp(momentum, live.grads, 1 - options_.beta1);
    torch::_foreach_sign_(direction);
    torch::_foreach_add_(live.parameters, direction, -learningRate);
    torch::_foreach_lerp_(momentum, live.grads, 1 - options_.beta2);
}

std::vector<Optimizer::Slot> Adafactor::freshState(const torch::Tensor& p) const {
    const auto options = p.options().requires_grad(false);
    const auto none = torch::zeros({0}, options), step = torch::zeros({}, options);
    if (p.dim() < 2)
        return {
            {"exp_avg_sq", torch::zeros_like(p)}, {"exp_avg_sq_row", none}, {"exp_avg_sq_col", none}, {"step", step}};
    auto row = p.sizes().vec(), col = row;
    row.pop_back();
    col.erase(col.end() - 2);
    return {{"exp_avg_sq", none},
            {"exp_avg_sq_row", torch::zeros(row, options)},
            {"exp_avg_sq_col", torch::zeros(col, options)},
            {"step", step}};
}

void Adafactor::update(Live& live, double learningRate) {
    for (std::size_t k = 0; k < live.parameters.size(); ++k) {
        auto& p = live.parameters[k];
        const auto& grad = live.grads[k];
        auto &full = live.slots[0][k], &row = live.slots[1][k], &col = live.slots[2][k], &step = live.slots[3][k];
        step.add_(1);
        // Equation 9 of the paper: the decay rises from 0 at the first step towards 1.
        const double decay = 1 - std::pow(step.item<double>(), options_.decay_rate);
        const auto square = grad.square() + options_.eps;
        torch::Tensor change;
        if (p.dim() < 2) {
            full.lerp_(square, 1 - decay);
            change = full.rsqrt() * grad;
        } else {
            row.lerp_(square.mean(-1), 1 - decay);
            col.lerp_(square.mean(-2), 1 - decay);
            const auto rowFactor = (row / row.mean(-1, true)).rsqrt().unsqueeze(-1);
            change = rowFactor * col.rsqrt().unsqueeze(-2) * grad;
        }
        const double rms = change.norm().item<double>() / std::sqrt(static_cast<double>(change.numel()));
        change.div_(std::max(1.0, rms / options_.clip_threshold)).mul_(learningRate);
        if (options_.weight_decay != 0) p.mul_(1 - options_.weight_decay * learningRate);
        p.sub_(change);
    }
}

}  // namespace recap
