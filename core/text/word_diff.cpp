// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/word_diff.h"

#include "base/unicode.h"
#include "text/characters.h"

#include <cstdint>
#include <dtl/dtl.hpp>

namespace recap {
namespace {

struct Word {
    std::string text;
    bool spaceBefore = false;
};

bool joinsWord(std::int32_t code) {
    return code == '\'' || code == '-' || code == 0x2019;
}

std::vector<Word> splitWords(std::string_view text) {
    const auto codes = codePoints(text);
    std::vector<Word> words;
    bool space = false, inWord = false;
    for (std::size_t i = 0; i < codes.size(); ++i) {
        if (isSpaceCharacter(codes[i])) {
            space = true;
            inWord = false;
            continue;
        }
        // "it's" and "teddy-bear" are one word, the comma after them is another.
        const bool inner = inWord && joinsWord(codes[i]) && i + 1 < codes.size() && isLetter(codes[i + 1]);
        const bool mark = isPunctuation(codes[i]) && !inner;
        if (mark || !inWord) words.push_back({{}, space});
        appendUtf8(words.back().text, codes[i]);
        inWord = !mark;
        space = false;
    }
    return words;
}

class SpanBuilder {
public:
    void add(DiffOp op, const Word& word) {
        if (op == DiffOp::Equal) flush();
        auto& spans = op == DiffOp::Insert ? inserted_ : spans_;
        const bool continues = !spans.empty() && spans.back().op == op;
        if (!continues) {
            spans.push_back({op, word.text, word.spaceBefore});
            return;
        }
        spans.back().text += (word.spaceBefore ? " " : "") + word.text;
    }
    std::vector<DiffSpan> take() {
        flush();
        return std::move(spans_);
    }

private:
    // Insertions wait until the deletions beside them are complete.
    void flush() {
        for (auto& span : inserted_) spans_.push_back(std::move(span));
        inserted_.clear();
    }
    std::vector<DiffSpan> spans_, inserted_;
};

}  // namespace

std::vector<DiffSpan> wordDiff(std::string_view before, std::string_view after) {
    const auto a = splitWords(before), b = splitWords(after);
    std::vector<std::string> left, right;
    for (const auto& word : a) left.push_back(word.text);
    for (const auto& word : b) right.push_back(word.text);
    dtl::Diff<std::string, std::vector<std::string>> diff(left, right);
    diff.compose();
    SpanBuilder spans;
    std::size_t i = 0, j = 0;
    for (const auto& step : diff.getSes().getSequence()) {
        if (step.second.type == dtl::SES_DELETE) {
            spans.add(DiffOp::Delete, a[i++]);
        } else if (step.second.type == dtl::SES_ADD) {
            spans.add(DiffOp::Insert, b[j++]);
        } else {
            const Word& old = a[i++];
            const Word& kept = b[j++];
            spans.add(DiffOp::Equal, {kept.text, kept.spaceBefore || old.spaceBefore});
        }
    }
    return spans.take();
}

}  // namespace recap
