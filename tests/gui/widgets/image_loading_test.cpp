// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/image_loading_test.h"

#include "gui/widgets/image_loading.h"

#include "image/decode.h"
#include "support/sample_pictures.h"
#include "support/temp_dir.h"

#include <QColorSpace>
#include <QImage>
#include <QtTest/QTest>

#include <algorithm>
#include <array>
#include <cmath>

namespace recap::gui {

namespace {

using recap::testing::TempDir;

double linear(double v) {
    return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
}

double encoded(double v) {
    v = std::clamp(v, 0.0, 1.0);
    return v <= 0.0031308 ? v * 12.92 : 1.055 * std::pow(v, 1 / 2.4) - 0.055;
}

// Linear Display P3 to linear sRGB: CSS Color Module Level 4, section 10.
constexpr double kToSrgb[3][3] = {
    {1.2249401762805598, -0.22494017628055996, 0},
    {-0.042056954709688163, 1.0420569547096881, 0},
    {-0.019637554590334432, -0.078636045550631889, 1.0982736001409663},
};

std::array<double, 3> srgbOfP3(const QColor& p3) {
    const double in[3] = {linear(p3.redF()), linear(p3.greenF()), linear(p3.blueF())};
    std::array<double, 3> out{};
    for (std::size_t row = 0; row < 3; ++row)
        out[row] = 255 * encoded(kToSrgb[row][0] * in[0] + kToSrgb[row][1] * in[1] + kToSrgb[row][2] * in[2]);
    return out;
}

QString saved(const TempDir& dir, const char* name, const QColor& color, const QColorSpace& space) {
    QImage image(32, 32, QImage::Format_RGB32);
    image.fill(color);
    image.setColorSpace(space);
    const QString path = QString::fromStdString((dir / name).string());
    return image.save(path, nullptr, 100) ? path : QString();
}

double distance(QRgb shown, const std::array<double, 3>& meant) {
    return std::max(
        {std::abs(qRed(shown) - meant[0]), std::abs(qGreen(shown) - meant[1]), std::abs(qBlue(shown) - meant[2])});
}

}  // namespace

void ImageLoadingTest::colours_of_an_embedded_profile_are_shown_as_they_are_meant_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QColor>("stored");
    for (const char* file : {"p3.png", "p3.jpg"})
        for (const QColor& color : {QColor(200, 100, 50), QColor(40, 180, 60), QColor(90, 90, 90), QColor(255, 0, 0)})
            QTest::addRow("%s %s", file, qPrintable(color.name())) << QString::fromLatin1(file) << color;
}

void ImageLoadingTest::colours_of_an_embedded_profile_are_shown_as_they_are_meant() {
    QFETCH(QString, file);
    QFETCH(QColor, stored);
    const TempDir dir;
    const QString path = saved(dir, qPrintable(file), stored, QColorSpace::DisplayP3);
    QVERIFY(!path.isEmpty());
    const auto meant = srgbOfP3(stored);
    const double allowed = file.endsWith(QLatin1String("png")) ? 1.5 : 4;  // JPEG itself is off by some steps
    for (const int side : {0, 16}) {
        const QRgb shown = loadImage(path, side).pixel(8, 8);
        QVERIFY2(distance(shown, meant) <= allowed, qPrintable(QColor(shown).name()));
    }
}

void ImageLoadingTest::a_picture_without_profile_or_in_srgb_keeps_its_numbers() {
    const TempDir dir;
    const QColor color(200, 100, 50);
    for (const QColorSpace& space :
         {QColorSpace(), QColorSpace(QColorSpace::SRgb), QColorSpace(QColorSpace::Primaries::SRgb, 2.2F)}) {
        const QString path = saved(dir, "plain.png", color, space);
        QVERIFY(!path.isEmpty());
        QCOMPARE(QColor(loadImage(path).pixel(8, 8)), color);
    }
}

void ImageLoadingTest::a_damaged_profile_does_not_hide_the_picture() {
    const TempDir dir;
    const QColor color(200, 100, 50);
    const QString path = saved(dir, "p3.jpg", color, QColorSpace::DisplayP3);
    std::string bytes = recap::testing::readBytes(path.toStdString());
    const auto profile = bytes.find("ICC_PROFILE");
    QVERIFY(profile != std::string::npos);
    std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(profile) + 14, 200, '\x7f');
    recap::testing::writeBytes(dir / "damaged.jpg", bytes);
    const QImage shown = loadImage(QString::fromStdString((dir / "damaged.jpg").string()));
    QVERIFY(!shown.isNull());
    QVERIFY(distance(shown.pixel(8, 8), {200, 100, 50}) <= 4);
}

void ImageLoadingTest::what_a_training_reads_is_shown_data() {
    QTest::addColumn<QByteArray>("bytes");
    const auto add = [](const char* name, const std::string& bytes) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes);
    };
    add("moving.webp", recap::testing::animatedWebp());
    add("a.jp2", recap::testing::jpeg2000Picture());
    add("a.ppm", "P6 2 1 255\n" + std::string("\1\2\3\4\5\6", 6));
    add("one.webp", QByteArray::fromBase64("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==").toStdString());
}

void ImageLoadingTest::what_a_training_reads_is_shown() {
    QFETCH(const QByteArray, bytes);
    const TempDir dir;
    const auto path = dir / QTest::currentDataTag();
    recap::testing::writeBytes(path, bytes.toStdString());
    const auto trained = recap::decodeImage(path);
    const QImage shown = loadImage(QString::fromStdString(path.string()));
    QCOMPARE(shown.size(), QSize(trained.width, trained.height));
    for (int y = 0; y < trained.height; ++y)
        for (int x = 0; x < trained.width; ++x) {
            const auto* pixel = trained.at(x, y);
            QCOMPARE(shown.pixel(x, y), qRgb(pixel[0], pixel[1], pixel[2]));
        }
}

void ImageLoadingTest::a_missing_file_is_told_from_one_that_is_damaged() {
    const TempDir dir;
    recap::testing::writeBytes(dir / "text.png", "no picture");
    const auto damaged = loadImageOrReason(QString::fromStdString((dir / "text.png").string()));
    QVERIFY(damaged.image.isNull() && !damaged.missing);
    const auto gone = loadImageOrReason(QString::fromStdString((dir / "gone.png").string()));
    QVERIFY(gone.image.isNull() && gone.missing);
}

}  // namespace recap::gui
