// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/finished_images.h"

#include "data/caption_use.h"
#include "data/image_query.h"

namespace recap {

std::set<std::int64_t> finishedImages(Project& project, const std::string& source, const std::string& author,
                                      const std::string& again) {
    std::set<std::int64_t> repeated, finished;
    if (!again.empty())
        for (const auto& caption : project.captions().forSource(source, parseImageQuery(again)))
            repeated.insert(caption.image.value);
    for (const auto& caption : project.captions().forSource(source)) {
        const bool own = caption.author == author && !repeated.contains(caption.image.value);
        if (own || isApproved(caption.status)) finished.insert(caption.image.value);
    }
    return finished;
}

}  // namespace recap
