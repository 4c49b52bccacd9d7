// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/onnx_detector.h"

#include "base/error.h"
#include "base/module.h"
#include "metrics/coco_classes.h"
#include "metrics/onnx_metadata.h"
#include "metrics/onnx_module.h"

#include <algorithm>
#include <optional>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr int kUsualField = 640, kSmallestField = 32, kLargestField = 4096;
constexpr std::uint8_t kGrey = 114;  // of a blank picture, as around pictures
constexpr std::size_t kImageSides = 4;
constexpr std::int64_t kChannels = 3;

const OnnxModule* module(Message* why = nullptr) {
    static Message reason;
    static const OnnxModule* const loaded = [] {
        using Entry = const OnnxModule* (*)();
        void* entry = loadModuleSymbol(kOnnxModuleFile, kOnnxModuleEntry, reason);
        return entry != nullptr ? reinterpret_cast<Entry>(entry)() : nullptr;
    }();
    if (why != nullptr) *why = reason;
    return loaded;
}

std::string textOf(const std::vector<std::int64_t>& shape) {
    std::string out;
    for (const auto side : shape) out += (out.empty() ? "" : ", ") + (side < 0 ? "?" : std::to_string(side));
    return "[" + out + "]";
}

std::string textOf(const std::vector<std::vector<std::int64_t>>& shapes) {
    std::string out;
    for (const auto& shape : shapes) out += (out.empty() ? "" : ", ") + textOf(shape);
    return out;
}

std::string valueOf(const std::map<std::string, std::string>& metadata, const std::string& key) {
    const auto found = metadata.find(key);
    return found != metadata.end() ? found->second : std::string();
}

OnnxFacts factsOf(const fs::path& file, const OnnxModelInfo& info) {
    if (info.inputs.size() != 1)
        throw Error(ErrorCode::BadFormat,
                    message("%1 is not a detector: it has %2 inputs, not one picture.", file, info.inputs.size()));
    OnnxFacts facts;
    facts.metadata = info.metadata;
    facts.licence = valueOf(info.metadata, "license");
    facts.author = valueOf(info.metadata, "author");
    facts.task = valueOf(info.metadata, "task");
    facts.input_shape = info.inputs[0];
    facts.output_shapes = info.outputs;
    if (const auto stride = imageSize(valueOf(info.metadata, "stride"))) facts.stride = (*stride)[0];
    if (const auto names = valueOf(info.metadata, "names"); !names.empty()) {
        auto labels = classNames(names);
        if (!labels)
            throw Error(ErrorCode::BadFormat,
                        message("The names of the classes in the metadata of %1 cannot be read.", file));
        facts.labels = std::move(*labels);
    }
    return facts;
}

void requireDetector(const fs::path& file, const OnnxFacts& facts) {
    if (!facts.task.empty() && facts.task != "detect")
        throw Error(ErrorCode::BadFormat,
                    message("%1 is a network for the task \"%2\", not a detector.", file, facts.task));
    const auto& input = facts.input_shape;
    if (input.size() != kImageSides || (input[1] >= 0 && input[1] != kChannels))
        throw Error(ErrorCode::BadFormat,
                    message("%1 is not a detector for RGB pictures: its input is %2.", file, textOf(input)));
    if (input[0] > 1)
        throw Error(ErrorCode::BadFormat, message("%1 takes %2 pictures at once; export it for one.", file, input[0]));
}

}  // namespace

bool onnxAvailable() {
    return module() != nullptr;
}

OnnxDetector::OnnxDetector() = default;
OnnxDetector::OnnxDetector(OnnxDetector&&) noexcept = default;
OnnxDetector& OnnxDetector::operator=(OnnxDetector&&) noexcept = default;
OnnxDetector::~OnnxDetector() = default;

OnnxDetector OnnxDetector::open(const fs::path& file, int threads) {
    std::error_code error;
    if (!fs::is_regular_file(file, error)) throw Error(ErrorCode::FileNotFound, message("There is no file %1.", file));
    Message why;
    const auto* loaded = module(&why);
    if (loaded == nullptr)
        throw Error(ErrorCode::InvalidOption, message("%2 needs ONNX support, which is missing here (%1): run "
                                                      "packaging/setup, which fetches OpenVINO, and build again.",
                                                      why, file));
    OnnxDetector detector;
    detector.file_ = file;
    detector.network_ = loaded->open(file);
    detector.facts_ = factsOf(file, detector.network_->info());
    requireDetector(file, detector.facts_);
    detector.chooseField();
    detector.network_->prepare({1, kChannels, detector.field_height_, detector.field_width_},
                               detector.detectionOutput(), threads);
    detector.chooseLayout();
    return detector;
}

// The input's size; where that is free, what the exporter says, else the usual one.
void OnnxDetector::chooseField() {
    const auto said = imageSize(valueOf(facts_.metadata, "imgsz")).value_or(std::array{kUsualField, kUsualField});
    const auto& input = facts_.input_shape;
    const auto height = input[2] >= 0 ? input[2] : said[0], width = input[3] >= 0 ? input[3] : said[1];
    for (const auto side : {height, width})
        if (side < kSmallestField || side > kLargestField)
            throw Error(ErrorCode::BadFormat,
                        message("%1 is for pictures of %2 x %3 pixels; sides of %4 to %5 can be used.", file_, width,
                                height, kSmallestField, kLargestField));
    field_height_ = static_cast<int>(height);
    field_width_ = static_cast<int>(width);
}

