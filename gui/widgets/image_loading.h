// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QString>

namespace recap::gui {

struct LoadedImage {
    QImage image;          // null when it cannot be shown
    bool missing = false;  // why not: there is no such file
};

// Decodes a picture for the screen with the trainer's own decoder (image/decode.h), so what can be imported can be
// seen: EXIF orientation applied, transparency on white. One thing differs: colours of an embedded ICC profile are
// brought to sRGB here, while a training reads the stored numbers, as the reference tools do. `max_side` > 0 makes a
// smaller picture faster (JPEG is decoded at a fraction of its size). Any thread but the GUI's.
LoadedImage loadImageOrReason(const QString& path, int max_side = 0);
// Null when it cannot be shown.
QImage loadImage(const QString& path, int max_side = 0);

}  // namespace recap::gui
