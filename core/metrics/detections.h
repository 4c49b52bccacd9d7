// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a detector saw, and how the tensors that published detectors return become that. Plain values, without torch:
// the tensors come from LibTorch or from another runtime.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace recap {

struct Detection {
    std::array<float, 4> box{};  // x1, y1, x2, y2 in pixels
    float score = 0;             // 0..1
    int label = 0;

    bool operator==(const Detection&) const = default;
};

// Floats in row-major order with their shape, e.g. [1, 84, 8400].
struct DetectorTensor {
    std::span<const float> values;
    std::vector<std::int64_t> shape;
};

// Outputs that detectors of the YOLO family return for one picture; C classes, N places.
enum class YoloLayout {
    Anchors,     // [1, N, 5 + C], YOLOv5 and v7: centre and size in pixels, objectness, classes; three anchors a place
    Objectness,  // the same with one anchor a place and objectness 1: YOLOv6
    Transposed,  // [1, 4 + C, N], YOLOv8, v9, 11, 12: centre and size in pixels, classes
    EndToEnd,    // [1, N, 6], YOLOv10 and 26: corners in pixels, score, class; nothing is left to suppress
    Yolox,       // [1, N, 5 + C]: offsets and logarithms of sizes on grids of strides 8, 16 and 32
};
std::string_view yoloLayoutName(YoloLayout layout);

// Told by the shape, for a network field of this size; YOLOX and YOLOv6, which have the same shape, by the objectness.
// Throws Error(BadFormat) naming the shape when it is none of these.
YoloLayout yoloLayout(const DetectorTensor& output, int fieldWidth, int fieldHeight);

struct DetectionRule {
    double score = 0.25;    // at least that for YOLOX, more than that for the others
    double overlap = 0.45;  // a box that overlaps a better one of its class by more (intersection over union) goes
    bool several_labels = false;  // every class above the score, not the best alone
    int most = 300;               // boxes that are kept of a picture
};

// Boxes in pixels of the network's field, best first. Throws like yoloLayout, and Error(BadFormat) for values that are
// not numbers.
std::vector<Detection> yoloDetections(const DetectorTensor& output, YoloLayout layout, int fieldWidth, int fieldHeight,
                                      const DetectionRule& rule = {});

// Greedy suppression for each class by itself; best first, the first of equals.
std::vector<Detection> withoutOverlaps(std::vector<Detection> detections, double overlap, int most);
double overlapOf(const std::array<float, 4>& a, const std::array<float, 4>& b);  // intersection over union

// DETR: softmax over the classes and "no object", the best class strictly above `score`, in the order of the queries.
// logits [queries, classes + 1], boxes [queries, 4] as shares of the picture; pixels of a photo of this size, not
// clipped.
std::vector<Detection> detrDetections(const DetectorTensor& logits, const DetectorTensor& boxes, int photoWidth,
                                      int photoHeight, double score);

}  // namespace recap
