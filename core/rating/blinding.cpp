// SPDX-License-Identifier: GPL-3.0-or-later
#include "rating/blinding.h"

#include "base/hash.h"

#include <random>

namespace recap {

BlindingKey BlindingKey::generate() {
    std::random_device device;
    std::string bytes;
    for (int i = 0; i < 16; ++i) bytes += std::to_string(device()) + ' ';
    return {sha256(bytes)};
}

std::string BlindingKey::commitment() const {
    return sha256("recap study key " + secret);
}

std::string BlindingKey::imageCode(std::string_view item, bool firstSystem) const {
    return sha256(secret + '\n' + std::string(item) + (firstSystem ? "\nfirst" : "\nsecond")).substr(0, 16);
}

}  // namespace recap
