// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn_test.h"

#include "base/error.h"
#include "nn/activations.h"
#include "nn/attention.h"
#include "nn/batch_norm.h"
#include "nn/embeddings.h"
#include "nn/initialisers.h"
#include "nn/layers.h"
#include "nn/module_macros.h"
#include "nn/packed_weights.h"
#include "nn/recompute.h"
#include "nn/trained_product.h"
#include "nn/typed_list.h"

#include <ATen/autocast_mode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/nn/module.h>
#include <torch/nn/modules.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <QtTest/QTest>
#include <cmath>

using namespace recap;

namespace {

bool near(const torch::Tensor& a, const torch::Tensor& b, double tolerance = 1e-6) {
    return a.sizes() == b.sizes() && (a - b).abs().max().item<double>() <= tolerance;
}

torch::Tensor writtenOut(const torch::Tensor& q, const torch::Tensor& k, const torch::Tensor& v,
                         const torch::Tensor& bias) {
    auto scores = torch::matmul(q, k.transpose(-2, -1)) / std::sqrt(static_cast<double>(q.size(-1)));
    if (bias.defined()) scores = scores + bias;
    return torch::matmul(scores.softmax(-1), v);
}

struct Pair : torch::nn::Module {
    Pair() {
        RECAP_MODULE(items, nn::TypedList<nn::Linear>());
        items->append(nn::Linear(2, 3));
        items->append(nn::Linear(3, 1, false));
    }
    nn::TypedList<nn::Linear> items{nullptr};
};

}  // namespace

void TestNn::a_recomputed_part_keeps_nothing_and_draws_the_same_numbers() {
    torch::manual_seed(9);
    const auto x = torch::randn({1000}).requires_grad_(true);
    torch::Tensor kept;
    const auto part = [&kept](const torch::Tensor& t) {
        const auto middle = t.sin();
        if (!kept.defined()) kept = middle;
        return torch::dropout(middle.square(), 0.5, true);
    };
    for (const bool on : {false, true}) {
        kept = torch::Tensor();
        const nn::RecomputeScope scope(on);
        const auto y = nn::recomputable(part, x);
        torch::rand({7});  // somebody else draws in between
        // Who records gradients holds the middle: its square's input is saved for the way back.
        const bool held = kept.use_count() > 1;
        QCOMPARE(held, !on);
        const auto gradient = torch::autograd::grad({y.sum()}, {x})[0];
        const auto expected = torch::where(y != 0, 4 * x.sin() * x.cos(), torch::zeros_like(x));
        QVERIFY(near(gradient, expected.detach(), 1e-5));
    }
}

void TestNn::a_recomputed_part_gives_parameters_their_gradients() {
    torch::manual_seed(10);
    nn::Linear layer(5, 3);
    const auto x = torch::randn({4, 5});  // wants no gradient itself
    layer(x).square().sum().backward();
    const auto expected = layer->weight.grad().clone();
    layer->weight.mutable_grad() = torch::Tensor();
    const nn::RecomputeScope scope;
    nn::recomputable([l = layer.ptr()](const torch::Tensor& t) { return l->forward(t); }, x).square().sum().backward();
    QVERIFY(near(layer->weight.grad(), expected));
}

void TestNn::a_large_product_has_the_gradients_of_the_ordinary_one_data() {
    QTest::addColumn<int>("in");
    QTest::addColumn<int>("out");
    QTest::addColumn<bool>("bias");
    QTest::addColumn<bool>("convolution");
    QTest::newRow("wide") << 64 << 256 << true << false;
    QTest::newRow("narrow") << 256 << 64 << true << false;
    QTest::newRow("without bias") << 128 << 128 << false << false;
    QTest::newRow("stored as a convolution") << 96 << 160 << true << true;
}

