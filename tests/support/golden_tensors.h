// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"

#include <cstring>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace recap::testing {

// Arrays of a golden case for tests that know no torch: name, shape, raw little-endian values.
class GoldenTensors {
public:
    explicit GoldenTensors(const std::filesystem::path& folder) {
        std::ifstream in(folder / "tensors.safetensors", std::ios::binary);
        bytes_.assign(std::istreambuf_iterator<char>(in), {});
        std::uint64_t length = 0;
        if (bytes_.size() < 8) throw std::runtime_error("no tensors in " + folder.string());
        std::memcpy(&length, bytes_.data(), 8);
        header_ = Json::parse(bytes_.substr(8, length));
        data_ = 8 + length;
    }

    bool has(const std::string& name) const { return header_.contains(name); }
    std::vector<std::int64_t> shape(const std::string& name) const { return header_.at(name).at("shape"); }

    // T must match the stored type in size: float for F32, std::uint8_t for U8, std::int64_t for I64.
    template <class T>
    std::vector<T> values(const std::string& name) const {
        const auto offsets = header_.at(name).at("data_offsets").get<std::vector<std::size_t>>();
        std::vector<T> out((offsets[1] - offsets[0]) / sizeof(T));
        std::memcpy(out.data(), bytes_.data() + data_ + offsets[0], out.size() * sizeof(T));
        return out;
    }

private:
    std::string bytes_;
    Json header_;
    std::size_t data_ = 0;
};

}  // namespace recap::testing
