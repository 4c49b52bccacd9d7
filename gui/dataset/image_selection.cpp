// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/image_selection.h"

#include "gui/dataset/dataset_store.h"

#include <algorithm>

namespace recap::gui {

ImageSelection::ImageSelection(QObject* parent) : ProjectPart(parent) {
    connect(&grid_, &ImageGridModel::loadFailed, this, [this](const QString& message) {
        Q_EMIT failed({"database", message.toStdString()});
    });
}

void ImageSelection::forget() {
    current_ = -1;
    wanted_ = {};
    setSource({});
    grid_.setIds({});
}

void ImageSelection::announce() {
    Q_EMIT resultsChanged();
}

void ImageSelection::setSource(const QString& source) {
    if (project() == nullptr) {
        grid_.setLoader({});
        return;
    }
    grid_.setLoader([project = project(), source](const std::vector<ImageId>& ids) {
        return loadGridItems(*project, ids, source);
    });
}

void ImageSelection::show(const std::vector<ImageId>& images) {
    if (current_ >= 0 && !wanted_) wanted_ = image();
    // The same images again, e.g. after a job ended: the view keeps its place.
    if (images == grid_.ids())
        grid_.refreshAll();
    else
        grid_.setIds(images);
    const int row = grid_.rowOf(wanted_);
    wanted_ = {};
    current_ = -1;
    Q_EMIT resultsChanged();
    if (count() > 0)
        setCurrent(std::max(0, row));
    else
        Q_EMIT currentChanged(-1);
}

void ImageSelection::setCurrent(int row) {
    row = std::clamp(row, 0, std::max(0, count() - 1));
    if (row == current_ || count() == 0) return;
    current_ = row;
    Q_EMIT currentChanged(row);
}

void ImageSelection::goTo(ImageId image) {
    const int row = grid_.rowOf(image);
    if (row >= 0) setCurrent(row);
}

void ImageSelection::refresh(const std::vector<ImageId>& images) {
    for (const ImageId image : images) grid_.refresh(image);
}

}  // namespace recap::gui
