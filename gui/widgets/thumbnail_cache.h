// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCache>
#include <QImage>
#include <QObject>
#include <QSet>
#include <QString>

#include <memory>

namespace recap::gui {

class ThumbnailStore;

// Small pictures, decoded off the GUI thread, newest request first (so visible rows come first while scrolling), kept
// in a bounded memory (least recently used goes first). GUI thread only.
class ThumbnailCache final : public QObject {
    Q_OBJECT

public:
    explicit ThumbnailCache(QObject* parent = nullptr);
    ~ThumbnailCache() override;

    // The picture when it is there, else null and decoding is asked for; `ready(path)` follows. `side` in device
    // pixels. A file that cannot be read gives a null picture and failed(path) == true.
    QImage get(const QString& path, int side);
    bool failed(const QString& path) const { return failed_.contains(path); }
    void setMemoryLimit(qsizetype bytes);
    // Keeps them in this folder too, for the next time; empty keeps them in memory only.
    void setFolder(const QString& folder);
    // Forgets everything, e.g. when another project is opened.
    void clear();

Q_SIGNALS:
    void ready(const QString& path);

private:
    struct Worker;

    static QString keyOf(const QString& path, int side);
    void store(const QString& path, int side, const QImage& image);

    QCache<QString, QImage> images_;  // cost in bytes
    QSet<QString> pending_;
    QSet<QString> failed_;
    std::unique_ptr<Worker> worker_;
};

}  // namespace recap::gui
