// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <cstddef>
#include <string>
#include <vector>

namespace recap {

// A mistake in a filter. what() is the English sentence: "The filter is wrong at character N: ...", counted from 1.
class QueryError final : public Error {
public:
    // mistake: what is wrong, as the end of a sentence with its full stop. position: byte of the query where it
    // begins, from 0.
    QueryError(Message mistake, std::size_t position);
    const Message& mistake() const { return mistake_; }
    std::size_t position() const { return position_; }

private:
    Message mistake_;
    std::size_t position_;
};

// The name that is meant by one written almost so (two letters changed, left out, added or exchanged at most; one in a
// short name), in any case; empty: none is near.
std::string nearestName(std::string_view written, const std::vector<std::string>& names);

}  // namespace recap
