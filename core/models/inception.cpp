// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/inception.h"

#include "base/error.h"
#include "nn/initialisers.h"
#include "nn/interrupt.h"
#include "nn/module_macros.h"
#include "tensor_io/key_aliases.h"
#include "tensor_io/load_report.h"
#include "tensor_io/pickle_reader.h"

#include <torch/types.h>

#include <sstream>

namespace recap {
namespace {

using Sides = std::array<std::int64_t, 2>;  // height, width
constexpr Sides k1{1, 1}, k3{3, 3}, k5{5, 5}, kRow3{1, 3}, kColumn3{3, 1}, kRow7{1, 7}, kColumn7{7, 1};
constexpr Sides kInRow1{0, 1}, kInColumn1{1, 0}, kInRow3{0, 3}, kInColumn3{3, 0};  // padding

constexpr double kNormEps = 0.001;
constexpr std::int64_t kFidClasses = 1008;  // of the TensorFlow graph; 1000 of them are ImageNet's
constexpr std::int64_t kSmallestSide = 75;

torch::Tensor maximumPool(const torch::Tensor& x) {
    return torch::max_pool2d(x, {3, 3}, {2, 2});
}

// 3 x 3, stride 1, padding 1: the size stays.
torch::Tensor pooled(InceptionPool pool, const torch::Tensor& x) {
    if (pool == InceptionPool::Maximum) return torch::max_pool2d(x, {3, 3}, {1, 1}, {1, 1});
    return torch::avg_pool2d(x, {3, 3}, {1, 1}, {1, 1}, false, pool == InceptionPool::AverageWithPadding);
}

InceptionPool averageOf(InceptionForm form) {
    return form == InceptionForm::Fid ? InceptionPool::AverageWithoutPadding : InceptionPool::AverageWithPadding;
}

torch::Tensor spatialMean(const torch::Tensor& x) {
    return x.mean({2, 3});
}

// torchvision's transform_input: from ImageNet's mean and deviation to 0.5 and 0.5.
torch::Tensor rescaledInput(const torch::Tensor& x) {
    const auto row = [&](double a, double b, double c) {
        return torch::tensor({a, b, c}, x.options()).view({1, 3, 1, 1});
    };
    return x * row(0.229 / 0.5, 0.224 / 0.5, 0.225 / 0.5) +
           row((0.485 - 0.5) / 0.5, (0.456 - 0.5) / 0.5, (0.406 - 0.5) / 0.5);
}

}  // namespace

InceptionConvImpl::InceptionConvImpl(std::int64_t in, std::int64_t out, std::array<std::int64_t, 2> kernel,
                                     std::int64_t stride, std::array<std::int64_t, 2> padding) {
    RECAP_MODULE(conv, nn::PlainConv2d(in, out, kernel, stride, padding));
    RECAP_MODULE(bn, nn::BatchNorm2d(out, kNormEps));
}

torch::Tensor InceptionConvImpl::forward(const torch::Tensor& x) const {
    return conv->forwardRelu(x, bn);
}

InceptionAImpl::InceptionAImpl(std::int64_t in, std::int64_t pool_features, InceptionPool pool) : pool_(pool) {
    RECAP_MODULE(branch1x1, InceptionConv(in, 64, k1));
    RECAP_MODULE(branch5x5_1, InceptionConv(in, 48, k1));
    RECAP_MODULE(branch5x5_2, InceptionConv(48, 64, k5, 1, Sides{2, 2}));
    RECAP_MODULE(branch3x3dbl_1, InceptionConv(in, 64, k1));
    RECAP_MODULE(branch3x3dbl_2, InceptionConv(64, 96, k3, 1, k1));
    RECAP_MODULE(branch3x3dbl_3, InceptionConv(96, 96, k3, 1, k1));
    RECAP_MODULE(branch_pool, InceptionConv(in, pool_features, k1));
}

torch::Tensor InceptionAImpl::forward(const torch::Tensor& x) {
    return torch::cat({branch1x1(x), branch5x5_2(branch5x5_1(x)), branch3x3dbl_3(branch3x3dbl_2(branch3x3dbl_1(x))),
                       branch_pool(pooled(pool_, x))},
                      1);
}

InceptionBImpl::InceptionBImpl(std::int64_t in) {
    RECAP_MODULE(branch3x3, InceptionConv(in, 384, k3, 2));
    RECAP_MODULE(branch3x3dbl_1, InceptionConv(in, 64, k1));
    RECAP_MODULE(branch3x3dbl_2, InceptionConv(64, 96, k3, 1, k1));
    RECAP_MODULE(branch3x3dbl_3, InceptionConv(96, 96, k3, 2));
}

torch::Tensor InceptionBImpl::forward(const torch::Tensor& x) {
    return torch::cat({branch3x3(x), branch3x3dbl_3(branch3x3dbl_2(branch3x3dbl_1(x))), maximumPool(x)}, 1);
}

InceptionCImpl::InceptionCImpl(std::int64_t in, std::int64_t narrow, InceptionPool pool) : pool_(pool) {
    RECAP_MODULE(branch1x1, InceptionConv(in, 192, k1));
    RECAP_MODULE(branch7x7_1, InceptionConv(in, narrow, k1));
    RECAP_MODULE(branch7x7_2, InceptionConv(narrow, narrow, kRow7, 1, kInRow3));
    RECAP_MODULE(branch7x7_3, InceptionConv(narrow, 192, kColumn7, 1, kInColumn3));
    RECAP_MODULE(branch7x7dbl_1, InceptionConv(in, narrow, k1));
    RECAP_MODULE(branch7x7dbl_2, InceptionConv(narrow, narrow, kColumn7, 1, kInColumn3));
    RECAP_MODULE(branch7x7dbl_3, InceptionConv(narrow, narrow, kRow7, 1, kInRow3));
    RECAP_MODULE(branch7x7dbl_4, InceptionConv(narrow, narrow, kColumn7, 1, kInColumn3));
    RECAP_MODULE(branch7x7dbl_5, InceptionConv(narrow, 192, kRow7, 1, kInRow3));
    RECAP_MODULE(branch_pool, InceptionConv(in, 192, k1));
}

torch::Tensor InceptionCImpl::forward(const torch::Tensor& x) {
    const auto single = branch7x7_3(branch7x7_2(branch7x7_1(x)));
    const auto twice = branch7x7dbl_5(branch7x7dbl_4(branch7x7dbl_3(branch7x7dbl_2(branch7x7dbl_1(x)))));
    return torch::cat({branch1x1(x), single, twice, branch_pool(pooled(pool_, x))}, 1);
}

InceptionDImpl::InceptionDImpl(std::int64_t in) {
    RECAP_MODULE(branch3x3_1, InceptionConv(in, 192, k1));
    RECAP_MODULE(branch3x3_2, InceptionConv(192, 320, k3, 2));
    RECAP_MODULE(branch7x7x3_1, InceptionConv(in, 192, k1));
    RECAP_MODULE(branch7x7x3_2, InceptionConv(192, 192, kRow7, 1, kInRow3));
    RECAP_MODULE(branch7x7x3_3, InceptionConv(192, 192, kColumn7, 1, kInColumn3));
    RECAP_MODULE(branch7x7x3_4, InceptionConv(192, 192, k3, 2));
}

torch::Tensor InceptionDImpl::forward(const torch::Tensor& x) {
    return torch::cat(
        {branch3x3_2(branch3x3_1(x)), branch7x7x3_4(branch7x7x3_3(branch7x7x3_2(branch7x7x3_1(x)))), maximumPool(x)},
        1);
}

InceptionEImpl::InceptionEImpl(std::int64_t in, InceptionPool pool) : pool_(pool) {
    RECAP_MODULE(branch1x1, InceptionConv(in, 320, k1));
    RECAP_MODULE(branch3x3_1, InceptionConv(in, 384, k1));
    RECAP_MODULE(branch3x3_2a, InceptionConv(384, 384, kRow3, 1, kInRow1));
    RECAP_MODULE(branch3x3_2b, InceptionConv(384, 384, kColumn3, 1, kInColumn1));
    RECAP_MODULE(branch3x3dbl_1, InceptionConv(in, 448, k1));
    RECAP_MODULE(branch3x3dbl_2, InceptionConv(448, 384, k3, 1, k1));
    RECAP_MODULE(branch3x3dbl_3a, InceptionConv(384, 384, kRow3, 1, kInRow1));
    RECAP_MODULE(branch3x3dbl_3b, InceptionConv(384, 384, kColumn3, 1, kInColumn1));
    RECAP_MODULE(branch_pool, InceptionConv(in, 192, k1));
}

torch::Tensor InceptionEImpl::forward(const torch::Tensor& x) {
    const auto single = branch3x3_1(x), twice = branch3x3dbl_2(branch3x3dbl_1(x));
    return torch::cat({branch1x1(x), branch3x3_2a(single), branch3x3_2b(single), branch3x3dbl_3a(twice),
                       branch3x3dbl_3b(twice), branch_pool(pooled(pool_, x))},
                      1);
}

InceptionImpl::InceptionImpl(InceptionForm form, std::int64_t classes) : form_(form) {
    const auto average = averageOf(form);
    const auto last = form == InceptionForm::Fid ? InceptionPool::Maximum : average;
    RECAP_MODULE(Conv2d_1a_3x3, InceptionConv(3, 32, k3, 2));
    RECAP_MODULE(Conv2d_2a_3x3, InceptionConv(32, 32, k3));
    RECAP_MODULE(Conv2d_2b_3x3, InceptionConv(32, 64, k3, 1, k1));
    RECAP_MODULE(Conv2d_3b_1x1, InceptionConv(64, 80, k1));
    RECAP_MODULE(Conv2d_4a_3x3, InceptionConv(80, 192, k3));
    RECAP_MODULE(Mixed_5b, InceptionA(192, 32, average));
    RECAP_MODULE(Mixed_5c, InceptionA(256, 64, average));
    RECAP_MODULE(Mixed_5d, InceptionA(288, 64, average));
    RECAP_MODULE(Mixed_6a, InceptionB(288));
    RECAP_MODULE(Mixed_6b, InceptionC(768, 128, average));
    RECAP_MODULE(Mixed_6c, InceptionC(768, 160, average));
    RECAP_MODULE(Mixed_6d, InceptionC(768, 160, average));
    RECAP_MODULE(Mixed_6e, InceptionC(768, 192, average));
    RECAP_MODULE(Mixed_7a, InceptionD(768));
    RECAP_MODULE(Mixed_7b, InceptionE(1280, average));
    RECAP_MODULE(Mixed_7c, InceptionE(2048, last));
    RECAP_MODULE(fc, nn::Linear(2048, classes));
}

InceptionFeatures InceptionImpl::forward(const torch::Tensor& input, const Watch& watch) {
    if (input.dim() != 4 || input.size(1) != 3 || input.size(2) < kSmallestSide || input.size(3) < kSmallestSide)
        throw Error(ErrorCode::ShapeMismatch,
                    message("Inception's image has shape %1 but must be [B, 3, 299, 299].", c10::str(input.sizes())));
    InceptionFeatures out;
    auto x = form_ == InceptionForm::Torchvision ? rescaledInput(input) : input;
    x = x.contiguous(torch::MemoryFormat::ChannelsLast);
    const auto pass = [&](const char* name, auto& block) {
        nn::interruptPoint(x);
        x = block(x);
        if (watch) watch(name, x);
    };
    pass("Conv2d_1a_3x3", Conv2d_1a_3x3);
    pass("Conv2d_2a_3x3", Conv2d_2a_3x3);
    pass("Conv2d_2b_3x3", Conv2d_2b_3x3);
    x = maximumPool(x);  // [B, 64, 73, 73]
    pass("Conv2d_3b_1x1", Conv2d_3b_1x1);
    pass("Conv2d_4a_3x3", Conv2d_4a_3x3);
    x = maximumPool(x);  // [B, 192, 35, 35]
    out.pool192 = spatialMean(x);
    pass("Mixed_5b", Mixed_5b);
    pass("Mixed_5c", Mixed_5c);
    pass("Mixed_5d", Mixed_5d);
    pass("Mixed_6a", Mixed_6a);  // [B, 768, 17, 17]
    pass("Mixed_6b", Mixed_6b);
    pass("Mixed_6c", Mixed_6c);
    pass("Mixed_6d", Mixed_6d);
    pass("Mixed_6e", Mixed_6e);
    out.pool768 = spatialMean(x);
    pass("Mixed_7a", Mixed_7a);  // [B, 1280, 8, 8]
    pass("Mixed_7b", Mixed_7b);
    pass("Mixed_7c", Mixed_7c);  // [B, 2048, 8, 8]
    out.pool2048 = spatialMean(x);
    return out;
}

torch::Tensor InceptionImpl::logits(const torch::Tensor& pool2048) const {
    return fc->forward(pool2048);
}

torch::Tensor InceptionImpl::logitsWithoutBias(const torch::Tensor& pool2048) const {
    return torch::linear(pool2048, fc->weight);
}

Inception loadInception(const std::filesystem::path& file, InceptionForm form) {
    auto weights = withoutBatchCounts(loadTensorFile(file));
    const auto last = weights.find("fc.weight");
    if (last == weights.end() || last->second.dim() != 2 || weights.count("Mixed_7c.branch1x1.conv.weight") == 0)
        throw Error(ErrorCode::BadFormat, message("%1 is not a state dictionary of Inception v3.", file));
    const auto classes = last->second.size(0);
    const bool trained =
        std::erase_if(weights, [](const auto& item) { return item.first.starts_with("AuxLogits."); }) > 0;
    if (form == InceptionForm::Fid && classes != kFidClasses)
        throw Error(ErrorCode::BadFormat,
                    message("%1 is torchvision's Inception v3 with %2 classes, not the network of FID, which has %3. "
                            "FID of other weights is another number.",
                            file, classes, kFidClasses));
    if (form == InceptionForm::Torchvision && classes == kFidClasses && !trained)
        throw Error(ErrorCode::BadFormat,
                    message("%1 is the network of FID, not torchvision's Inception v3: it pools differently.", file));
    const nn::InitScope scope(nn::InitMode::Empty);  // every parameter is overwritten below, or loading throws
    Inception model(form, classes);
    loadStateDictStrict(*model, weights, verbatim(file.string()));
    model->eval();
    return model;
}

}  // namespace recap
