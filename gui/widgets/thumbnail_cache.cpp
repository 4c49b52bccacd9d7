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

// A stack of wishes served by a few threads; the oldest wishes fall out at the bottom.
struct ThumbnailCache::Worker {
    struct Wish {
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
    // Returns the wishes that were pushed out.
    std::vector<Wish> push(Wish wish) {
        std::vector<Wish> dropped;
        {
            const std::lock_guard lock(mutex);
            wishes.push_back(std::move(wish));
            while (wishes.size() > kMaxWaiting) {
                dropped.push_back(std::move(wishes.front()));
                wishes.pop_front();
            }
        }
        wake.notify_one();
        return dropped;
    }
    void forget() {
        const std::lock_guard lock(mutex);
        wishes.clear();
    }
    void setStore(std::shared_ptr<ThumbnailStore> newStore) {
        const std::lock_guard lock(mutex);
        store = std::move(newStore);
    }
    static QImage thumbnail(const Wish& wish, ThumbnailStore* disk) {
        const QString key = disk != nullptr ? ThumbnailStore::keyOf(wish.path, wish.side) : QString();
        if (key.isEmpty()) return loadImage(wish.path, wish.side);
        if (QImage image = disk->find(key); !image.isNull()) return image;
        const QImage image = loadImage(wish.path, wish.side);
        disk->add(key, image);
        return image;
    }
    void loop(ThumbnailCache* owner) {
        for (;;) {
            Wish wish;
            std::shared_ptr<ThumbnailStore> disk;
            {
                std::unique_lock lock(mutex);
                wake.wait(lock, [this] { return stopping || !wishes.empty(); });
                if (stopping) return;
                wish = std::move(wishes.back());
                wishes.pop_back();
                disk = store;
            }
            const QImage image = thumbnail(wish, disk.get());
            // The owner outlives its threads; what is posted after its end is dropped by Qt.
            QMetaObject::invokeMethod(
                owner, [owner, wish, image] { owner->store(wish.path, wish.side, image); }, Qt::QueuedConnection);
        }
    }

    std::mutex mutex;
    std::condition_variable wake;
    std::deque<Wish> wishes;                // guarded by mutex
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
    for (const Worker::Wish& dropped : worker_->push({path, side})) pending_.remove(keyOf(dropped.path, dropped.side));
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
