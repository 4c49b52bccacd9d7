// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace recap {

// The secret behind the neutral names of a study. It is kept apart from the plan and never leaves the project: whoever
// has plan, pictures and answers, but not the key, cannot tell the systems apart.
struct BlindingKey {
    std::string secret;  // 64 hexadecimal digits

    // A fresh secret from the operating system's random device; it does not follow from any recorded seed.
    static BlindingKey generate();
    // Written into the plan, so that a later exchange of the key would show.
    std::string commitment() const;
    // Neutral name of one picture: 16 hexadecimal digits that differ between items and systems.
    std::string imageCode(std::string_view item, bool firstSystem) const;
};

}  // namespace recap