void TestNn::a_large_product_has_the_gradients_of_the_ordinary_one() {
    QFETCH(int, in);
    QFETCH(int, out);
    QFETCH(bool, bias);
    QFETCH(bool, convolution);
    torch::manual_seed(4);
    const auto leaf = [](const torch::Tensor& t) { return t.detach().clone().requires_grad_(true); };
    const auto x = torch::randn({2, 150, in}), w = torch::randn({out, in}), b = torch::randn({out});
    // A gradient that is no plain block of memory.
    const auto g = torch::randn({2, out, 150}).transpose(1, 2);
    const auto x1 = leaf(x), w1 = leaf(convolution ? w.view({out, in, 1, 1}) : w), b1 = leaf(b);
    const auto x2 = leaf(x), w2 = leaf(w), b2 = leaf(b);
    const auto y1 = nn::trainedProduct(x1, w1, bias ? b1 : torch::Tensor());
    QVERIFY2(y1.defined(), "the product was left to the BLAS");
    const auto y2 = torch::linear(x2, w2, bias ? b2 : torch::Tensor());
    QVERIFY(torch::allclose(y1, y2, 1e-5, 1e-4));
    y1.backward(g);
    y2.backward(g);
    QVERIFY(torch::allclose(x1.grad(), x2.grad(), 1e-5, 1e-4));
    QVERIFY(torch::allclose(w1.grad().view({out, in}), w2.grad(), 1e-5, 1e-3));
    QCOMPARE(b1.grad().defined(), bias);
    if (bias) QVERIFY(torch::allclose(b1.grad(), b2.grad(), 1e-5, 1e-3));
    const torch::NoGradGuard noGrad;
    QVERIFY(!nn::trainedProduct(x1, w1, b1).defined());
}

void TestNn::attention_equals_the_written_out_softmax() {
    torch::manual_seed(1);
    const auto q = torch::randn({2, 3, 5, 4}), k = torch::randn({2, 3, 7, 4}), v = torch::randn({2, 3, 7, 4});
    QVERIFY(near(nn::attend(q, k, v), writtenOut(q, k, v, {}), 1e-5));
    const auto merged = nn::mergeHeads(nn::splitHeads(torch::arange(24).view({2, 3, 4}), 2));
    QVERIFY(torch::equal(merged, torch::arange(24).view({2, 3, 4})));
}

void TestNn::causal_attention_hides_later_keys() {
    torch::manual_seed(2);
    const auto q = torch::randn({1, 2, 4, 8}), k = torch::randn({1, 2, 4, 8}), v = torch::randn({1, 2, 4, 8});
    const auto hidden = torch::full({4, 4}, -1e30).triu(1);
    nn::AttendOptions causal;
    causal.causal = true;
    QVERIFY(near(nn::attend(q, k, v, causal), writtenOut(q, k, v, hidden), 1e-5));
    nn::AttendOptions masked;
    masked.mask = nn::attentionMask(torch::ones({1, 4}, torch::kInt64), 4, true);
    QVERIFY(near(nn::attend(q, k, v, masked), writtenOut(q, k, v, hidden), 1e-5));
}

void TestNn::a_key_mask_hides_padding_and_keeps_the_order_of_cached_keys() {
    const auto keys = torch::tensor({{1, 1, 1, 1, 0}});
    const auto mask = nn::attentionMask(keys, 2, true);  // the queries are positions 3 and 4 of 5
    const auto expected = torch::tensor({{true, true, true, true, false}, {true, true, true, true, false}});
    QVERIFY(torch::equal(mask[0][0], expected));
    const auto order = nn::attentionMask(torch::ones({1, 3}, torch::kInt64), 2, true);
    QVERIFY(torch::equal(order[0][0], torch::tensor({{true, true, false}, {true, true, true}})));
    const auto open = nn::attentionMask(keys, 2, false);
    QVERIFY((open.sizes() == at::IntArrayRef{1, 1, 1, 5}));
}

void TestNn::timestep_sinusoids_follow_their_formula() {
    const auto out = nn::timestepEmbedding(torch::tensor({0.0, 7.0, 999.0}), 6, true, 0.0);
    const auto sineFirst = nn::timestepEmbedding(torch::tensor({0, 7, 999}), 6, false, 1.0);
    const double steps[] = {0.0, 7.0, 999.0};
    for (int b = 0; b < 3; ++b) {
        for (int i = 0; i < 3; ++i) {
            const double angle = steps[b] * std::exp(-std::log(10000.0) * i / 3.0);
            QVERIFY(std::abs(out[b][i].item<double>() - std::cos(angle)) < 1e-4);
            QVERIFY(std::abs(out[b][3 + i].item<double>() - std::sin(angle)) < 1e-4);
            const double shifted = steps[b] * std::exp(-std::log(10000.0) * i / 2.0);
            QVERIFY(std::abs(sineFirst[b][i].item<double>() - std::sin(shifted)) < 1e-4);
            QVERIFY(std::abs(sineFirst[b][3 + i].item<double>() - std::cos(shifted)) < 1e-4);
        }
    }
}

