// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/thumbnail_store.h"

#include "image/picture_file.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <algorithm>
#include <exception>
#include <vector>

namespace recap::gui {

namespace {

constexpr qint64 kWorthStoring = 48 << 10;  // smaller files are decoded as quickly as their thumbnail
constexpr qint64 kPart = 64 << 10;
constexpr int kQuality = 88;
constexpr qint64 kDaySeconds = 24 * 60 * 60;

QByteArray partOf(QFile& file, qint64 from) {
    return file.seek(std::max<qint64>(0, from)) ? file.read(kPart) : QByteArray();
}

}  // namespace

ThumbnailStore::ThumbnailStore(QString folder, std::int64_t limit) : folder_(std::move(folder)), limit_(limit) {}

QString ThumbnailStore::keyOf(const QString& picture, int side) {
    QCryptographicHash hash(QCryptographicHash::Sha1);
    hash.addData(QByteArray::number(side));
    if (isInsideShard(picture.toStdString())) {
        try {
            const std::string bytes = readPicture(picture.toStdString());
            if (static_cast<qint64>(bytes.size()) < kWorthStoring) return {};
            hash.addData(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())));
        } catch (const std::exception&) {
            return {};
        }
    } else {
        // Both ends, the length and the time of the last change tell pictures apart without reading all of them.
        QFile file(picture);
        if (!file.open(QIODevice::ReadOnly) || file.size() < kWorthStoring) return {};
        hash.addData(QByteArray::number(file.size()));
        hash.addData(QByteArray::number(QFileInfo(file).lastModified().toMSecsSinceEpoch()));
        hash.addData(partOf(file, 0));
        hash.addData(partOf(file, file.size() - kPart));
    }
    return QString::fromLatin1(hash.result().toHex());
}

QString ThumbnailStore::fileOf(const QString& key) const {
    return QStringLiteral("%1/%2/%3.jpg").arg(folder_, key.left(2), key);
}

QImage ThumbnailStore::find(const QString& key) const {
    const QString path = fileOf(key);
    QImage image(path);
    if (image.isNull()) return image;
    // The time of the file says when it was last of use; once a day is exact enough.
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QFile file(path);
    if (QFileInfo(path).lastModified().secsTo(now) > kDaySeconds && file.open(QIODevice::ReadWrite))
        file.setFileTime(now, QFileDevice::FileModificationTime);
    return image.convertToFormat(QImage::Format_RGB32);
}

void ThumbnailStore::add(const QString& key, const QImage& thumbnail) {
    const QString path = fileOf(key);
    if (thumbnail.isNull() || !QDir().mkpath(QFileInfo(path).path())) return;
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !thumbnail.save(&file, "JPG", kQuality)) return;
    const qint64 size = file.size();
    // Looked at again only after an eighth of the limit was written, because listing a large folder takes time.
    if (file.commit() && (added_ += size) > limit_ / 8) prune();
}

void ThumbnailStore::prune() {
    added_ = 0;
    struct Entry {
        QString path;
        qint64 bytes, used_ms;
    };
    std::vector<Entry> entries;
    qint64 total = 0;
    QDirIterator files(folder_, {QStringLiteral("*.jpg")}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        files.next();
        const QFileInfo info = files.fileInfo();
        entries.push_back({info.filePath(), info.size(), info.lastModified().toMSecsSinceEpoch()});
        total += info.size();
    }
    if (total <= limit_) return;
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.used_ms < b.used_ms; });
    for (const Entry& entry : entries) {
        if (total <= limit_ / 4 * 3) break;
        if (QFile::remove(entry.path)) total -= entry.bytes;
    }
}

}  // namespace recap::gui
