// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/device.h"

#include "base/error.h"

#include <ATen/autocast_mode.h>
#include <torch/cuda.h>

namespace recap {

torch::Device deviceFromOption(const std::string& name) {
    if (name == "auto") return torch::Device(torch::cuda::is_available() ? torch::kCUDA : torch::kCPU);
    try {
        const torch::Device device(name);
        if (device.is_cpu()) return device;
        const auto count = static_cast<int>(torch::cuda::is_available() ? torch::cuda::device_count() : 0);
        if (device.is_cuda() && (device.has_index() ? device.index() : 0) < count) return device;
    } catch (const c10::Error&) {
        throw Error(ErrorCode::InvalidOption, message("There is no device '%1'; use auto, cpu, cuda or cuda:N.", name));
    }
    throw Error(
        ErrorCode::InvalidOption,
        message("This machine or this build of LibTorch has no device '%1'; use cpu, or auto to use what is available.",
                name));
}

AutocastScope::AutocastScope(torch::DeviceType device, torch::ScalarType type)
    : device_(device), on_(type != torch::kFloat32) {
    if (!on_) return;
    before_ = at::autocast::is_autocast_enabled(device_);
    at::autocast::set_autocast_enabled(device_, true);
    at::autocast::set_autocast_dtype(device_, type);
    at::autocast::increment_nesting();
}

AutocastScope::~AutocastScope() {
    if (!on_) return;
    // Casts of weights are kept for the length of a pass; the next step's weights are others.
    if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
    at::autocast::set_autocast_enabled(device_, before_);
}

}  // namespace recap