void TestNn::odd_widths_end_with_a_zero() {
    const auto out = nn::timestepEmbedding(torch::tensor({3}), 7, true, 0.0);
    QCOMPARE(out.size(1), std::int64_t{7});
    QCOMPARE(out[0][6].item<float>(), 0.0f);
}

void TestNn::activations_follow_their_formulas() {
    for (const double x : {-3.0, -0.5, 0.0, 1.0, 4.0}) {
        const auto value = [&](const char* name) {
            return nn::activate(nn::activationFromName(name), torch::tensor(x)).item<double>();
        };
        const auto logistic = [](double z) { return 1.0 / (1.0 + std::exp(-z)); };
        QVERIFY(std::abs(value("gelu") - x * 0.5 * std::erfc(-x / std::sqrt(2.0))) < 1e-6);
        QVERIFY(std::abs(value("quick_gelu") - x * logistic(1.702 * x)) < 1e-6);
        QVERIFY(std::abs(value("silu") - x * logistic(x)) < 1e-6);
        QVERIFY(std::abs(value("relu") - std::max(0.0, x)) < 1e-6);
    }
    const auto gated = nn::geglu(torch::tensor({{2.0, 3.0, 0.0, 1.0}}));  // values 2, 3; gates 0, 1
    QVERIFY(near(gated, torch::tensor({{0.0, 3.0 * 0.8413447}})));
}

void TestNn::an_unknown_activation_is_refused_by_name() {
    try {
        nn::activationFromName("mish");
        QFAIL("no exception");
    } catch (const Error& e) {
        QCOMPARE(e.code(), ErrorCode::BadFormat);
        QVERIFY(std::string(e.what()).find("'mish'") != std::string::npos);
    }
}

void TestNn::silu_in_place_gives_the_same_values_and_spares_recorded_inputs() {
    const auto x = torch::randn({10}).requires_grad_();
    const auto doubled = 2 * x;
    const auto before = doubled.detach().clone();
    const auto y = nn::siluOwned(torch::Tensor(doubled));
    QVERIFY(torch::equal(doubled, before));
    QVERIFY(torch::equal(y, torch::silu(doubled)));
    const torch::NoGradGuard noGrad;
    QVERIFY(near(nn::siluOwned(before.clone()), y));
}

void TestNn::layers_equal_those_of_torch_for_the_same_seed() {
    torch::manual_seed(11);
    nn::Linear linear(5, 3);
    nn::Conv2d conv(4, 6, 3, 2, 1);
    torch::manual_seed(11);
    torch::nn::Linear torchLinear(5, 3);
    torch::nn::Conv2d torchConv(torch::nn::Conv2dOptions(4, 6, 3).stride(2).padding(1));
    QVERIFY(torch::equal(linear->weight, torchLinear->weight) && torch::equal(linear->bias, torchLinear->bias));
    QVERIFY(torch::equal(conv->weight, torchConv->weight) && torch::equal(conv->bias, torchConv->bias));
    const auto x = torch::randn({2, 5}), image = torch::randn({2, 4, 9, 8});
    QVERIFY(torch::equal(linear(x), torchLinear(x)));
    QVERIFY(torch::equal(conv(image), torchConv(image)));
    QVERIFY(torch::equal(nn::GroupNorm(2, 4, 1e-6)(image),
                         torch::nn::GroupNorm(torch::nn::GroupNormOptions(2, 4).eps(1e-6))(image)));
    QVERIFY(torch::equal(nn::LayerNorm(5)(x), torch::nn::LayerNorm(torch::nn::LayerNormOptions({5}))(x)));
}

void TestNn::empty_and_meta_modes_leave_the_random_stream_alone() {
    torch::manual_seed(12);
    const auto expected = torch::randn({2});
    torch::manual_seed(12);
    {
        const nn::InitScope scope(nn::InitMode::Empty);
        nn::Linear layer(3, 3);
        const nn::InitScope inner(nn::InitMode::Meta);
        QVERIFY(nn::Embedding(1000000000, 1000)->weight.is_meta());
    }
    QVERIFY(torch::equal(torch::randn({2}), expected));
    QVERIFY(nn::InitScope::current() == nn::InitMode::Random);
    QVERIFY(nn::Linear(3, 3)->weight.abs().max().item<double>() <= 1.0 / std::sqrt(3.0));
}

