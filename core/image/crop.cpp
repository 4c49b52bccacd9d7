// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/crop.h"

#include "base/error.h"

#include <algorithm>

namespace recap {

ImageBuffer crop(const ImageBuffer& image, int x, int y, int width, int height) {
    if (x < 0 || y < 0 || width < 1 || height < 1 || x > image.width - width || y > image.height - height)
        throw Error(ErrorCode::ShapeMismatch, message("A crop of %1 x %2 at %3, %4 reaches beyond an image of %5 x %6.",
                                                      width, height, x, y, image.width, image.height));
    ImageBuffer out(width, height, image.channels);
    for (int row = 0; row < height; ++row) std::copy_n(image.at(x, y + row), out.stride(), out.row(row));
    return out;
}

ImageBuffer centreCrop(const ImageBuffer& image, int width, int height) {
    return crop(image, (image.width - width) / 2, (image.height - height) / 2, width, height);
}

ImageBuffer squareCrop(const ImageBuffer& image, int side, Filter filter) {
    return centreCrop(resizeShortestEdge(image, side, filter), side, side);
}

ImageBuffer mirrored(const ImageBuffer& image) {
    ImageBuffer out(image.width, image.height, image.channels);
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x)
            std::copy_n(image.at(x, y), image.channels, out.at(image.width - 1 - x, y));
    return out;
}

}  // namespace recap
