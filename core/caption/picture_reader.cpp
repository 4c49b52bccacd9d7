// SPDX-License-Identifier: GPL-3.0-or-later
#include "caption/picture_reader.h"

#include "base/error.h"
#include "caption/captioner_view.h"
#include "image/decode.h"

#include <algorithm>

namespace recap {

PictureReader::PictureReader(std::vector<std::filesystem::path> files, const BlipImageFormat& format,
                             std::size_t batchSize)
    : files_(std::move(files)), format_(format), batchSize_(batchSize) {
    begin(0);
}

// The future's own destructor waits for the thread.
PictureReader::~PictureReader() {
    stop_ = true;
}

void PictureReader::begin(std::size_t first) {
    if (first < files_.size()) next_ = std::async(std::launch::async, [this, first] { return read(first); });
}

PictureReader::Batch PictureReader::next() {
    auto batch = next_.get();
    begin(batch.end);
    return batch;
}

PictureReader::Batch PictureReader::read(std::size_t first) const {
    Batch batch;
    batch.end = std::min(first + batchSize_, files_.size());
    std::vector<torch::Tensor> pictures;
    for (std::size_t i = first; i < batch.end && !stop_; ++i) {
        try {
            pictures.push_back(captionerView(decodeImage(files_[i]), format_));
            batch.files.push_back(i);
        } catch (const Error& e) {
            batch.unread.push_back({i, e.message()});
        }
    }
    if (!pictures.empty()) batch.pictures = torch::stack(pictures);
    return batch;
}

}  // namespace recap
