// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/caption_batches_internal.h"

#include "base/error.h"
#include "caption/captioner_view.h"
#include "image/decode.h"
#include "image/resize.h"

#include <utility>

namespace recap {
namespace {

constexpr std::size_t kMostKeptBytes = std::size_t{256} << 20;

}  // namespace

ImageBuffer CaptionPictures::read(const std::string& path) {
    {
        const std::lock_guard lock(mutex_);
        if (const auto it = kept_.find(path); it != kept_.end()) return it->second;
    }
    auto picture = resizeImage(decodeImage(path), format_.width, format_.height, Filter::Bicubic);
    const std::lock_guard lock(mutex_);
    if (keptBytes_ + picture.pixels.size() <= kMostKeptBytes && kept_.emplace(path, picture).second)
        keptBytes_ += picture.pixels.size();
    return picture;
}

torch::Tensor tensorOf(const std::vector<ImageBuffer>& pictures, const BlipImageFormat& format) {
    std::vector<torch::Tensor> views;
    for (const auto& picture : pictures) views.push_back(captionerView(picture, format));
    return torch::stack(views);
}

CaptionBatches::CaptionBatches(std::vector<CaptionItem> items, const BlipImageFormat& format, std::int64_t size,
                               std::uint64_t seed, std::int64_t readers, Share share)
    : items_(std::move(items)),
      format_(format),
      pictures_(format),
      size_(size),
      seed_(seed),
      ahead_(2 * readers),
      share_(share) {
    restart(0);
    for (std::int64_t i = 0; i < readers; ++i) threads_.emplace_back([this] { work(); });
}

CaptionBatches::~CaptionBatches() {
    {
        const std::lock_guard lock(mutex_);
        ends_ = true;
    }
    changed_.notify_all();
    for (auto& thread : threads_) thread.join();
}

void CaptionBatches::restart(std::int64_t number) {
    random_.emplace(deriveSeed(seed_, "batches"));
    for (std::int64_t i = 0; i < number; ++i) draw();
    ready_.clear();
    wanted_ = drawn_ = number;
    ++restarts_;
}

std::vector<std::size_t> CaptionBatches::draw() {
    std::vector<std::size_t> picks;
    const auto first = share_.rank * size_;
    for (std::int64_t i = 0; i < size_ * share_.world; ++i) {
        const auto pick = random_->below(static_cast<std::int64_t>(items_.size()));
        if (i >= first && i < first + size_) picks.push_back(static_cast<std::size_t>(pick));
    }
    return picks;
}

void CaptionBatches::work() {
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait(lock, [this] { return ends_ || drawn_ < wanted_ + ahead_; });
        if (ends_) return;
        const auto number = drawn_++, restarts = restarts_;
        const auto picks = draw();
        lock.unlock();
        Read batch;
        try {
            batch = read(picks);
        } catch (...) {
            batch.failure = std::current_exception();
        }
        lock.lock();
        if (restarts == restarts_) ready_[number] = std::move(batch);
        changed_.notify_all();
    }
}

CaptionBatches::Read CaptionBatches::read(const std::vector<std::size_t>& picks) {
    Read batch;
    for (const auto pick : picks) {
        bool found = false;
        for (std::size_t tried = 0; tried < items_.size() && !found; ++tried) {
            const auto place = (pick + tried) % items_.size();
            try {
                batch.pictures.push_back(pictures_.read(items_[place].path));
                batch.captions.push_back(items_[place].caption);
                found = true;
            } catch (const Error& e) {
                const std::lock_guard lock(mutex_);
                if (unreadable_.insert(items_[place].path).second) batch.unreadable.push_back(e.message());
            }
        }
        if (!found)
            throw Error(ErrorCode::InvalidOption, message("None of the images with a human caption could be read."));
    }
    return batch;
}

LoadedBatch CaptionBatches::batch(std::int64_t number) {
    Read batch;
    {
        std::unique_lock lock(mutex_);
        if (number != wanted_) {
            restart(number);
            changed_.notify_all();
        }
        changed_.wait(lock, [&] { return ready_.contains(number); });
        batch = std::move(ready_.extract(number).mapped());
        wanted_ = number + 1;
    }
    changed_.notify_all();
    if (batch.failure) std::rethrow_exception(batch.failure);
    return {tensorOf(batch.pictures, format_), std::move(batch.captions), std::move(batch.unreadable)};
}

}  // namespace recap
