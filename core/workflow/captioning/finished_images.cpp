// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/finished_images.h"

#include "data/caption_use.h"
#include "data/image_query.h"
#include "data/query_hints.h"

#include <vector>

namespace recap {

NumberSet finishedImages(Project& project, const std::string& source, const std::string& author,
                         const std::string& again) {
    NumberSet repeated, finished;
    const auto captions = project.captions();
    if (!again.empty())
        captions.eachAuthor(source, parseImageQuery(again),
                            [&](ImageId image, CaptionStatus, std::string_view) { repeated.add(image.value); });
    captions.eachAuthor(source, {}, [&](ImageId image, CaptionStatus status, std::string_view by) {
        if (isApproved(status) || (by == author && !repeated.contains(image.value))) finished.add(image.value);
    });
    return finished;
}

Message whyNothing(Project& project, const std::string& filter, const std::string& source, const std::string& author) {
    const auto images = project.images().count(parseImageQuery(filter));
    if (images > 0)
        return message(
            "Nothing to do: all %1 images that are selected have a caption of %2 by %3, or one that a person "
            "has approved.",
            images, source, author);
    if (filter.empty()) return message("Nothing to do: the project has no images.");
    std::vector<Message> sentences{message("Nothing to do: the filter '%1' selects no image.", filter)};
    for (const auto& hint : queryHints(project.database(), filter)) sentences.push_back(verbatim(queryHintText(hint)));
    return together(sentences);
}

}  // namespace recap
