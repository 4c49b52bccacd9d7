// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/detections.h"

#include "base/error.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace recap {
namespace {

constexpr std::int64_t kStrides[] = {8, 16, 32};
constexpr std::int64_t kBox = 4, kEndToEndColumns = 6;
constexpr float kLabelLimit = 1e6F;             // above any number of classes; the cast to int is defined below it
constexpr std::size_t kMostCandidates = 30000;  // before suppression, as in the published decoders

std::int64_t placesOf(int fieldWidth, int fieldHeight) {
    std::int64_t places = 0;
    for (const auto stride : kStrides) places += (fieldWidth / stride) * (fieldHeight / stride);
    return places;
}

std::string textOf(const std::vector<std::int64_t>& shape) {
    std::string out;
    for (const auto side : shape) out += (out.empty() ? "" : ", ") + std::to_string(side);
    return "[" + out + "]";
}

[[noreturn]] void unknownShape(const DetectorTensor& output, int fieldWidth, int fieldHeight) {
    throw Error(ErrorCode::BadFormat,
                message("A detector's output of shape %1 for pictures of %2 x %3 pixels has no known layout.",
                        textOf(output.shape), fieldWidth, fieldHeight));
}

void requireWhole(const DetectorTensor& output) {
    std::int64_t count = 1;
    for (const auto side : output.shape) count *= side;
    if (count != static_cast<std::int64_t>(output.values.size()))
        throw Error(ErrorCode::BadFormat, message("A detector's output has %1 values for the shape %2.",
                                                  output.values.size(), textOf(output.shape)));
    if (!std::all_of(output.values.begin(), output.values.end(), [](float value) { return std::isfinite(value); }))
        throw Error(ErrorCode::BadFormat, message("A detector's output holds values that are not numbers."));
}

// One place of an output: box, objectness and classes, wherever they lie.
class Places {
public:
    Places(const DetectorTensor& output, YoloLayout layout) : values_(output.values.data()), layout_(layout) {
        const bool transposed = layout == YoloLayout::Transposed;
        count_ = output.shape[transposed ? 2 : 1];
        columns_ = output.shape[transposed ? 1 : 2];
    }
    std::int64_t count() const { return count_; }
    std::int64_t labels() const { return columns_ - (layout_ == YoloLayout::Transposed ? kBox : kBox + 1); }
    float column(std::int64_t place, std::int64_t column) const {
        return layout_ == YoloLayout::Transposed ? values_[column * count_ + place]
                                                 : values_[place * columns_ + column];
    }
    // 1 where a layout has none.
    float objectness(std::int64_t place) const {
        return layout_ == YoloLayout::Transposed ? 1.0F : column(place, kBox);
    }
    float score(std::int64_t place, std::int64_t label) const {
        if (layout_ == YoloLayout::Transposed) return column(place, kBox + label);
        return column(place, kBox + 1 + label) * objectness(place);
    }

private:
    const float* values_;
    YoloLayout layout_;
    std::int64_t count_ = 0, columns_ = 0;
};

std::array<float, 4> corners(float x, float y, float width, float height) {
    return {x - width / 2, y - height / 2, x + width / 2, y + height / 2};
}

// Row order: the finest grid first, then rows, then columns.
struct Cell {
    float x = 0, y = 0, stride = 1;
};

std::vector<Cell> cells(int fieldWidth, int fieldHeight) {
    std::vector<Cell> out;
    for (const auto stride : kStrides)
        for (std::int64_t y = 0; y < fieldHeight / stride; ++y)
            for (std::int64_t x = 0; x < fieldWidth / stride; ++x)
                out.push_back({static_cast<float>(x), static_cast<float>(y), static_cast<float>(stride)});
    return out;
}

std::array<float, 4> boxOf(const Places& places, std::int64_t place, const std::vector<Cell>& grid) {
    const float x = places.column(place, 0), y = places.column(place, 1), width = places.column(place, 2),
                height = places.column(place, 3);
    if (grid.empty()) return corners(x, y, width, height);
    const auto& cell = grid[static_cast<std::size_t>(place)];
    return corners((x + cell.x) * cell.stride, (y + cell.y) * cell.stride, std::exp(width) * cell.stride,
                   std::exp(height) * cell.stride);
}

bool passes(YoloLayout layout, float score, double limit) {
    const auto threshold = static_cast<float>(limit);
    return layout == YoloLayout::Yolox ? score >= threshold : score > threshold;
}

std::vector<Detection> endToEnd(const DetectorTensor& output, const DetectionRule& rule) {
    std::vector<Detection> out;
    for (std::size_t at = 0; at + kEndToEndColumns <= output.values.size(); at += kEndToEndColumns) {
        const auto row = output.values.subspan(at, kEndToEndColumns);
        if (!passes(YoloLayout::EndToEnd, row[4], rule.score)) continue;
        if (row[5] < 0 || row[5] >= kLabelLimit)
            throw Error(ErrorCode::BadFormat, message("A detector's output has %1 where the class belongs.", row[5]));
        out.push_back({{row[0], row[1], row[2], row[3]}, row[4], static_cast<int>(row[5])});
    }
    std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.score > b.score; });
    out.resize(std::min(out.size(), static_cast<std::size_t>(std::max(rule.most, 0))));
    return out;
}

}  // namespace

