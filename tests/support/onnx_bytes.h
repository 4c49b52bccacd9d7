// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <cstring>
#include <map>
#include <string>
#include <vector>

// ONNX files for tests, byte by byte: protobuf messages with the field numbers of onnx.proto.
namespace recap::testing::onnx {

using Shape = std::vector<std::int64_t>;  // -1: a side with a name instead of a number

inline std::string number(std::uint64_t value) {
    std::string out;
    for (; value >= 0x80; value >>= 7) out += static_cast<char>((value & 0x7F) | 0x80);
    return out + static_cast<char>(value);
}
inline std::string whole(int field, std::uint64_t value) {
    return number(static_cast<std::uint64_t>(field) << 3) + number(value);
}
inline std::string bytes(int field, const std::string& content) {
    return number((static_cast<std::uint64_t>(field) << 3) | 2) + number(content.size()) + content;
}

// To be appended to a model.
inline std::string metadata(const std::map<std::string, std::string>& entries) {
    std::string out;
    for (const auto& [key, value] : entries) out += bytes(14, bytes(1, key) + bytes(2, value));
    return out;
}

inline std::string valueInfo(const std::string& name, const Shape& shape) {
    std::string sides;
    for (const auto side : shape)
        sides += bytes(1, side < 0 ? bytes(2, "free") : whole(1, static_cast<std::uint64_t>(side)));
    return bytes(1, name) + bytes(2, bytes(1, whole(1, 1) + bytes(2, sides)));
}

// A network that returns `values`, whatever its inputs of these shapes are.
inline std::string constantModel(const std::vector<Shape>& inputs, const Shape& output,
                                 const std::vector<float>& values) {
    std::string raw(values.size() * sizeof(float), '\0');
    std::memcpy(raw.data(), values.data(), raw.size());
    std::string tensor = whole(2, 1) + bytes(8, "held") + bytes(9, raw);
    for (const auto side : output) tensor += whole(1, static_cast<std::uint64_t>(side));
    std::string graph = bytes(1, bytes(1, "held") + bytes(2, "output0") + bytes(4, "Identity")) + bytes(2, "graph") +
                        bytes(5, tensor) + bytes(12, valueInfo("output0", output));
    for (std::size_t i = 0; i < inputs.size(); ++i)
        graph += bytes(11, valueInfo("input" + std::to_string(i), inputs[i]));
    return whole(1, 8) + bytes(7, graph) + bytes(8, whole(2, 17));
}

}  // namespace recap::testing::onnx
