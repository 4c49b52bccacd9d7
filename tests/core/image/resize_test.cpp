// SPDX-License-Identifier: GPL-3.0-or-later
#include "resize_test.h"

#include "base/error.h"
#include "image/crop.h"
#include "image/decode.h"
#include "image/grid.h"
#include "image/resize.h"
#include "support/golden.h"
#include "support/golden_tensors.h"

#include <QImage>
#include <QtTest/QTest>
#include <numeric>

using namespace recap;
using recap::testing::GoldenTensors;

namespace {

// As PIL's convert('RGB'): alpha is dropped, not composited.
ImageBuffer withoutAlpha(const std::filesystem::path& file) {
    const QImage image = QImage(QString::fromStdString(file.string())).convertToFormat(QImage::Format_RGBA8888);
    ImageBuffer out(image.width(), image.height());
    for (int y = 0; y < out.height; ++y)
        for (int x = 0; x < out.width; ++x) std::copy_n(image.constScanLine(y) + 4 * x, 3, out.at(x, y));
    return out;
}

// Where two strided pictures differ most, in words.
QString worst(const ImageBuffer& image, const std::vector<std::uint8_t>& expected,
              const std::vector<std::int64_t>& rows, const std::vector<std::int64_t>& columns) {
    int difference = 0;
    QString text;
    std::size_t i = 0;
    for (const auto y : rows)
        for (const auto x : columns)
            for (int c = 0; c < 3; ++c, ++i) {
                const int ours = image.at(static_cast<int>(x), static_cast<int>(y))[c], theirs = expected[i];
                if (std::abs(ours - theirs) <= difference) continue;
                difference = std::abs(ours - theirs);
                text = QStringLiteral("at x %1 y %2 channel %3: %4 instead of %5")
                           .arg(x)
                           .arg(y)
                           .arg(c)
                           .arg(ours)
                           .arg(theirs);
            }
    return text;
}

std::vector<std::int64_t> everyFourth(int size) {
    std::vector<std::int64_t> out;
    for (int i = 0; i < size; i += 4) out.push_back(i);
    return out;
}

std::int64_t sumOf(const ImageBuffer& image) {
    return std::accumulate(image.pixels.begin(), image.pixels.end(), std::int64_t{0});
}

}  // namespace

void ResizeTest::eight_bit_resampling_equals_pillow_data() {
    QTest::addColumn<QString>("file");
    const auto folder = testing::goldenRoot() / "metrics/resize";
    const Json golden = testing::goldenCase(folder);
    for (const auto& image : golden["parameters"]["images"]) {
        const auto file = image["file"].get<std::string>();
        QTest::newRow(file.c_str()) << QString::fromStdString(file);
    }
}

void ResizeTest::eight_bit_resampling_equals_pillow() {
    QFETCH(QString, file);
    const auto folder = testing::goldenRoot() / "metrics/resize";
    const GoldenTensors golden(folder);
    const auto path = testing::goldenFile(folder, file.toStdString());
    const std::string stem = path.stem().string();
    const auto image = withoutAlpha(path);
    const auto index = golden.values<std::int64_t>("idx224");
    Json sums;
    const Json parameters = testing::goldenCase(folder)["parameters"];
    for (const auto& entry : parameters["images"])
        if (entry["file"] == file.toStdString()) sums = entry;
    const std::vector<std::pair<std::string, Filter>> filters{{"bicubic224", Filter::Bicubic},
                                                              {"bilinear224", Filter::Bilinear},
                                                              {"lanczos224", Filter::Lanczos},
                                                              {"box224", Filter::Box}};
    for (const auto& [name, filter] : filters) {
        const auto resized = resizeImage(image, 224, 224, filter);
        const QString difference = worst(resized, golden.values<std::uint8_t>(stem + "." + name), index, index);
        QVERIFY2(difference.isEmpty(), qPrintable(QString::fromStdString(name) + QStringLiteral(" ") + difference));
        QCOMPARE(sumOf(resized), sums[name + "_sum"].get<std::int64_t>());
    }
    const auto tall = resizeImage(image, 97, 160, Filter::Bicubic);
    const QString difference =
        worst(tall, golden.values<std::uint8_t>(stem + ".bicubic_97x160"), everyFourth(160), everyFourth(97));
    QVERIFY2(difference.isEmpty(), qPrintable(difference));
}

void ResizeTest::float_resampling_equals_clean_fid() {
    const auto folder = testing::goldenRoot() / "metrics/resize";
    const GoldenTensors golden(folder);
    const auto index = golden.values<std::int64_t>("idx299");
    const Json parameters = testing::goldenCase(folder)["parameters"];
    for (const auto& entry : parameters["images"]) {
        const auto path = testing::goldenFile(folder, entry["file"].get<std::string>());
        auto resized = resizeImageFloat(withoutAlpha(path), 299, 299, Filter::Bicubic);
        double sum = 0;
        for (float& value : resized) sum += value = std::clamp(value, 0.0f, 255.0f);
        const auto expected = golden.values<float>(path.stem().string() + ".clean299");
        float difference = 0;
        std::size_t i = 0;
        for (const auto y : index)
            for (const auto x : index)
                for (std::size_t c = 0; c < 3; ++c)
                    difference = std::max(
                        difference, std::abs(resized[static_cast<std::size_t>(y * 299 + x) * 3 + c] - expected[i++]));
        QVERIFY2(difference < 0.001f,
                 qPrintable(QStringLiteral("%1: worst %2").arg(QString::fromStdString(path.stem())).arg(difference)));
        QVERIFY(std::abs(sum / static_cast<double>(resized.size()) - entry["clean299_mean"].get<double>()) < 1e-4);
    }
}

