// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/long_captions.h"

#include "base/paths.h"

#include <algorithm>

namespace recap {
namespace {

constexpr int kAttempts = 3;  // of 120 ids these leave 50, which is a caption of fewer than 77 CLIP tokens

}  // namespace

Json LongCaptionCounts::toJson() const {
    return {{"over", over}, {"retried", retried}, {"truncated", truncated}, {"dropped", dropped}};
}

LongCaptionRule::LongCaptionRule(LongCaptions rule)
    : rule_(rule), tokenizer_(ClipTokenizer::fromFolder(resourceDirectory() / "vocab/clip")) {}

std::size_t LongCaptionRule::limit() const {
    return static_cast<std::size_t>(tokenizer_.modelMaxLength()) - 2;  // without start and end
}

LongCaptionRule::Outcome LongCaptionRule::apply(std::string text, std::int64_t max_length, const Again& again) {
    const auto fits = [&](const std::string& caption) { return tokenizer_.count(caption).tokens <= limit(); };
    if (fits(text)) return {std::move(text)};
    Outcome out{{}, tokenizer_.count(text).tokens, ""};
    ++counts_.over;
    if (rule_ == LongCaptions::Drop) {
        ++counts_.dropped;
        return out;
    }
    if (rule_ == LongCaptions::Retry) {
        for (int attempt = 0; attempt < kAttempts && !fits(text); ++attempt) {
            max_length = max_length * 3 / 4;
            text = again(max_length);
        }
        if (fits(text)) {
            ++counts_.retried;
            out.fate = "retried";
        }
    }
    if (rule_ != LongCaptions::Keep && !fits(text)) {
        text = truncated(text);
        ++counts_.truncated;
        out.fate = "truncated";
    }
    if (rule_ == LongCaptions::Keep) out.fate = "kept";
    out.text = std::move(text);
    return out;
}

// At the end of the last word that CLIP reads whole; within a word that is longer than all it reads.
std::string LongCaptionRule::truncated(const std::string& text) const {
    const auto cut = std::min(tokenizer_.count(text).cut_byte, text.size());
    std::string kept = text.substr(0, cut);
    const bool withinWord = cut < text.size() && text[cut] != ' ';
    if (const auto space = kept.find_last_of(' '); withinWord && space != std::string::npos) kept.erase(space);
    while (!kept.empty() && (kept.back() == ' ' || kept.back() == ',')) kept.pop_back();
    return kept;
}

}  // namespace recap
