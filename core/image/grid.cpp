// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/grid.h"

#include "base/error.h"

#include <algorithm>

namespace recap {

ImageBuffer imageGrid(std::span<const ImageBuffer> images, int columns, int gap, std::uint8_t background) {
    if (images.empty() || columns < 1)
        throw Error(ErrorCode::ShapeMismatch, message("A sheet needs pictures and columns."));
    int cellWidth = 0, cellHeight = 0;
    for (const auto& image : images) {
        if (image.channels != 3) throw Error(ErrorCode::ShapeMismatch, message("A sheet takes RGB pictures only."));
        cellWidth = std::max(cellWidth, image.width);
        cellHeight = std::max(cellHeight, image.height);
    }
    const int count = static_cast<int>(images.size());
    columns = std::min(columns, count);
    const int rows = (count + columns - 1) / columns;
    ImageBuffer sheet(columns * cellWidth + (columns - 1) * gap, rows * cellHeight + (rows - 1) * gap, 3, background);
    for (int i = 0; i < count; ++i) {
        const auto& image = images[static_cast<std::size_t>(i)];
        const int left = (i % columns) * (cellWidth + gap) + (cellWidth - image.width) / 2;
        const int top = (i / columns) * (cellHeight + gap) + (cellHeight - image.height) / 2;
        for (int y = 0; y < image.height; ++y) std::copy_n(image.row(y), image.stride(), sheet.at(left, top + y));
    }
    return sheet;
}

}  // namespace recap
