// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/image_loading.h"

#include "image/picture_file.h"

#include <QBuffer>
#include <QColorSpace>
#include <QImageReader>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace recap::gui {

namespace {

// Screens are taken to be sRGB. A gamma of 2.2 with sRGB's primaries is what many programs write for sRGB itself.
bool isAsGoodAsSrgb(const QColorSpace& space) {
    if (space.primaries() != QColorSpace::Primaries::SRgb) return false;
    return space.transferFunction() == QColorSpace::TransferFunction::SRgb ||
           (space.transferFunction() == QColorSpace::TransferFunction::Gamma && std::abs(space.gamma() - 2.2F) < 0.01F);
}

}  // namespace

QImage loadImage(const QString& path, int max_side) {
    // A member of a tar shard has no file that Qt could open.
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QImageReader reader(path);
    if (recap::isInsideShard(path.toStdString())) {
        try {
            bytes = QByteArray::fromStdString(recap::readPicture(path.toStdString()));
        } catch (const std::exception&) {
            return {};
        }
        reader.setDevice(&buffer);
    }
    reader.setAutoTransform(true);
    reader.setDecideFormatFromContent(true);
    const QSize size = reader.size();
    if (max_side > 0 && size.isValid() && std::max(size.width(), size.height()) > max_side)
        reader.setScaledSize(size.scaled(max_side, max_side, Qt::KeepAspectRatio).expandedTo(QSize(1, 1)));
    QImage image = reader.read();
    if (image.isNull()) return image;
    // Formats that do not tell their size beforehand.
    if (max_side > 0 && std::max(image.width(), image.height()) > max_side)
        image = image.scaled(max_side, max_side, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    if (const QColorSpace space = image.colorSpace(); space.isValid() && !isAsGoodAsSrgb(space))
        image.convertToColorSpace(QColorSpace::SRgb);
    if (!image.hasAlphaChannel()) return image.convertToFormat(QImage::Format_RGB32);
    // White behind it, as for the trainer.
    QImage flat(image.size(), QImage::Format_RGB32);
    flat.fill(Qt::white);
    QPainter(&flat).drawImage(0, 0, image);
    return flat;
}

}  // namespace recap::gui
