// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QString>

namespace recap::gui {

// Decodes a picture for the screen: EXIF orientation applied, colours of an embedded ICC profile brought to sRGB,
// transparency on white; null when it cannot be read. (What a training reads is image/decode.h, which leaves colours as
// they are stored, as the reference tools do.)
// `max_side` > 0 makes a smaller picture faster (JPEG is decoded at a fraction of its size). Any thread but the GUI's.
QImage loadImage(const QString& path, int max_side = 0);

}  // namespace recap::gui
