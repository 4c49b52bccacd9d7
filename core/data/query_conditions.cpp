// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/query_conditions.h"

#include "base/error.h"
#include "base/unicode.h"
#include "data/caption_measure.h"
#include "data/draft_repository.h"
#include "data/image_query.h"
#include "data/query_error.h"
#include "data/records.h"
#include "data/regex.h"
#include "image/aspect_buckets.h"
#include "text/caption_faults.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

namespace recap {
namespace {

using Token = QueryToken;

// What `is:` says of images and of captions.
struct Mark {
    std::string_view name;
    std::string sql;
    bool text = false;  // looks at the caption's version
};

const std::vector<Mark>& imageMarks() {
    static const std::vector<Mark> marks{{"missing", "i.missing = 1"},
                                         {"unreadable", "i.unreadable = 1"},
                                         {"duplicate", "i.duplicate_group <> 0"},
                                         {"similar", "i.similar_group <> 0"},
                                         {"draft", kHasDraft}};
    return marks;
}

std::vector<Mark> makeCaptionMarks() {
    std::vector<Mark> marks{
        {"repeated", "h.repeated = 1"},
        {"filename", "h.file_name = 1"},
        {"unchanged",
         "EXISTS (SELECT 1 FROM caption_head AS a WHERE a.image = h.image AND a.source <> h.source AND a.text_hash = "
         "h.text_hash AND a.source = (SELECT id FROM caption_source WHERE name = 'alttext'))"},
        {"cut", "(recap_cut_off(v.text) OR recap_attribute(v.provenance, 'over_77') IS 'truncated')", true},
        {"corrected", "recap_attribute(v.provenance, 'edited_from') IS NOT NULL", true}};
    for (const auto& info : captionFaultInfos())
        marks.push_back(
            {info.name, "h.faults <> 0 AND h.faults & " + std::to_string(static_cast<unsigned>(info.fault)) + " <> 0"});
    return marks;
}

const std::vector<Mark>& captionMarks() {
    static const std::vector<Mark> marks = makeCaptionMarks();
    return marks;
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

const Mark* findMark(const std::vector<Mark>& marks, const Token& token) {
    const auto it = std::find_if(marks.begin(), marks.end(),
                                 [name = toLower(token.value)](const Mark& mark) { return mark.name == name; });
    return it == marks.end() ? nullptr : &*it;
}

std::string comparison(const Token& token) {
    return token.compare == ":" ? "=" : token.compare;
}

std::optional<double> numberOf(const std::string& text) {
    double value = 0;
    const auto r = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || r.ec != std::errc() || r.ptr != text.data() + text.size() || !std::isfinite(value)) return {};
    return value;
}

std::int64_t wholeNumber(const Token& token, const Message& unit) {
    const bool digits = !token.value.empty() && token.value.size() <= 12 &&
                        token.value.find_first_not_of("0123456789") == std::string::npos;
    if (!digits) throw QueryError(message("'%1' is compared with a number of %2.", token.field, unit), token.position);
    return std::stoll(token.value);
}

void requireColon(const Token& token) {
    if (token.compare != ":") throw QueryError(message("'%1' takes ':' and a text.", token.field), token.position);
}

std::int64_t statusNumber(const Token& token) {
    std::vector<std::string> names;
    std::string allowed;
    for (const auto& [status, name] : kCaptionStatusNames) {
        if (name == token.value) return static_cast<std::int64_t>(status);
        allowed += (allowed.empty() ? "" : ", ") + std::string(name);
        names.emplace_back(name);
    }
    if (auto near = nearestName(token.value, names); !near.empty())
        throw QueryError(message("there is no status '%1'; did you mean '%2'?", token.value, near), token.position);
    throw QueryError(message("a status cannot be '%1'; allowed: %2.", token.value, allowed), token.position);
}

// "EN" is en; codes with more letters (zh-Hant) are taken as they are written.
std::string languageCode(const std::string& text) {
    return text.find('-') == std::string::npos ? toLower(text) : text;
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
        throw QueryError(message("'aspect' is width by height: compare it with a number like 1.5 or 3:2."),
                         token.position);
    const double wanted = *first / *second;
    // Equal within a hundredth: 1920 x 1081 is 16:9 for people.
    if (comparison(token) == "=") return same("abs(i.width * 1.0 / i.height - ?) <= 0.01 * ?", {wanted, wanted});
    return same("i.width * 1.0 / i.height " + comparison(token) + " ?", {wanted});
}

// 576x448, the crop of a training at 512 pixels, or 288x224@256 at another resolution.
QueryCondition bucketCondition(const Token& token) {
    requireColon(token);
    const auto mark = token.value.find('@');
    const auto shape = token.value.substr(0, mark);
    const auto cross = shape.find_first_of("xX");
    const auto part = [&](const std::string& text) {
        const auto number = numberOf(text);
        return number && *number >= 1 && *number <= 65'535 ? static_cast<std::int64_t>(*number) : 0;
    };
    const auto width = cross == std::string::npos ? 0 : part(shape.substr(0, cross));
    const auto height = cross == std::string::npos ? 0 : part(shape.substr(cross + 1));
    const auto resolution = mark == std::string::npos ? 512 : part(token.value.substr(mark + 1));
    if (width == 0 || height == 0 || resolution < 8)
        throw QueryError(message("'bucket' takes a training crop, width x height: bucket:576x448, or "
                                 "bucket:288x224@256 for a training at 256 pixels."),
                         token.position);
    if (const auto all = aspectBuckets(resolution);
        std::find(all.begin(), all.end(), CropSize{width, height}) == all.end())
        throw QueryError(message("a training at %1 pixels has no bucket %2.", resolution, shape), token.position);
    return same("recap_bucket(i.width, i.height, ?) = ?", {resolution, (width << 16) + height});
}

// @similarity>0.3 compares, @licence:CC asks for a part of the text. Any case of the name: column names of the web's
// tables differ in nothing else.
QueryCondition attributeCondition(const Token& token) {
    const std::string value = "recap_attribute(i.attributes, ?)";
    const std::string name = toLower(token.field.substr(1));
    if (const auto number = numberOf(token.value); number && token.compare != ":")
        return same("coalesce(" + value + " " + token.compare + " ?, 0)", {name, *number});
    if (token.compare != ":" && token.compare != "=")
        throw QueryError(message("an attribute is compared with a number."), token.position);
    return same("coalesce(instr(lower(" + value + "), lower(?)) > 0, 0)", {name, token.value});
}

// A run by its number, or every run of that name.
CaptionTerm runTerm(const std::string& run) {
    const std::string wrote = "recap_attribute(v.provenance, 'run')";
    if (run.size() <= 18 && run.find_first_not_of("0123456789") == std::string::npos)
        return {wrote + " = ?", {static_cast<std::int64_t>(std::stoll(run))}, true};
    return {wrote + " IN (SELECT id FROM run WHERE name = ?)", {run}, true};
}

QueryCondition isCondition(const Token& token) {
    if (const auto* mark = findMark(imageMarks(), token)) return same(mark->sql, {});
    std::vector<std::string> names;
    for (const auto* marks : {&imageMarks(), &captionMarks()})
        for (const auto& mark : *marks) names.emplace_back(mark.name);
    if (auto near = nearestName(toLower(token.value), names); !near.empty())
        throw QueryError(message("'is:' does not take '%1'; did you mean '%2'?", token.value, near), token.position);
    throw QueryError(message("'is:' takes %1, not '%2'.", joined(names), token.value), token.position);
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

bool isCaptionTerm(const Token& token) {
    constexpr std::array<std::string_view, 10> kFields{"status",   "tokens",  "words",  "clip", "text",
                                                       "contains", "matches", "author", "run",  "lang"};
    if (token.field == "is") return findMark(captionMarks(), token) != nullptr;
    return std::find(kFields.begin(), kFields.end(), token.field) != kFields.end();
}

CaptionTerm captionTerm(const Token& token) {
    if (token.field == "tokens" || token.field == "words")
        return {"h." + token.field + " " + comparison(token) + " ?", {wholeNumber(token, verbatim(token.field))}};
    if (token.field == "clip") {
        const auto score = numberOf(token.value);
        if (!score) throw QueryError(message("'clip' is compared with a CLIPScore like 0.25."), token.position);
        return {"h.clip " + comparison(token) + " ?", {*score}};
    }
    requireColon(token);
    if (token.field == "status") return {"h.status = ?", {statusNumber(token)}};
    if (token.field == "author") return {"v.author = ?", {token.value}, true};
    if (token.field == "run") return runTerm(token.value);
    if (token.field == "lang") return {"h.lang = ?", {languageCode(token.value)}};
    if (token.field == "is") {
        const auto* mark = findMark(captionMarks(), token);
        return {mark->sql, {}, mark->text};
    }
    if (token.field == "text") {
        const auto text = repairUtf8(token.value);
        return {"h.text_hash = ? AND v.text = ?", {textNumber(text), text}, true};
    }
    if (token.field == "contains") return {"recap_contains(v.text, ?)", {foldCase(repairUtf8(token.value))}, true};
    try {
        const Regex check(token.value);
    } catch (const Error& e) {
        throw QueryError(e.message(), token.position);
    }
    return {"recap_matches(v.text, ?)", {token.value}, true};
}

QueryCondition captionCondition(const CaptionTerms& terms) {
    QueryCondition c;
    std::string where;
    bool text = false;
    const auto also = [&](const std::string& sql) { where += (where.empty() ? "" : " AND ") + sql; };
    const std::string index = terms.index();
    if (terms.indexed()) {
        also(index + " MATCH ?");
        c.values.emplace_back(terms.expression());
    }
    if (!terms.sources.empty()) also("h.source IN " + sourceList(terms.sources, c.values));
    for (const auto& term : terms.terms) {
        also(term.sql);
        c.values.insert(c.values.end(), term.values.begin(), term.values.end());
        text = text || term.text;
    }
    const std::string version = text ? " JOIN caption_version AS v ON v.id = h.version" : "";
    if (!terms.indexed()) {
        c.sql = "i.id IN (SELECT h.image FROM caption_head AS h" + version + " WHERE " + where + ")";
        c.scan = "EXISTS (SELECT 1 FROM caption_head AS h" + version + " WHERE h.image = i.id AND " + where + ")";
        return c;
    }
    c.sql = "i.id IN (SELECT h.image FROM " + index +
            " AS w JOIN caption_head AS h ON h.image = w.rowid >> 16 AND h.source = w.rowid & 65535" + version +
            " WHERE " + where + ")";
    if (terms.terms.empty() && terms.sources.empty())
        c.sql = "i.id IN (SELECT w.rowid >> 16 FROM " + index + " AS w WHERE " + where + ")";
    c.scan = c.sql;
    return c;
}

QueryCondition captionStream(const CaptionTerms& terms, const QueryCondition& rest) {
    QueryCondition c;
    const std::string index = terms.index();
    std::string from = "SELECT w.rowid >> 16 FROM " + index + " AS w", where = index + " MATCH ?";
    c.values.emplace_back(terms.expression());
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

// A field that does not exist.
[[noreturn]] static void failOfField(const Token& token) {
    std::vector<std::string> names, all;
    for (const auto& known : imageQueryFields()) {
        const auto end = known.text.find_first_of(":<>");
        if (end == std::string_view::npos || end == 0) continue;
        names.emplace_back(known.text.substr(0, end));
        all.emplace_back(names.back() == "is" ? known.text : known.text.substr(0, end));
    }
    if (auto near = nearestName(token.field, names); !near.empty())
        throw QueryError(
            message("there is no field '%1'; did you mean '%2'? Put a text with a colon in quotation marks.",
                    token.field, near),
            token.position);
    throw QueryError(message("there is no field '%1'; fields are %2 and @attribute. Put a text with a colon in "
                             "quotation marks.",
                             token.field, joined(all)),
                     token.position);
}

QueryCondition imageCondition(const Token& token) {
    const auto& field = token.field;
    if (field == "width" || field == "height")
        return same("i." + field + " " + comparison(token) + " ?", {wholeNumber(token, message("pixels"))});
    if (field == "bytes") return same("i.bytes " + comparison(token) + " ?", {wholeNumber(token, message("bytes"))});
    if (field == "group")
        return same("i.duplicate_group " + comparison(token) + " ?", {wholeNumber(token, message("a group"))});
    if (field == "similar")
        return same("i.similar_group " + comparison(token) + " ?", {wholeNumber(token, message("a group"))});
    if (field == "aspect") return aspectCondition(token);
    if (field == "bucket") return bucketCondition(token);
    if (field.size() > 1 && field.front() == '@') return attributeCondition(token);
    const std::vector<std::string_view> texts{"source", "has", "path", "origin", "key", "is"};
    if (std::find(texts.begin(), texts.end(), field) == texts.end()) failOfField(token);
    requireColon(token);
    if (field == "source" || field == "has")
        return captionCondition({.sources = {token.value}, .terms = {}, .statuses = {}, .match = {}, .trigrams = {}});
    if (field == "path") return likeCondition("i.path", token.value);
    if (field == "origin") return likeCondition("i.origin", token.value);
    if (field == "key") return same("i.key LIKE ? ", {toLower(token.value) + "%"});
    return isCondition(token);
}

}  // namespace recap
