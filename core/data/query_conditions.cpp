// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/query_conditions.h"

#include "base/error.h"
#include "base/unicode.h"
#include "data/image_query.h"
#include "data/records.h"
#include "data/regex.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

namespace recap {
namespace {

using Token = QueryToken;

std::string comparison(const Token& token) {
    return token.compare == ":" ? "=" : token.compare;
}

std::optional<double> numberOf(const std::string& text) {
    double value = 0;
    const auto r = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || r.ec != std::errc() || r.ptr != text.data() + text.size() || !std::isfinite(value)) return {};
    return value;
}

std::int64_t wholeNumber(const Token& token, const char* unit) {
    const bool digits = !token.value.empty() && token.value.size() <= 12 &&
                        token.value.find_first_not_of("0123456789") == std::string::npos;
    if (!digits) failQuery("'" + token.field + "' is compared with a number of " + unit, token.position);
    return std::stoll(token.value);
}

void requireColon(const Token& token) {
    if (token.compare != ":") failQuery("'" + token.field + "' takes ':' and a text", token.position);
}

std::int64_t statusNumber(const Token& token) {
    try {
        return static_cast<std::int64_t>(enumFromName(kCaptionStatusNames, token.value, "A status"));
    } catch (const Error& e) {
        std::string what = e.what();
        what.pop_back();
        failQuery(what, token.position);
    }
}

QueryCondition same(const std::string& sql, QueryValues values) {
    return {sql, sql, std::move(values)};
}

// The ids of sources by name; human* means every one that begins so.
std::string sourceList(const std::vector<std::string>& sources, QueryValues& values) {
    std::string sql = "(SELECT id FROM caption_source WHERE ";
    bool first = true;
    for (auto source : sources) {
        const bool prefix = source.size() > 1 && source.back() == '*';
        if (prefix) source.pop_back();
        sql += first ? "" : " OR ";
        sql += prefix ? "substr(name, 1, length(?)) = ?" : "name = ?";
        if (prefix) values.emplace_back(source);
        values.emplace_back(source);
        first = false;
    }
    return sql + ")";
}

QueryCondition likeCondition(const std::string& column, const std::string& value) {
    return same("instr(lower(" + column + "), lower(?)) > 0", {value});
}

// 1.5, or 3:2, or 3/2.
QueryCondition aspectCondition(const Token& token) {
    const auto mark = token.value.find_first_of(":/");
    const auto first = numberOf(token.value.substr(0, mark));
    const auto second = mark == std::string::npos ? std::optional(1.0) : numberOf(token.value.substr(mark + 1));
    if (!first || !second || *second <= 0)
        failQuery("'aspect' is width by height: compare it with a number like 1.5 or 3:2", token.position);
    const double wanted = *first / *second;
    // Equal within a hundredth: 1920 x 1081 is 16:9 for people.
    if (comparison(token) == "=") return same("abs(i.width * 1.0 / i.height - ?) <= 0.01 * ?", {wanted, wanted});
    return same("i.width * 1.0 / i.height " + comparison(token) + " ?", {wanted});
}

// @similarity>0.3 compares, @licence:CC asks for a part of the text.
QueryCondition attributeCondition(const Token& token) {
    // Column names of the web's tables differ in their case only.
    const std::string value =
        "(SELECT a.value FROM json_each(nullif(i.attributes, '')) AS a WHERE lower(a.key) = lower(?))";
    const std::string name = token.field.substr(1);
    if (const auto number = numberOf(token.value); number && token.compare != ":")
        return same("coalesce(" + value + " " + token.compare + " ?, 0)", {name, *number});
    if (token.compare != ":" && token.compare != "=")
        failQuery("an attribute is compared with a number", token.position);
    return same("coalesce(instr(lower(" + value + "), lower(?)) > 0, 0)", {name, token.value});
}

QueryCondition isCondition(const Token& token) {
    const std::string what = toLower(token.value);
    if (what == "missing") return same("i.missing = 1", {});
    if (what == "duplicate") return same("i.duplicate_group <> 0", {});
    failQuery("'is:' takes missing or duplicate", token.position);
}

}  // namespace

void QueryCondition::append(const std::string& joint, const QueryCondition& other) {
    sql += sql.empty() ? other.sql : joint + other.sql;
    scan += scan.empty() ? other.scan : joint + other.scan;
    values.insert(values.end(), other.values.begin(), other.values.end());
}

void QueryCondition::enclose() {
    sql = "(" + sql + ")";
    scan = "(" + scan + ")";
}

QueryCondition QueryCondition::negated() const {
    return {"NOT (" + sql + ")", "NOT (" + scan + ")", values};
}

std::string matchExpression(const Token& token) {
    std::string text = token.value;
    const bool prefix = !token.quoted && text.size() > 1 && text.back() == '*';
    if (prefix) text.pop_back();
    std::string expression = "\"";
    for (const char c : searchableText(repairUtf8(text)))
        if (c != '"') expression += c;
    return expression + (prefix ? "\" *" : "\"");
}

bool isCaptionField(const std::string& field) {
    constexpr std::array<std::string_view, 6> kFields{"status", "tokens", "words", "contains", "matches", "author"};
    return std::find(kFields.begin(), kFields.end(), field) != kFields.end();
}

