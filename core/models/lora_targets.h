// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace recap {

// The endings of layer names in a text such as "to_q, to_k": between commas, without blanks; empty ones left out.
std::vector<std::string> loraTargets(std::string_view text);
// Whether a layer ("down_blocks.0.attentions.0.to_q") is one of them: a whole last part of its name.
bool isLoraTarget(std::string_view layer, const std::vector<std::string>& targets);

}  // namespace recap
