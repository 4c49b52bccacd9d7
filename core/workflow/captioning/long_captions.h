// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "text/clip_tokenizer.h"
#include "workflow/captioning/recaption_options.h"

#include <cstdint>
#include <functional>
#include <string>

namespace recap {

// Captions of a run that are longer than CLIP's text encoder reads, and what became of them.
struct LongCaptionCounts {
    std::int64_t over = 0;     // all of them
    std::int64_t retried = 0;  // fit after they were written again
    std::int64_t truncated = 0;
    std::int64_t dropped = 0;

    Json toJson() const;
};

class LongCaptionRule {
public:
    // Counts with CLIP's own vocabulary among the program's resources. Throws Error(FileNotFound).
    explicit LongCaptionRule(LongCaptions rule);

    struct Outcome {
        std::string text;        // empty: dropped
        std::size_t tokens = 0;  // that were too many; 0: it was not too long
        const char* fate = "";   // for the caption's provenance: "kept", "retried" ...
    };
    // `again` writes the caption once more with another max_length; `max_length` is that of the first attempt.
    using Again = std::function<std::string(std::int64_t max_length)>;
    Outcome apply(std::string text, std::int64_t max_length, const Again& again);
    const LongCaptionCounts& counts() const { return counts_; }
    std::size_t limit() const;

private:
    std::string truncated(const std::string& text) const;

    LongCaptions rule_;
    ClipTokenizer tokenizer_;
    LongCaptionCounts counts_;
};

}  // namespace recap
