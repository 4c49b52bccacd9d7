// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode_test.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/random.h"
#include "image/color_profile.h"
#include "image/decode.h"
#include "image/encode.h"
#include "image/jpeg.h"
#include "image/png_padding.h"
#include "support/golden.h"
#include "support/sample_pictures.h"
#include "support/temp_dir.h"

#include <QBuffer>
#include <QColorSpace>
#include <QImage>
#include <QtTest/QTest>

using namespace recap;
using recap::testing::animatedWebp;
using recap::testing::jpeg2000Picture;
using recap::testing::TempDir;
using recap::testing::writeBytes;

namespace {

struct Corners {
    const char* red;    // where the stored top left corner is seen
    const char* green;  // where the stored top right corner is seen
};
// TIFF 6.0, tag Orientation: the side where row 0 is, then the side where column 0 is.
const Corners kSeen[9] = {{"", ""},     {"tl", "tr"}, {"tr", "tl"}, {"br", "bl"}, {"bl", "br"},
                          {"tl", "bl"}, {"tr", "br"}, {"br", "tr"}, {"bl", "tl"}};

constexpr int kWidth = 48, kHeight = 32;

// Stored picture: black, a red corner at the top left and a green one at the top right.
ImageBuffer storedPicture() {
    ImageBuffer image(kWidth, kHeight);
    for (int y = 0; y < 16; ++y)
        for (int x = 0; x < 16; ++x) {
            image.at(x, y)[0] = 255;
            image.at(kWidth - 1 - x, y)[1] = 255;
        }
    return image;
}

std::string exifSegment(int orientation) {
    std::string tiff("II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0", 18);
    tiff += static_cast<char>(orientation);
    tiff += std::string(7, '\0');
    const std::string body = std::string("Exif\0\0", 6) + tiff;
    const auto length = body.size() + 2;
    return std::string("\xFF\xE1") + static_cast<char>(length >> 8) + static_cast<char>(length & 255) + body;
}

std::string jpegWithOrientation(int orientation) {
    std::string jpeg = encodeJpeg(storedPicture(), 95);
    return jpeg.insert(2, exifSegment(orientation));
}

// Little-endian, one strip, uncompressed RGB.
std::string tiffWithOrientation(int orientation) {
    const auto image = storedPicture();
    std::string out("II*\0\x08\0\0\0", 8), entries;
    std::uint16_t count = 0;
    const auto entry = [&](std::uint16_t tag, std::uint16_t type, std::uint32_t values, std::uint32_t value) {
        const auto add = [&](std::uint32_t v, int bytes) {
            for (int i = 0; i < bytes; ++i) entries += static_cast<char>(v >> (8 * i) & 255);
        };
        add(tag, 2), add(type, 2), add(values, 4), add(value, 4);
        ++count;
    };
    const std::uint32_t bits = 8 + 2 + 11 * 12 + 4, pixels = bits + 6;
    entry(256, 4, 1, kWidth), entry(257, 4, 1, kHeight), entry(258, 3, 3, bits), entry(259, 3, 1, 1),
        entry(262, 3, 1, 2);
    entry(273, 4, 1, pixels), entry(274, 3, 1, static_cast<std::uint32_t>(orientation)), entry(277, 3, 1, 3);
    entry(278, 4, 1, kHeight), entry(279, 4, 1, static_cast<std::uint32_t>(image.pixels.size())), entry(284, 3, 1, 1);
    out += static_cast<char>(count);
    out += '\0';
    out += entries + std::string(4, '\0') + std::string("\x08\0\x08\0\x08\0", 6);
    return out + std::string(image.pixels.begin(), image.pixels.end());
}

const std::uint8_t* corner(const ImageBuffer& image, std::string_view where) {
    const int x = where[1] == 'l' ? 4 : image.width - 5, y = where[0] == 't' ? 4 : image.height - 5;
    return image.at(x, y);
}

void verifyCorners(const std::string& bytes, int orientation) {
    const auto info = probeImageBytes(bytes, "picture");
    const auto image = decodeImageBytes(bytes, "picture");
    QCOMPARE(image.width, orientation >= 5 ? kHeight : kWidth);
    QCOMPARE(image.height, orientation >= 5 ? kWidth : kHeight);
    QCOMPARE(info.width, image.width);
    QCOMPARE(info.height, image.height);
    const auto& seen = kSeen[orientation];
    QVERIFY(corner(image, seen.red)[0] > 200 && corner(image, seen.red)[1] < 60);
    QVERIFY(corner(image, seen.green)[1] > 200 && corner(image, seen.green)[0] < 60);
}

void orientationRows() {
    QTest::addColumn<int>("orientation");
    for (int i = 1; i <= 8; ++i) QTest::addRow("%d", i) << i;
}

std::string encodedByQt(const QImage& image, const char* format) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (!image.save(&buffer, format)) return {};
    return bytes.toStdString();
}

