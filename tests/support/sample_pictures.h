// SPDX-License-Identifier: GPL-3.0-or-later
//
// Small pictures of kinds that no encoder at hand writes.
#pragma once

#include <QByteArray>

#include <string>

namespace recap::testing {

// Three frames of 6 x 4 pixels, lossless: a gradient whose last column is transparent, green, blue.
inline constexpr const char* kAnimatedWebp =
    "UklGRsQAAABXRUJQVlA4WAoAAAACAAAABQAAAwAAQU5JTQYAAAD/////AABBTk1GOAAAAAAAAAAAAAQAAAMAAGQAAAJWUDhMIAAAAC8EwAAA"
    "mTJE9D82EdH/MBBk2wzs/mhnaAZlDiKyMAIPQU5NRigAAAAAAAAAAAAFAAADAABkAAAAVlA4TA8AAAAvBcAAAAfQ/4j+ByKi/wEAQU5NRigA"
    "AAAAAAAAAAAFAAADAABkAAAAVlA4TA8AAAAvBcAAAAcQ0f/+ByKi/wEA";
// 80 x 64 pixels, red 3x, green 4y, blue 100.
inline constexpr const char* kJpeg2000 =
    "AAAADGpQICANCocKAAAAFGZ0eXBqcDIgAAAAAGpwMiAAAAAtanAyaAAAABZpaGRyAAAAQAAAAFAAAwcHAAAAAAAPY29scgEAAAAAABAAAAEO"
    "anAyY/9P/1EALwAAAAAAUAAAAEAAAAAAAAAAAAAAAFAAAABAAAAAAAAAAAAAAwcBAQcBAQcBAf9SAAwAAAABAAUEBAAB/1wAE0BASEhQSEhQ"
    "SEhQSEhQSEhQ/2QAJQABQ3JlYXRlZCBieSBPcGVuSlBFRyB2ZXJzaW9uIDIuNS4w/5AACgAAAAAAhwAB/5PfeDAJJq05kbffeCgGtVQeb8Pm"
    "CAiQTE/AIgAOA6PpCgs7d+KfgMHzBAAnOXdBofMFAAOAAbS0gMD4wwBA4+wpSE+g+YQAR+g4JPgB+6+AwHCgdC3gUC+gfGJAqnIp3t930AGD"
    "gMA4YJPmAb//f6A+AYDlMGKogwuA/9k=";

inline std::string animatedWebp() {
    return QByteArray::fromBase64(kAnimatedWebp).toStdString();
}
inline std::string jpeg2000Picture() {
    return QByteArray::fromBase64(kJpeg2000).toStdString();
}

}  // namespace recap::testing
