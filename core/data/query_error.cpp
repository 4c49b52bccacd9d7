// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/query_error.h"

#include "base/unicode.h"

#include <algorithm>
#include <utility>

namespace recap {
namespace {

constexpr std::size_t kShortName = 5;

std::string sentence(QueryMistake mistake, const std::vector<std::string>& arguments, std::size_t position) {
    return "The filter is wrong at character " + std::to_string(position + 1) + ": " +
           filledIn(queryMistakeSentence(mistake), arguments) + ".";
}

// Edits (one character changed, left out, added, or two neighbours exchanged) between two short texts.
std::size_t distance(const std::vector<std::int32_t>& a, const std::vector<std::int32_t>& b) {
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i)
        for (std::size_t j = 1; j <= b.size(); ++j) {
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0u : 1u)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[a.size()][b.size()];
}

}  // namespace

QueryError::QueryError(QueryMistake mistake, std::vector<std::string> arguments, std::size_t position)
    : Error(ErrorCode::InvalidOption, sentence(mistake, arguments, position)),
      mistake_(mistake),
      arguments_(std::move(arguments)),
      position_(position) {}

const char* queryMistakeSentence(QueryMistake mistake) {
    switch (mistake) {
        case QueryMistake::UnknownField:
            return "there is no field '{0}'; fields are source, status, has, text, contains, matches, tokens, words, "
                   "clip, author, lang, path, origin, key, width, height, aspect, bucket, bytes, group, similar, "
                   "@attribute, is:missing, is:unreadable, is:duplicate, is:similar, is:repeated, is:filename and "
                   "is:draft; put a text with a colon in quotation marks";
        case QueryMistake::MisspeltField:
            return "there is no field '{0}'; did you mean '{1}'? Put a text with a colon in quotation marks";
        case QueryMistake::NumberExpected: return "'{0}' is compared with a number of {1}";
        case QueryMistake::ColonExpected: return "'{0}' takes ':' and a text";
        case QueryMistake::UnknownStatus: return "A status cannot be '{0}'; allowed: {1}";
        case QueryMistake::MisspeltStatus: return "there is no status '{0}'; did you mean '{1}'?";
        case QueryMistake::UnknownCondition:
            return "'is:' takes missing, unreadable, duplicate, similar, repeated, filename or draft, not '{0}'";
        case QueryMistake::MisspeltCondition: return "'is:' does not take '{0}'; did you mean '{1}'?";
        case QueryMistake::AspectExpected:
            return "'aspect' is width by height: compare it with a number like 1.5 or 3:2";
        case QueryMistake::BucketExpected:
            return "'bucket' takes a training crop, width x height: bucket:576x448, or bucket:288x224@256 for a "
                   "training at 256 pixels";
        case QueryMistake::NoSuchBucket: return "a training at {0} pixels has no bucket {1}";
        case QueryMistake::AttributeExpected: return "an attribute is compared with a number";
        case QueryMistake::ScoreExpected: return "'clip' is compared with a CLIPScore like 0.25";
        case QueryMistake::PatternWrong: return "{0}";
        case QueryMistake::PatternNotClosed: return "the pattern is not closed by a slash";
        case QueryMistake::QuoteNotClosed: return "the quotation mark is not closed";
        case QueryMistake::BracketNotClosed: return "the bracket is not closed";
        case QueryMistake::BracketNotOpened: return "')' closes nothing";
        case QueryMistake::TooDeep: return "the brackets are nested too deeply";
        case QueryMistake::NothingBehindMinus: return "'-' stands in front of what must not occur";
        case QueryMistake::TermMissing: return "a word or a field is missing here";
        case QueryMistake::ValueMissing: return "'{0}' needs a value behind it";
    }
    return "";
}

std::string filledIn(std::string_view text, const std::vector<std::string>& arguments) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool mark =
            text[i] == '{' && i + 2 < text.size() && text[i + 2] == '}' && text[i + 1] >= '0' && text[i + 1] <= '9';
        const auto index = mark ? static_cast<std::size_t>(text[i + 1] - '0') : arguments.size();
        if (index >= arguments.size()) {
            out += text[i];
            continue;
        }
        out += arguments[index];
        i += 2;
    }
    return out;
}

std::string nearestName(std::string_view written, const std::vector<std::string>& names) {
    const auto wanted = codePoints(foldCase(repairUtf8(written)));
    std::size_t best = wanted.size() < kShortName ? 2 : 3;
    // As many changes as letters would turn anything into anything.
    best = std::min(best, wanted.size());
    std::string found;
    for (const auto& name : names) {
        const auto candidate = codePoints(foldCase(name));
        const auto longer = std::max(candidate.size(), wanted.size()),
                   shorter = std::min(candidate.size(), wanted.size());
        if (longer - shorter >= best) continue;
        if (const auto changes = distance(wanted, candidate); changes < best) {
            best = changes;
            found = name;
        }
    }
    return found;
}

}  // namespace recap
