// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/base/background.h"

namespace recap::gui {

namespace {

// Owned by the application object, whose end waits for the workers.
QThreadPool& ownedPool(QPointer<QThreadPool>& pool, int threads) {
    if (pool == nullptr) {
        pool = new QThreadPool(QCoreApplication::instance());
        pool->setMaxThreadCount(threads);
        pool->setExpiryTimeout(-1);
    }
    return *pool;
}

QPointer<QThreadPool> sharedPool;
QPointer<QThreadPool> orderedPool;

}  // namespace

QThreadPool& backgroundPool() {
    return ownedPool(sharedPool, 2);
}

QThreadPool& serialPool() {
    return ownedPool(orderedPool, 1);
}

void waitForBackground() {
    if (orderedPool != nullptr) orderedPool->waitForDone();
    if (sharedPool != nullptr) sharedPool->waitForDone();
}

}  // namespace recap::gui
