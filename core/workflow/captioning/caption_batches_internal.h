// SPDX-License-Identifier: GPL-3.0-or-later
//
// The batches of a captioner's training: which captions they hold follows from the seed, and threads read the pictures
// of the next ones ahead.
#pragma once

#include "base/message.h"
#include "base/random.h"
#include "caption/blip_captioner.h"
#include "image/image_buffer.h"
#include "train/batch_source.h"
#include "workflow/captioning/caption_data_internal.h"

#include <torch/types.h>

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace recap {

struct LoadedBatch {
    torch::Tensor pictures;  // [B, 3, H, W] in 0..1
    std::vector<CaptionExample> captions;
    std::vector<Message> unreadable;  // pictures that were met for the first time and could not be read
};

// Pictures in the size that the captioner sees. Small ones stay in memory up to a limit, so that a few hundred are read
// once. Thread-safe.
class CaptionPictures {
public:
    explicit CaptionPictures(const BlipImageFormat& format) : format_(format) {}
    // Throws Error as decodeImage.
    ImageBuffer read(const std::string& path);

private:
    BlipImageFormat format_;
    std::mutex mutex_;
    std::map<std::string, ImageBuffer> kept_;
    std::size_t keptBytes_ = 0;
};

torch::Tensor tensorOf(const std::vector<ImageBuffer>& pictures, const BlipImageFormat& format);

// Batch `number` holds captions number * size to (number + 1) * size - 1 of an endless draw from the seed, whatever was
// asked for before. In the place of a picture that cannot be read stands the next one that can. With a share, `size` is
// that of the part, the draw is that of all parts together, and the own part of a batch is returned.
class CaptionBatches {
public:
    CaptionBatches(std::vector<CaptionItem> items, const BlipImageFormat& format, std::int64_t size, std::uint64_t seed,
                   std::int64_t readers, Share share = {});
    ~CaptionBatches();
    CaptionBatches(const CaptionBatches&) = delete;
    CaptionBatches& operator=(const CaptionBatches&) = delete;

    // Fast in ascending order. Throws Error(InvalidOption) when no picture can be read.
    LoadedBatch batch(std::int64_t number);

private:
    struct Read {
        std::vector<ImageBuffer> pictures;
        std::vector<CaptionExample> captions;
        std::vector<Message> unreadable;
        std::exception_ptr failure;
    };
    void work();
    Read read(const std::vector<std::size_t>& picks);
    void restart(std::int64_t number);
    std::vector<std::size_t> draw();

    std::vector<CaptionItem> items_;
    BlipImageFormat format_;
    CaptionPictures pictures_;
    std::int64_t size_;
    std::uint64_t seed_;
    std::int64_t ahead_;
    Share share_;

    std::mutex mutex_;  // guards everything below
    std::condition_variable changed_;
    std::optional<Random> random_;
    std::int64_t wanted_ = 0;  // the batch that is asked for next
    std::int64_t drawn_ = 0;   // the next one that a thread takes
    std::int64_t restarts_ = 0;
    std::map<std::int64_t, Read> ready_;
    std::set<std::string> unreadable_;  // paths that were reported
    bool ends_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace recap
