// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/query_lexer.h"

#include "data/query_error.h"

#include "base/unicode.h"

namespace recap {
namespace {

bool isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

}  // namespace

QueryToken QueryLexer::next() {
    while (at_ < text_.size() && isSpace(text_[at_])) ++at_;
    QueryToken token;
    token.position = at_;
    if (at_ == text_.size()) return token;
    const char c = text_[at_];
    if (c == '(' || c == ')' || c == '-') {
        ++at_;
        token.kind = c == '(' ? QueryToken::Kind::Open : c == ')' ? QueryToken::Kind::Close : QueryToken::Kind::Not;
        if (c == '-' && (at_ == text_.size() || isSpace(text_[at_])))
            throw QueryError(message("'-' must be followed by what must not occur."), token.position);
        return token;
    }
    if (c != '"') return word(token);
    token.kind = QueryToken::Kind::Text;
    token.value = quoted();
    token.quoted = true;
    return token;
}

// A quotation mark inside is written twice.
std::string QueryLexer::quoted() {
    const auto start = at_++;
    for (std::string value;;) {
        const auto end = text_.find('"', at_);
        if (end == std::string_view::npos) throw QueryError(message("the quotation mark is not closed."), start);
        value += text_.substr(at_, end - at_);
        at_ = end + 1;
        if (at_ == text_.size() || text_[at_] != '"') return value;
        value += text_[at_++];
    }
}

// A slash inside is written \/.
std::string QueryLexer::pattern() {
    const auto start = at_++;
    std::string value;
    for (; at_ < text_.size() && text_[at_] != '/'; ++at_) {
        if (text_[at_] == '\\' && at_ + 1 < text_.size() && text_[at_ + 1] != '/')
            value += text_[at_++];
        else if (text_[at_] == '\\')
            ++at_;
        if (at_ < text_.size()) value += text_[at_];
    }
    if (at_ >= text_.size()) throw QueryError(message("the pattern is not closed by a slash."), start);
    ++at_;
    return value;
}

QueryToken QueryLexer::word(QueryToken token) {
    const auto start = at_;
    constexpr std::string_view kEnds = "()\":<>=";
    while (at_ < text_.size() && !isSpace(text_[at_]) && kEnds.find(text_[at_]) == kEnds.npos) ++at_;
    token.value = text_.substr(start, at_ - start);
    if (at_ < text_.size() && std::string_view(":<>=").find(text_[at_]) != std::string_view::npos) return field(token);
    // clip < 0.25: blanks may stand around a comparison.
    auto behind = at_;
    while (behind < text_.size() && isSpace(text_[behind])) ++behind;
    if (!token.value.empty() && behind < text_.size() && std::string_view("<>=").find(text_[behind]) != kEnds.npos) {
        at_ = behind;
        return field(token);
    }
    const std::string lower = toLower(token.value);
    token.kind = lower == "and"   ? QueryToken::Kind::And
                 : lower == "or"  ? QueryToken::Kind::Or
                 : lower == "not" ? QueryToken::Kind::Not
                                  : QueryToken::Kind::Text;
    return token;
}

QueryToken QueryLexer::field(QueryToken token) {
    token.kind = QueryToken::Kind::Field;
    token.field = toLower(token.value);
    token.compare = text_[at_++];
    if (at_ < text_.size() && text_[at_] == '=' && token.compare != "=" && token.compare != ":")
        token.compare += text_[at_++];
    while (token.compare != ":" && at_ < text_.size() && isSpace(text_[at_])) ++at_;
    if (at_ < text_.size() && text_[at_] == '"') {
        token.value = quoted();
        token.quoted = true;
        return token;
    }
    if (at_ < text_.size() && text_[at_] == '/' && token.field == "matches") {
        token.value = pattern();
        token.pattern = true;
        return token;
    }
    const auto start = at_;
    while (at_ < text_.size() && !isSpace(text_[at_]) && text_[at_] != ')') ++at_;
    token.value = text_.substr(start, at_ - start);
    if (token.value.empty())
        throw QueryError(message("'%1' needs a value after it.", token.field + token.compare), token.position);
    return token;
}

}  // namespace recap