void TestNn::typed_lists_number_their_keys() {
    Pair pair;
    std::vector<std::string> keys;
    for (const auto& item : pair.named_parameters()) keys.push_back(item.key());
    QCOMPARE(keys, (std::vector<std::string>{"items.0.weight", "items.0.bias", "items.1.weight"}));
    QCOMPARE(pair.items->size(), std::size_t{2});
}

void TestNn::a_pointwise_layer_equals_the_one_by_one_convolution() {
    torch::manual_seed(13);
    nn::Pointwise layer(4, 6, true);
    QCOMPARE(layer->weight.dim(), std::int64_t{4});
    QCOMPARE(nn::Pointwise(4, 6, false)->weight.dim(), std::int64_t{2});
    const auto image = torch::randn({2, 4, 3, 5});
    const auto expected = torch::conv2d(image, layer->weight, layer->bias);
    const auto tokens = layer(image.permute({0, 2, 3, 1}).reshape({2, 15, 4}));
    QVERIFY(near(tokens.view({2, 3, 5, 6}).permute({0, 3, 1, 2}), expected));
}

void TestNn::a_fresh_adapter_changes_nothing_and_learns() {
    torch::manual_seed(14);
    nn::Linear layer(4, 3);
    const auto x = torch::randn({5, 4});
    const auto before = layer(x).detach();
    const auto adapter = nn::LowRankImpl::fresh(4, 3, 2, 8.0);
    QCOMPARE(adapter->scale, 4.0);
    layer->adapters.attach(adapter);
    QVERIFY(torch::equal(layer(x), before));
    layer->weight.set_requires_grad(false);
    layer(x).sum().backward();
    QVERIFY(adapter->up.grad().abs().max().item<double>() > 0.0);
    QVERIFY(!layer->weight.grad().defined());
}

void TestNn::an_adapter_equals_its_merged_weight_in_convolutions() {
    torch::manual_seed(15);
    const torch::NoGradGuard noGrad;
    nn::Conv2d conv(4, 6, 3, 2, 1);
    const auto image = torch::randn({2, 4, 9, 8});
    const auto adapter = std::make_shared<nn::LowRankImpl>(torch::randn({2, 4, 3, 3}), torch::randn({6, 2, 1, 1}), 0.5);
    conv->adapters.attach(adapter);
    const auto adapted = conv(image);
    conv->adapters.clear();
    conv->weight += adapter->weightChange(conv->weight.sizes());
    QVERIFY(near(conv(image), adapted, 1e-4));
}

void TestNn::adapters_with_factors_that_do_not_fit_are_refused() {
    QVERIFY_EXCEPTION_THROWN(nn::LowRankImpl(torch::zeros({2, 4}), torch::zeros({3, 1}), 1.0), Error);
    QVERIFY_EXCEPTION_THROWN(nn::LowRankImpl(torch::zeros({2}), torch::zeros({3, 2}), 1.0), Error);
}

void TestNn::packed_layers_equal_ordinary_ones() {
    const torch::NoGradGuard noGrad;
    torch::manual_seed(21);
    const nn::Conv2d conv(6, 10, 3, 2, 1);
    const nn::Linear wide(40, 30), narrow(40, 30, false);
    const nn::Pointwise pointwise(40, 30, true);
    const auto picture = torch::randn({2, 6, 9, 8}), residual = torch::randn({2, 10, 5, 4});
    const auto tokens = torch::randn({2, 7, 40}), more = torch::randn({2, 7, 30});
    const auto all = [&] {
        return std::vector<torch::Tensor>{conv->forward(picture),
                                          conv->forwardWithBias(picture, torch::ones(10)),
                                          conv->forwardPlus(picture, residual),
                                          wide->forward(tokens),
                                          wide->forwardPlus(tokens, more),
                                          narrow->forwardPlus(tokens, more),
                                          pointwise->forward(tokens),
                                          pointwise->forwardPlus(tokens, more)};
    };
    const auto expected = all();
    nn::PackedWeights packed(1 << 20, 0);
    for (int round = 0; round < 2; ++round) {  // the first packs, the second finds
        const auto actual = all();
        for (std::size_t i = 0; i < expected.size(); ++i) QVERIFY(near(actual[i], expected[i], 1e-5));
    }
    if (at::hasMKLDNN()) QVERIFY(packed.packedBytes() > 0);
}

