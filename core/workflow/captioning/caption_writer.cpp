// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/caption_writer_internal.h"

#include "base/error.h"

#include <algorithm>
#include <map>
#include <utility>

namespace recap {
namespace {

// More than a caption needs; the end token stops it long before.
constexpr std::int64_t kMostIds = 120;

}  // namespace

torch::Tensor CaptionWriter::load(JobContext& context, std::vector<const CaptionItem*>& items) {
    std::vector<ImageBuffer> pictures;
    std::erase_if(items, [&](const CaptionItem* item) {
        try {
            pictures.push_back(pictures_.read(item->path));
            return false;
        } catch (const Error& e) {
            if (reported_.insert(item->path).second) context.say(e.message(), MessageEvent::Level::Warning);
            return true;
        }
    });
    return items.empty() ? torch::Tensor() : tensorOf(pictures, format_);
}

std::vector<WrittenCaption> CaptionWriter::write(BlipCaptioner& captioner, JobContext& context,
                                                 std::span<const CaptionItem> items,
                                                 const std::function<void(std::size_t done)>& between) {
    const auto device = captioner.model()->parameters().front().device();
    DecodingOptions decoding;
    decoding.max_length = std::min(captioner.model()->config().text_config.max_position_embeddings, kMostIds);
    const auto& tokenizer = captioner.tokenizer();
    const auto unknown = tokenizer.idOf("[UNK]");
    std::map<const CaptionItem*, WrittenCaption> written;
    for (std::size_t begin = 0; begin < items.size(); begin += batchSize_) {
        between(begin);
        std::vector<const CaptionItem*> batch;
        for (const auto& item : items.subspan(begin, std::min(batchSize_, items.size() - begin)))
            batch.push_back(&item);
        const auto pictures = load(context, batch);
        if (batch.empty()) continue;
        std::vector<TokenSequence> prompts;
        for (const auto* item : batch) prompts.push_back(captioner.promptIds(item->caption.prefix));
        const auto ids = captioner.captionIds(pictures.to(device), prompts, decoding);
        for (std::size_t i = 0; i < ids.size(); ++i) {
            const auto own = std::span(ids[i]).subspan(std::min(prompts[i].size(), ids[i].size()));
            written[batch[i]] = {batch[i]->path,        batch[i]->caption.prefix,
                                 tokenizer.decode(own), batch[i]->caption.text,
                                 std::ssize(own),       std::count(own.begin(), own.end(), unknown)};
        }
    }
    // The items lie in one array: by address is by place.
    std::vector<WrittenCaption> out;
    for (auto& [item, caption] : written) out.push_back(std::move(caption));
    return out;
}

}  // namespace recap
