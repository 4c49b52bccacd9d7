// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QTest>

#include <algorithm>
#include <cstdint>
#include <exception>
#include <random>
#include <string>
#include <string_view>

namespace recap::testing {

// Makes damaged copies of a good file: cut off, bytes changed, pieces removed, doubled or moved. Same seed, same
// damage.
class Damage {
public:
    explicit Damage(std::uint64_t seed) : random_(seed) {}

    // Below `limit`, which must not be 0. Taken from the raw generator: the library's distributions differ between
    // systems.
    std::size_t below(std::size_t limit) { return static_cast<std::size_t>(random_() % limit); }

    std::string of(std::string_view good) {
        std::string bytes(good);
        for (std::size_t rounds = 1 + below(3); rounds > 0 && !bytes.empty(); --rounds) hurt(bytes);
        return bytes;
    }

    std::string randomBytes(std::size_t longest) {
        std::string bytes(below(longest + 1), '\0');
        for (char& byte : bytes) byte = static_cast<char>(random_());
        return bytes;
    }

private:
    void hurt(std::string& bytes) {
        const std::size_t at = below(bytes.size());
        const std::size_t length = 1 + below(std::min<std::size_t>(bytes.size() - at, 64));
        switch (below(6)) {
            case 0: bytes.resize(at); break;
            case 1: bytes[at] = static_cast<char>(random_()); break;
            case 2: bytes[at] = static_cast<char>(bytes[at] ^ (1 << below(8))); break;
            case 3: bytes.erase(at, length); break;
            case 4: bytes.insert(at, std::string(bytes, at, length)); break;
            default:
                std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), length, below(2) == 0 ? '\0' : '\xff');
        }
    }

    std::mt19937_64 random_;
};

// Runs `read`; true when it returned or threw a recap::Error with a sentence. Anything else is a fault of the reader.
template <class Read>
bool readsOrRefuses(Read&& read, const char* what, std::uint64_t seed) {
    try {
        read();
        return true;
    } catch (const Error& error) {
        if (std::string_view(error.what()).size() > 10) return true;
        qCritical("%s, seed %llu: refused without a sentence: '%s'", what, static_cast<unsigned long long>(seed),
                  error.what());
    } catch (const std::exception& error) {
        qCritical("%s, seed %llu: a foreign exception: %s", what, static_cast<unsigned long long>(seed), error.what());
    }
    return false;
}

}  // namespace recap::testing
