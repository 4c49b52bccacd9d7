// SPDX-License-Identifier: GPL-3.0-or-later
//
// Several sets of images in one training, each with its share of the pictures shown (prior mixing).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace recap {

// One line of the option `mixture`: "0.8 tag:mine".
struct MixturePart {
    double weight = 0;
    std::string query;
};
// Lines or parts between semicolons; empty for an empty text. Throws Error(InvalidOption) for a part that does not
// begin with a number above 0.
std::vector<MixturePart> mixtureParts(const std::string& text);

// Images that belong together, counted through the buckets of a training.
struct MixedSet {
    double weight = 0;
    std::vector<std::int64_t> images;
};

// Which set the next picture comes from. Over every thousand pictures the sets' shares are exact to one picture; their
// order within a thousand is drawn. Any position can be asked for at once, so a resumed run needs no saved state.
class MixtureOrder {
public:
    static constexpr std::int64_t kCycle = 1000;
    struct Turn {
        std::size_t set = 0;
        std::int64_t position = 0;  // how many pictures came from this set before
    };
    // Throws Error(InvalidOption) when a set would get less than one picture in a thousand.
    MixtureOrder(const std::vector<double>& weights, std::uint64_t seed);
    Turn at(std::int64_t position);
    const std::vector<std::int64_t>& shares() const { return shares_; }  // in a thousand

private:
    void draw(std::int64_t cycle);

    std::vector<std::int64_t> shares_;
    std::uint64_t seed_;
    std::int64_t cycle_ = -1;
    std::vector<Turn> turns_;  // of the cycle; positions counted within it
};

}  // namespace recap
