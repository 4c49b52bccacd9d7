// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the parts of an image query mean in SQL; private to core/data.
#pragma once

#include "data/query_lexer.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace recap {

using QueryValues = std::vector<std::variant<std::int64_t, double, std::string>>;

// A condition over image AS i, in two forms with the same parameters in the same order: `sql` finds the images by an
// index, for conditions that few images fulfil; `scan` asks image by image, for the first of many.
struct QueryCondition {
    std::string sql;
    std::string scan;
    QueryValues values;

    void append(const std::string& joint, const QueryCondition& other);
    void enclose();
    QueryCondition negated() const;
};

// A condition over one caption: caption_head AS h and, with `text`, caption_version AS v.
struct CaptionTerm {
    std::string sql;
    QueryValues values;
    bool text = false;
};

// What a conjunction says about captions: all of it is tested on one and the same caption.
struct CaptionTerms {
    std::vector<std::string> sources;  // a final '*' stands for anything
    std::vector<CaptionTerm> terms;
    std::vector<CaptionTerm> statuses;  // several: one caption of each
    std::string match;                  // full-text expression; empty: none
    std::string trigrams;               // for the index of trigrams, used where there is no `match`; empty: none

    bool indexed() const { return !match.empty() || !trigrams.empty(); }
    const char* index() const { return match.empty() ? "caption_trigrams" : "caption_words"; }
    const std::string& expression() const { return match.empty() ? trigrams : match; }
    void addTrigrams(const std::string& expression) { trigrams += (trigrams.empty() ? "" : " AND ") + expression; }
    void addMatch(const std::string& expression) { match += (match.empty() ? "" : " AND ") + expression; }
};

// A full-text expression for one word or phrase; a final * asks for words that begin so.
std::string matchExpression(const QueryToken& token);

// Whether the field speaks of captions: status, tokens, words, clip, text, contains, matches, author, run, lang,
// is:repeated and the like.
bool isCaptionTerm(const QueryToken& token);
CaptionTerm captionTerm(const QueryToken& token);

// Images that have a caption of which all is true.
QueryCondition captionCondition(const CaptionTerms& terms);
// Every other field. Throws QueryError for one that does not exist.
QueryCondition imageCondition(const QueryToken& token);

// Ids of the images that have such a caption, ascending and possibly repeated, read off the full-text index as it goes,
// without collecting them first. Needs terms.indexed(). `rest` is a further condition over image AS i.
QueryCondition captionStream(const CaptionTerms& terms, const QueryCondition& rest);

}  // namespace recap
