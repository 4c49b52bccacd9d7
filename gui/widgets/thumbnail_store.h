// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QString>

#include <atomic>
#include <cstdint>

namespace recap::gui {

// Small pictures on the disk, so that a large project shows at once when it is opened again. They are known by what is
// in the picture file, not by its place, so a moved folder finds them again and a changed picture does not. The folder
// may be deleted at any time. Errors of the disk make it slow and never fail. Any thread.
class ThumbnailStore {
public:
    // `limit`: bytes that the folder may hold; when it grows beyond, what was used longest ago goes first.
    explicit ThumbnailStore(QString folder, std::int64_t limit = std::int64_t{256} << 20);

    // What the picture is known by; empty for one that is decoded as quickly as it is looked up, and for one that
    // cannot be read.
    static QString keyOf(const QString& picture, int side);
    // Null when it is not there.
    QImage find(const QString& key) const;
    void add(const QString& key, const QImage& thumbnail);
    // Removes the oldest until the folder holds three quarters of the limit at most. Does nothing below the limit.
    void prune();

private:
    QString fileOf(const QString& key) const;

    QString folder_;
    std::int64_t limit_;
    std::atomic<std::int64_t> added_{0};  // bytes since the last look at the whole folder
};

}  // namespace recap::gui
