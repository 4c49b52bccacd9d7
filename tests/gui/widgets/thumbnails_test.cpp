// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/thumbnails_test.h"

#include "gui/widgets/thumbnail_cache.h"
#include "gui/widgets/thumbnail_store.h"
#include "support/temp_dir.h"

#include <QDateTime>
#include <QDirIterator>
#include <QFileInfo>
#include <QImage>
#include <QSignalSpy>
#include <QtTest/QTest>

namespace recap::gui {

void ThumbnailsTest::thumbnails_come_back_smaller_and_broken_files_are_remembered() {
    recap::testing::TempDir dir;
    const QString good = QString::fromStdString((dir / "good.png").string());
    const QString bad = QString::fromStdString((dir / "bad.png").string());
    QImage image(640, 320, QImage::Format_RGB32);
    image.fill(Qt::darkCyan);
    QVERIFY(image.save(good));
    recap::testing::writeBytes(dir / "bad.png", "this is no picture");
    ThumbnailCache cache;
    QSignalSpy ready(&cache, &ThumbnailCache::ready);
    QVERIFY(cache.get(good, 64).isNull());
    QVERIFY(cache.get(bad, 64).isNull());
    QTRY_COMPARE(ready.size(), 2);
    QCOMPARE(cache.get(good, 64).size(), QSize(64, 32));
    QVERIFY(!cache.failed(good));
    QVERIFY(cache.failed(bad));
    // A file that failed is not tried at every repaint.
    QVERIFY(cache.get(bad, 64).isNull());
    cache.clear();
    QVERIFY(cache.get(good, 64).isNull());
    QTRY_COMPARE(ready.size(), 3);
}

void ThumbnailsTest::thumbnails_of_large_pictures_are_kept_on_the_disk_by_their_content() {
    const recap::testing::TempDir dir;
    const QString folder = QString::fromStdString((dir / "thumbnails").string());
    const QString picture = QString::fromStdString((dir / "large.bmp").string());
    QImage image(300, 200, QImage::Format_RGB32);
    image.fill(QColor(200, 40, 40));
    QVERIFY(image.save(picture));
    const auto files = [&folder] {
        int count = 0;
        for (QDirIterator it(folder, QDir::Files, QDirIterator::Subdirectories); it.hasNext(); it.next()) ++count;
        return count;
    };
    const auto thumbnailOf = [&folder](const QString& path) {
        ThumbnailCache cache;
        cache.setFolder(folder);
        QSignalSpy ready(&cache, &ThumbnailCache::ready);
        cache.get(path, 64);
        if (!ready.wait()) return QImage();
        return cache.get(path, 64);
    };
    QCOMPARE(thumbnailOf(picture).size(), QSize(64, 43));
    QCOMPARE(files(), 1);

    // A picture that moved is the same picture, and what is shown of it comes from the disk.
    const QString key = ThumbnailStore::keyOf(picture, 64);
    const QString moved = QString::fromStdString((dir / "moved.bmp").string());
    QVERIFY(QFile::rename(picture, moved));
    QCOMPARE(ThumbnailStore::keyOf(moved, 64), key);
    QImage green(64, 43, QImage::Format_RGB32);
    green.fill(Qt::green);
    ThumbnailStore(folder).add(key, green);
    QVERIFY(thumbnailOf(moved).pixelColor(30, 20).green() > 200);
    QCOMPARE(files(), 1);

    // Painted over: another picture.
    image.fill(QColor(40, 40, 200));
    QVERIFY(image.save(moved));
    QVERIFY(ThumbnailStore::keyOf(moved, 64) != key);
    QVERIFY(thumbnailOf(moved).pixelColor(30, 20).blue() > 150);
    QCOMPARE(files(), 2);

    // Small files are not worth it.
    QVERIFY(QImage(8, 8, QImage::Format_RGB32).save(picture));
    QVERIFY(ThumbnailStore::keyOf(picture, 64).isEmpty());
}

void ThumbnailsTest::the_oldest_thumbnails_go_when_the_folder_is_full() {
    const recap::testing::TempDir dir;
    const QString folder = QString::fromStdString((dir / "thumbnails").string());
    QImage image(64, 64, QImage::Format_RGB32);
    image.fill(Qt::gray);
    QStringList keys;
    for (int i = 0; i < 8; ++i) keys << QStringLiteral("%1").arg(i, 40, 16, QLatin1Char('0'));
    ThumbnailStore(folder).add(keys.at(0), image);
    const qint64 size = QFileInfo(folder + QStringLiteral("/00/%1.jpg").arg(keys.at(0))).size();
    QVERIFY(size > 0);
    ThumbnailStore store(folder, 4 * size);
    for (int i = 0; i < 8; ++i) {
        store.add(keys.at(i), image);
        QFile file(folder + QStringLiteral("/00/%1.jpg").arg(keys.at(i)));
        if (file.open(QIODevice::ReadWrite))
            file.setFileTime(QDateTime::currentDateTimeUtc().addSecs(i - 100), QFileDevice::FileModificationTime);
    }
    store.prune();
    int left = 0;
    for (const QString& key : keys) left += store.find(key).isNull() ? 0 : 1;
    QVERIFY(left >= 1 && left <= 4);
    QVERIFY(store.find(keys.first()).isNull());
    QVERIFY(!store.find(keys.last()).isNull());
}

}  // namespace recap::gui
