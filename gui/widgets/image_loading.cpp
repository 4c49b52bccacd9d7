// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/image_loading.h"

#include "image/picture_file.h"

#include <QBuffer>
#include <QImageReader>
#include <QPainter>

#include <algorithm>

namespace recap::gui {

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
    if (!image.hasAlphaChannel()) return image.convertToFormat(QImage::Format_RGB32);
    // As the trainer sees it.
    QImage flat(image.size(), QImage::Format_RGB32);
    flat.fill(Qt::white);
    QPainter(&flat).drawImage(0, 0, image);
    return flat;
}

}  // namespace recap::gui
