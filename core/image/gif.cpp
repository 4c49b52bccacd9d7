// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/gif.h"

#include <array>
#include <optional>
#include <vector>

namespace recap {
namespace {

struct Frame {
    int left = 0, top = 0, width = 0, height = 0;
    bool interlaced = false;
    std::string_view palette;        // RGB triples
    std::optional<int> transparent;  // palette index
    std::size_t data = 0;            // offset of the LZW minimum code size
};

std::size_t paletteSize(std::uint32_t flags) {
    return (flags & 0x80) != 0 ? 3u << ((flags & 7) + 1) : 0;
}

// Skips a chain of sub-blocks; returns the offset behind its terminator.
std::size_t skipSubBlocks(const ByteReader& file, std::size_t offset) {
    while (const auto length = file.u8(offset)) offset += 1 + length;
    return offset + 1;
}

// Walks the blocks up to the first image descriptor (GIF89a specification, section 20).
Frame findFirstFrame(const ByteReader& file) {
    const auto screenFlags = file.u8(10);
    Frame frame;
    frame.palette = file.part(13, paletteSize(screenFlags));
    std::size_t offset = 13 + frame.palette.size();
    for (;;) {
        const auto block = file.u8(offset);
        if (block == 0x21) {
            if (file.u8(offset + 1) == 0xF9 && (file.u8(offset + 3) & 1) != 0)
                frame.transparent = static_cast<int>(file.u8(offset + 6));
            offset = skipSubBlocks(file, offset + 2);
        } else if (block == 0x2C) {
            frame.left = static_cast<int>(file.u16le(offset + 1));
            frame.top = static_cast<int>(file.u16le(offset + 3));
            frame.width = static_cast<int>(file.u16le(offset + 5));
            frame.height = static_cast<int>(file.u16le(offset + 7));
            const auto flags = file.u8(offset + 9);
            frame.interlaced = (flags & 0x40) != 0;
            if ((flags & 0x80) != 0) frame.palette = file.part(offset + 10, paletteSize(flags));
            frame.data = offset + 10 + ((flags & 0x80) != 0 ? paletteSize(flags) : 0);
            return frame;
        } else {
            file.throwBroken("the GIF holds no frame");
        }
    }
}

// Variable-width codes, least significant bit first, from a chain of sub-blocks.
class CodeReader {
public:
    CodeReader(const ByteReader& file, std::size_t offset) : file_(file), offset_(offset) {}
    int next(int width) {
        while (count_ < width) {
            if (left_ == 0) {
                left_ = file_.u8(offset_++);
                if (left_ == 0) file_.throwCutOff();
            }
            bits_ |= file_.u8(offset_++) << count_;
            --left_;
            count_ += 8;
        }
        const int code = static_cast<int>(bits_ & ((1u << width) - 1));
        bits_ >>= width;
        count_ -= width;
        return code;
    }

private:
    const ByteReader& file_;
    std::size_t offset_;
    std::uint32_t left_ = 0;  // bytes left in the sub-block
    std::uint32_t bits_ = 0;
    int count_ = 0;
};

std::vector<std::uint8_t> decompress(const ByteReader& file, const Frame& frame) {
    const int minimum = static_cast<int>(file.u8(frame.data));
    if (minimum < 2 || minimum > 8) file.throwBroken("the GIF's code size is wrong");
    constexpr int kTable = 4096;
    std::array<int, kTable> prefix{};
    std::array<std::uint8_t, kTable> suffix{}, first{};
    const int clear = 1 << minimum, end = clear + 1;
    for (int i = 0; i < clear; ++i) suffix[i] = first[i] = static_cast<std::uint8_t>(i);

    const auto total = static_cast<std::size_t>(frame.width) * static_cast<std::size_t>(frame.height);
    std::vector<std::uint8_t> out, reversed;
    out.reserve(total);
    CodeReader codes(file, frame.data + 1);
    int width = minimum + 1, next = end + 1, previous = -1;
    while (out.size() < total) {
        const int code = codes.next(width);
        if (code == end) break;
        if (code == clear) {
            width = minimum + 1;
            next = end + 1;
            previous = -1;
            continue;
        }
        if (code > next || (code == next && previous < 0)) file.throwBroken("its compressed data is damaged");
        reversed.clear();
        int walk = code;
        if (code == next) {  // the one code that is used before it is defined
            reversed.push_back(first[previous]);
            walk = previous;
        }
        for (; walk > end; walk = prefix[walk]) reversed.push_back(suffix[walk]);
        reversed.push_back(suffix[walk]);
        if (previous >= 0 && next < kTable) {
            prefix[next] = previous;
            suffix[next] = reversed.back();
            first[next] = first[previous];
            if (++next == 1 << width && width < 12) ++width;
        }
        out.insert(out.end(), reversed.rbegin(), reversed.rend());
        previous = code;
    }
    if (out.size() < total) file.throwCutOff();
    return out;
}

// Row of the frame that the n-th stored row belongs to.
int interlacedRow(int n, int height) {
    constexpr std::array<std::pair<int, int>, 4> kPasses{{{0, 8}, {4, 8}, {2, 4}, {1, 2}}};
    for (const auto& [start, step] : kPasses) {
        const int rows = start < height ? (height - start + step - 1) / step : 0;
        if (n < rows) return start + n * step;
        n -= rows;
    }
    return height - 1;
}

}  // namespace

ImageBuffer decodeGif(const ByteReader& file) {
    const Frame frame = findFirstFrame(file);
    ImageBuffer canvas(static_cast<int>(file.u16le(6)), static_cast<int>(file.u16le(8)), 4);
    const auto indices = decompress(file, frame);
    for (int n = 0; n < frame.height; ++n) {
        const int y = frame.top + (frame.interlaced ? interlacedRow(n, frame.height) : n);
        if (y >= canvas.height) continue;
        for (int x = 0; x < frame.width && frame.left + x < canvas.width; ++x) {
            const std::size_t index = indices[static_cast<std::size_t>(n) * static_cast<std::size_t>(frame.width) +
                                              static_cast<std::size_t>(x)];
            if (frame.transparent && static_cast<int>(index) == *frame.transparent) continue;
            if (3 * index + 2 >= frame.palette.size()) file.throwBroken("a colour is not in its palette");
            std::uint8_t* pixel = canvas.at(frame.left + x, y);
            for (std::size_t c = 0; c < 3; ++c) pixel[c] = static_cast<std::uint8_t>(frame.palette[3 * index + c]);
            pixel[3] = 255;
        }
    }
    return canvas;
}

}  // namespace recap