QImage gradient() {
    QImage image(33, 21, QImage::Format_RGB888);
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) image.setPixelColor(x, y, QColor(x * 7, y * 11, 100));
    return image;
}

}  // namespace

void DecodeTest::exif_orientation_of_a_jpeg_is_applied_data() {
    orientationRows();
}
void DecodeTest::exif_orientation_of_a_jpeg_is_applied() {
    QFETCH(int, orientation);
    verifyCorners(jpegWithOrientation(orientation), orientation);
}

void DecodeTest::orientation_of_a_tiff_is_applied_data() {
    orientationRows();
}
void DecodeTest::orientation_of_a_tiff_is_applied() {
    QFETCH(int, orientation);
    verifyCorners(tiffWithOrientation(orientation), orientation);
}

void DecodeTest::probe_agrees_with_decode_for_every_format_data() {
    QTest::addColumn<QString>("format");
    for (const char* format : {"png", "jpeg", "bmp"}) QTest::newRow(format) << QString::fromLatin1(format);
}

void DecodeTest::probe_agrees_with_decode_for_every_format() {
    QFETCH(QString, format);
    const auto bytes = encodedByQt(gradient(), format.toLatin1().constData());
    QVERIFY(!bytes.empty());
    const auto info = probeImageBytes(bytes, "picture");
    const auto image = decodeImageBytes(bytes, "picture");
    QCOMPARE(QString::fromStdString(info.format), format);
    QCOMPARE(info.width, 33);
    QCOMPARE(info.height, 21);
    QCOMPARE(image.width, 33);
    QCOMPARE(image.height, 21);
    const bool lossy = format != QStringLiteral("png") && format != QStringLiteral("bmp");
    const int difference =
        std::abs(image.at(20, 10)[0] - 140) + std::abs(image.at(20, 10)[1] - 110) + std::abs(image.at(20, 10)[2] - 100);
    QVERIFY2(difference <= (lossy ? 40 : 0), qPrintable(QString::number(difference)));
}

void DecodeTest::a_webp_is_probed_and_decoded() {
    // The smallest lossless WebP: one pixel.
    const auto bytes = QByteArray::fromBase64("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==").toStdString();
    const auto info = probeImageBytes(bytes, "one.webp");
    QCOMPARE(QString::fromStdString(info.format), QStringLiteral("webp"));
    QVERIFY(info.width == 1 && info.height == 1);
    QCOMPARE(decodeImageBytes(bytes, "one.webp").pixels.size(), std::size_t{3});
    QVERIFY_EXCEPTION_THROWN(decodeImageBytes(bytes.substr(0, 25), "cut.webp"), Error);
}

void DecodeTest::an_animated_webp_gives_its_first_frame() {
    const auto bytes = animatedWebp();
    const auto info = probeImageBytes(bytes, "moving.webp");
    QVERIFY(info.width == 6 && info.height == 4);
    const auto image = decodeImageBytes(bytes, "moving.webp");
    for (int y = 0; y < 4; ++y)
        for (int x = 0; x < 6; ++x) {
            const auto* pixel = image.at(x, y);
            const std::vector<int> meant = x == 5 ? std::vector{255, 255, 255} : std::vector{x * 40, y * 60, 7};
            QCOMPARE((std::vector<int>{pixel[0], pixel[1], pixel[2]}), meant);
        }
    for (std::size_t length = 0; length < bytes.size(); length += 7)
        QVERIFY_EXCEPTION_THROWN(decodeImageBytes(bytes.substr(0, length), "cut.webp"), Error);
}

