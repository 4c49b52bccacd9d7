// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "image/image_buffer.h"

#include <bit>
#include <cstdint>
#include <vector>

namespace recap {

// Difference hash: the picture as 9 x 8 grey values, one bit for each of the 64 pairs of horizontal neighbours (1: the
// left one is brighter). Scaling, recompression and small changes of colour move few bits. Any thread.
std::uint64_t differenceHash(const ImageBuffer& image);

inline int hashDistance(std::uint64_t a, std::uint64_t b) {
    return std::popcount(a ^ b);
}

// Groups of hashes in which each member is at most `distance` bits from another one (single linkage). Indices into
// `hashes`, ascending; groups in the order of their first member; singles are left out. distance is 0 .. 7.
// Exact: two hashes that differ in at most 7 bits agree in at least one of eight bytes (multi-index hashing, Norouzi,
// Punjani and Fleet 2012). Hashes of pictures without any structure (all bits alike) group only with their equals.
std::vector<std::vector<std::size_t>> similarGroups(const std::vector<std::uint64_t>& hashes, int distance);

}  // namespace recap