std::string_view yoloLayoutName(YoloLayout layout) {
    switch (layout) {
        case YoloLayout::Anchors: return "YOLOv5";
        case YoloLayout::Objectness: return "YOLOv6";
        case YoloLayout::Transposed: return "YOLOv8";
        case YoloLayout::EndToEnd: return "end-to-end YOLO";
        case YoloLayout::Yolox: return "YOLOX";
    }
    return {};
}

YoloLayout yoloLayout(const DetectorTensor& output, int fieldWidth, int fieldHeight) {
    requireWhole(output);
    if (output.shape.size() != 3 || output.shape[0] != 1) unknownShape(output, fieldWidth, fieldHeight);
    const auto places = placesOf(fieldWidth, fieldHeight), rows = output.shape[1], columns = output.shape[2];
    if (rows == 3 * places && columns > kBox + 1) return YoloLayout::Anchors;
    if (rows == places && columns > kBox + 1) {
        const Places all(output, YoloLayout::Objectness);
        for (std::int64_t place = 0; place < rows; ++place)
            if (all.objectness(place) != 1.0F) return YoloLayout::Yolox;
        return YoloLayout::Objectness;
    }
    if (columns == places && rows > kBox) return YoloLayout::Transposed;
    if (columns == kEndToEndColumns) return YoloLayout::EndToEnd;
    unknownShape(output, fieldWidth, fieldHeight);
}

std::vector<Detection> yoloDetections(const DetectorTensor& output, YoloLayout layout, int fieldWidth, int fieldHeight,
                                      const DetectionRule& rule) {
    if (yoloLayout(output, fieldWidth, fieldHeight) != layout) unknownShape(output, fieldWidth, fieldHeight);
    if (layout == YoloLayout::EndToEnd) return endToEnd(output, rule);
    const Places places(output, layout);
    const auto grid = layout == YoloLayout::Yolox ? cells(fieldWidth, fieldHeight) : std::vector<Cell>();
    std::vector<Detection> candidates;
    for (std::int64_t place = 0; place < places.count(); ++place) {
        if (!passes(layout, places.objectness(place), rule.score)) continue;
        Detection best{{}, -1.0F, 0};
        for (std::int64_t label = 0; label < places.labels(); ++label) {
            const float score = places.score(place, label);
            if (rule.several_labels && passes(layout, score, rule.score))
                candidates.push_back({boxOf(places, place, grid), score, static_cast<int>(label)});
            if (score > best.score) best = {{}, score, static_cast<int>(label)};
        }
        if (rule.several_labels || !passes(layout, best.score, rule.score)) continue;
        best.box = boxOf(places, place, grid);
        candidates.push_back(best);
    }
    return withoutOverlaps(std::move(candidates), rule.overlap, rule.most);
}

double overlapOf(const std::array<float, 4>& a, const std::array<float, 4>& b) {
    const auto side = [](float low, float high) { return std::max(0.0, static_cast<double>(high) - low); };
    const double shared =
        side(std::max(a[0], b[0]), std::min(a[2], b[2])) * side(std::max(a[1], b[1]), std::min(a[3], b[3]));
    const double all = side(a[0], a[2]) * side(a[1], a[3]) + side(b[0], b[2]) * side(b[1], b[3]) - shared;
    return all > 0 ? shared / all : 0;
}

std::vector<Detection> withoutOverlaps(std::vector<Detection> detections, double overlap, int most) {
    std::stable_sort(detections.begin(), detections.end(),
                     [](const auto& a, const auto& b) { return a.score > b.score; });
    if (detections.size() > kMostCandidates) detections.resize(kMostCandidates);
    std::vector<Detection> kept;
    for (const auto& candidate : detections) {
        if (static_cast<int>(kept.size()) >= most) break;
        const bool covered = std::any_of(kept.begin(), kept.end(), [&](const Detection& better) {
            return better.label == candidate.label && overlapOf(better.box, candidate.box) > overlap;
        });
        if (!covered) kept.push_back(candidate);
    }
    return kept;
}

std::vector<Detection> detrDetections(const DetectorTensor& logits, const DetectorTensor& boxes, int photoWidth,
                                      int photoHeight, double score) {
    requireWhole(logits);
    requireWhole(boxes);
    if (logits.shape.size() != 2 || logits.shape[1] < 2 || boxes.shape != std::vector<std::int64_t>{logits.shape[0], 4})
        throw Error(ErrorCode::BadFormat, message("Outputs of shapes %1 and %2 are not those of DETR.",
                                                  textOf(logits.shape), textOf(boxes.shape)));
    const auto columns = static_cast<std::size_t>(logits.shape[1]);
    const auto width = static_cast<float>(photoWidth), height = static_cast<float>(photoHeight);
    std::vector<Detection> out;
    for (std::size_t query = 0; query < static_cast<std::size_t>(logits.shape[0]); ++query) {
        const auto row = logits.values.subspan(query * columns, columns);
        const auto best = std::max_element(row.begin(), row.end() - 1);
        const double top = *std::max_element(row.begin(), row.end());
        double sum = 0;
        for (const float value : row) sum += std::exp(static_cast<double>(value) - top);
        const double share = std::exp(static_cast<double>(*best) - top) / sum;
        if (!(share > score)) continue;
        const auto box = boxes.values.subspan(query * 4, 4);
        const auto at = corners(box[0], box[1], box[2], box[3]);
        out.push_back({{at[0] * width, at[1] * height, at[2] * width, at[3] * height},
                       static_cast<float>(share),
                       static_cast<int>(best - row.begin())});
    }
    return out;
}

}  // namespace recap
