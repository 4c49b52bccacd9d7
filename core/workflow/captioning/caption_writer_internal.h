// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "caption/blip_captioner.h"
#include "jobs/job.h"
#include "workflow/captioning/caption_batches_internal.h"
#include "workflow/captioning/caption_measures.h"

#include <torch/types.h>

#include <cstdint>
#include <functional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace recap {

// Writes a caption beside each human one, for comparison. Pictures that cannot be read are said once and left out.
class CaptionWriter {
public:
    CaptionWriter(const BlipImageFormat& format, std::int64_t batchSize)
        : format_(format), pictures_(format), batchSize_(static_cast<std::size_t>(batchSize)) {}

    // The pictures of these items, [B, 3, H, W] in 0..1; undefined when none can be read. Items that cannot be read are
    // removed.
    torch::Tensor load(JobContext& context, std::vector<const CaptionItem*>& items);
    // Greedily, with each item's own prefix; in the order of the items. `between` is called before each batch and may
    // throw.
    std::vector<WrittenCaption> write(BlipCaptioner& captioner, JobContext& context, std::span<const CaptionItem> items,
                                      const std::function<void(std::size_t done)>& between);

private:
    BlipImageFormat format_;
    CaptionPictures pictures_;
    std::size_t batchSize_;
    std::set<std::string> reported_;  // paths of pictures that cannot be read
};

}  // namespace recap
