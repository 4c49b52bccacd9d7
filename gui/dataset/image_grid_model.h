// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"

#include <QAbstractListModel>
#include <QCache>
#include <QHash>
#include <QList>
#include <QSet>
#include <QString>

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace recap::gui {

// What the grid shows of one image.
struct GridItem {
    QString key;
    QString path;
    QString status;   // of the reviewed caption; empty: the image has none of that source
    QString caption;  // the reviewed caption
    int tokens = -1;  // negative: unknown
    bool missing = false;
};

// The images of a query, in order. Knows every id, and loads what is shown of them in blocks, off the GUI thread, when
// a row is asked for; rows that are not loaded yet have empty data and change when they are.
class ImageGridModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        kPathRole = Qt::UserRole + 1,
        kStatusRole,
        kTokensRole,
        kKeyRole,
        kCaptionRole,
        kMissingRole,
        kLoadedRole
    };
    // One item per id, in their order. Runs on a background thread.
    using Loader = std::function<QList<GridItem>(const std::vector<ImageId>& ids)>;

    explicit ImageGridModel(QObject* parent = nullptr);

    void setLoader(Loader loader);
    void setIds(std::vector<ImageId> ids);
    const std::vector<ImageId>& ids() const { return ids_; }
    ImageId idAt(int row) const;
    int rowOf(ImageId id) const;
    // Loads these rows anew; what is shown stays until then.
    void refresh(ImageId id);
    void refreshAll();

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void loadFailed(const QString& message);

private:
    static constexpr int kBlock = 96;

    void want(int block) const;
    void load(int block);

    std::vector<ImageId> ids_;
    QHash<std::int64_t, int> rows_;  // made when it is first asked for
    Loader loader_;
    mutable QCache<int, QList<GridItem>> blocks_{128};
    mutable QSet<int> pending_;
    // Answers to an older list of ids are dropped.
    quint64 generation_ = 0;
};

}  // namespace recap::gui
