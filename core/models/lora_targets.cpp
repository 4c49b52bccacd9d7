// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lora_targets.h"

#include "base/unicode.h"

#include <algorithm>

namespace recap {

std::vector<std::string> loraTargets(std::string_view text) {
    std::vector<std::string> targets;
    while (!text.empty()) {
        const auto comma = text.find(',');
        if (const auto target = trimmed(text.substr(0, comma)); !target.empty()) targets.emplace_back(target);
        text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
    }
    return targets;
}

bool isLoraTarget(std::string_view layer, const std::vector<std::string>& targets) {
    return std::any_of(targets.begin(), targets.end(),
                       [&](const std::string& target) { return layer == target || layer.ends_with("." + target); });
}

}  // namespace recap
