// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/message.h"
#include "models/blip_image_format.h"

#include <torch/types.h>

#include <atomic>
#include <cstddef>
#include <filesystem>
#include <future>
#include <vector>

namespace recap {

// Pictures as the captioner sees them, a batch at a time in the given order. While a batch is worked on, a thread reads
// the next one, and no more than that. Used by one thread.
class PictureReader {
public:
    PictureReader(std::vector<std::filesystem::path> files, const BlipImageFormat& format, std::size_t batchSize);
    ~PictureReader();
    PictureReader(const PictureReader&) = delete;
    PictureReader& operator=(const PictureReader&) = delete;

    struct Unread {
        std::size_t file = 0;
        Message reason;
    };
    struct Batch {
        std::vector<std::size_t> files;  // places in the list of those that could be read ...
        torch::Tensor pictures;          // ... [B, 3, H, W] in 0..1, undefined when there is none
        std::vector<Unread> unread;
        std::size_t end = 0;  // files before this one are done with
    };
    bool more() const { return next_.valid(); }
    Batch next();

private:
    void begin(std::size_t first);
    Batch read(std::size_t first) const;

    std::vector<std::filesystem::path> files_;
    BlipImageFormat format_;
    std::size_t batchSize_;
    std::atomic<bool> stop_{false};
    std::future<Batch> next_;
};

}  // namespace recap
