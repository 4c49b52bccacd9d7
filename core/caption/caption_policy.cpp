// SPDX-License-Identifier: GPL-3.0-or-later
#include "caption/caption_policy.h"

#include "base/error.h"

#include <algorithm>

namespace recap {

std::string_view recapSource(CaptionStyle style) {
    if (style == CaptionStyle::Mix) return {};
    return style == CaptionStyle::Short ? "recap_short" : "recap_long";
}

std::string_view captionPrefix(CaptionStyle style) {
    if (style == CaptionStyle::Mix) return {};
    return style == CaptionStyle::Short ? "a picture of" : "a detailed picture of";
}

CaptionPolicy::CaptionPolicy(const CaptionPolicyOptions& options) : options_(options) {
    if (!(options.mix_ratio >= 0 && options.mix_ratio <= 1))
        throw Error(ErrorCode::InvalidOption, message("The share of long captions must be from 0 to 1."));
}

CaptionStyle CaptionPolicy::choose(std::int64_t image, Random& random) const {
    if (options_.style != CaptionStyle::Mix) return options_.style;
    if (options_.per_step) return random.chance(options_.mix_ratio) ? CaptionStyle::Long : CaptionStyle::Short;
    Random fixed(deriveSeed(deriveSeed(options_.seed, "caption style"), static_cast<std::uint64_t>(image)));
    return fixed.chance(options_.mix_ratio) ? CaptionStyle::Long : CaptionStyle::Short;
}

TokenLimitReport applyTokenLimit(std::span<const std::string> captions, const ClipTokenizer& tokenizer,
                                 OverLimit policy) {
    TokenLimitReport report;
    for (const auto& caption : captions) {
        const auto count = tokenizer.count(caption);
        const bool over = count.tokens > count.limit;
        const bool drops = over && policy == OverLimit::Drop;
        report.keep.push_back(!drops);
        report.over += over;
        report.dropped += drops;
        report.longest = std::max(report.longest, count.tokens);
    }
    return report;
}

}  // namespace recap
