// SPDX-License-Identifier: GPL-3.0-or-later
#include "gif_test.h"

#include "base/error.h"
#include "base/random.h"
#include "image/decode.h"

#include <QtTest/QTest>
#include <map>

using namespace recap;

namespace {

// The textbook picture of 10 x 10 pixels: red and blue quarters around a white square.
const unsigned char kSample[] = {0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 0x0A, 0x00, 0x0A, 0x00, 0x91, 0x00, 0x00, 0xFF,
                                 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00, 0xFF, 0x00, 0x00, 0x00, 0x21, 0xF9, 0x04,
                                 0x00, 0x00, 0x00, 0x00, 0x00, 0x2C, 0x00, 0x00, 0x00, 0x00, 0x0A, 0x00, 0x0A, 0x00,
                                 0x00, 0x02, 0x16, 0x8C, 0x2D, 0x99, 0x87, 0x2A, 0x1C, 0xDC, 0x33, 0xA0, 0x02, 0x75,
                                 0xEC, 0x95, 0xFA, 0xA8, 0xDE, 0x60, 0x8C, 0x04, 0x91, 0x4C, 0x01, 0x00, 0x3B};

std::string sample() {
    return std::string(reinterpret_cast<const char*>(kSample), sizeof(kSample));
}

void append16(std::string& out, int value) {
    out += static_cast<char>(value & 255);
    out += static_cast<char>(value >> 8);
}

// An encoder written from the specification, independent of the decoder: 256 grey levels, code table that fills up.
std::string encodedGif(int width, int height, const std::vector<int>& pixels, bool interlaced = false,
                       int transparent = -1) {
    std::string out = "GIF89a";
    append16(out, width);
    append16(out, height);
    out += std::string("\xF7\0\0", 3);
    for (int i = 0; i < 256; ++i) out += std::string(3, static_cast<char>(i));
    if (transparent >= 0) out += std::string("\x21\xF9\x04\x01\0\0", 6) + static_cast<char>(transparent) + '\0';
    out += std::string("\x2C\0\0\0\0", 5);
    append16(out, width);
    append16(out, height);
    out += interlaced ? '\x40' : '\0';
    out += '\x08';

    std::string data;
    std::uint32_t bits = 0;
    int count = 0, size = 9;
    const auto emitCode = [&](int code) {
        bits |= static_cast<std::uint32_t>(code) << count;
        for (count += size; count >= 8; count -= 8, bits >>= 8) data += static_cast<char>(bits & 255);
    };
    std::map<std::pair<int, int>, int> table;
    int next = 258;
    emitCode(256);
    int prefix = pixels[0];
    for (std::size_t i = 1; i < pixels.size(); ++i) {
        const auto found = table.find({prefix, pixels[i]});
        if (found != table.end()) {
            prefix = found->second;
            continue;
        }
        emitCode(prefix);
        if (next < 4096) {
            table[{prefix, pixels[i]}] = next++;
            if (next > 1 << size && size < 12) ++size;
        }
        prefix = pixels[i];
    }
    emitCode(prefix);
    emitCode(257);
    if (count > 0) data += static_cast<char>(bits & 255);
    for (std::size_t i = 0; i < data.size(); i += 255) {
        const auto block = data.substr(i, 255);
        out += static_cast<char>(block.size());
        out += block;
    }
    return out + std::string("\0\x3B", 2);
}

}  // namespace

void GifTest::a_small_picture_decodes_to_its_known_pixels() {
    const char* rows[] = {"1111122222", "1111122222", "1111122222", "1110000222", "1110000222",
                          "2220000111", "2220000111", "2222211111", "2222211111", "2222211111"};
    const std::uint8_t palette[3][3] = {{255, 255, 255}, {255, 0, 0}, {0, 0, 255}};
    const auto image = decodeImageBytes(sample(), "sample.gif");
    QCOMPARE(image.width, 10);
    QCOMPARE(image.height, 10);
    for (int y = 0; y < 10; ++y)
        for (int x = 0; x < 10; ++x)
            QVERIFY2(std::equal(image.at(x, y), image.at(x, y) + 3, palette[rows[y][x] - '0']),
                     qPrintable(QStringLiteral("%1 %2").arg(x).arg(y)));
}

void GifTest::growing_and_full_code_tables_decode() {
    Random random(5);
    std::vector<int> pixels(300 * 200);
    for (std::size_t i = 0; i < pixels.size(); ++i)  // runs and noise, so short and long codes occur
        pixels[i] = i % 7 < 4 && i > 0 ? pixels[i - 1] : static_cast<int>(random.below(256));
    const auto image = decodeImageBytes(encodedGif(300, 200, pixels), "noise.gif");
    for (std::size_t i = 0; i < pixels.size(); ++i) QCOMPARE(static_cast<int>(image.pixels[3 * i]), pixels[i]);
}

void GifTest::transparent_pixels_become_white() {
    const auto image = decodeImageBytes(encodedGif(2, 1, {7, 9}, false, 7), "t.gif");
    QCOMPARE(static_cast<int>(image.pixels[0]), 255);
    QCOMPARE(static_cast<int>(image.pixels[3]), 9);
}

void GifTest::interlaced_rows_are_put_in_order() {
    // Stored order of ten rows: 0 8, 4, 2 6, 1 3 5 7 9.
    const auto image = decodeImageBytes(encodedGif(1, 10, {0, 8, 4, 2, 6, 1, 3, 5, 7, 9}, true), "i.gif");
    for (int y = 0; y < 10; ++y) QCOMPARE(static_cast<int>(*image.at(0, y)), y);
}

void GifTest::a_cut_off_file_is_refused_at_every_length() {
    const std::string whole = sample();
    for (std::size_t length = 0; length + 4 < whole.size(); ++length)
        QVERIFY_EXCEPTION_THROWN(decodeImageBytes(whole.substr(0, length), "cut.gif"), Error);
}
