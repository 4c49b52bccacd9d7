// SPDX-License-Identifier: GPL-3.0-or-later
#include "detections_test.h"

#include "base/error.h"
#include "base/json.h"
#include "image/decode.h"
#include "image/letterbox.h"
#include "metrics/detections.h"
#include "support/golden.h"
#include "support/golden_tensors.h"

#include <QtTest/QTest>

#include <cmath>
#include <limits>
#include <map>

using namespace recap;
using recap::testing::goldenCase;
using recap::testing::goldenCases;
using recap::testing::GoldenTensors;

namespace {

std::vector<std::filesystem::path> yoloCases() {
    std::vector<std::filesystem::path> out;
    for (const auto& folder : goldenCases("judges"))
        if (folder.filename().string().starts_with("yolo_decode")) out.push_back(folder);
    if (out.empty()) throw std::runtime_error("there is no golden case of yolo_decode");
    return out;
}

const std::map<std::string, YoloLayout> kLayouts{
    {"yolov5", YoloLayout::Anchors}, {"yolov8", YoloLayout::Transposed}, {"yolox", YoloLayout::Yolox}};

DetectionRule ruleOf(const Json& run) {
    return {run["conf"].get<double>(), run["iou"].get<double>(), run["multi_label"].get<bool>(),
            run["max_det"].get<int>()};
}

// Empty where the detections and their boxes in the field and in the photo are those of the run.
std::string straying(const std::vector<Detection>& got, const Json& run, const Letterbox& place) {
    if (got.size() != run["detections"].size())
        return std::to_string(got.size()) + " instead of " + std::to_string(run["detections"].size());
    for (std::size_t i = 0; i < got.size(); ++i) {
        const auto row = run["detections"][i].get<std::vector<double>>();
        const auto field = run["network_boxes"][i].get<std::vector<double>>();
        const auto photo = place.toPhoto(got[i].box);
        bool same = std::abs(got[i].score - row[4]) <= 1e-6 && got[i].label == static_cast<int>(row[5]);
        for (std::size_t c = 0; c < 4; ++c)
            same = same && std::abs(got[i].box[c] - field[c]) <= 2e-3 && std::abs(photo[c] - row[c]) <= 4e-3;
        if (!same) return "detection " + std::to_string(i);
    }
    return {};
}

// The layout of a field of 64 x 64 pixels, 84 places, whose values are all `value`.
YoloLayout layoutOf(std::vector<std::int64_t> shape, float value = 0.5F) {
    std::size_t count = 1;
    for (const auto side : shape) count *= static_cast<std::size_t>(side);
    const std::vector<float> values(count, value);
    return yoloLayout({values, std::move(shape)}, 64, 64);
}

}  // namespace

void DetectionsTest::boxes_of_every_run_equal_the_reference() {
    for (const auto& folder : yoloCases()) {
        const GoldenTensors tensors(folder);
        const Json info = goldenCase(folder);
        for (const auto& [name, layout] : kLayouts) {
            const Json expected = info["expected"][name];
            const int height = expected["network_height_width"][0], width = expected["network_height_width"][1];
            const int photoHeight = expected["photo_height_width"][0], photoWidth = expected["photo_height_width"][1];
            const auto place = layout == YoloLayout::Yolox
                                   ? Letterbox::yolox(photoWidth, photoHeight, width, height)
                                   : Letterbox::ultralytics(photoWidth, photoHeight, width, height);
            const auto values = tensors.values<float>(name + ".raw");
            const DetectorTensor raw{values, tensors.shape(name + ".raw")};
            QVERIFY(yoloLayout(raw, width, height) == layout);
            QVERIFY(!expected["runs"].empty());
            for (const auto& run : expected["runs"])
                QCOMPARE(straying(yoloDetections(raw, layout, width, height, ruleOf(run)), run, place), std::string());
        }
    }
}

void DetectionsTest::places_of_photos_equal_the_table() {
    for (const auto& folder : yoloCases()) {
        const Json table = goldenCase(folder)["parameters"]["letterbox_table"];
        for (const auto& row : table) {
            const int photoHeight = row["height_width"][0], photoWidth = row["height_width"][1];
            const int height = row["net"][0], width = row["net"][1];
            const auto place = Letterbox::ultralytics(photoWidth, photoHeight, width, height);
            const Json got{place.resized_width, place.resized_height, place.top, place.bottom, place.left, place.right};
            const Json expected{row["resized_width_height"][0],
                                row["resized_width_height"][1],
                                row["top"],
                                row["bottom"],
                                row["left"],
                                row["right"]};
            QCOMPARE(got.dump(), expected.dump());
            const auto corner = Letterbox::yolox(photoWidth, photoHeight, width, height);
            QCOMPARE(corner.resized_width, row["yolox_resized_width_height"][0].get<int>());
            QCOMPARE(corner.resized_height, row["yolox_resized_width_height"][1].get<int>());
        }
    }
}

