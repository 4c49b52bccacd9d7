// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensor_io/load_report.h"

#include "base/error.h"

#include <ATen/Parallel.h>
#include <torch/nn/module.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <sstream>
#include <utility>
#include <vector>

namespace recap {
namespace {

std::string shapeText(at::IntArrayRef shape) {
    std::ostringstream out;
    out << shape;
    return out.str();
}

void appendKind(std::string& text, const std::vector<std::string>& names, const char* kind) {
    constexpr std::size_t kShown = 10;
    if (names.empty()) return;
    text += (text.empty() ? "" : "; ") + std::to_string(names.size()) + " " + kind + ": ";
    for (std::size_t i = 0; i < std::min(kShown, names.size()); ++i) text += (i == 0 ? "" : ", ") + names[i];
    if (names.size() > kShown) text += ", ...";
}

}  // namespace

LoadReport compareWithModule(const torch::nn::Module& module, const StateDict& weights) {
    LoadReport report;
    const StateDict own = stateDictOf(module);
    for (const auto& [name, tensor] : own) {
        const auto found = weights.find(name);
        if (found == weights.end()) {
            report.missing.push_back(name);
        } else if (found->second.sizes() != tensor.sizes()) {
            report.mismatched.push_back(name + ": " + shapeText(found->second.sizes()) + " in the file, " +
                                        shapeText(tensor.sizes()) + " in the model");
        }
    }
    for (const auto& item : weights)
        if (own.count(item.first) == 0) report.unexpected.push_back(item.first);
    return report;
}

LoadReport loadStateDict(torch::nn::Module& module, const StateDict& weights) {
    const LoadReport report = compareWithModule(module, weights);
    std::vector<std::pair<torch::Tensor, torch::Tensor>> copies;
    for (const auto& [name, tensor] : stateDictOf(module)) {
        const auto found = weights.find(name);
        if (found != weights.end() && found->second.sizes() == tensor.sizes())
            copies.emplace_back(tensor, found->second);
    }
    // Weights come from mapped files: several threads keep the disk busy and share the first touch of the new pages.
    at::parallel_for(0, static_cast<std::int64_t>(copies.size()), 1, [&](std::int64_t begin, std::int64_t end) {
        const torch::NoGradGuard noGrad;
        for (auto i = begin; i < end; ++i)
            copies[static_cast<std::size_t>(i)].first.copy_(copies[static_cast<std::size_t>(i)].second);
    });
    return report;
}

void loadStateDictStrict(torch::nn::Module& module, const StateDict& weights, std::string_view what) {
    const LoadReport report = compareWithModule(module, weights);
    if (!report.clean()) throw Error(ErrorCode::ShapeMismatch, describeReport(report, what));
    loadStateDict(module, weights);
}

std::string describeReport(const LoadReport& report, std::string_view what) {
    std::string kinds;
    appendKind(kinds, report.missing, "missing");
    appendKind(kinds, report.unexpected, "unexpected");
    appendKind(kinds, report.mismatched, "of another shape");
    if (kinds.empty()) return "Weights of " + std::string(what) + " fit.";
    return "Weights of " + std::string(what) + " do not fit the model: " + kinds + ".";
}

StateDict stateDictOf(const torch::nn::Module& module) {
    StateDict out;
    for (const auto& item : module.named_parameters()) out[item.key()] = item.value().detach();
    for (const auto& item : module.named_buffers()) out[item.key()] = item.value().detach();
    return out;
}

StateDict castFloating(const StateDict& weights, torch::ScalarType dtype) {
    StateDict out;
    for (const auto& [name, tensor] : weights)
        out.emplace_hint(out.end(), name, tensor.is_floating_point() ? tensor.detach().to(dtype) : tensor.detach());
    return out;
}

}  // namespace recap