void DecodeTest::pictures_of_rarer_kinds_are_read_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("format");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QColor>("pixel");  // at (1, 1)
    const auto add = [](const char* name, const std::string& bytes, const char* format, QSize size, QColor pixel) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << QString::fromLatin1(format) << size << pixel;
    };
    add("colours as bytes", "P6\n# a comment\n2 2\n255\n" + std::string("\1\2\3\4\5\6\7\10\11\12\13\14", 12), "pnm",
        {2, 2}, QColor(10, 11, 12));
    add("colours as numbers", "P3 2 2 255\n1 2 3 4 5 6 7 8 9 10 11 12\n", "pnm", {2, 2}, QColor(10, 11, 12));
    add("grey", "P5 2 2 255\n" + std::string("\1\2\3\4", 4), "pnm", {2, 2}, QColor(4, 4, 4));
    add("black and white", "P4\n9 2\n" + std::string("\0\0\x40\0", 4), "pnm", {9, 2}, QColor(0, 0, 0));
    add("JPEG 2000", jpeg2000Picture(), "jpeg2000", {80, 64}, QColor(3, 4, 100));
}

void DecodeTest::pictures_of_rarer_kinds_are_read() {
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, format);
    QFETCH(const QSize, size);
    QFETCH(const QColor, pixel);
    const auto info = probeImageBytes(bytes.toStdString(), "a");
    QCOMPARE(QString::fromStdString(info.format), format);
    QCOMPARE(QSize(info.width, info.height), size);
    const auto image = decodeImageBytes(bytes.toStdString(), "a");
    QCOMPARE(QSize(image.width, image.height), size);
    const auto* found = image.at(1, 1);
    const QColor color(found[0], found[1], found[2]);
    QVERIFY2(std::abs(color.red() - pixel.red()) + std::abs(color.green() - pixel.green()) +
                     std::abs(color.blue() - pixel.blue()) <=
                 3,
             qPrintable(color.name()));
    QVERIFY_EXCEPTION_THROWN(decodeImageBytes(bytes.toStdString().substr(0, bytes.size() - 4), "a"), Error);
}

void DecodeTest::a_kind_that_is_not_read_is_named_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("name");
    const auto add = [](const char* name, const std::string& bytes) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << QString::fromLatin1(name);
    };
    add("AVIF", std::string("\0\0\0\x20"
                            "ftypavif\0\0\0\0",
                            16));
    add("HEIC", std::string("\0\0\0\x18"
                            "ftypheic\0\0\0\0",
                            16));
    add("JPEG XL", std::string("\xFF\x0A\x01\x02", 4));
    add("Photoshop", std::string("8BPS\0\1", 6));
    add("vector", "<svg xmlns='http://www.w3.org/2000/svg'/>");
}

void DecodeTest::a_kind_that_is_not_read_is_named() {
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, name);
    try {
        decodeImageBytes(bytes.toStdString(), "renamed.jpg");
        QFAIL("it was accepted");
    } catch (const Error& e) {
        QVERIFY2(QString::fromUtf8(e.what()).contains(name + QStringLiteral(" pictures are not read")), e.what());
    }
}

