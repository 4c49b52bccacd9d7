// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/caption_measure.h"

#include "base/error.h"
#include "base/paths.h"
#include "text/caption_statistics.h"
#include "text/clip_tokenizer.h"

#include <memory>

namespace recap {
namespace {

std::unique_ptr<const ClipTokenizer> loadTokenizer() {
    try {
        return std::make_unique<const ClipTokenizer>(ClipTokenizer::fromFolder(resourceDirectory() / "vocab/clip"));
    } catch (const Error&) {
        return nullptr;
    }
}

}  // namespace

CaptionMeasure measureCaption(std::string_view text) {
    static const std::unique_ptr<const ClipTokenizer> tokenizer = loadTokenizer();
    CaptionMeasure measure;
    measure.words = static_cast<int>(captionWords(text).size());
    if (tokenizer != nullptr) measure.tokens = static_cast<int>(tokenizer->count(text).tokens);
    return measure;
}

}  // namespace recap
