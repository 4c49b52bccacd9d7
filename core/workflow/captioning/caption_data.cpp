// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/caption_data_internal.h"

#include "base/error.h"
#include "base/random.h"
#include "caption/caption_style.h"
#include "data/caption_use.h"
#include "data/image_query.h"
#include "workflow/runs/run_provenance.h"

#include <map>
#include <string_view>
#include <utility>

namespace recap {
namespace {

// The texts of one image; empty: none.
struct Texts {
    std::string shorter, longer;
};

void addTexts(Project& project, const std::string& source, const CaptionTrainOptions& options,
              std::string Texts::*member, std::map<std::int64_t, Texts>& byImage) {
    for (auto& caption : project.captions().forSource(source, parseImageQuery(options.filter)))
        if (!captionRefusal(caption.text, caption.status, options.accepted_only))
            byImage[caption.image.value].*member = std::move(caption.text);
}

}  // namespace

CaptionData collectCaptionData(Project& project, const CaptionTrainOptions& options) {
    std::map<std::int64_t, Texts> byImage;
    if (options.style != "long") addTexts(project, options.short_source, options, &Texts::shorter, byImage);
    if (options.style != "short") addTexts(project, options.long_source, options, &Texts::longer, byImage);
    if (byImage.empty() && !options.filter.empty())
        throw Error(ErrorCode::InvalidOption,
                    message("No image that the filter '%1' selects has a human caption of source '%2' or '%3'.",
                            options.filter, options.short_source, options.long_source));
    if (byImage.empty())
        throw Error(ErrorCode::InvalidOption, message("No image has a human caption of source '%1' or '%2'. Write or "
                                                      "import some first, a few hundred are enough.",
                                                      options.short_source, options.long_source));
    std::vector<std::int64_t> order;
    for (const auto& [image, texts] : byImage) order.push_back(image);
    Random random(deriveSeed(static_cast<std::uint64_t>(options.seed), "validation"));
    random.shuffle(order);
    const auto held = static_cast<std::size_t>(options.validation_share * static_cast<double>(order.size()));
    CaptionData data;
    DataDigest digest;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const auto image = project.images().get(ImageId{order[i]});
        const auto& texts = byImage[order[i]];
        digest.add(image->sha256, {&texts.shorter, &texts.longer});
        auto& part = i < held ? data.validation : data.training;
        for (const auto& [style, text] :
             {std::pair{CaptionStyle::Short, &texts.shorter}, {CaptionStyle::Long, &texts.longer}})
            if (!text->empty())
                part.push_back({image->path, {std::string(captionPrefix(style)), *text}, image->sha256});
    }
    data.digest = digest.digits();
    data.images = static_cast<std::int64_t>(order.size());
    return data;
}

}  // namespace recap
