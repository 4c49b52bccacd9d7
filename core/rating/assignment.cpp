// SPDX-License-Identifier: GPL-3.0-or-later
#include "rating/assignment.h"

#include "base/random.h"

#include <map>
#include <set>

namespace recap {
namespace {

// Half true, half false (one more of either when odd), in random order.
std::vector<char> balancedSides(std::size_t n, Random& random) {
    std::vector<char> sides(n);
    const std::size_t offset = random.chance(0.5) ? 1 : 0;
    for (std::size_t i = 0; i < n; ++i) sides[i] = (i + offset) % 2 == 0 ? 1 : 0;
    random.shuffle(sides);
    return sides;
}

}  // namespace

std::vector<PresentedItem> assignItems(const std::vector<DesignItem>& design, std::uint64_t seed,
                                       std::string_view rater) {
    Random random(deriveSeed(deriveSeed(seed, "assignment"), rater));
    std::vector<const DesignItem*> repeated, single, repeats;
    std::set<std::string> askedTwice;
    for (const auto& item : design)
        if (!item.repeat_of.empty()) {
            repeats.push_back(&item);
            askedTwice.insert(item.repeat_of);
        }
    for (const auto& item : design)
        if (item.repeat_of.empty()) (askedTwice.contains(item.id) ? repeated : single).push_back(&item);

    // Originals of repeats lie in the first part, repeats in the last, single items everywhere.
    random.shuffle(single);
    std::vector<const DesignItem*> early(repeated), late(repeats), middle;
    for (std::size_t i = 0; i < single.size(); ++i)
        (i % 3 == 0 ? early : i % 3 == 1 ? middle : late).push_back(single[i]);
    random.shuffle(early);
    random.shuffle(late);
    std::vector<const DesignItem*> order(early);
    order.insert(order.end(), middle.begin(), middle.end());
    order.insert(order.end(), late.begin(), late.end());

    const auto sides = balancedSides(single.size() + repeated.size(), random);
    std::map<std::string, bool> sideOf;
    std::vector<PresentedItem> presented;
    std::size_t next = 0;
    for (const auto* item : order) {
        const bool firstOnLeft = item->repeat_of.empty() ? sides[next++] != 0 : !sideOf[item->repeat_of];
        sideOf[item->id] = firstOnLeft;
        presented.push_back({item->id, firstOnLeft});
    }
    return presented;
}

}  // namespace recap
