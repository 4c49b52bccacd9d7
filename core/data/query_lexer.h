// SPDX-License-Identifier: GPL-3.0-or-later
//
// The words of the image query language; private to core/data.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace recap {

// Words, quoted phrases, fields, operators.
struct QueryToken {
    enum class Kind { Text, Field, And, Or, Not, Open, Close, End };
    Kind kind = Kind::End;
    std::string field = {};    // Field: its name, lower case
    std::string compare = {};  // Field: ":" or one of = < > <= >=
    std::string value = {};
    bool quoted = false;
    bool pattern = false;  // written between slashes
    std::size_t position = 0;
};

class QueryLexer {
public:
    explicit QueryLexer(std::string_view text) : text_(text) {}
    QueryToken next();

private:
    QueryToken word(QueryToken token);
    QueryToken field(QueryToken token);
    std::string quoted();
    std::string pattern();

    std::string_view text_;
    std::size_t at_ = 0;
};

}  // namespace recap
