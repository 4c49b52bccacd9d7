// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rating/design.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

// One showing to one rater.
struct PresentedItem {
    std::string item;
    bool first_on_left = true;  // whether the first system's picture is on the left, where both are shown
};

// The order and the sides for one rater. Same seed and rater give the same list, on every machine.
// - The first system is on the left in half of the items that are no repeats (to within one).
// - A repeat has the other side of its original and comes later; a third of the items asked once lies between them.
std::vector<PresentedItem> assignItems(const std::vector<DesignItem>& design, std::uint64_t seed,
                                       std::string_view rater);

}  // namespace recap
