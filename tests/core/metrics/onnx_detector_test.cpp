// SPDX-License-Identifier: GPL-3.0-or-later
#include "onnx_detector_test.h"

#include "base/error.h"
#include "base/json.h"
#include "metrics/coco_classes.h"
#include "metrics/onnx_detector.h"
#include "metrics/onnx_metadata.h"
#include "support/golden.h"
#include "support/golden_tensors.h"
#include "support/onnx_bytes.h"
#include "support/temp_dir.h"

#include <QProcess>
#include <QtTest/QTest>

#include <cmath>
#include <map>

using namespace recap;
using namespace recap::testing;
namespace fs = std::filesystem;

namespace {

const std::map<std::string, YoloLayout> kLayouts{
    {"yolov5", YoloLayout::Anchors}, {"yolov8", YoloLayout::Transposed}, {"yolox", YoloLayout::Yolox}};

std::vector<fs::path> onnxCases() {
    std::vector<fs::path> out;
    for (const auto& folder : goldenCases("judges"))
        if (folder.filename().string().starts_with("yolo_onnx")) out.push_back(folder);
    if (out.empty()) throw std::runtime_error("there is no golden case of yolo_onnx");
    return out;
}

// [1, 3, height, width] as a picture; YOLOX's tensors are BGR, pictures are RGB.
ImageBuffer pictureOf(const GoldenTensors& tensors, const std::string& name, bool bgr) {
    const auto shape = tensors.shape(name);
    const auto values = tensors.values<std::uint8_t>(name);
    ImageBuffer out(static_cast<int>(shape[3]), static_cast<int>(shape[2]));
    const std::size_t pixels = values.size() / 3;
    for (std::size_t i = 0; i < pixels; ++i)
        for (std::size_t c = 0; c < 3; ++c) out.pixels[i * 3 + c] = values[(bgr ? 2 - c : c) * pixels + i];
    return out;
}

// Empty where the detections, brought to the photo, are the rows x1, y1, x2, y2, score, class of the reference.
std::string straying(const std::vector<Detection>& got, const Json& rows, const Letterbox& place,
                     const Json& tolerance) {
    if (got.size() != rows.size()) return std::to_string(got.size()) + " instead of " + std::to_string(rows.size());
    const double share = tolerance["rtol"], pixels = tolerance["boxes in photo pixels atol"];
    for (std::size_t i = 0; i < got.size(); ++i) {
        const auto row = rows[i].get<std::vector<double>>();
        const auto photo = place.toPhoto(got[i].box);
        bool same = std::abs(got[i].score - row[4]) <= tolerance["scores atol"].get<double>() &&
                    got[i].label == static_cast<int>(row[5]);
        for (std::size_t c = 0; c < 4; ++c)
            same = same && std::abs(photo[c] - row[c]) <= pixels + share * std::abs(row[c]);
        if (!same) return "detection " + std::to_string(i);
    }
    return {};
}

fs::path smallDetector() {
    return goldenFixture("judges/yolo_onnx/yolov8_op17.onnx");
}

// The small detector, whose output has room for 80 classes, with this metadata.
OnnxDetector withMetadata(const std::map<std::string, std::string>& entries) {
    const TempDir dir;
    writeBytes(dir / "detector.onnx", readBytes(smallDetector()) + onnx::metadata(entries));
    return OnnxDetector::open(dir / "detector.onnx", 1);
}

OnnxDetector opened(const std::string& bytes) {
    const TempDir dir;
    writeBytes(dir / "detector.onnx", bytes);
    return OnnxDetector::open(dir / "detector.onnx", 1);
}

// Code and words of the error; empty when there is none.
std::string refusal(const std::string& bytes) {
    try {
        opened(bytes);
        return {};
    } catch (const Error& problem) {
        return std::string(errorCodeName(problem.code())) + ": " + problem.what();
    }
}

// Two boxes, the weaker one first.
const std::vector<float> kTwoBoxes{1, 2, 11, 12, 0.4F, 1, 20, 16, 40, 48, 0.9F, 0};
std::string endToEndModel(const onnx::Shape& input = {1, 3, 64, 64}) {
    return onnx::constantModel({input}, {1, 2, 6}, kTwoBoxes);
}

}  // namespace

