// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensor_io/load_report.h"

#include "base/error.h"
#include "base/parallel.h"
#include "tensor_io/finite.h"

#include <ATen/Parallel.h>
#include <c10/util/ParallelGuard.h>
#include <torch/nn/module.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <sstream>
#include <vector>

namespace recap {
namespace {

std::string shapeText(at::IntArrayRef shape) {
    std::ostringstream out;
    out << shape;
    return out.str();
}

struct Copy {
    std::string name;
    torch::Tensor to, from;
    bool finite = true;
};

// In pieces that are still in the processor's cache when they are checked, so that checking costs next to nothing.
void copyChecked(Copy& copy) {
    constexpr std::int64_t kPiece = 1 << 16;
    if (!copy.to.is_contiguous() || !copy.from.is_contiguous()) {
        copy.to.copy_(copy.from);
        copy.finite = allFinite(copy.to);
        return;
    }
    const auto to = copy.to.view(-1), from = copy.from.view(-1);
    for (std::int64_t begin = 0; begin < to.size(0); begin += kPiece) {
        const auto length = std::min(kPiece, to.size(0) - begin);
        auto piece = to.narrow(0, begin, length);
        piece.copy_(from.narrow(0, begin, length));
        copy.finite = copy.finite && allFinite(piece);
    }
}

// Copies what fits, and says of each whether its numbers are finite.
std::vector<Copy> copyFitting(torch::nn::Module& module, const StateDict& weights) {
    std::vector<Copy> copies;
    for (const auto& [name, tensor] : stateDictOf(module)) {
        const auto found = weights.find(name);
        if (found != weights.end() && found->second.sizes() == tensor.sizes())
            copies.push_back({name, tensor, found->second});
    }
    // Weights come from mapped files: several threads keep the disk busy and share the first touch of the new pages.
    // Not at::parallel_for, which is a loop where OpenMP is not switched on for the compiler.
    parallelFor(copies.size(), at::get_num_threads(), [&](std::size_t i) {
        const torch::NoGradGuard noGrad;
        const c10::ParallelGuard alone(true);  // torch's own threads would be as many again for each of these
        copyChecked(copies[i]);
    });
    return copies;
}

constexpr std::size_t kShown = 10;

Message firstOf(const std::vector<Message>& things) {
    if (things.size() <= kShown) return listOf(things);
    return message("%1, ...", listOf(std::vector<Message>(things.begin(), things.begin() + kShown)));
}

void requireFinite(const std::vector<Copy>& copies, const Message& what) {
    std::vector<std::string> names;
    bool inSource = false;
    for (const auto& copy : copies) {
        if (copy.finite) continue;
        names.push_back(copy.name);
        inSource = inSource || !allFinite(copy.from);
    }
    if (names.empty()) return;
    if (inSource)
        throw Error(
            ErrorCode::BadFormat,
            message("%1 holds numbers that are not finite (NaN or infinity), in tensors: %2. The file is damaged or "
                    "comes from a training that diverged; use another copy or an earlier checkpoint.",
                    what, firstNames(names)));
    throw Error(
        ErrorCode::BadFormat,
        message("%1 holds numbers too large for the type asked for, in tensors: %2. Load it in float32 or bfloat16.",
                what, firstNames(names)));
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
            report.mismatched.push_back(message("%1: %2 in the file, %3 in the model", name,
                                                shapeText(found->second.sizes()), shapeText(tensor.sizes())));
        }
    }
    for (const auto& item : weights)
        if (own.count(item.first) == 0) report.unexpected.push_back(item.first);
    return report;
}

LoadReport loadStateDict(torch::nn::Module& module, const StateDict& weights) {
    const LoadReport report = compareWithModule(module, weights);
    copyFitting(module, weights);
    return report;
}

void loadStateDictStrict(torch::nn::Module& module, const StateDict& weights, const Message& what) {
    const LoadReport report = compareWithModule(module, weights);
    if (!report.clean()) throw Error(ErrorCode::ShapeMismatch, describeReport(report, what));
    requireFinite(copyFitting(module, weights), what);
}

std::string firstNames(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < std::min(kShown, names.size()); ++i) text += (i == 0 ? "" : ", ") + names[i];
    return names.size() > kShown ? text + ", ..." : text;
}

Message describeReport(const LoadReport& report, const Message& what) {
    Message kinds;
    const auto add = [&](const auto& found, const Message& kind) {
        if (!found.empty()) kinds = kinds.empty() ? kind : message("%1; %2", kinds, kind);
    };
    add(report.missing, message("%1 missing: %2", report.missing.size(), firstNames(report.missing)));
    add(report.unexpected, message("%1 unexpected: %2", report.unexpected.size(), firstNames(report.unexpected)));
    add(report.mismatched,
        message("%1 of a different shape: %2", report.mismatched.size(), firstOf(report.mismatched)));
    if (kinds.empty()) return message("Weights of %1 fit.", what);
    return message("Weights of %1 do not fit the model: %2.", what, kinds);
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