CaptionTerm captionTerm(const Token& token) {
    if (token.field == "tokens" || token.field == "words")
        return {"h." + token.field + " " + comparison(token) + " ?", {wholeNumber(token, token.field.c_str())}};
    requireColon(token);
    if (token.field == "status") return {"h.status = ?", {statusNumber(token)}};
    if (token.field == "author") return {"v.author = ?", {token.value}, true};
    if (token.field == "contains") return {"recap_contains(v.text, ?)", {foldCase(repairUtf8(token.value))}, true};
    try {
        const Regex check(token.value);
    } catch (const Error& e) {
        std::string what = e.what();
        what.pop_back();
        failQuery(what, token.position);
    }
    return {"recap_matches(v.text, ?)", {token.value}, true};
}

// Behind the first break in it, the text is a row of whole words, of which the last one may go on.
std::string wordsOfContains(const std::string& text) {
    const auto letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    };
    const auto plain = [](char c) { return c >= 0 && c != '"'; };
    const auto first = std::find_if_not(text.begin(), text.end(), letter);
    const std::string rest(first, text.end());
    const bool words = std::any_of(rest.begin(), rest.end(), letter);
    // "ss" is also found in texts with a sharp s, which the index keeps as it is.
    if (!words || !std::all_of(rest.begin(), rest.end(), plain) || toLower(rest).find("ss") != std::string::npos)
        return {};
    return "\"" + rest + (letter(rest.back()) ? "\" *" : "\"");
}

QueryCondition captionCondition(const CaptionTerms& terms) {
    QueryCondition c;
    std::string where;
    bool text = false;
    const auto also = [&](const std::string& sql) { where += (where.empty() ? "" : " AND ") + sql; };
    if (!terms.match.empty()) {
        also("caption_words MATCH ?");
        c.values.emplace_back(terms.match);
    }
    if (!terms.sources.empty()) also("h.source IN " + sourceList(terms.sources, c.values));
    for (const auto& term : terms.terms) {
        also(term.sql);
        c.values.insert(c.values.end(), term.values.begin(), term.values.end());
        text = text || term.text;
    }
    const std::string version = text ? " JOIN caption_version AS v ON v.id = h.version" : "";
    if (terms.match.empty()) {
        c.sql = "i.id IN (SELECT h.image FROM caption_head AS h" + version + " WHERE " + where + ")";
        c.scan = "EXISTS (SELECT 1 FROM caption_head AS h" + version + " WHERE h.image = i.id AND " + where + ")";
        return c;
    }
    c.sql =
        "i.id IN (SELECT h.image FROM caption_words AS w JOIN caption_head AS h ON h.image = w.rowid >> 16 "
        "AND h.source = w.rowid & 65535" +
        version + " WHERE " + where + ")";
    if (terms.terms.empty() && terms.sources.empty())
        c.sql = "i.id IN (SELECT w.rowid >> 16 FROM caption_words AS w WHERE " + where + ")";
    c.scan = c.sql;
    return c;
}

QueryCondition captionStream(const CaptionTerms& terms, const QueryCondition& rest) {
    QueryCondition c;
    std::string from = "SELECT w.rowid >> 16 FROM caption_words AS w", where = "caption_words MATCH ?";
    c.values.emplace_back(terms.match);
    bool text = false;
    for (const auto& term : terms.terms) text = text || term.text;
    // CROSS JOIN keeps the order of the tables: the index of words leads.
    if (!terms.terms.empty())
        from += " CROSS JOIN caption_head AS h ON h.image = w.rowid >> 16 AND h.source = w.rowid & 65535";
    if (text) from += " CROSS JOIN caption_version AS v ON v.id = h.version";
    if (!rest.scan.empty()) from += " CROSS JOIN image AS i ON i.id = w.rowid >> 16";
    if (!terms.sources.empty()) where += " AND (w.rowid & 65535) IN " + sourceList(terms.sources, c.values);
    for (const auto& term : terms.terms) {
        where += " AND " + term.sql;
        c.values.insert(c.values.end(), term.values.begin(), term.values.end());
    }
    if (!rest.scan.empty()) {
        where += " AND " + rest.scan;
        c.values.insert(c.values.end(), rest.values.begin(), rest.values.end());
    }
    c.sql = c.scan = from + " WHERE " + where + " ORDER BY w.rowid";
    return c;
}

QueryCondition imageCondition(const Token& token) {
    const auto& field = token.field;
    if (field == "width" || field == "height")
        return same("i." + field + " " + comparison(token) + " ?", {wholeNumber(token, "pixels")});
    if (field == "bytes") return same("i.bytes " + comparison(token) + " ?", {wholeNumber(token, "bytes")});
    if (field == "group") return same("i.duplicate_group " + comparison(token) + " ?", {wholeNumber(token, "a group")});
    if (field == "aspect") return aspectCondition(token);
    if (field.size() > 1 && field.front() == '@') return attributeCondition(token);
    const std::vector<std::string_view> texts{"source", "has", "path", "origin", "key", "is"};
    if (std::find(texts.begin(), texts.end(), field) == texts.end())
        failQuery("there is no field '" + field +
                      "'; fields are source, status, has, contains, matches, tokens, words, author, path, origin, key, "
                      "width, height, aspect, bytes, group, @attribute, is:missing and is:duplicate; put a text with a "
                      "colon in quotation marks",
                  token.position);
    requireColon(token);
    if (field == "source" || field == "has")
        return captionCondition({.sources = {token.value}, .terms = {}, .statuses = {}, .match = {}});
    if (field == "path") return likeCondition("i.path", token.value);
    if (field == "origin") return likeCondition("i.origin", token.value);
    if (field == "key") return same("i.key LIKE ? ", {toLower(token.value) + "%"});
    return isCondition(token);
}

}  // namespace recap