void DecodeTest::a_colour_profile_is_found_in_every_kind_that_has_one() {
    QImage image = gradient();
    QVERIFY(embeddedColorProfile(encodedByQt(image, "png")).empty());
    const QColorSpace space(QColorSpace::AdobeRgb);
    image.setColorSpace(space);
    const auto profile = space.iccProfile().toStdString();
    const auto png = encodedByQt(image, "png"), jpeg = encodedByQt(image, "jpeg");
    QCOMPARE(QByteArray::fromStdString(embeddedColorProfile(png)), space.iccProfile());
    QCOMPARE(QByteArray::fromStdString(embeddedColorProfile(jpeg)), space.iccProfile());
    for (std::size_t length = 0; length < png.size(); length += 11) (void)embeddedColorProfile(png.substr(0, length));
    for (std::size_t length = 0; length < jpeg.size(); length += 11) (void)embeddedColorProfile(jpeg.substr(0, length));
    std::string webp = "RIFF....WEBPVP8X";
    const auto size = [](std::size_t n) {
        std::string out;
        for (int i = 0; i < 4; ++i) out += static_cast<char>(n >> (8 * i) & 255);
        return out;
    };
    webp += size(10) + std::string(10, '\0') + "ICCP" + size(profile.size()) + profile;
    QCOMPARE(embeddedColorProfile(webp), profile);
    std::string tiff = std::string("II*\0\x08\0\0\0\x01\0", 10) + std::string("\x73\x87\x07\0", 4) +
                       size(profile.size()) + size(26) + std::string(4, '\0') + profile;
    QCOMPARE(embeddedColorProfile(tiff), profile);
}

void DecodeTest::transparency_is_put_on_white() {
    QImage image(3, 1, QImage::Format_ARGB32);
    image.setPixelColor(0, 0, QColor(10, 20, 30, 0));
    image.setPixelColor(1, 0, QColor(10, 20, 30, 255));
    image.setPixelColor(2, 0, QColor(0, 100, 255, 128));
    const auto out = decodeImageBytes(encodedByQt(image, "png"), "a.png");
    // 128/255 of the colour and 127/255 of white: 127, 177.2, 255
    QCOMPARE(out.pixels, (std::vector<std::uint8_t>{255, 255, 255, 10, 20, 30, 127, 177, 255}));
}

void DecodeTest::sixteen_bit_grey_becomes_eight_bit_rgb() {
    QImage image(3, 1, QImage::Format_Grayscale16);
    auto* line = reinterpret_cast<quint16*>(image.scanLine(0));
    line[0] = 0;
    line[1] = 0x8080;
    line[2] = 0xFFFF;
    const auto out = decodeImageBytes(encodedByQt(image, "png"), "a.png");
    QCOMPARE(out.pixels, (std::vector<std::uint8_t>{0, 0, 0, 128, 128, 128, 255, 255, 255}));
}

void DecodeTest::a_wrong_extension_does_not_matter() {
    const TempDir dir;
    writeBytes(dir / "photo.png", encodeJpeg(storedPicture()));
    QCOMPARE(QString::fromStdString(probeImage(dir / "photo.png").format), QStringLiteral("jpeg"));
    QCOMPARE(decodeImage(dir / "photo.png").width, kWidth);
}

void DecodeTest::huge_dimensions_are_refused_before_allocation() {
    std::string png = encodePng(ImageBuffer(2, 2));
    const std::string huge("\0\x01\x86\xA0\0\x01\x86\xA0", 8);  // 100000 x 100000
    png.replace(16, 8, huge);
    try {
        decodeImageBytes(png, "bomb.png");
        QFAIL("it was accepted");
    } catch (const Error& e) {
        QCOMPARE(e.code(), ErrorCode::BadFormat);
        QVERIFY(std::string(e.what()).find("bomb.png claims 100000 x 100000 pixels") != std::string::npos);
    }
    std::string gif("GIF89a\xFF\xFF\xFF\xFF\0\0\0\x2C\0\0\0\0\xFF\xFF\xFF\xFF\0\x08", 24);
    QVERIFY_EXCEPTION_THROWN(decodeImageBytes(gif, "bomb.gif"), Error);
}

void DecodeTest::an_empty_file_is_refused() {
    const TempDir dir;
    writeBytes(dir / "zero.jpg", "");
    try {
        decodeImage(dir / "zero.jpg");
        QFAIL("it was accepted");
    } catch (const Error& e) {
        QVERIFY(std::string(e.what()).ends_with("zero.jpg is empty (zero bytes)."));
    }
}