void DetectionsTest::fields_equal_opencvs_within_two_levels() {
    for (const auto& folder : yoloCases()) {
        const GoldenTensors tensors(folder);
        const Json images = goldenCase(folder)["parameters"]["images"];
        for (std::size_t i = 0; i < images.size(); ++i) {
            const auto photo = decodeImage(folder / images[i].get<std::string>());
            for (const bool yolox : {false, true}) {
                const auto name = (yolox ? "yolox_preproc_" : "letterbox_") + std::to_string(i);
                const auto shape = tensors.shape(name);
                const int height = static_cast<int>(shape[0]), width = static_cast<int>(shape[1]);
                const auto place = yolox ? Letterbox::yolox(photo.width, photo.height, width, height)
                                         : Letterbox::ultralytics(photo.width, photo.height, width, height);
                const auto field = place.field(photo);
                const auto expected = tensors.values<std::uint8_t>(name);
                QCOMPARE(field.pixels.size(), expected.size());
                int worst = 0;
                for (std::size_t p = 0; p < expected.size(); ++p) {
                    const std::size_t channel = p % 3, other = yolox ? p - channel + (2 - channel) : p;  // BGR
                    worst = std::max(worst, std::abs(field.pixels[other] - expected[p]));
                }
                QVERIFY2(worst <= 2, std::to_string(worst).c_str());
            }
        }
    }
}

void DetectionsTest::layouts_are_told_by_shape() {
    QVERIFY(layoutOf({1, 252, 85}) == YoloLayout::Anchors);
    QVERIFY(layoutOf({1, 84, 84}) == YoloLayout::Yolox);  // 79 classes: rows come first
    QVERIFY(layoutOf({1, 6, 84}) == YoloLayout::Transposed);
    QVERIFY(layoutOf({1, 300, 6}) == YoloLayout::EndToEnd);
    QVERIFY_THROWS_EXCEPTION(Error, layoutOf({1, 100, 85}));
    QVERIFY_THROWS_EXCEPTION(Error, layoutOf({2, 252, 85}));
    QVERIFY_THROWS_EXCEPTION(Error, layoutOf({252, 85}));
}

void DetectionsTest::end_to_end_outputs_are_taken_as_they_are() {
    const std::vector<float> values{1, 2, 11, 12, 0.4F, 3, 1, 2, 11, 12, 0.9F, 3, 5, 5, 6, 6, 0.1F, 0};
    const auto got = yoloDetections({values, {1, 3, 6}}, YoloLayout::EndToEnd, 64, 64);
    QCOMPARE(got.size(), std::size_t{2});  // overlapping or not
    QVERIFY((got[0] == Detection{{1, 2, 11, 12}, 0.9F, 3}));
    QVERIFY((got[1] == Detection{{1, 2, 11, 12}, 0.4F, 3}));
}

void DetectionsTest::yolov6_is_told_from_yolox_by_its_objectness() {
    std::vector<float> values;
    for (int place = 0; place < 84; ++place)
        for (const float value : {20.0F, 20.0F, 10.0F, 10.0F, 1.0F, place == 7 ? 0.8F : 0.0F}) values.push_back(value);
    const DetectorTensor raw{values, {1, 84, 6}};
    QVERIFY(yoloLayout(raw, 64, 64) == YoloLayout::Objectness);
    const auto got = yoloDetections(raw, YoloLayout::Objectness, 64, 64);
    QCOMPARE(got.size(), std::size_t{1});
    QVERIFY((got[0] == Detection{{15, 15, 25, 25}, 0.8F, 0}));
}

void DetectionsTest::a_class_suppresses_itself_only() {
    const std::vector<Detection> seen{{{0, 0, 10, 10}, 0.5F, 1}, {{0, 0, 10, 9}, 0.9F, 1}, {{0, 0, 10, 10}, 0.4F, 2}};
    const auto kept = withoutOverlaps(seen, 0.5, 300);
    QCOMPARE(kept.size(), std::size_t{2});
    QCOMPARE(kept[0].score, 0.9F);
    QCOMPARE(kept[1].label, 2);
    QCOMPARE(overlapOf({0, 0, 10, 10}, {5, 0, 15, 10}), 1.0 / 3);
    QCOMPARE(overlapOf({0, 0, 0, 0}, {0, 0, 0, 0}), 0.0);
}

void DetectionsTest::damaged_outputs_are_refused() {
    QVERIFY_THROWS_EXCEPTION(Error, layoutOf({1, 252, 85}, std::numeric_limits<float>::quiet_NaN()));
    const std::vector<float> few(10);
    QVERIFY_THROWS_EXCEPTION(Error, yoloLayout({few, {1, 252, 85}}, 64, 64));
    for (const float label : {-1.0F, 1e30F}) {
        const std::vector<float> row{1, 2, 11, 12, 0.9F, label};
        QVERIFY_THROWS_EXCEPTION(Error, yoloDetections({row, {1, 1, 6}}, YoloLayout::EndToEnd, 64, 64));
    }
}
