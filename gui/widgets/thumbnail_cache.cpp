// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/thumbnail_cache.h"

#include "gui/widgets/image_loading.h"
#include "gui/widgets/thumbnail_store.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace recap::gui {

namespace {
constexpr qsizetype kDefaultBytes = 192ll << 20;
constexpr std::size_t kMaxWaiting = 512;
constexpr int kThreads = 2;
}  // namespace

// A stack of requests served by a few threads; the oldest requests fall out at the bottom.
struct ThumbnailCache::Worker {
    struct Request {
        QString path;
        int side;
    };

    explicit Worker(ThumbnailCache* owner) {
        for (int i = 0; i < kThreads; ++i) threads.emplace_back([this, owner] { loop(owner); });
    }
    ~Worker() {
        {
            const std::lock_guard lock(mutex);
            stopping = true;
        }
        wake.notify_all();
        for (std::thread& thread : threads) thread.join();
    }
    // Returns the requests that were pushed out.
    std::vector<Request> push(Request request) {
        std::vector<Request> dropped;
        {
            const std::lock_guard lock(mutex);
            requests.push_back(std::move(request));
            while (requests.size() > kMaxWaiting) {
                dropped.push_back(std::move(requests.front()));
                requests.pop_front();
            }
        }
        wake.notify_one();
        return dropped;
    }
    void forget() {
        const std::lock_guard lock(mutex);
        requests.clear();
    }
    void setStore(std::shared_ptr<ThumbnailStore> newStore) {
        const std::lock_guard lock(mutex);
        store = std::move(newStore);
    }
    static QImage thumbnail(const Request& request, ThumbnailStore* disk) {
        const QString key = disk != nullptr ? ThumbnailStore::keyOf(request.path, request.side) : QString();
        if (key.isEmpty()) return loadImage(request.path, request.side);
        if (QImage image = disk->find(key); !image.isNull()) return image;
        const QImage image = loadImage(request.path, request.side);
        disk->add(key, image);
        return image;
    }
    void loop(ThumbnailCache* owner) {
        for (;;) {
            Request request;
            std::shared_ptr<ThumbnailStore> disk;
            {
                std::unique_lock lock(mutex);
                wake.wait(lock, [this] { return stopping || !requests.empty(); });
                if (stopping) return;
                request = std::move(requests.back());
                requests.pop_back();
                disk = store;
            }
            const QImage image = thumbnail(request, disk.get());
            // The owner outlives its threads; what is posted after its end is dropped by Qt.
            QMetaObject::invokeMethod(
                owner, [owner, request, image] { owner->store(request.path, request.side, image); },
                Qt::QueuedConnection);
        }
    }

    std::mutex mutex;
    std::condition_variable wake;
    std::deque<Request> requests;           // guarded by mutex
    bool stopping = false;                  // guarded by mutex
    std::shared_ptr<ThumbnailStore> store;  // guarded by mutex; null: none
    std::vector<std::thread> threads;
};

ThumbnailCache::ThumbnailCache(QObject* parent)
    : QObject(parent), images_(kDefaultBytes), worker_(std::make_unique<Worker>(this)) {}

ThumbnailCache::~ThumbnailCache() = default;

QString ThumbnailCache::keyOf(const QString& path, int side) {
    return QString::number(side) + QLatin1Char('|') + path;
}

QImage ThumbnailCache::get(const QString& path, int side) {
    const QString key = keyOf(path, side);
    if (const QImage* image = images_.object(key)) return *image;
    if (path.isEmpty() || pending_.contains(key) || failed_.contains(path)) return {};
    pending_.insert(key);
    for (const Worker::Request& dropped : worker_->push({path, side}))
        pending_.remove(keyOf(dropped.path, dropped.side));
    return {};
}

void ThumbnailCache::setMemoryLimit(qsizetype bytes) {
    images_.setMaxCost(bytes);
}

void ThumbnailCache::setFolder(const QString& folder) {
    worker_->setStore(folder.isEmpty() ? nullptr : std::make_shared<ThumbnailStore>(folder));
}

void ThumbnailCache::clear() {
    worker_->forget();
    pending_.clear();
    failed_.clear();
    images_.clear();
}

void ThumbnailCache::store(const QString& path, int side, const QImage& image) {
    pending_.remove(keyOf(path, side));
    if (image.isNull())
        failed_.insert(path);
    else
        images_.insert(keyOf(path, side), new QImage(image), image.sizeInBytes());
    Q_EMIT ready(path);
}

}  // namespace recap::gui
