// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/image_query.h"

#include "data/database.h"

#include "base/error.h"
#include "base/unicode.h"

#include <algorithm>
#include <array>
#include <optional>

namespace recap {
namespace {

using Values = std::vector<std::variant<std::int64_t, std::string>>;

[[noreturn]] void fail(const std::string& what, std::size_t position) {
    throw Error(ErrorCode::InvalidOption,
                "The filter is wrong at character " + std::to_string(position + 1) + ": " + what + ".");
}

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

// What the reader of the text sees: words, quoted phrases, fields, operators.
struct Token {
    enum class Kind { Text, Field, And, Or, Not, Open, Close, End };
    Kind kind = Kind::End;
    std::string field;    // Field: its name
    std::string compare;  // Field: ":" or one of = < > <= >=
    std::string value;
    bool quoted = false;
    std::size_t position = 0;
};

class Lexer {
public:
    explicit Lexer(std::string_view text) : text_(text) {}

    Token next() {
        while (at_ < text_.size() && isSpace(text_[at_])) ++at_;
        Token token;
        token.position = at_;
        if (at_ == text_.size()) return token;
        const char c = text_[at_];
        if (c == '(' || c == ')' || c == '-') {
            ++at_;
            token.kind = c == '(' ? Token::Kind::Open : c == ')' ? Token::Kind::Close : Token::Kind::Not;
            if (c == '-' && (at_ == text_.size() || isSpace(text_[at_])))
                fail("'-' stands in front of what must not occur", token.position);
            return token;
        }
        return c == '"' ? phrase(token) : word(token);
    }

private:
    static bool isSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

    Token phrase(Token token) {
        token.kind = Token::Kind::Text;
        token.value = quoted();
        token.quoted = true;
        return token;
    }

    std::string quoted() {
        const auto end = text_.find('"', at_ + 1);
        if (end == std::string_view::npos) fail("the quotation mark is not closed", at_);
        std::string value(text_.substr(at_ + 1, end - at_ - 1));
        at_ = end + 1;
        return value;
    }

    Token word(Token token) {
        const auto start = at_;
        while (at_ < text_.size() && !isSpace(text_[at_]) && text_[at_] != '(' && text_[at_] != ')' &&
               text_[at_] != '"' && text_[at_] != ':' && text_[at_] != '<' && text_[at_] != '>' && text_[at_] != '=')
            ++at_;
        token.value = text_.substr(start, at_ - start);
        if (at_ < text_.size() && std::string_view(":<>=").find(text_[at_]) != std::string_view::npos)
            return field(token);
        const std::string lower = toLower(token.value);
        token.kind = lower == "and"   ? Token::Kind::And
                     : lower == "or"  ? Token::Kind::Or
                     : lower == "not" ? Token::Kind::Not
                                      : Token::Kind::Text;
        return token;
    }

    Token field(Token token) {
        token.kind = Token::Kind::Field;
        token.field = toLower(token.value);
        token.compare = text_[at_++];
        if (at_ < text_.size() && text_[at_] == '=' && token.compare != "=" && token.compare != ":")
            token.compare += text_[at_++];
        if (at_ < text_.size() && text_[at_] == '"') {
            token.value = quoted();
            token.quoted = true;
            return token;
        }
        const auto start = at_;
        while (at_ < text_.size() && !isSpace(text_[at_]) && text_[at_] != ')') ++at_;
        token.value = text_.substr(start, at_ - start);
        if (token.value.empty()) fail("'" + token.field + token.compare + "' needs a value behind it", token.position);
        return token;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

// A condition in SQL with its parameters.
struct Condition {
    std::string sql;
    Values values;
    void append(const std::string& joint, const Condition& other) {
        sql += sql.empty() ? other.sql : joint + other.sql;
        values.insert(values.end(), other.values.begin(), other.values.end());
    }
};

Condition negated(Condition c) {
    c.sql = "NOT (" + c.sql + ")";
    return c;
}

// A full-text expression for one word or phrase; a final * asks for words that begin so.
std::string matchExpression(const Token& token) {
    std::string text = token.value;
    const bool prefix = !token.quoted && text.size() > 1 && text.back() == '*';
    if (prefix) text.pop_back();
    std::string expression = "\"";
    for (const char c : searchableText(repairUtf8(text)))
        if (c != '"') expression += c;
    return expression + (prefix ? "\" *" : "\"");
}

// What a conjunction says about captions: they are tested on one and the same caption.
struct CaptionTerms {
    std::vector<std::string> sources;
    std::vector<std::string> statuses;
    std::string match;

    void addMatch(const Token& token) { match += (match.empty() ? "" : " AND ") + matchExpression(token); }
};

std::int64_t statusNumber(const std::string& name, std::size_t position) {
    try {
        return static_cast<std::int64_t>(enumFromName(kCaptionStatusNames, name, "A status"));
    } catch (const Error& e) {
        std::string what = e.what();
        what.pop_back();
        fail(what, position);
    }
}

// Images with a caption that has one of the sources (any, when there are none), the status, and the words.
Condition captionCondition(const std::vector<std::string>& sources, std::optional<std::int64_t> status,
                           const std::string& match) {
    Condition c;
    std::string where;
    const auto also = [&](const std::string& sql) { where += (where.empty() ? "" : " AND ") + sql; };
    if (!match.empty()) {
        also("caption_fts MATCH ?");
        c.values.emplace_back(match);
    }
    if (!sources.empty()) {
        std::string list;
        for (const auto& source : sources) {
            list += list.empty() ? "?" : ", ?";
            c.values.emplace_back(source);
        }
        also("h.source IN (SELECT id FROM caption_source WHERE name IN (" + list + "))");
    }
    if (status) {
        also("h.status = ?");
        c.values.emplace_back(*status);
    }
    c.sql = "i.id IN (SELECT h.image FROM caption_head AS h" +
            std::string(match.empty() ? "" : " JOIN caption_fts ON caption_fts.rowid = h.id") + " WHERE " + where + ")";
    return c;
}

Condition likeCondition(const std::string& column, const std::string& value) {
    return {"instr(lower(" + column + "), lower(?)) > 0", {value}};
}

class Parser {
public:
    explicit Parser(std::string_view text) : lexer_(text), token_(lexer_.next()) {}

    Condition parse() {
        if (token_.kind == Token::Kind::End) return {"1", {}};
        auto condition = alternatives();
        if (token_.kind == Token::Kind::Close) fail("')' closes nothing", token_.position);
        return condition;
    }

private:
    static constexpr int kMaxDepth = 100;

    void advance() { token_ = lexer_.next(); }

    Condition alternatives() {
        if (++depth_ > kMaxDepth) fail("the brackets are nested too deeply", token_.position);
        Condition out = conjunction();
        if (token_.kind == Token::Kind::Or) {
            out.sql = "(" + out.sql;
            while (token_.kind == Token::Kind::Or) {
                advance();
                out.append(" OR ", conjunction());
            }
            out.sql += ")";
        }
        --depth_;
        return out;
    }

    // Terms side by side. Caption terms are gathered, since a source decides where the words beside it are looked for.
    Condition conjunction() {
        Condition out;
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
                out.append(" AND ", negate ? negated(inner) : inner);
            } else if (token_.kind == Token::Kind::Text || token_.kind == Token::Kind::Field) {
                term(negate, positive, negative, out);
                advance();
            } else if (negate || !any) {
                fail("a word or a field is missing here", token_.position);
            } else {
                break;
            }
        }
        finish(positive, negative, out);
        return out;
    }

