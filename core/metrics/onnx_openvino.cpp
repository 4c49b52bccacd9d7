// SPDX-License-Identifier: GPL-3.0-or-later
//
// The ONNX module: everything that knows OpenVINO. Built as librecap_onnx.so and loaded by metrics/onnx_detector.cpp.
#include "metrics/onnx_module.h"

#include "base/error.h"

#include <openvino/core/preprocess/pre_post_process.hpp>
#include <openvino/frontend/manager.hpp>
#include <openvino/openvino.hpp>

#include <algorithm>
#include <sstream>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr std::size_t kLongestReason = 300;

// OpenVINO's messages begin with the places in its own sources; what is left is the reason, as one line.
std::string reasonOf(const std::exception& problem) {
    std::istringstream lines(problem.what());
    std::string line, reason;
    while (std::getline(lines, line)) {
        line.erase(0, line.find_first_not_of(" \t"));
        if (line.empty() || line.starts_with("Exception from ") || line.starts_with("Check '")) continue;
        reason += (reason.empty() ? "" : " ") + line;
    }
    if (reason.empty()) reason = problem.what();
    return reason.substr(0, kLongestReason);
}

// Whatever OpenVINO throws, as ours.
template <class Work>
auto guarded(const fs::path& path, const Work& work) {
    try {
        return work();
    } catch (const std::bad_alloc&) {
        throw Error(ErrorCode::OutOfMemory, message("There is not enough memory for the network %1.", path));
    } catch (const std::exception& problem) {
        throw Error(ErrorCode::BadFormat,
                    message("%1 is not an ONNX network that OpenVINO can compute (%2).", path, reasonOf(problem)));
    }
}

std::vector<std::int64_t> sidesOf(const ov::PartialShape& shape) {
    std::vector<std::int64_t> sides;
    if (shape.rank().is_dynamic()) return sides;
    for (const auto& side : shape) sides.push_back(side.is_static() ? side.get_length() : -1);
    return sides;
}

OnnxModelInfo infoOf(const ov::Model& model) {
    OnnxModelInfo info;
    for (const auto& input : model.inputs()) info.inputs.push_back(sidesOf(input.get_partial_shape()));
    for (const auto& output : model.outputs()) info.outputs.push_back(sidesOf(output.get_partial_shape()));
    const auto& facts = model.get_rt_info();
    const auto found = facts.find("framework");  // where the ONNX front end leaves metadata_props
    if (found != facts.end() && found->second.is<ov::AnyMap>())
        for (const auto& [key, value] : found->second.as<ov::AnyMap>())
            if (value.is<std::string>()) info.metadata[key] = value.as<std::string>();
    return info;
}

class OpenVinoNetwork final : public OnnxNetwork {
public:
    explicit OpenVinoNetwork(const fs::path& path) : path_(path) {
        guarded(path_, [&] {
            // The ONNX front end alone: Core::read_model() would try every other one on a file that is damaged.
            const auto frontEnd = manager_.load_by_framework("onnx");
            const auto read = frontEnd->load(path.string());
            OPENVINO_ASSERT(read != nullptr, "it has no graph");
            model_ = frontEnd->convert(read);
            info_ = infoOf(*model_);
        });
    }

    const OnnxModelInfo& info() const override { return info_; }

    void prepare(const std::vector<std::int64_t>& inputShape, std::size_t output, int threads) override {
        guarded(path_, [&] {
            const ov::PartialShape shape(std::vector<ov::Dimension>(inputShape.begin(), inputShape.end()));
            if (model_->input().get_partial_shape() != shape) model_->reshape(shape);
            ov::preprocess::PrePostProcessor borders(model_);  // networks of half precision take and return float32
            borders.input().tensor().set_element_type(ov::element::f32);
            borders.output(output).tensor().set_element_type(ov::element::f32);
            model_ = borders.build();
            // Threads bound to cores would share one with those of every other process that does the same.
            ov::AnyMap options{ov::hint::inference_precision(ov::element::f32), ov::hint::enable_cpu_pinning(false)};
            if (threads > 0) options.insert(ov::inference_num_threads(threads));
            request_ = core_.compile_model(model_, "CPU", options).create_infer_request();
            output_ = output;
        });
    }

    OnnxOutput run(std::span<const float> input) override {
        return guarded(path_, [&] {
            auto tensor = request_.get_input_tensor();
            OPENVINO_ASSERT(tensor.get_size() == input.size(), "its input has ", tensor.get_size(), " values");
            std::copy(input.begin(), input.end(), tensor.data<float>());
            request_.infer();
            const auto result = request_.get_output_tensor(output_);
            OnnxOutput out;
            for (const auto side : result.get_shape()) out.shape.push_back(static_cast<std::int64_t>(side));
            out.values.assign(result.data<float>(), result.data<float>() + result.get_size());
            return out;
        });
    }

private:
    const fs::path path_;
    ov::frontend::FrontEndManager manager_;
    ov::Core core_;
    std::shared_ptr<ov::Model> model_;
    OnnxModelInfo info_;
    ov::InferRequest request_;
    std::size_t output_ = 0;
};

std::unique_ptr<OnnxNetwork> open(const fs::path& path) {
    return std::make_unique<OpenVinoNetwork>(path);
}

const OnnxModule kModule{&open};

}  // namespace
}  // namespace recap

extern "C" __attribute__((visibility("default"))) const recap::OnnxModule* recap_onnx_module() {
    return &recap::kModule;
}