void DecodeTest::a_text_is_refused() {
    QVERIFY_EXCEPTION_THROWN(decodeImageBytes("a cat on a mat", "cat.jpg"), Error);
    QVERIFY_EXCEPTION_THROWN(probeImageBytes("a cat on a mat", "cat.jpg"), Error);
}

void DecodeTest::a_missing_file_is_file_not_found() {
    try {
        decodeImage("/nowhere/at/all.png");
        QFAIL("it was accepted");
    } catch (const Error& e) {
        QCOMPARE(e.code(), ErrorCode::FileNotFound);
    }
}

void DecodeTest::a_truncated_file_is_refused_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("jpeg") << QByteArray::fromStdString(encodeJpeg(storedPicture()));
    QTest::newRow("png") << QByteArray::fromStdString(encodePng(storedPicture()));
    QTest::newRow("tiff") << QByteArray::fromStdString(tiffWithOrientation(1));
    QTest::newRow("bmp") << QByteArray::fromStdString(encodedByQt(gradient(), "bmp"));
}

void DecodeTest::a_truncated_file_is_refused() {
    QFETCH(QByteArray, bytes);
    const std::string whole = bytes.toStdString();
    QVERIFY(!decodeImageBytes(whole, "whole").empty());
    for (int tenth = 0; tenth < 10; ++tenth) {
        const auto cut = whole.substr(0, whole.size() * static_cast<std::size_t>(tenth) / 10);
        bool refused = false;
        try {
            decodeImageBytes(cut, "cut");
        } catch (const Error&) {
            refused = true;
        }
        QVERIFY2(refused, qPrintable(QStringLiteral("%1 tenths were accepted").arg(tenth)));
    }
}

void DecodeTest::damaged_bytes_never_crash() {
    Random random(11);
    for (const std::string& whole : {encodeJpeg(storedPicture()), encodePng(storedPicture()), tiffWithOrientation(6),
                                     jpegWithOrientation(6), encodedByQt(gradient(), "bmp")}) {
        for (int round = 0; round < 200; ++round) {
            std::string bytes = whole;
            for (int i = 0; i < 4; ++i)
                bytes[static_cast<std::size_t>(random.below(static_cast<std::int64_t>(bytes.size())))] =
                    static_cast<char>(random.below(256));
            try {
                const auto image = decodeImageBytes(bytes, "damaged", 32);
                QVERIFY(image.width >= 1 && image.width <= 32 && image.height >= 1 && image.height <= 32);
            } catch (const Error& e) {
                QCOMPARE(e.code(), ErrorCode::BadFormat);
            }
        }
    }
}

void DecodeTest::a_flipped_bit_in_the_data_of_a_png_is_refused() {
    const auto png = encodePng(storedPicture());
    const auto begin = png.find("IDAT") + 4, end = png.find("IEND") - 8;
    QVERIFY(begin < end && end < png.size());
    for (auto at = begin; at < end; ++at) {
        auto damaged = png;
        damaged[at] = static_cast<char>(damaged[at] ^ 1);
        QVERIFY_EXCEPTION_THROWN(decodeImageBytes(damaged, "damaged"), Error);
    }
}

void DecodeTest::png_round_trip_is_exact() {
    const TempDir dir;
    const auto image = storedPicture();
    writePng(dir / "a.png", image);
    QCOMPARE(decodeImage(dir / "a.png"), image);
}

void DecodeTest::a_padded_png_is_the_same_picture() {
    const auto png = encodePng(storedPicture());
    for (const std::size_t more : {kPngChunkBytes, kPngChunkBytes + 1, std::size_t{5000}}) {
        const auto padded = paddedPng(png, png.size() + more);
        QCOMPARE(padded.size(), png.size() + more);
        QVERIFY(decodeImageBytes(padded, "padded") == storedPicture());
        QCOMPARE(QImage::fromData(QByteArray::fromStdString(padded)), QImage::fromData(QByteArray::fromStdString(png)));
    }
    QVERIFY_EXCEPTION_THROWN(paddedPng(png, png.size() + kPngChunkBytes - 1), Error);
    QVERIFY_EXCEPTION_THROWN(paddedPng("no picture", 100), Error);
    // The checksum of the chunk of no zeros at all, as zlib's crc32 gives it for "paDd".
    const auto chunk = paddedPng(png, png.size() + kPngChunkBytes).substr(png.size() - kPngChunkBytes, kPngChunkBytes);
    QCOMPARE(QByteArray::fromStdString(chunk).toHex(), QByteArray("0000000070614464dda4f1d7"));
}

