// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/image_grid_model_test.h"

#include "base/error.h"
#include "gui/base/background.h"
#include "gui/dataset/image_grid_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QThread>
#include <QtTest/QTest>

#include <atomic>

namespace recap::gui {

namespace {

std::vector<recap::ImageId> someIds(int count, int from = 1) {
    std::vector<recap::ImageId> ids;
    for (int i = 0; i < count; ++i) ids.push_back(recap::ImageId{from + i});
    return ids;
}

QList<GridItem> itemsFor(const std::vector<recap::ImageId>& ids) {
    QList<GridItem> items;
    for (const recap::ImageId id : ids) {
        GridItem item;
        item.path = QStringLiteral("/pictures/%1.png").arg(id.value);
        item.status = QStringLiteral("new");
        item.tokens = static_cast<int>(id.value);
        items << item;
    }
    return items;
}

QString pathAt(const ImageGridModel& model, int row) {
    return model.data(model.index(row), ImageGridModel::kPathRole).toString();
}

}  // namespace

void ImageGridModelTest::passes_the_model_tester_through_resets_loads_and_refreshes() {
    ImageGridModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setLoader(itemsFor);
    model.setIds(someIds(500));
    QTRY_COMPARE(pathAt(model, 499), QStringLiteral("/pictures/500.png"));
    model.refresh(recap::ImageId{3});
    model.refreshAll();
    waitForBackground();
    QCoreApplication::processEvents();
    model.setIds(someIds(3));
    QCOMPARE(model.rowCount(), 3);
    model.setIds({});
    QCOMPARE(model.rowCount(), 0);
}

void ImageGridModelTest::rows_are_empty_until_their_block_is_loaded_and_then_change() {
    ImageGridModel model;
    model.setLoader(itemsFor);
    model.setIds(someIds(10));
    QSignalSpy changes(&model, &ImageGridModel::dataChanged);
    QVERIFY(!model.data(model.index(4), ImageGridModel::kLoadedRole).toBool());
    QCOMPARE(pathAt(model, 4), QString());
    QTRY_COMPARE(changes.size(), 1);
    QCOMPARE(changes.first().at(0).toModelIndex().row(), 0);
    QCOMPARE(changes.first().at(1).toModelIndex().row(), 9);
    QCOMPARE(pathAt(model, 4), QStringLiteral("/pictures/5.png"));
    QCOMPARE(model.rowOf(recap::ImageId{5}), 4);
    QCOMPARE(model.rowOf(recap::ImageId{11}), -1);
}

void ImageGridModelTest::only_blocks_that_are_asked_for_are_loaded() {
    std::atomic<int> loaded = 0;
    ImageGridModel model;
    model.setLoader([&](const std::vector<recap::ImageId>& ids) {
        loaded += static_cast<int>(ids.size());
        return itemsFor(ids);
    });
    model.setIds(someIds(100'000));
    pathAt(model, 99'999);
    QTRY_COMPARE(pathAt(model, 99'999), QStringLiteral("/pictures/100000.png"));
    QVERIFY2(loaded < 200, qPrintable(QString::number(loaded)));
}

void ImageGridModelTest::answers_for_an_older_list_of_images_are_dropped() {
    std::atomic<bool> go = false;
    ImageGridModel model;
    model.setLoader([&](const std::vector<recap::ImageId>& ids) {
        while (!go) QThread::msleep(1);
        return itemsFor(ids);
    });
    model.setIds(someIds(5, 1));
    pathAt(model, 0);
    QCoreApplication::processEvents();
    model.setIds(someIds(5, 1001));
    go = true;
    waitForBackground();
    QTRY_COMPARE(pathAt(model, 0), QStringLiteral("/pictures/1001.png"));
}

void ImageGridModelTest::a_failing_loader_is_reported_once_and_not_asked_again() {
    std::atomic<int> calls = 0;
    ImageGridModel model;
    model.setLoader([&](const std::vector<recap::ImageId>&) -> QList<GridItem> {
        ++calls;
        throw recap::Error(recap::ErrorCode::Database, "The database is gone.");
    });
    QSignalSpy failures(&model, &ImageGridModel::loadFailed);
    model.setIds(someIds(5));
    pathAt(model, 0);
    QTRY_COMPARE(failures.size(), 1);
    QCOMPARE(failures.first().first().toString(), QStringLiteral("The database is gone."));
    for (int i = 0; i < 5; ++i) QCOMPARE(pathAt(model, i), QString());
    waitForBackground();
    QCoreApplication::processEvents();
    QCOMPARE(calls.load(), 1);
}

}  // namespace recap::gui
