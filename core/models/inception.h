// SPDX-License-Identifier: GPL-3.0-or-later
//
// Inception v3 in the two forms that metrics use, with the keys of torchvision's Inception3:
// - the FID network (pytorch-fid, torch-fidelity; pt_inception-2015-12-05-6726825d.pth): converted from TensorFlow,
// 1008
//   classes, average pooling that does not count padding in the blocks A, C and the first E, maximum pooling in the
//   last;
// - torchvision's ImageNet network and those fine-tuned from it (TISE's of 80 classes): its input is rescaled inside,
//   and its training head (AuxLogits) is not built.
// Both judge only: there is no training mode. Whoever judges more than one batch keeps nn::PackedWeights alive.
#pragma once

#include "nn/batch_norm.h"
#include "nn/layers.h"

#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>
#include <torch/types.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>

namespace recap {

enum class InceptionForm { Fid, Torchvision };

// How a block pools in its branch of its own.
enum class InceptionPool { AverageWithPadding, AverageWithoutPadding, Maximum };

// conv, bn, ReLU; torchvision's BasicConv2d.
class InceptionConvImpl : public torch::nn::Module {
public:
    InceptionConvImpl(std::int64_t in, std::int64_t out, std::array<std::int64_t, 2> kernel, std::int64_t stride = 1,
                      std::array<std::int64_t, 2> padding = {0, 0});
    torch::Tensor forward(const torch::Tensor& x) const;

    nn::PlainConv2d conv{nullptr};
    nn::BatchNorm2d bn{nullptr};
};
TORCH_MODULE(InceptionConv);

class InceptionAImpl : public torch::nn::Module {
public:
    InceptionAImpl(std::int64_t in, std::int64_t pool_features, InceptionPool pool);
    torch::Tensor forward(const torch::Tensor& x);

    InceptionConv branch1x1{nullptr}, branch5x5_1{nullptr}, branch5x5_2{nullptr}, branch3x3dbl_1{nullptr},
        branch3x3dbl_2{nullptr}, branch3x3dbl_3{nullptr}, branch_pool{nullptr};

private:
    InceptionPool pool_;
};
TORCH_MODULE(InceptionA);

class InceptionBImpl : public torch::nn::Module {
public:
    explicit InceptionBImpl(std::int64_t in);
    torch::Tensor forward(const torch::Tensor& x);

    InceptionConv branch3x3{nullptr}, branch3x3dbl_1{nullptr}, branch3x3dbl_2{nullptr}, branch3x3dbl_3{nullptr};
};
TORCH_MODULE(InceptionB);

class InceptionCImpl : public torch::nn::Module {
public:
    InceptionCImpl(std::int64_t in, std::int64_t narrow, InceptionPool pool);
    torch::Tensor forward(const torch::Tensor& x);

    InceptionConv branch1x1{nullptr}, branch7x7_1{nullptr}, branch7x7_2{nullptr}, branch7x7_3{nullptr},
        branch7x7dbl_1{nullptr}, branch7x7dbl_2{nullptr}, branch7x7dbl_3{nullptr}, branch7x7dbl_4{nullptr},
        branch7x7dbl_5{nullptr}, branch_pool{nullptr};

private:
    InceptionPool pool_;
};
TORCH_MODULE(InceptionC);

class InceptionDImpl : public torch::nn::Module {
public:
    explicit InceptionDImpl(std::int64_t in);
    torch::Tensor forward(const torch::Tensor& x);

    InceptionConv branch3x3_1{nullptr}, branch3x3_2{nullptr}, branch7x7x3_1{nullptr}, branch7x7x3_2{nullptr},
        branch7x7x3_3{nullptr}, branch7x7x3_4{nullptr};
};
TORCH_MODULE(InceptionD);

class InceptionEImpl : public torch::nn::Module {
public:
    InceptionEImpl(std::int64_t in, InceptionPool pool);
    torch::Tensor forward(const torch::Tensor& x);

    InceptionConv branch1x1{nullptr}, branch3x3_1{nullptr}, branch3x3_2a{nullptr}, branch3x3_2b{nullptr},
        branch3x3dbl_1{nullptr}, branch3x3dbl_2{nullptr}, branch3x3dbl_3a{nullptr}, branch3x3dbl_3b{nullptr},
        branch_pool{nullptr};

private:
    InceptionPool pool_;
};
TORCH_MODULE(InceptionE);

// Features of one batch, [B, channels] each: means over space of what a block returns.
struct InceptionFeatures {
    torch::Tensor pool192;   // after the second maximum pooling
    torch::Tensor pool768;   // after Mixed_6e
    torch::Tensor pool2048;  // after Mixed_7c: the features of FID
};

class InceptionImpl : public torch::nn::Module {
public:
    // Is told the name and the result of every block with weights.
    using Watch = std::function<void(std::string_view, const torch::Tensor&)>;

    InceptionImpl(InceptionForm form, std::int64_t classes);

    // x [B, 3, 299, 299]: what the form's preprocessing gives (metrics/judge_input.h). Throws Error(ShapeMismatch) for
    // pictures smaller than the network's field, 75 pixels.
    InceptionFeatures forward(const torch::Tensor& x, const Watch& watch = {});
    // [B, 2048] -> [B, classes]. The Inception Score of the first publications takes them without the bias.
    torch::Tensor logits(const torch::Tensor& pool2048) const;
    torch::Tensor logitsWithoutBias(const torch::Tensor& pool2048) const;
    std::int64_t classes() const { return fc->weight.size(0); }

    InceptionConv Conv2d_1a_3x3{nullptr}, Conv2d_2a_3x3{nullptr}, Conv2d_2b_3x3{nullptr}, Conv2d_3b_1x1{nullptr},
        Conv2d_4a_3x3{nullptr};
    InceptionA Mixed_5b{nullptr}, Mixed_5c{nullptr}, Mixed_5d{nullptr};
    InceptionB Mixed_6a{nullptr};
    InceptionC Mixed_6b{nullptr}, Mixed_6c{nullptr}, Mixed_6d{nullptr}, Mixed_6e{nullptr};
    InceptionD Mixed_7a{nullptr};
    InceptionE Mixed_7b{nullptr}, Mixed_7c{nullptr};
    nn::Linear fc{nullptr};

private:
    InceptionForm form_;
};
TORCH_MODULE(Inception);

// From the state dictionary that torch.save wrote (.pth), or the same as safetensors; on the CPU, in evaluation mode.
// Throws Error(FileNotFound), Error(BadFormat) for a file of the other form or of another network, and
// Error(ShapeMismatch) with what is missing, unexpected or of another shape.
Inception loadInception(const std::filesystem::path& file, InceptionForm form);

}  // namespace recap