// The one with three sides. Older exports of YOLOv5 also return their three grids, with five sides each; with masks or
// key points it is no plain detector.
std::size_t OnnxDetector::detectionOutput() const {
    constexpr std::size_t kDetectionSides = 3, kGridSides = 5;
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < facts_.output_shapes.size(); ++i) {
        const auto sides = facts_.output_shapes[i].size();
        if (sides == kGridSides) continue;
        if (found || (sides != kDetectionSides && sides != 0))
            throw Error(ErrorCode::BadFormat, message("%1 is not a detector whose outputs are known: they are %2.",
                                                      file_, textOf(facts_.output_shapes)));
        found = i;
    }
    if (!found)
        throw Error(ErrorCode::BadFormat, message("%1 is not a detector whose outputs are known: they are %2.", file_,
                                                  textOf(facts_.output_shapes)));
    return *found;
}

void OnnxDetector::chooseLayout() {
    const std::size_t values = static_cast<std::size_t>(kChannels) * static_cast<std::size_t>(field_width_) *
                               static_cast<std::size_t>(field_height_);
    const auto blank = network_->run(std::vector<float>(values, kGrey / 255.0F));
    try {
        layout_ = yoloLayout({blank.values, blank.shape}, field_width_, field_height_);
    } catch (const Error& problem) {
        throw Error(problem.code(), message("%1 is not a detector that is known. %2", file_, problem.message()));
    }
    switch (layout_) {
        case YoloLayout::Anchors:
        case YoloLayout::Objectness:
        case YoloLayout::Yolox: return chooseLabels(blank.shape[2] - 5);  // box, objectness
        case YoloLayout::Transposed: return chooseLabels(blank.shape[1] - 4);
        case YoloLayout::EndToEnd: labels_ = facts_.labels; return;  // its shape does not say how many
    }
}

void OnnxDetector::chooseLabels(std::int64_t classes) {
    labels_ = facts_.labels;
    if (labels_.empty() && classes == kCocoClassCount) labels_ = cocoClassNames();
    if (!labels_.empty() && classes != static_cast<std::int64_t>(labels_.size()))
        throw Error(
            ErrorCode::BadFormat,
            message("%1 names %2 classes, but its output of shape %3 would have %4; it is not a plain detector.", file_,
                    labels_.size(), textOf(facts_.output_shapes[detectionOutput()]), classes));
}

std::string OnnxDetector::preprocessing() const {
    const auto size = std::to_string(field_width_) + " x " + std::to_string(field_height_);
    return "letterbox " + size + (layout_ == YoloLayout::Yolox ? " top left, BGR 0..255" : ", RGB 0..1");
}

Letterbox OnnxDetector::place(int width, int height) const {
    return layout_ == YoloLayout::Yolox ? Letterbox::yolox(width, height, field_width_, field_height_)
                                        : Letterbox::ultralytics(width, height, field_width_, field_height_);
}

std::vector<Detection> OnnxDetector::detect(const ImageBuffer& image, const DetectionRule& rule) {
    const auto where = place(image.width, image.height);
    auto found = detectInField(where.field(image), rule);
    for (auto& detection : found) detection.box = where.toPhoto(detection.box);
    return found;
}

std::vector<Detection> OnnxDetector::detectInField(const ImageBuffer& field, const DetectionRule& rule) {
    if (field.width != field_width_ || field.height != field_height_ || field.channels != kChannels)
        throw Error(ErrorCode::ShapeMismatch, message("A detector takes RGB pictures of its own size only."));
    const bool yolox = layout_ == YoloLayout::Yolox;
    const std::size_t pixels = static_cast<std::size_t>(field.width) * static_cast<std::size_t>(field.height);
    std::vector<float> input(pixels * kChannels);
    for (std::size_t channel = 0; channel < kChannels; ++channel) {
        const std::size_t from = yolox ? kChannels - 1 - channel : channel;  // BGR
        const float scale = yolox ? 1.0F : 255.0F;
        for (std::size_t i = 0; i < pixels; ++i)
            input[channel * pixels + i] = static_cast<float>(field.pixels[i * kChannels + from]) / scale;
    }
    const auto output = network_->run(input);
    try {
        const DetectorTensor tensor{output.values, output.shape};
        auto found = yoloDetections(tensor, layout_, field_width_, field_height_, rule);
        for (const auto& detection : found)
            if (!labels_.empty() && (detection.label < 0 || detection.label >= static_cast<int>(labels_.size())))
                throw Error(ErrorCode::BadFormat,
                            message("Class %1 was found, but %2 are named.", detection.label, labels_.size()));
        return found;
    } catch (const Error& problem) {
        throw Error(problem.code(), message("%1 cannot be used. %2", file_, problem.message()));
    }
}

}  // namespace recap
