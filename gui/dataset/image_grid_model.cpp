// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/image_grid_model.h"

#include "gui/base/background.h"
#include "gui/base/error_text.h"

#include <QFileInfo>

#include <algorithm>

namespace recap::gui {

ImageGridModel::ImageGridModel(QObject* parent) : QAbstractListModel(parent) {}

void ImageGridModel::setLoader(Loader loader) {
    loader_ = std::move(loader);
}

void ImageGridModel::setIds(std::vector<ImageId> ids) {
    beginResetModel();
    ++generation_;
    ids_ = std::move(ids);
    rows_.clear();
    blocks_.clear();
    pending_.clear();
    endResetModel();
}

ImageId ImageGridModel::idAt(int row) const {
    return row >= 0 && row < rowCount() ? ids_[static_cast<std::size_t>(row)] : ImageId{};
}

int ImageGridModel::rowOf(ImageId id) const {
    auto& rows = const_cast<ImageGridModel*>(this)->rows_;
    if (rows.isEmpty() && !ids_.empty()) {
        rows.reserve(static_cast<qsizetype>(ids_.size()));
        for (std::size_t i = 0; i < ids_.size(); ++i) rows.insert(ids_[i].value, static_cast<int>(i));
    }
    return rows.value(id.value, -1);
}

void ImageGridModel::refresh(ImageId id) {
    const int row = rowOf(id);
    if (row >= 0) load(row / kBlock);
}

void ImageGridModel::refreshAll() {
    const auto blocks = blocks_.keys();
    for (const int block : blocks) load(block);
}

int ImageGridModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(ids_.size());
}

QVariant ImageGridModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) return {};
    const QList<GridItem>* block = blocks_.object(index.row() / kBlock);
    const int within = index.row() % kBlock;
    if (role == kLoadedRole) return block != nullptr;
    if (block == nullptr) {
        want(index.row() / kBlock);
        return {};
    }
    if (within >= block->size()) return {};
    const GridItem& item = block->at(within);
    switch (role) {
        case Qt::DisplayRole:
        case Qt::AccessibleTextRole: return QFileInfo(item.path).fileName();
        case Qt::ToolTipRole: return item.caption.isEmpty() ? item.path : item.caption;
        case kPathRole: return item.path;
        case kStatusRole: return item.status;
        case kTokensRole: return item.tokens;
        case kKeyRole: return item.key;
        case kCaptionRole: return item.caption;
        case kMissingRole: return item.missing;
        default: return {};
    }
}

QHash<int, QByteArray> ImageGridModel::roleNames() const {
    QHash<int, QByteArray> names = QAbstractListModel::roleNames();
    names.insert(kPathRole, "path");
    names.insert(kStatusRole, "status");
    names.insert(kTokensRole, "tokens");
    names.insert(kKeyRole, "key");
    names.insert(kCaptionRole, "caption");
    return names;
}

void ImageGridModel::want(int block) const {
    if (pending_.contains(block) || !loader_) return;
    pending_.insert(block);
    auto* self = const_cast<ImageGridModel*>(this);
    // Views ask while they paint; starting the work can wait until they are done.
    QMetaObject::invokeMethod(
        self, [self, block] { self->load(block); }, Qt::QueuedConnection);
}

void ImageGridModel::load(int block) {
    const auto from = static_cast<std::size_t>(block) * kBlock;
    if (from >= ids_.size() || !loader_) return;
    const auto to = std::min(from + kBlock, ids_.size());
    std::vector<ImageId> part(ids_.begin() + static_cast<std::ptrdiff_t>(from),
                              ids_.begin() + static_cast<std::ptrdiff_t>(to));
    pending_.insert(block);
    runInBackground(
        this, [loader = loader_, part = std::move(part)] { return loader(part); },
        [this, block, generation = generation_](QList<GridItem> items) {
            if (generation != generation_) return;
            pending_.remove(block);
            const int first = block * kBlock;
            const int last = first + static_cast<int>(items.size()) - 1;
            blocks_.insert(block, new QList<GridItem>(std::move(items)));
            if (last >= first) Q_EMIT dataChanged(index(first), index(std::min(last, rowCount() - 1)));
        },
        [this, block, generation = generation_](const Failed& failure) {
            if (generation != generation_) return;
            pending_.remove(block);
            // Remembered as empty, so that it is not asked for at every repaint.
            blocks_.insert(block, new QList<GridItem>);
            Q_EMIT loadFailed(errorDetail(failure));
        });
}

}  // namespace recap::gui
