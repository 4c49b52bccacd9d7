// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/random.h"

#include "base/error.h"

#include <bit>
#include <cmath>
#include <numbers>

namespace recap {
namespace {

std::uint64_t splitmix(std::uint64_t& x) {
    std::uint64_t z = (x += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

}  // namespace

std::uint64_t deriveSeed(std::uint64_t seed, std::string_view purpose) {
    std::uint64_t hash = 0xcbf29ce484222325u;  // FNV-1a
    for (const unsigned char c : purpose) hash = (hash ^ c) * 0x100000001b3u;
    return deriveSeed(seed, hash);
}

std::uint64_t deriveSeed(std::uint64_t seed, std::uint64_t index) {
    std::uint64_t x = seed ^ (index * 0xd1342543de82ef95u + 0x632be59bd9b4e019u);
    splitmix(x);
    return splitmix(x);
}

Random::Random(std::uint64_t seed) {
    for (auto& word : s_) word = splitmix(seed);
}

std::uint64_t Random::bits() {
    const std::uint64_t result = std::rotl(s_[1] * 5, 7) * 9;
    const std::uint64_t t = s_[1] << 17;
    s_[2] ^= s_[0];
    s_[3] ^= s_[1];
    s_[1] ^= s_[2];
    s_[0] ^= s_[3];
    s_[2] ^= t;
    s_[3] = std::rotl(s_[3], 45);
    return result;
}

double Random::uniform() {
    return static_cast<double>(bits() >> 11) * 0x1.0p-53;
}

double Random::uniform(double low, double high) {
    return low + (high - low) * uniform();
}

std::int64_t Random::below(std::int64_t n) {
    const auto range = static_cast<std::uint64_t>(n);
    const std::uint64_t limit = UINT64_MAX - UINT64_MAX % range;
    std::uint64_t value = bits();
    while (value >= limit) value = bits();
    return static_cast<std::int64_t>(value % range);
}

double Random::normal() {
    if (hasSpare_) {
        hasSpare_ = false;
        return spare_;
    }
    const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
    const double angle = 2.0 * std::numbers::pi * uniform();
    spare_ = radius * std::sin(angle);
    hasSpare_ = true;
    return radius * std::cos(angle);
}

std::vector<std::uint64_t> Random::state() const {
    return {s_[0], s_[1], s_[2], s_[3], std::bit_cast<std::uint64_t>(spare_), hasSpare_ ? 1u : 0u};
}

void Random::setState(std::span<const std::uint64_t> words) {
    if (words.size() != 6) throw Error(ErrorCode::BadFormat, message("A random state must have six words."));
    for (std::size_t i = 0; i < 4; ++i) s_[i] = words[i];
    spare_ = std::bit_cast<double>(words[4]);
    hasSpare_ = words[5] != 0;
}

}  // namespace recap
