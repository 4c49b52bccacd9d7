// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/perceptual_hash.h"

#include "image/resize.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace recap {
namespace {

constexpr int kColumns = 9, kRows = 8;
constexpr int kBytes = 8;

// Rec. 601 luma, times 1000.
int luma(const std::uint8_t* rgb) {
    return 299 * rgb[0] + 587 * rgb[1] + 114 * rgb[2];
}

// Disjoint sets with the smallest index as the name of a set.
class Sets {
public:
    explicit Sets(std::size_t size) : parent_(size) { std::iota(parent_.begin(), parent_.end(), std::size_t{0}); }
    std::size_t find(std::size_t i) {
        while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
        return i;
    }
    void join(std::size_t a, std::size_t b) {
        a = find(a);
        b = find(b);
        if (a != b) parent_[std::max(a, b)] = std::min(a, b);
    }

private:
    std::vector<std::size_t> parent_;
};

// Equal hashes are one entry from here on: a folder of ten thousand white pictures must not cost 10^8 comparisons.
struct Distinct {
    std::vector<std::uint64_t> hashes;
    std::vector<std::size_t> first;  // an index into the list of all
};

Distinct joinEqual(const std::vector<std::uint64_t>& hashes, Sets& sets) {
    Distinct out;
    std::unordered_map<std::uint64_t, std::size_t> seen;
    for (std::size_t i = 0; i < hashes.size(); ++i) {
        const auto [it, fresh] = seen.try_emplace(hashes[i], i);
        if (!fresh) {
            sets.join(it->second, i);
        } else if (hashes[i] != 0 && hashes[i] != ~std::uint64_t{0}) {
            out.hashes.push_back(hashes[i]);
            out.first.push_back(i);
        }
    }
    return out;
}

}  // namespace

std::uint64_t differenceHash(const ImageBuffer& image) {
    const auto small = resizeImage(image, kColumns, kRows, Filter::Box);
    std::uint64_t hash = 0;
    for (int y = 0; y < kRows; ++y)
        for (int x = 0; x + 1 < kColumns; ++x) {
            const auto* pixel = small.row(y) + 3 * x;
            hash = hash << 1 | static_cast<std::uint64_t>(luma(pixel) > luma(pixel + 3));
        }
    return hash;
}

std::vector<std::vector<std::size_t>> similarGroups(const std::vector<std::uint64_t>& hashes, int distance) {
    Sets sets(hashes.size());
    const auto distinct = joinEqual(hashes, sets);
    for (int byte = 0; distance > 0 && byte < kBytes; ++byte) {
        std::vector<std::vector<std::size_t>> buckets(256);
        for (std::size_t i = 0; i < distinct.hashes.size(); ++i)
            buckets[distinct.hashes[i] >> (8 * byte) & 0xFF].push_back(i);
        for (const auto& bucket : buckets)
            for (std::size_t a = 0; a < bucket.size(); ++a)
                for (std::size_t b = a + 1; b < bucket.size(); ++b)
                    if (hashDistance(distinct.hashes[bucket[a]], distinct.hashes[bucket[b]]) <= distance)
                        sets.join(distinct.first[bucket[a]], distinct.first[bucket[b]]);
    }
    std::vector<std::vector<std::size_t>> groups;
    std::unordered_map<std::size_t, std::size_t> groupOf;
    for (std::size_t i = 0; i < hashes.size(); ++i) {
        const auto [it, fresh] = groupOf.try_emplace(sets.find(i), groups.size());
        if (fresh) groups.emplace_back();
        groups[it->second].push_back(i);
    }
    std::erase_if(groups, [](const auto& group) { return group.size() < 2; });
    return groups;
}

}  // namespace recap
