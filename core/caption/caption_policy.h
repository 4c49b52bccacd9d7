// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which caption of an image a training step shows to the model. Torch-free.
#pragma once

#include "base/enum_names.h"
#include "base/random.h"
#include "text/clip_tokenizer.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

enum class CaptionStyle { Short, Long, Mix };
inline constexpr EnumNames<CaptionStyle, 3> kCaptionStyleNames{
    {{CaptionStyle::Short, "short"}, {CaptionStyle::Long, "long"}, {CaptionStyle::Mix, "mix"}}};

// Caption source of a project and text in front of the caption for each style; Mix has neither, it is one of the
// others.
std::string_view recapSource(CaptionStyle style);
std::string_view captionPrefix(CaptionStyle style);

struct CaptionPolicyOptions {
    CaptionStyle style = CaptionStyle::Mix;
    double mix_ratio = 0.5;  // share of long captions in the mix
    bool per_step = true;    // draw anew at each step; false: an image keeps its style
    std::uint64_t seed = 0;  // of the fixed draw
};

class CaptionPolicy {
public:
    // Throws Error(InvalidOption) for a ratio outside 0..1.
    explicit CaptionPolicy(const CaptionPolicyOptions& options);
    // Short or Long, never Mix. `random` is used only by a mix that draws at each step: one draw per call. `image` is
    // any stable number of the image.
    CaptionStyle choose(std::int64_t image, Random& random) const;

private:
    CaptionPolicyOptions options_;
};

// What happens to captions with more tokens than the text encoder reads.
enum class OverLimit { Truncate, Drop };
inline constexpr EnumNames<OverLimit, 2> kOverLimitNames{
    {{OverLimit::Truncate, "truncate"}, {OverLimit::Drop, "drop"}}};

struct TokenLimitReport {
    std::vector<bool> keep;  // for each caption; all true when truncating
    std::int64_t over = 0;   // captions above the limit
    std::int64_t dropped = 0;
    std::size_t longest = 0;  // tokens
};
TokenLimitReport applyTokenLimit(std::span<const std::string> captions, const ClipTokenizer& tokenizer,
                                 OverLimit policy);

}  // namespace recap
