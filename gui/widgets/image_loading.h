// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QString>

namespace recap::gui {

// Decodes a picture with its EXIF orientation applied and transparency on white; null when it cannot be read.
// `max_side` > 0 makes a smaller picture faster (JPEG is decoded at a fraction of its size). Any thread but the GUI's.
QImage loadImage(const QString& path, int max_side = 0);

}  // namespace recap::gui
