// SPDX-License-Identifier: GPL-3.0-or-later
//
// The border between the program and the ONNX module (librecap_onnx.so, built when packaging/setup has fetched
// OpenVINO): one function, found by name. Both sides are built together.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace recap {

struct OnnxModelInfo {
    std::map<std::string, std::string> metadata;             // metadata_props of the file
    std::vector<std::vector<std::int64_t>> inputs, outputs;  // shapes; -1 where a side is free, [] without a rank
};

struct OnnxOutput {
    std::vector<std::int64_t> shape;
    std::vector<float> values;  // row-major
};

// A network that was read from a file. One thread at a time.
class OnnxNetwork {
public:
    virtual ~OnnxNetwork() = default;
    virtual const OnnxModelInfo& info() const = 0;
    // Compiles for the CPU in float32: the only input gets this shape, run() returns output number `output`. threads: 0
    // for all cores. Throws Error(BadFormat) when the network cannot take the shape or has operations that are unknown.
    virtual void prepare(const std::vector<std::int64_t>& inputShape, std::size_t output, int threads) = 0;
    // `input` has as many values as the shape says. Throws Error(BadFormat) when it cannot be computed.
    virtual OnnxOutput run(std::span<const float> input) = 0;
};

struct OnnxModule {
    // Throws Error(BadFormat) for a file that is no ONNX model.
    std::unique_ptr<OnnxNetwork> (*open)(const std::filesystem::path& path);
};

inline constexpr const char* kOnnxModuleFile = "librecap_onnx.so";
inline constexpr const char* kOnnxModuleEntry = "recap_onnx_module";

}  // namespace recap