void OnnxDetectorTest::boxes_of_every_network_equal_the_reference() {
    if (!onnxAvailable()) QSKIP("this build has no ONNX");
    for (const auto& folder : onnxCases()) {
        const GoldenTensors tensors(folder);
        const Json info = goldenCase(folder);
        QVERIFY(!info["parameters"]["models"].empty());
        for (const auto& [file, model] : info["parameters"]["models"].items()) {
            const std::string name = file.substr(0, file.find('_'));
            auto detector = OnnxDetector::open(folder / file, 1);
            QCOMPARE(detector.facts().input_shape, model["input"][1].get<onnx::Shape>());
            QCOMPARE(detector.facts().output_shapes[0], model["output"][1].get<onnx::Shape>());
            QVERIFY(detector.layout() == kLayouts.at(name));
            const Json expected = info["expected"][name + "_detections"];
            const auto found =
                detector.detectInField(pictureOf(tensors, name + ".images_u8", name == "yolox"),
                                       {expected["conf"].get<double>(), expected["iou"].get<double>(), false, 300});
            const int height = expected["photo_height_width"][0], width = expected["photo_height_width"][1];
            const auto problem = straying(found, expected["rows"], detector.place(width, height), info["tolerance"]);
            QVERIFY2(problem.empty(), (file + ": " + problem).c_str());
        }
    }
}

void OnnxDetectorTest::pictures_of_any_size_are_letterboxed() {
    if (!onnxAvailable()) QSKIP("this build has no ONNX");
    ImageBuffer photo(150, 70);
    for (std::size_t i = 0; i < photo.pixels.size(); ++i) photo.pixels[i] = static_cast<std::uint8_t>(i * 37 % 251);
    for (const auto* name : {"yolov8_op17.onnx", "yolox_op17.onnx"}) {
        auto detector = OnnxDetector::open(smallDetector().parent_path() / name, 1);
        const bool yolox = detector.layout() == YoloLayout::Yolox;
        const auto place = yolox ? Letterbox::yolox(150, 70, detector.fieldWidth(), detector.fieldHeight())
                                 : Letterbox::ultralytics(150, 70, detector.fieldWidth(), detector.fieldHeight());
        auto expected = detector.detectInField(place.field(photo));
        QVERIFY(!expected.empty());
        for (auto& detection : expected) detection.box = place.toPhoto(detection.box);
        QVERIFY(detector.detect(photo) == expected);
        QCOMPARE(detector.preprocessing(),
                 std::string(yolox ? "letterbox 64 x 96 top left, BGR 0..255" : "letterbox 96 x 64, RGB 0..1"));
        QVERIFY_THROWS_EXCEPTION(Error, detector.detectInField(photo));
    }
}

void OnnxDetectorTest::the_file_says_names_licence_and_task() {
    if (!onnxAvailable()) QSKIP("this build has no ONNX");
    std::string names = "{";
    for (int i = 79; i >= 0; --i) names += std::to_string(i) + ": 'kind " + std::to_string(i) + "', ";
    const auto told = withMetadata({{"names", names + "}"},
                                    {"license", "AGPL-3.0"},
                                    {"author", "somebody"},
                                    {"task", "detect"},
                                    {"stride", "32"},
                                    {"date", "2026"}});
    QCOMPARE(told.labels().size(), std::size_t{80});
    QCOMPARE(told.labels()[41], std::string("kind 41"));
    QCOMPARE(told.facts().licence, std::string("AGPL-3.0"));
    QCOMPARE(told.facts().author, std::string("somebody"));
    QCOMPARE(told.facts().task, std::string("detect"));
    QCOMPARE(told.facts().stride, 32);
    QCOMPARE(told.facts().metadata.at("date"), std::string("2026"));
    const auto silent = OnnxDetector::open(smallDetector(), 1);
    QVERIFY(silent.facts().labels.empty() && silent.facts().licence.empty() && silent.facts().metadata.empty());
    QCOMPARE(silent.labels(), cocoClassNames());
    QCOMPARE(silent.labels()[57], std::string("couch"));
}

