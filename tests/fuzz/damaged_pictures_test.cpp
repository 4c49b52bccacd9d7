// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/damaged_pictures_test.h"

#include "fuzz/damage.h"
#include "image/color_profile.h"
#include "image/decode.h"
#include "image/encode.h"
#include "support/sample_pictures.h"

using namespace recap;
using namespace recap::testing;

namespace {

ImageBuffer gradient(int width, int height, int channels) {
    ImageBuffer image(width, height, channels);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            for (int c = 0; c < channels; ++c) image.at(x, y)[c] = static_cast<std::uint8_t>(x * 3 + y * 5 + c * 40);
    return image;
}

}  // namespace

void TestDamagedPictures::damaged_picture_is_decoded_or_refused_data() {
    QTest::addColumn<QByteArray>("good");
    const auto add = [](const char* name, const std::string& bytes) {
        QTest::newRow(name) << QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size()));
    };
    add("png", encodePng(gradient(31, 17, 3)));
    add("png with transparency", encodePng(gradient(16, 16, 4)));
    add("grey png", encodePng(gradient(20, 9, 1)));
    add("jpeg", encodeJpeg(gradient(33, 18, 3), 80));
    add("animated webp", animatedWebp());
    add("jpeg 2000", jpeg2000Picture());
    add("ppm", "P6 5 4 255\n" + std::string(60, 'p'));
    // One pixel in red: the smallest GIF with a palette of its own.
    add("gif",
        QByteArray::fromHex("474946383961010001008000 00ff0000 0000ff 2c00000000010001000002024401003b").toStdString());
}

void TestDamagedPictures::damaged_picture_is_decoded_or_refused() {
    QFETCH(QByteArray, good);
    const std::string_view bytes(good.constData(), static_cast<std::size_t>(good.size()));
    QVERIFY(!decodeImageBytes(bytes, "good").empty());
    for (std::uint64_t seed = 0; seed < 1500; ++seed) {
        const std::string damaged = Damage(seed).of(bytes);
        QVERIFY(readsOrRefuses([&] { decodeImageBytes(damaged, "damaged", seed % 2 == 0 ? 0 : 8); }, "picture", seed));
        (void)embeddedColorProfile(damaged);  // throws for no file
    }
}

void TestDamagedPictures::head_and_pixels_of_an_accepted_picture_agree() {
    QFETCH(QByteArray, good);
    const std::string_view bytes(good.constData(), static_cast<std::size_t>(good.size()));
    int accepted = 0;
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        const std::string damaged = Damage(seed + 100000).of(bytes);
        ImageBuffer image;
        try {
            image = decodeImageBytes(damaged, "damaged");
        } catch (const Error&) {
            continue;
        }
        ++accepted;
        const ImageInfo info = probeImageBytes(damaged, "damaged");
        QCOMPARE(image.width, info.width);
        QCOMPARE(image.height, info.height);
        QCOMPARE(image.channels, 3);
        QCOMPARE(image.pixels.size(), static_cast<std::size_t>(info.width) * static_cast<std::size_t>(info.height) * 3);
    }
    QVERIFY2(accepted > 0, "every damaged copy was refused, so nothing was compared");
}

void TestDamagedPictures::random_bytes_are_no_picture() {
    for (std::uint64_t seed = 0; seed < 2000; ++seed) {
        const std::string bytes = Damage(seed).randomBytes(200);
        QVERIFY_THROWS_EXCEPTION(Error, decodeImageBytes(bytes, "noise"));
    }
}
