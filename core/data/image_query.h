// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/records.h"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace recap {

class Statement;

// A filter over images, ready to be put into SQL. A default-constructed one takes every image. A plain value.
//
//     two dogs                       both words occur in one of the image's current captions (in any order)
//     "two dogs"                     the phrase occurs; dog* takes words that begin so
//     source:alttext                 has a caption of that source; words and status beside it are looked for in it
//     status:accepted                has a caption of that status (new accepted edited rejected flagged)
//     has:human_short                has a caption of that source; never restricts the other words
//     path:animals/  key:3fa         path contains, key begins with
//     origin:NAME                    imported from a folder or file whose path contains NAME
//     width>=512  height<300         size as shown
//     is:missing                     the file was not found
//     -word  not status:new          without;   a or b;   ( ... ) groups
//
// Words are found regardless of case and accents; Chinese, Japanese and Korean text is found by any run of characters.
struct ImageQuery {
    std::string text = {};                                             // as written
    std::string sql = "1";                                             // condition over image AS i
    std::vector<std::variant<std::int64_t, std::string>> values = {};  // its parameters, in order

    bool all() const { return sql == "1"; }
    void bindTo(Statement& statement) const;
};

// Throws Error(InvalidOption): what is wrong, and "at character N" (counted from 1, in bytes).
ImageQuery parseImageQuery(std::string_view text);

// The caption as it is put into the full-text index: characters of scripts written without spaces stand alone, so that
// any run of them can be found as a phrase.
std::string searchableText(std::string_view text);

}  // namespace recap