void OnnxDetectorTest::names_that_do_not_fit_are_refused() {
    if (!onnxAvailable()) QSKIP("this build has no ONNX");
    for (const auto* names : {"{0: 'person', 1: 'car'}", "__import__('os').system('true')"}) {
        const auto said = refusal(readBytes(smallDetector()) + onnx::metadata({{"names", names}}));
        QVERIFY2(said.starts_with("bad_format: ") && said.find("detector.onnx") != std::string::npos, said.c_str());
    }
}

void OnnxDetectorTest::names_are_read_as_python_and_json_print_them() {
    using Names = std::vector<std::string>;
    QCOMPARE(*classNames(R"({1: "driver's car", 0: 'person'})"), (Names{"person", "driver's car"}));
    QCOMPARE(*classNames(R"({"0": "caf\u00e9", "1": "b"})"), (Names{"café", "b"}));
    QCOMPARE(*classNames(R"(['it\'s', 'caf\xe9', '中', ])"), (Names{"it's", "café", "中"}));
    QCOMPARE(*imageSize("[480, 640]"), (std::array{480, 640}));
    QCOMPARE(*imageSize(" (480, 640) "), (std::array{480, 640}));
    QCOMPARE(*imageSize("320"), (std::array{320, 320}));
}

void OnnxDetectorTest::other_texts_are_not_names() {
    for (const auto* text : {"",
                             "{}",
                             "[]",
                             "person",
                             "{0: 'a'",
                             "{0: 'a'} or exit()",
                             "{0: 'a', 2: 'b'}",
                             "{0: 'a', 0: 'b'}",
                             "{-1: 'a'}",
                             "{0: a}",
                             "{0: 'a' 1: 'b'}",
                             "{0: 'a\\q'}",
                             "{0: 'a\\xg0'}",
                             "{0: '\\ud800'}",
                             "{0: '\xff'}",
                             "{0: 1}",
                             "[['a']]",
                             "{99999999999999999999: 'a'}",
                             "[,]",
                             "{0.5: 'a'}"})
        QVERIFY2(!classNames(text), text);
    std::string many = "[";
    for (int i = 0; i <= kMostClasses; ++i) many += "'a', ";
    QVERIFY(!classNames(many + "]"));
    for (const auto* text : {"", "[]", "[1, 2, 3]", "[1, 2", "1, 2", "640 px", "-3", "(a, b)"})
        QVERIFY2(!imageSize(text), text);
}

void OnnxDetectorTest::an_end_to_end_network_keeps_its_boxes() {
    if (!onnxAvailable()) QSKIP("this build has no ONNX");
    auto detector = opened(endToEndModel() + onnx::metadata({{"names", "['person', 'car']"}}));
    QVERIFY(detector.layout() == YoloLayout::EndToEnd);
    QCOMPARE(detector.preprocessing(), std::string("letterbox 64 x 64, RGB 0..1"));
    const auto found = detector.detect(ImageBuffer(128, 64));  // 64 x 32 in the field, 16 from its top
    QCOMPARE(found.size(), std::size_t{2});
    QVERIFY((found[0] == Detection{{40, 0, 80, 64}, 0.9F, 0}));
    QVERIFY((found[1] == Detection{{2, 0, 22, 0}, 0.4F, 1}));
}

void OnnxDetectorTest::a_free_size_is_what_the_exporter_says() {
    if (!onnxAvailable()) QSKIP("this build has no ONNX");
    const onnx::Shape free{-1, 3, -1, -1};
    const auto told = opened(endToEndModel(free) + onnx::metadata({{"imgsz", "[320, 416]"}}));
    QCOMPARE(told.facts().input_shape, free);
    QCOMPARE(told.fieldHeight(), 320);
    QCOMPARE(told.fieldWidth(), 416);
    QCOMPARE(opened(endToEndModel(free)).fieldWidth(), 640);
    QCOMPARE(opened(endToEndModel({1, 3, -1, 96})).fieldWidth(), 96);
    for (const auto* size : {"[0, 640]", "[640, 100000]"}) {
        const auto said = refusal(endToEndModel(free) + onnx::metadata({{"imgsz", size}}));
        QVERIFY2(said.starts_with("bad_format: "), said.c_str());
    }
}

void OnnxDetectorTest::a_class_without_a_name_is_refused() {
    if (!onnxAvailable()) QSKIP("this build has no ONNX");
    auto detector = opened(endToEndModel() + onnx::metadata({{"names", "['person']"}}));
    QVERIFY_THROWS_EXCEPTION(Error, detector.detect(ImageBuffer(64, 64)));
    QCOMPARE(detector.detect(ImageBuffer(64, 64), {0.5}).size(), std::size_t{1});  // the named one
}

void OnnxDetectorTest::networks_that_are_not_detectors_are_refused() {
    if (!onnxAvailable()) QSKIP("this build has no ONNX");
    const std::vector<std::pair<std::string, std::string>> models{
        {endToEndModel() + onnx::metadata({{"task", "segment"}}), "\"segment\""},
        {onnx::constantModel({{1, 3, 64, 64}}, {1, 4}, {1, 2, 3, 4}), "[1, 4]"},
        {onnx::constantModel({{1, 3, 64, 64}}, {1, 2, 2}, {1, 2, 3, 4}), "[1, 2, 2]"},
        {onnx::constantModel({{1, 1, 64, 64}}, {1, 2, 6}, kTwoBoxes), "[1, 1, 64, 64]"},
        {onnx::constantModel({{1, 7}}, {1, 2, 6}, kTwoBoxes), "[1, 7]"},
        {onnx::constantModel({{8, 3, 64, 64}}, {1, 2, 6}, kTwoBoxes), "8 pictures"},
        {onnx::constantModel({{1, 3, 64, 64}, {1, 7}}, {1, 2, 6}, kTwoBoxes), "2 inputs"}};
    for (const auto& [bytes, words] : models) {
        const auto said = refusal(bytes);
        QVERIFY2(said.starts_with("bad_format: ") && said.find(words) != std::string::npos &&
                     said.find("detector.onnx") != std::string::npos,
                 (words + ": " + said).c_str());
    }
}

void OnnxDetectorTest::damaged_files_are_refused() {
    QVERIFY_THROWS_EXCEPTION(Error, OnnxDetector::open("/nowhere/detector.onnx"));
    if (!onnxAvailable()) QSKIP("this build has no ONNX");
    const auto good = readBytes(smallDetector());
    const std::string huge = onnx::number((14 << 3) | 2) + onnx::number(std::uint64_t{1} << 40) + "names";
    const std::vector<std::string> damaged{{},
                                           "hello",
                                           std::string(4000, '\xFF'),
                                           good.substr(0, good.size() / 2),
                                           good.substr(0, good.size() - 1),
                                           good + huge,
                                           onnx::metadata({{"names", "['person']"}})};
    for (std::size_t i = 0; i < damaged.size(); ++i) {
        const auto said = refusal(damaged[i]);
        QVERIFY2(said.starts_with("bad_format: ") && said.find("detector.onnx") != std::string::npos,
                 (std::to_string(i) + ": " + said).c_str());
    }
}

// A copy of this program in a folder of its own finds no module there.
void OnnxDetectorTest::without_the_module_a_sentence_says_what_to_install() {
    if (onnxAvailable()) {
        const TempDir dir;
        const fs::path program = QCoreApplication::applicationFilePath().toStdString();
        fs::copy_file(program, dir / program.filename());
        QProcess copy;
        copy.setProcessChannelMode(QProcess::MergedChannels);
        copy.start(QString::fromStdString((dir / program.filename()).string()),
                   {QString::fromLatin1(QTest::currentTestFunction())});
        QVERIFY(copy.waitForFinished(-1));
        const auto output = copy.readAll();
        QVERIFY2(output.contains("Totals: 3 passed, 0 failed, 0 skipped"), output.constData());
        return;
    }
    try {
        OnnxDetector::open(smallDetector());
        QFAIL("a detector was opened without the module");
    } catch (const Error& problem) {
        QVERIFY(problem.code() == ErrorCode::InvalidOption);
        const QString said = QString::fromUtf8(problem.what());
        QVERIFY2(said.contains(QLatin1String("packaging/setup")) && said.contains(QLatin1String("OpenVINO")) &&
                     said.contains(QLatin1String("yolov8_op17.onnx")),
                 problem.what());
    }
}
