// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/image_query.h"

#include "data/database.h"
#include "data/query_conditions.h"
#include "data/query_error.h"
#include "data/query_literals.h"

#include "base/unicode.h"
#include "text/caption_faults.h"

#include <algorithm>
#include <deque>

namespace recap {
namespace {

// Scripts that are written without spaces between words.
bool standsAlone(std::int32_t c) {
    constexpr std::array<std::pair<std::int32_t, std::int32_t>, 9> kRanges{{{0x0E00, 0x0EFF},  // Thai, Lao
                                                                            {0x1000, 0x109F},  // Myanmar
                                                                            {0x1780, 0x17FF},  // Khmer
                                                                            {0x3040, 0x30FF},  // Hiragana, Katakana
                                                                            {0x3400, 0x4DBF},  // Han
                                                                            {0x4E00, 0x9FFF},
                                                                            {0xAC00, 0xD7AF},  // Hangul
                                                                            {0xF900, 0xFAFF},
                                                                            {0x20000, 0x3FFFF}}};
    return std::any_of(kRanges.begin(), kRanges.end(), [c](const auto& r) { return c >= r.first && c <= r.second; });
}

class Parser {
public:
    explicit Parser(std::string_view text) : lexer_(text), token_(lexer_.next()) {}

    ImageQuery parse() {
        if (token_.kind == Token::Kind::End) return {};
        auto condition = alternatives();
        if (token_.kind == Token::Kind::Close)
            throw QueryError(message("there is no '(' for this ')'."), token_.position);
        ImageQuery query{.sql = std::move(condition.sql), .values = std::move(condition.values)};
        query.scan = std::move(condition.scan);
        query.stream = std::move(stream_.sql);
        query.stream_values = std::move(stream_.values);
        return query;
    }

private:
    using Token = QueryToken;
    static constexpr int kMaxDepth = 100;

    void advance() { token_ = lexer_.next(); }

    QueryCondition alternatives() {
        if (++depth_ > kMaxDepth) throw QueryError(message("the brackets are nested too deeply."), token_.position);
        QueryCondition out = conjunction();
        if (token_.kind == Token::Kind::Or) {
            while (token_.kind == Token::Kind::Or) {
                advance();
                out.append(" OR ", conjunction());
            }
            out.enclose();
            if (depth_ == 1) stream_ = {};
        }
        --depth_;
        return out;
    }

    // Terms side by side. Caption terms are gathered, since a source decides where the words beside it are looked for.
    QueryCondition conjunction() {
        QueryCondition out;
        CaptionTerms positive;
        std::vector<Token> negative;
        bool any = false;
        for (;; any = true) {
            if (any && token_.kind == Token::Kind::And) advance();
            bool negate = false;
            while (token_.kind == Token::Kind::Not) {
                negate = !negate;
                advance();
            }
            if (token_.kind == Token::Kind::Open) {
                auto inner = group();
                out.append(" AND ", negate ? inner.negated() : inner);
            } else if (token_.kind == Token::Kind::Text || token_.kind == Token::Kind::Field) {
                term(negate, positive, negative, out);
                advance();
            } else if (negate || !any) {
                throw QueryError(message("a word or a field is missing here."), token_.position);
            } else {
                break;
            }
        }
        finish(positive, negative, out);
        return out;
    }

    QueryCondition group() {
        const auto position = token_.position;
        advance();
        auto inner = alternatives();
        if (token_.kind != Token::Kind::Close) throw QueryError(message("the bracket is not closed."), position);
        advance();
        inner.enclose();
        return inner;
    }

    void term(bool negate, CaptionTerms& positive, std::vector<Token>& negative, QueryCondition& out) const {
        const bool caption = token_.kind == Token::Kind::Text || isCaptionTerm(token_);
        if (caption && negate) {
            if (token_.kind == Token::Kind::Field) static_cast<void>(captionTerm(token_));  // finds its mistakes
            negative.push_back(token_);
        } else if (caption) {
            addTerm(token_, positive);
        } else if (token_.field == "source" && !negate) {
            positive.sources.push_back(token_.value);
        } else {
            const auto condition = imageCondition(token_);
            out.append(" AND ", negate ? condition.negated() : condition);
        }
    }

    static void addTerm(const Token& token, CaptionTerms& terms) {
        if (token.kind == Token::Kind::Text) return terms.addMatch(matchExpression(token));
        const auto add = [&](const std::string& words, const std::string& trigrams) {
            if (!words.empty()) terms.addMatch(words);
            if (!trigrams.empty()) terms.addTrigrams(trigrams);
        };
        if (token.field == "contains") add(wordsOfContains(token.value), trigramsOfContains(token.value));
        if (token.field == "matches") {
            // Trigrams know every literal stretch of a pattern, words only those behind a break.
            const auto trigrams = trigramsOfPattern(token.value);
            add(trigrams.empty() ? wordsOfPattern(token.value) : std::string(), trigrams);
        }
        (token.field == "status" ? terms.statuses : terms.terms).push_back(captionTerm(token));
    }

