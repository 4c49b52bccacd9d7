// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/mixture.h"

#include "base/error.h"
#include "base/random.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>
#include <string_view>

namespace recap {
namespace {

constexpr std::string_view kBlank = " \t\r";

std::string_view stripped(std::string_view text) {
    const auto begin = text.find_first_not_of(kBlank);
    return begin == std::string_view::npos ? std::string_view()
                                           : text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

MixturePart partOf(std::string_view text) {
    MixturePart part;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), part.weight);
    const bool separated = end == text.data() + text.size() || kBlank.find(*end) != std::string_view::npos;
    if (error != std::errc{} || !separated || !(part.weight > 0) || !std::isfinite(part.weight))
        throw Error(
            ErrorCode::InvalidOption,
            message("The part '%1' of the option mixture must begin with a weight above 0, such as '0.5 tag:mine'.",
                    text));
    part.query = stripped(text.substr(static_cast<std::size_t>(end - text.data())));
    return part;
}

}  // namespace

std::vector<MixturePart> mixtureParts(const std::string& text) {
    std::vector<MixturePart> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find_first_of("\n;", begin), text.size());
        if (const auto part = stripped(std::string_view(text).substr(begin, end - begin)); !part.empty())
            parts.push_back(partOf(part));
        begin = end + 1;
    }
    return parts;
}

MixtureOrder::MixtureOrder(const std::vector<double>& weights, std::uint64_t seed) : seed_(seed) {
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    // The largest remainders get what rounding down has left.
    std::vector<std::pair<double, std::size_t>> remainders;
    std::int64_t given = 0;
    for (std::size_t k = 0; k < weights.size(); ++k) {
        const double exact = static_cast<double>(kCycle) * weights[k] / total;
        shares_.push_back(static_cast<std::int64_t>(exact));
        given += shares_.back();
        remainders.emplace_back(static_cast<double>(shares_.back()) - exact, k);
    }
    std::sort(remainders.begin(), remainders.end());
    for (std::size_t i = 0; given < kCycle; ++i, ++given) ++shares_[remainders[i].second];
    for (const auto share : shares_)
        if (share == 0)
            throw Error(ErrorCode::InvalidOption,
                        message("A weight of the option mixture is less than a thousandth of all weights together."));
}

void MixtureOrder::draw(std::int64_t cycle) {
    std::vector<std::size_t> sets;
    for (std::size_t k = 0; k < shares_.size(); ++k) sets.insert(sets.end(), static_cast<std::size_t>(shares_[k]), k);
    Random random(deriveSeed(seed_, static_cast<std::uint64_t>(cycle)));
    random.shuffle(sets);
    std::vector<std::int64_t> before(shares_.size(), 0);
    turns_.clear();
    for (const auto set : sets) turns_.push_back({set, before[set]++});
    cycle_ = cycle;
}

MixtureOrder::Turn MixtureOrder::at(std::int64_t position) {
    const auto cycle = position / kCycle;
    if (cycle != cycle_) draw(cycle);
    auto turn = turns_[static_cast<std::size_t>(position % kCycle)];
    turn.position += cycle * shares_[turn.set];
    return turn;
}

}  // namespace recap
