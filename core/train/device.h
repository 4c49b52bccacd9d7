// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/types.h>

#include <string>

namespace recap {

// The device an option names: auto (a GPU when there is one), cpu, cuda or cuda:N. Throws Error(InvalidOption) for
// another word, or a device that this machine has not.
torch::Device deviceFromOption(const std::string& name);

// Automatic mixed precision (torch.autocast) for the life of the object; float32 switches nothing on. Per thread.
class AutocastScope {
public:
    AutocastScope(torch::DeviceType device, torch::ScalarType type);
    ~AutocastScope();
    AutocastScope(const AutocastScope&) = delete;
    AutocastScope& operator=(const AutocastScope&) = delete;

private:
    torch::DeviceType device_;
    bool on_, before_ = false;
};

}  // namespace recap
