// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace recap {

// A seed for a named purpose: the same (seed, purpose) gives the same child on every machine, and different purposes
// give unrelated streams.
std::uint64_t deriveSeed(std::uint64_t seed, std::string_view purpose);
std::uint64_t deriveSeed(std::uint64_t seed, std::uint64_t index);

// xoshiro256** (Blackman and Vigna 2018), seeded by splitmix64. The same numbers on every platform and standard
// library, which std::normal_distribution and std::shuffle do not promise. Not thread-safe; one per worker.
class Random {
public:
    explicit Random(std::uint64_t seed);
    std::uint64_t bits();
    double uniform();                         // [0, 1)
    double uniform(double low, double high);  // [low, high)
    std::int64_t below(std::int64_t n);       // 0 .. n-1, without modulo bias; n >= 1
    double normal();                          // mean 0, standard deviation 1 (Box-Muller, both values used)
    bool chance(double probability) { return uniform() < probability; }

    template <class T>
    const T& pick(const std::vector<T>& items) {
        return items[static_cast<std::size_t>(below(static_cast<std::int64_t>(items.size())))];
    }
    // Fisher-Yates.
    template <class T>
    void shuffle(std::vector<T>& items) {
        for (std::size_t i = items.size(); i > 1; --i)
            std::swap(items[i - 1], items[static_cast<std::size_t>(below(static_cast<std::int64_t>(i)))]);
    }
    // Everything needed to continue the stream, for checkpoints. Six words.
    std::vector<std::uint64_t> state() const;
    void setState(std::span<const std::uint64_t> words);

private:
    std::uint64_t s_[4];
    double spare_ = 0;
    bool hasSpare_ = false;
};

}  // namespace recap
