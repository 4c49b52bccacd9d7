// SPDX-License-Identifier: GPL-3.0-or-later
//
// Detectors of the YOLO family in ONNX files. The network is computed by OpenVINO in a module of its own
// (librecap_onnx.so, built when packaging/setup has fetched OpenVINO), which is loaded with the first such file.
#pragma once

#include "image/image_buffer.h"
#include "image/letterbox.h"
#include "metrics/detections.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace recap {

class OnnxNetwork;

// Whether ONNX files can be computed; loads the module.
bool onnxAvailable();

// What the file says about itself. Texts are empty, and stride is 0, where it says nothing.
struct OnnxFacts {
    std::map<std::string, std::string> metadata;  // everything, as it stands there
    std::vector<std::string> labels;              // by class index
    std::string licence, author, task;
    int stride = 0;
    std::vector<std::int64_t> input_shape;  // [pictures, channels, height, width]; -1 where a side is free
    std::vector<std::vector<std::int64_t>> output_shapes;  // the same
};

// One thread at a time. Errors name the file.
class OnnxDetector {
public:
    // threads: 0 for all cores. Computes one blank picture, which tells layouts of equal shape apart. Throws
    // Error(InvalidOption) with a sentence on what to install when the module is missing, Error(FileNotFound), and
    // Error(BadFormat) for a file that is no ONNX network or no detector whose outputs are known.
    static OnnxDetector open(const std::filesystem::path& file, int threads = 0);
    OnnxDetector(OnnxDetector&&) noexcept;
    OnnxDetector& operator=(OnnxDetector&&) noexcept;
    ~OnnxDetector();

    const OnnxFacts& facts() const { return facts_; }
    YoloLayout layout() const { return layout_; }
    int fieldWidth() const { return field_width_; }
    int fieldHeight() const { return field_height_; }
    // Names by class index: those of the file; COCO's where it names none of 80 classes; else none. Where there are
    // names, every detection has one.
    const std::vector<std::string>& labels() const { return labels_; }
    // As it is stored with numbers: "letterbox 640 x 640, RGB 0..1".
    std::string preprocessing() const;

    // Where a picture of this size lies in the network's field.
    Letterbox place(int width, int height) const;
    // Boxes in pixels of the picture (RGB), best first. Throws Error(ShapeMismatch) for other pictures, and
    // Error(BadFormat) when the network returns something else than it did for the blank picture.
    std::vector<Detection> detect(const ImageBuffer& image, const DetectionRule& rule = {});
    // The same for a picture that has the field's size, which is taken as it is; boxes in its pixels, not clipped.
    std::vector<Detection> detectInField(const ImageBuffer& field, const DetectionRule& rule = {});

private:
    OnnxDetector();
    void chooseField();
    std::size_t detectionOutput() const;
    void chooseLayout();
    void chooseLabels(std::int64_t classes);

    std::filesystem::path file_;
    std::unique_ptr<OnnxNetwork> network_;
    OnnxFacts facts_;
    std::vector<std::string> labels_;
    YoloLayout layout_ = YoloLayout::Transposed;
    int field_width_ = 0, field_height_ = 0;
};

}  // namespace recap
