// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/atomic_file.h"
#include "base/json.h"
#include "support/golden.h"

#include <QtTest/QTest>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace recap::testing {

// A matrix of a golden safetensors file as doubles. A reader of its own, so that a fault of the product's reader cannot
// hide a fault of a metric.
inline std::vector<std::vector<double>> goldenMatrix(const std::filesystem::path& folder, const std::string& name) {
    const std::string bytes = readTextFile(folder / "tensors.safetensors");
    std::uint64_t headerSize = 0;
    std::memcpy(&headerSize, bytes.data(), sizeof headerSize);
    const Json header = Json::parse(bytes.substr(8, headerSize));
    const Json& entry = header.at(name);
    const auto shape = entry.at("shape").get<std::vector<std::size_t>>();
    const auto dtype = entry.at("dtype").get<std::string>();
    const std::size_t columns = shape.size() > 1 ? shape[1] : 1;
    const char* data = bytes.data() + 8 + headerSize + entry.at("data_offsets").at(0).get<std::size_t>();
    const auto element = [&](std::size_t i) -> double {
        const auto read = [&](auto value) {
            std::memcpy(&value, data + i * sizeof value, sizeof value);
            return static_cast<double>(value);
        };
        if (dtype == "F32") return read(float{});
        if (dtype == "F64") return read(double{});
        return dtype == "I32" ? read(std::int32_t{}) : read(std::int64_t{});
    };
    std::vector<std::vector<double>> rows(shape[0], std::vector<double>(columns));
    for (std::size_t i = 0; i < shape[0] * columns; ++i) rows[i / columns][i % columns] = element(i);
    return rows;
}

// The first column as integers.
template <class Integer>
std::vector<Integer> goldenIntegers(const std::filesystem::path& folder, const std::string& name) {
    std::vector<Integer> values;
    for (const auto& row : goldenMatrix(folder, name)) values.push_back(static_cast<Integer>(row[0]));
    return values;
}

// Folders of an area whose case expects `key`, whatever they are called; a set without one fails the test.
inline std::vector<std::filesystem::path> goldenCasesThatExpect(std::string_view area, const char* key) {
    std::vector<std::filesystem::path> found;
    for (const auto& folder : goldenCases(area)) {
        const Json json = goldenCase(folder);
        if (json.contains("expected") && json["expected"].is_object() && json["expected"].contains(key))
            found.push_back(folder);
    }
    if (found.empty()) QTest::qFail((std::string("no golden case expects ") + key).c_str(), __FILE__, __LINE__);
    return found;
}

inline bool near(double actual, double expected, double absolute, double relative = 0) {
    return std::abs(actual - expected) <= absolute + relative * std::abs(expected);
}

inline QByteArray mismatch(const std::string& what, double actual, double expected) {
    return QByteArray::fromStdString(what + ": got " + std::to_string(actual) + ", expected " +
                                     std::to_string(expected));
}

}  // namespace recap::testing

#define RECAP_NEAR(actual, expected, absolute, relative)                         \
    QVERIFY2(recap::testing::near((actual), (expected), (absolute), (relative)), \
             recap::testing::mismatch(#actual, (actual), (expected)).constData())