    Condition group() {
        const auto position = token_.position;
        advance();
        auto inner = alternatives();
        if (token_.kind != Token::Kind::Close) fail("the bracket is not closed", position);
        advance();
        inner.sql = "(" + inner.sql + ")";
        return inner;
    }

    static void term(bool negate, CaptionTerms& positive, std::vector<Token>& negative, Condition& out,
                     const Token& token) {
        const bool caption = token.kind == Token::Kind::Text || token.field == "status";
        if (caption && negate) {
            if (token.kind == Token::Kind::Field) statusNumber(token.value, token.position);
            negative.push_back(token);
        } else if (token.kind == Token::Kind::Text) {
            positive.addMatch(token);
        } else if (token.field == "status") {
            statusNumber(token.value, token.position);
            positive.statuses.push_back(token.value);
        } else if (token.field == "source" && !negate) {
            positive.sources.push_back(token.value);
        } else {
            auto condition = imageCondition(token);
            out.append(" AND ", negate ? negated(condition) : condition);
        }
    }
    void term(bool negate, CaptionTerms& positive, std::vector<Token>& negative, Condition& out) const {
        term(negate, positive, negative, out, token_);
    }

    static Condition imageCondition(const Token& token) {
        if (token.field == "width" || token.field == "height") return sizeCondition(token);
        if (token.compare != ":") fail("'" + token.field + "' takes ':' and a text", token.position);
        if (token.field == "source" || token.field == "has") return captionCondition({token.value}, std::nullopt, "");
        if (token.field == "path") return likeCondition("i.path", token.value);
        if (token.field == "origin") return likeCondition("i.origin", token.value);
        if (token.field == "key") return {"i.key LIKE ? ", {toLower(token.value) + "%"}};
        if (token.field == "is" && toLower(token.value) == "missing") return {"i.missing = 1", {}};
        fail("there is no field '" + token.field +
                 "'; fields are source, status, has, path, origin, key, width, height and " +
                 "is:missing; put a text with a colon in quotation marks",
             token.position);
    }

    static Condition sizeCondition(const Token& token) {
        const bool digits = !token.value.empty() && token.value.size() <= 9 &&
                            token.value.find_first_not_of("0123456789") == std::string::npos;
        if (!digits) fail("'" + token.field + "' is compared with a number of pixels", token.position);
        const std::string compare = token.compare == ":" ? "=" : token.compare;
        return {"i." + token.field + " " + compare + " ?", {static_cast<std::int64_t>(std::stoll(token.value))}};
    }

    static void finish(const CaptionTerms& positive, const std::vector<Token>& negative, Condition& out) {
        if (positive.sources.size() > 1)
            for (const auto& source : positive.sources)
                out.append(" AND ", captionCondition({source}, std::nullopt, ""));
        for (const auto& status : positive.statuses)
            out.append(" AND ", captionCondition(positive.sources, statusNumber(status, 0), positive.match));
        if (positive.statuses.empty() && (!positive.match.empty() || positive.sources.size() == 1))
            out.append(" AND ", captionCondition(positive.sources, std::nullopt, positive.match));
        for (const auto& token : negative) {
            const bool field = token.kind == Token::Kind::Field;
            out.append(" AND ",
                       negated(field ? captionCondition(positive.sources, statusNumber(token.value, 0), "")
                                     : captionCondition(positive.sources, std::nullopt, matchExpression(token))));
        }
    }

    Lexer lexer_;
    Token token_;
    int depth_ = 0;
};

}  // namespace

void ImageQuery::bindTo(Statement& statement) const {
    for (const auto& value : values) std::visit([&](const auto& v) { statement.bind(v); }, value);
}

ImageQuery parseImageQuery(std::string_view text) {
    Condition condition = Parser(text).parse();
    return {std::string(text), std::move(condition.sql), std::move(condition.values)};
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