void DecodeTest::jpeg_round_trip_is_close() {
    const auto image = storedPicture();
    const auto again = decodeImageBytes(encodeJpeg(image, 95), "a.jpg");
    double sum = 0;
    for (std::size_t i = 0; i < image.pixels.size(); ++i) sum += std::abs(image.pixels[i] - again.pixels[i]);
    QVERIFY(sum / static_cast<double>(image.pixels.size()) < 3.0);
}

void DecodeTest::a_jpeg_is_decoded_as_pillow_decodes_it_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<QString>("sha256");
    const auto golden = testing::goldenCase(testing::goldenFixture("io/jpeg"));
    for (const auto& entry : golden["parameters"]["files"]) {
        const auto file = entry["file"].get<std::string>();
        QTest::newRow(file.c_str()) << QString::fromStdString(file) << entry["width"].get<int>()
                                    << entry["height"].get<int>()
                                    << QString::fromStdString(entry["sha256"].get<std::string>());
    }
}

void DecodeTest::a_jpeg_is_decoded_as_pillow_decodes_it() {
    QFETCH(QString, file);
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(QString, sha256);
    const auto image = decodeImage(testing::goldenFixture("io/jpeg") / file.toStdString());
    QCOMPARE(image.width, width);
    QCOMPARE(image.height, height);
    QCOMPARE(QString::fromStdString(recap::sha256(std::string(image.pixels.begin(), image.pixels.end()))), sha256);
}

void DecodeTest::a_jpeg_that_libjpeg_warns_about_is_left_to_another_decoder() {
    const auto whole = readTextFile(testing::goldenFixture("io/jpeg/444.jpg"));
    QVERIFY(decodeJpeg(whole, 67, 45));
    QVERIFY(!decodeJpeg(whole, 66, 45));  // not the size that its head promised
    auto cut = whole;
    cut.erase(whole.size() / 2, whole.size() / 4);
    QVERIFY(!decodeJpeg(cut, 67, 45));
    QVERIFY(!decodeJpeg(whole.substr(0, 200), 67, 45));
    QVERIFY(!decodeJpeg("", 67, 45));
    QVERIFY(!decodeJpeg(encodePng(storedPicture()), kWidth, kHeight));
}

void DecodeTest::a_thumbnail_fits_its_box() {
    const auto wide = encodeJpeg(ImageBuffer(1000, 500, 3, 120));
    const auto small = decodeImageBytes(wide, "a.jpg", 100);
    QCOMPARE(small.width, 100);
    QCOMPARE(small.height, 50);
    QVERIFY(std::abs(*small.at(50, 25) - 120) <= 1);
    QCOMPARE(decodeImageBytes(wide, "a.jpg", 5000).width, 1000);
    // Turned by EXIF: the box holds what is seen.
    QCOMPARE(decodeImageBytes(jpegWithOrientation(6), "b.jpg", 24).height, 24);
}

void DecodeTest::an_empty_buffer_cannot_be_encoded() {
    QVERIFY_EXCEPTION_THROWN(encodePng(ImageBuffer()), Error);
    QVERIFY_EXCEPTION_THROWN(encodeJpeg(ImageBuffer(3, 3, 2)), Error);
}

void DecodeTest::a_failed_write_says_where() {
    try {
        writePng("/nowhere/at/all.png", ImageBuffer(2, 2));
        QFAIL("it was written");
    } catch (const Error& e) {
        QCOMPARE(e.code(), ErrorCode::FileNotWritable);
        QVERIFY(std::string(e.what()).find("/nowhere/at/all.png") != std::string::npos);
    }
}