void TestNn::a_packed_layer_with_fixed_normalisation_equals_the_ordinary_one() {
    torch::manual_seed(4);
    const torch::NoGradGuard noGrad;
    nn::PlainConv2d conv(6, 8, std::array<std::int64_t, 2>{1, 5}, 2, std::array<std::int64_t, 2>{0, 2});
    nn::BatchNorm2d norm(8, 1e-3);
    norm->weight.copy_(torch::rand({8}) + 0.5);
    norm->bias.copy_(torch::randn({8}));
    norm->running_mean.copy_(torch::randn({8}));
    norm->running_var.copy_(torch::rand({8}) + 0.5);
    const auto x = torch::randn({2, 6, 9, 11});
    const std::int64_t stride[] = {2, 2}, padding[] = {0, 2};
    const auto plain = torch::conv2d(x, conv->weight, {}, stride, padding);
    const auto expected = torch::batch_norm(plain, norm->weight, norm->bias, norm->running_mean, norm->running_var,
                                            false, 0, 1e-3, false);
    QVERIFY(near(conv->forward(x, norm), expected, 1e-5));
    QVERIFY(near(conv->forwardRelu(x, norm), expected.relu(), 1e-5));
    const nn::PackedWeights packed(1 << 20);
    for (int repeat = 0; repeat < 2; ++repeat) QVERIFY(near(conv->forwardRelu(x, norm), expected.relu(), 1e-5));
    QVERIFY(near(conv->forward(x, norm), expected, 1e-5));
    if (at::hasMKLDNN()) QVERIFY(packed.packedBytes() > 0);
}

void TestNn::packed_products_equal_ordinary_ones() {
    if (!at::hasMKLDNN()) QSKIP("this build of torch has no oneDNN");
    const torch::NoGradGuard noGrad;
    torch::manual_seed(22);
    const auto x = torch::randn({3, 5, 16}), a = torch::randn({16, 16}), b = torch::randn({16, 16});
    const auto gated = torch::randn({24, 16}), bias = torch::randn({24});
    for (const std::int64_t smallest : {std::int64_t{0}, nn::PackedWeights::kSmallProduct}) {
        nn::PackedWeights packed(1 << 20, smallest);
        QVERIFY(near(packed.jointLinear(x, {a, b}), torch::cat({torch::linear(x, a), torch::linear(x, b)}, -1), 1e-5));
        const auto opened = packed.geglu(x, gated, bias);
        QCOMPARE(opened.defined(), smallest == 0);
        if (opened.defined()) QVERIFY(near(opened, nn::geglu(torch::linear(x, gated, bias)), 1e-5));
    }
    nn::PackedWeights packed(0);
    const auto context = torch::randn({1, 2, 3});
    packed.setContext(context);
    packed.keysAndValues(this).first = a;
    QVERIFY(packed.isContext(context) && !packed.isContext(context.clone()));
    packed.setContext(context.clone());  // what came from the context before is forgotten
    QVERIFY(!packed.keysAndValues(this).first.defined());
}

void TestNn::packing_keeps_to_its_budget() {
    const torch::NoGradGuard noGrad;
    const auto x = torch::randn({4, 16}), first = torch::randn({16, 16}), second = torch::randn({16, 16});
    nn::PackedWeights packed(1500, 0);  // one matrix has 1024 bytes
    if (at::hasMKLDNN()) QVERIFY(packed.linear(x, first, {}).defined());
    QVERIFY(!packed.linear(x, second, {}).defined());
    QVERIFY(packed.packedBytes() <= 1500);
    {
        const nn::PackedWeights inner(0);
        QCOMPARE(nn::PackedWeights::current(), &inner);
    }
    QCOMPARE(nn::PackedWeights::current(), &packed);
}

void TestNn::packing_leaves_mixed_precision_alone() {
    const torch::NoGradGuard noGrad;
    const nn::Linear layer(8, 8);
    const nn::PackedWeights packed(1 << 20, 0);
    at::autocast::set_autocast_enabled(at::kCPU, true);
    const auto type = layer->forward(torch::randn({2, 8})).scalar_type();
    at::autocast::set_autocast_enabled(at::kCPU, false);
    at::autocast::clear_cache();
    QCOMPARE(type, torch::kBFloat16);
}

void TestNn::packing_leaves_recorded_gradients_alone() {
    torch::manual_seed(23);
    const nn::Linear layer(8, 8);
    const auto x = torch::randn({2, 8});
    nn::PackedWeights packed(1 << 20, 0);
    layer->forward(x).sum().backward();
    QVERIFY(near(layer->weight.grad(), x.sum(0).expand({8, 8}), 1e-5));
    QCOMPARE(packed.packedBytes(), std::int64_t{0});
}
