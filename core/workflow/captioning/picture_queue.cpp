// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/picture_queue.h"

#include "base/error.h"
#include "base/hash.h"
#include "image/decode.h"
#include "image/encode.h"
#include "image/resize.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace recap {
namespace {

constexpr int kJpegQuality = 90;
constexpr std::size_t kMostThreads = 8;
// Answers of a server often come together; then as many pictures as it works on at once are wanted at the same moment.
constexpr std::size_t kAhead = 64;

}  // namespace

SentPicture sentPicture(const std::string& path, int side) {
    auto image = decodeImage(path);
    if (const int longer = std::max(image.width, image.height); longer > side) {
        const auto scaled = [&](int length) {
            return std::max(1, static_cast<int>((static_cast<std::int64_t>(length) * side + longer / 2) / longer));
        };
        image = resizeImage(image, scaled(image.width), scaled(image.height));
    }
    SentPicture out{
        .jpeg = encodeJpeg(image, kJpegQuality), .sha256 = {}, .width = image.width, .height = image.height};
    out.sha256 = sha256(out.jpeg);
    return out;
}

PictureQueue::PictureQueue(std::vector<std::string> paths, int side) : paths_(std::move(paths)), side_(side) {
    const std::size_t cores = std::max(1u, std::thread::hardware_concurrency());
    const auto count = std::min({cores, kMostThreads, paths_.size()});
    for (std::size_t i = 0; i < count; ++i) threads_.emplace_back([this] { work(); });
}

PictureQueue::~PictureQueue() {
    {
        std::lock_guard lock(mutex_);
        stopped_ = true;
    }
    changed_.notify_all();
    for (auto& thread : threads_) thread.join();
}

void PictureQueue::work() {
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait(lock, [this] { return stopped_ || begun_ >= paths_.size() || begun_ - taken_ < kAhead; });
        if (stopped_ || begun_ >= paths_.size()) return;
        Ready ready{.index = begun_++};
        lock.unlock();
        try {
            ready.picture = sentPicture(paths_[ready.index], side_);
        } catch (const Error& e) {
            ready.problem = e.message();
        } catch (const std::exception& e) {
            ready.problem = verbatim(e.what());
        }
        lock.lock();
        ready_.emplace(ready.index, std::move(ready));
        changed_.notify_all();
    }
}

PictureQueue::State PictureQueue::take(Ready& ready) {
    std::lock_guard lock(mutex_);
    if (taken_ >= paths_.size()) return State::Empty;
    if (ready_.count(taken_) == 0) return State::NotYet;
    giveNext(ready);
    return State::Taken;
}

bool PictureQueue::wait(Ready& ready) {
    std::unique_lock lock(mutex_);
    if (taken_ >= paths_.size()) return false;
    changed_.wait(lock, [this] { return ready_.count(taken_) != 0; });
    giveNext(ready);
    return true;
}

void PictureQueue::giveNext(Ready& ready) {
    ready = std::move(ready_.extract(taken_).mapped());
    ++taken_;
    changed_.notify_all();
}

}  // namespace recap
