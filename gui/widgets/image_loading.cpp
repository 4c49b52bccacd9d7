// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/image_loading.h"

#include "base/error.h"
#include "image/color_profile.h"
#include "image/decode.h"
#include "image/picture_file.h"

#include <QColorSpace>

#include <cmath>
#include <new>

namespace recap::gui {

namespace {

// Screens are taken to be sRGB. A gamma of 2.2 with sRGB's primaries is what many programs write for sRGB itself.
bool isAsGoodAsSrgb(const QColorSpace& space) {
    if (space.primaries() != QColorSpace::Primaries::SRgb) return false;
    return space.transferFunction() == QColorSpace::TransferFunction::SRgb ||
           (space.transferFunction() == QColorSpace::TransferFunction::Gamma && std::abs(space.gamma() - 2.2F) < 0.01F);
}

// Of RGB pictures: the pixels of one in CMYK or grey are RGB already when they arrive here.
QColorSpace colorSpaceOf(const std::string& profile) {
    if (profile.size() < 128 || profile.compare(16, 4, "RGB ") != 0) return {};
    return QColorSpace::fromIccProfile(QByteArray::fromStdString(profile));
}

}  // namespace

LoadedImage loadImageOrReason(const QString& path, int max_side) {
    LoadedImage out;
    std::string bytes;
    ImageBuffer rgb;
    try {
        bytes = readPicture(path.toStdString());
        rgb = decodeImageBytes(bytes, path.toStdString(), max_side);
    } catch (const Error& error) {
        out.missing = error.code() == ErrorCode::FileNotFound;
        return out;
    } catch (const std::bad_alloc&) {
        return out;
    }
    const QImage view(rgb.pixels.data(), rgb.width, rgb.height, static_cast<qsizetype>(rgb.stride()),
                      QImage::Format_RGB888);
    out.image = view.convertToFormat(QImage::Format_RGB32);
    const QColorSpace space = colorSpaceOf(embeddedColorProfile(bytes));
    if (!space.isValid() || isAsGoodAsSrgb(space)) return out;
    out.image.setColorSpace(space);
    out.image.convertToColorSpace(QColorSpace::SRgb);
    return out;
}

QImage loadImage(const QString& path, int max_side) {
    return loadImageOrReason(path, max_side).image;
}

}  // namespace recap::gui
