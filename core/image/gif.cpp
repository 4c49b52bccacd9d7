// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/gif.h"

#include <gif_lib.h>
#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <utility>
#include <vector>

namespace recap {
namespace {

struct Input {
    std::string_view rest;
};

int readSome(GifFileType* gif, GifByteType* target, int count) {
    auto& rest = static_cast<Input*>(gif->UserData)->rest;
    const auto part = rest.substr(0, static_cast<std::size_t>(std::max(count, 0)));
    std::memcpy(target, part.data(), part.size());
    rest.remove_prefix(part.size());
    return static_cast<int>(part.size());
}

struct Closer {
    void operator()(GifFileType* gif) const { DGifCloseFile(gif, nullptr); }
};
using Gif = std::unique_ptr<GifFileType, Closer>;

class FrameReader {
public:
    explicit FrameReader(const ByteReader& file) : file_(file), input_{file.part(0, file.size())} {
        int error = 0;
        gif_.reset(DGifOpen(&input_, &readSome, &error));
        if (gif_ == nullptr) refuse(error);
    }

    // Only the first frame is decoded: an animation may hold thousands.
    ImageBuffer read() {
        for (;;) {
            GifRecordType kind = UNDEFINED_RECORD_TYPE;
            require(DGifGetRecordType(gif_.get(), &kind));
            if (kind == IMAGE_DESC_RECORD_TYPE) return frame();
            if (kind != EXTENSION_RECORD_TYPE) file_.throwBroken(message("the GIF holds no frame"));
            takeExtension();
        }
    }

private:
    [[noreturn]] void refuse(int error) const {
        const bool ended = error == D_GIF_ERR_READ_FAILED || error == D_GIF_ERR_EOF_TOO_SOON || input_.rest.empty();
        if (ended) file_.throwCutOff();
        const char* reason = GifErrorString(error);
        file_.throwBroken(
            message("its GIF data is damaged (%1)", reason != nullptr ? verbatim(reason) : message("unknown")));
    }
    void require(int result) const {
        if (result != GIF_OK) refuse(gif_->Error);
    }

    void takeExtension() {
        int code = 0;
        GifByteType* block = nullptr;  // its first byte is its length
        require(DGifGetExtension(gif_.get(), &code, &block));
        while (block != nullptr) {
            GraphicsControlBlock control{};
            if (code == GRAPHICS_EXT_FUNC_CODE && DGifExtensionToGCB(block[0], block + 1, &control) == GIF_OK)
                transparent_ = control.TransparentColor;
            require(DGifGetExtensionNext(gif_.get(), &block));
        }
    }

    ImageBuffer frame() {
        require(DGifGetImageDesc(gif_.get()));
        const auto& place = gif_->Image;
        const auto* palette = place.ColorMap != nullptr ? place.ColorMap : gif_->SColorMap;
        if (palette == nullptr) file_.throwBroken(message("the GIF has no palette"));
        ImageBuffer canvas(gif_->SWidth, gif_->SHeight, 4);
        std::vector<GifPixelType> line(static_cast<std::size_t>(std::max(place.Width, 1)));
        // Interlaced rows come in four passes.
        constexpr std::array<std::pair<int, int>, 4> kPasses{{{0, 8}, {4, 8}, {2, 4}, {1, 2}}};
        constexpr std::array<std::pair<int, int>, 1> kInOrder{{{0, 1}}};
        const auto passes = [&](const auto& list) {
            for (const auto& [start, step] : list)
                for (int row = start; row < place.Height; row += step) {
                    require(DGifGetLine(gif_.get(), line.data(), place.Width));
                    paint(line, place.Left, place.Top + row, *palette, canvas);
                }
        };
        place.Interlace ? passes(kPasses) : passes(kInOrder);
        return canvas;
    }

    // A frame may reach beyond its canvas.
    void paint(const std::vector<GifPixelType>& line, int left, int y, const ColorMapObject& palette,
               ImageBuffer& canvas) const {
        if (y < 0 || y >= canvas.height) return;
        for (int i = 0; i < std::ssize(line) && left + i < canvas.width; ++i) {
            const int index = line[static_cast<std::size_t>(i)];
            if (index == transparent_ || left + i < 0) continue;
            if (index >= palette.ColorCount) file_.throwBroken(message("a colour is not in its palette"));
            const auto& color = palette.Colors[index];
            const std::array<std::uint8_t, 4> rgba{color.Red, color.Green, color.Blue, 255};
            std::copy(rgba.begin(), rgba.end(), canvas.at(left + i, y));
        }
    }

    const ByteReader& file_;
    Input input_;
    Gif gif_;
    int transparent_ = NO_TRANSPARENT_COLOR;
};

}  // namespace

ImageBuffer decodeGif(const ByteReader& file) {
    return FrameReader(file).read();
}

}  // namespace recap
