// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "image/image_buffer.h"

#include <array>

namespace recap {

// Where a picture lies inside a network's field after it was brought to it without changing its proportions, and back.
// Two conventions, which differ by rounding and place.
struct Letterbox {
    int photo_width = 0, photo_height = 0;
    int width = 0, height = 0;                  // of the field
    int resized_width = 0, resized_height = 0;  // of the picture in it
    int left = 0, top = 0, right = 0, bottom = 0;
    double ratio = 1;
    bool centred = true;

    // ultralytics: sizes rounded half to even, the picture in the middle.
    static Letterbox ultralytics(int photoWidth, int photoHeight, int width, int height);
    // YOLOX: sizes rounded down, the picture at the top left.
    static Letterbox yolox(int photoWidth, int photoHeight, int width, int height);

    // A box x1, y1, x2, y2 of the field in pixels of the photo. ultralytics divides by the ratio of the rounded sizes
    // and clips to the photo; YOLOX divides by its one ratio and does not clip.
    std::array<float, 4> toPhoto(const std::array<float, 4>& box) const;
    // The field: bilinear without antialiasing (half-pixel centres), 114 around the picture. RGB stays RGB.
    ImageBuffer field(const ImageBuffer& photo) const;
};

// Bilinear without antialiasing, half-pixel centres, borders repeated: OpenCV's INTER_LINEAR up to rounding (one
// level).
ImageBuffer resizeBilinearPlain(const ImageBuffer& image, int width, int height);

}  // namespace recap