    // One term list for a caption with the status (none: any).
    static CaptionTerms withStatus(CaptionTerms terms, const CaptionTerm* status) {
        if (status != nullptr) terms.terms.push_back(*status);
        terms.statuses.clear();
        return terms;
    }

    void finish(const CaptionTerms& positive, const std::vector<Token>& negative, QueryCondition& out) {
        const auto& sources = positive.sources;
        // Several sources: the image has each of them, and the words stand in one of them.
        if (sources.size() > 1)
            for (const auto& source : sources)
                out.append(
                    " AND ",
                    captionCondition({.sources = {source}, .terms = {}, .statuses = {}, .match = {}, .trigrams = {}}));
        for (const auto& token : negative) {
            CaptionTerms unwanted{.sources = sources, .terms = {}, .statuses = {}, .match = {}, .trigrams = {}};
            addTerm(token, unwanted);
            out.append(" AND ", captionCondition(
                                    withStatus(unwanted, unwanted.statuses.empty() ? nullptr : &unwanted.statuses[0]))
                                    .negated());
        }
        for (std::size_t i = 1; i < positive.statuses.size(); ++i)
            out.append(" AND ", captionCondition(withStatus(positive, &positive.statuses[i])));
        const auto terms = withStatus(positive, positive.statuses.empty() ? nullptr : &positive.statuses[0]);
        if (!terms.indexed() && terms.terms.empty() && sources.size() != 1) return;
        if (depth_ == 1 && terms.indexed()) stream_ = captionStream(terms, out);
        out.append(" AND ", captionCondition(terms));
    }

    QueryLexer lexer_;
    Token token_;
    int depth_ = 0;
    QueryCondition stream_;  // of the outermost conjunction, when it asks for words
};

}  // namespace

void ImageQuery::bindTo(Statement& statement) const {
    bindValues(statement, values);
}

void ImageQuery::bindValues(Statement& statement, const Values& list) {
    for (const auto& value : list) std::visit([&](const auto& v) { statement.bind(v); }, value);
}

ImageQuery parseImageQuery(std::string_view text) {
    auto query = Parser(text).parse();
    query.text = text;
    return query;
}

namespace {

std::vector<QueryField> makeFields() {
    std::vector<QueryField> fields{
        {"source:", "has a caption of the source; words beside it are looked for there"},
        {"status:", "new, accepted, edited, rejected or flagged"},
        {"has:", "has a caption of the source"},
        {"text:", "a caption is exactly the text; a quotation mark in it is written twice"},
        {"contains:", "a caption contains the text, in any case"},
        {"matches:", "a caption matches the pattern: matches:/two (cats|dogs)/"},
        {"tokens>", "CLIP tokens of a caption; more than 75 are cut off"},
        {"words>", "words of a caption"},
        {"clip<", "CLIPScore of a caption, -1 to 1: clip<0.25"},
        {"author:", "who wrote the caption"},
        {"run:", "written by this recaption run: its name or number"},
        {"lang:", "language the caption is probably in: lang:en; lang:und where it cannot be told"},
        {"path:", "the file's path contains the text"},
        {"origin:", "imported from a path that contains the text"},
        {"key:", "the key begins so"},
        {"width>", "pixels"},
        {"height>", "pixels"},
        {"aspect>", "width by height: 1.5 or 3:2"},
        {"bucket:", "training crop at 512 pixels, bucket:576x448; at 256, bucket:288x224@256"},
        {"bytes>", "size of the file"},
        {"group:", "number of a group of near duplicates"},
        {"similar:", "number of a group of pictures that a CLIP takes for almost the same"},
        {"@", "an attribute of the data set: @similarity>0.3"},
        {"is:missing", "the file was not found"},
        {"is:unreadable", "the picture could not be read when the statistics last tried"},
        {"is:duplicate", "another picture looks almost the same"},
        {"is:similar", "a CLIP takes another picture for almost the same"},
        {"is:repeated", "another image has the same caption of the source"},
        {"is:filename", "a caption only says how the file is called"},
        {"is:unchanged", "a caption repeats the alt text"},
        {"is:cut", "a caption seems to be cut off"},
        {"is:corrected", "a person wrote or changed a caption here"},
        {"is:draft", "a caption of it was begun and not saved"}};
    static std::deque<std::string> texts;  // a field holds views
    for (const auto& info : captionFaultInfos())
        fields.push_back({texts.emplace_back("is:").append(info.name), info.help});
    fields.push_back({"or", "either side"});
    fields.push_back({"not", "the opposite; also -"});
    return fields;
}

}  // namespace

std::span<const QueryField> imageQueryFields() {
    static const std::vector<QueryField> fields = makeFields();
    return fields;
}

std::string searchableText(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const auto code : codePoints(text)) {
        const bool alone = standsAlone(code);
        if (alone) out += ' ';
        appendUtf8(out, code);
        if (alone) out += ' ';
    }
    return out;
}

}  // namespace recap