void ResizeTest::clip_preprocessing_equals_the_image_processor() {
    const auto folder = testing::goldenRoot() / "clip_vision/preprocess";
    const GoldenTensors golden(folder);
    const auto parameters = testing::goldenCase(folder)["parameters"];
    const auto rows = golden.values<std::int64_t>("rows"), columns = golden.values<std::int64_t>("cols");
    const auto strided = golden.values<std::uint8_t>("uint8_224_strided");
    const auto small = golden.values<float>("pixel_values_small");
    const int side = parameters["small_side"];
    for (std::size_t n = 0; n < parameters["images"].size(); ++n) {
        const auto image = decodeImage(folder / parameters["images"][n]["file"].get<std::string>());
        const auto square = squareCrop(image, 224);
        for (std::size_t c = 0; c < 3; ++c)
            for (std::size_t y = 0; y < rows.size(); ++y)
                for (std::size_t x = 0; x < columns.size(); ++x) {
                    const int ours = square.at(static_cast<int>(columns[x]), static_cast<int>(rows[y]))[c];
                    const int theirs = strided[((n * 3 + c) * rows.size() + y) * columns.size() + x];
                    QVERIFY2(ours == theirs, qPrintable(QStringLiteral("image %1 x %2 y %3: %4 instead of %5")
                                                            .arg(n)
                                                            .arg(columns[x])
                                                            .arg(rows[y])
                                                            .arg(ours)
                                                            .arg(theirs)));
                }
        QCOMPARE(sumOf(square), parameters["sum_of_224_uint8_per_image"][n].get<std::int64_t>());
        const auto tiny = squareCrop(image, side);
        for (std::size_t c = 0; c < 3; ++c)
            for (int y = 0; y < side; ++y)
                for (int x = 0; x < side; ++x) {
                    const double mean = parameters["image_mean"][c], deviation = parameters["image_std"][c];
                    const double ours = (tiny.at(x, y)[c] / 255.0 - mean) / deviation;
                    const auto at = ((n * 3 + c) * static_cast<std::size_t>(side) + static_cast<std::size_t>(y)) *
                                        static_cast<std::size_t>(side) +
                                    static_cast<std::size_t>(x);
                    QVERIFY(std::abs(ours - small[at]) < 1e-5);
                }
    }
}

void ResizeTest::a_flat_picture_stays_flat() {
    const ImageBuffer flat(37, 53, 3, 77);
    for (const auto filter : {Filter::Box, Filter::Bilinear, Filter::Bicubic, Filter::Lanczos})
        for (const auto& [w, h] : std::vector<std::pair<int, int>>{{10, 10}, {100, 7}, {1, 1}, {37, 200}})
            QCOMPARE(resizeImage(flat, w, h, filter), ImageBuffer(w, h, 3, 77));
}

void ResizeTest::box_reduction_by_two_is_the_mean_of_four() {
    ImageBuffer image(4, 2, 1);
    image.pixels = {0, 4, 10, 10, 8, 12, 20, 20};
    QCOMPARE(resizeImage(image, 2, 1, Filter::Box).pixels, (std::vector<std::uint8_t>{6, 15}));
}

void ResizeTest::an_empty_picture_is_refused() {
    QVERIFY_EXCEPTION_THROWN(resizeImage(ImageBuffer(), 10, 10), Error);
    QVERIFY_EXCEPTION_THROWN(resizeImage(ImageBuffer(4, 4), 0, 10), Error);
    QVERIFY_EXCEPTION_THROWN(resizeShortestEdge(ImageBuffer(), 10), Error);
}

void ResizeTest::centre_crop_rounds_the_offset_down() {
    ImageBuffer image(5, 1, 1);
    image.pixels = {0, 1, 2, 3, 4};
    QCOMPARE(centreCrop(image, 2, 1).pixels, (std::vector<std::uint8_t>{1, 2}));
    QCOMPARE(centreCrop(image, 3, 1).pixels, (std::vector<std::uint8_t>{1, 2, 3}));
}

void ResizeTest::a_crop_outside_is_refused() {
    const ImageBuffer image(4, 4);
    QVERIFY_EXCEPTION_THROWN(crop(image, 2, 0, 3, 1), Error);
    QVERIFY_EXCEPTION_THROWN(crop(image, -1, 0, 2, 2), Error);
    QVERIFY_EXCEPTION_THROWN(crop(image, 0, 0, 0, 2), Error);
    QCOMPARE(crop(image, 0, 0, 4, 4), image);
}

void ResizeTest::mirroring_twice_gives_the_picture_back() {
    ImageBuffer image(3, 2);
    std::iota(image.pixels.begin(), image.pixels.end(), std::uint8_t{1});
    QCOMPARE(mirrored(mirrored(image)), image);
    QCOMPARE(static_cast<int>(*mirrored(image).at(0, 0)), 7);
}

void ResizeTest::a_sheet_places_pictures_row_by_row() {
    const std::vector<ImageBuffer> images{ImageBuffer(2, 2, 3, 10), ImageBuffer(2, 2, 3, 20), ImageBuffer(2, 2, 3, 30)};
    const auto sheet = imageGrid(images, 2, 1, 255);
    QCOMPARE(sheet.width, 5);
    QCOMPARE(sheet.height, 5);
    QCOMPARE(static_cast<int>(*sheet.at(0, 0)), 10);
    QCOMPARE(static_cast<int>(*sheet.at(2, 0)), 255);
    QCOMPARE(static_cast<int>(*sheet.at(3, 0)), 20);
    QCOMPARE(static_cast<int>(*sheet.at(0, 3)), 30);
    QCOMPARE(static_cast<int>(*sheet.at(4, 4)), 255);
}
