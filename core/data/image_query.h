// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/records.h"

#include <cstdint>
#include <span>
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
//     contains:"o do"                the text occurs, in any case      matches:/two (dogs|cats)/   the pattern does
//     source:alttext                 has a caption of that source; whatever else is said about captions beside it is
//                                    tested on that caption; source:human* takes human, human_2 ...
//     status:accepted                has a caption of that status (new accepted edited rejected flagged)
//     tokens>75  words<=3            length of a caption in CLIP tokens (start and end not counted) and words
//     clip<0.25                      CLIPScore of a caption (cosine, -1 to 1), once captions were scored
//     author:ann  lang:en            who wrote the caption; the language it is probably in (und: cannot be told)
//     has:human_short                has a caption of that source; never restricts the other words
//     path:animals/  key:3fa  origin:NAME  path contains, key begins with, imported from a path that contains NAME
//     text:"a dog"  is:repeated  is:filename  a caption is that; another image has it too; it only names the file
//     width>=512  height<300         size as shown; aspect>1.5, aspect:16:9, bytes>100000
//     bucket:576x448                 the crop a training with aspect buckets at 512 pixels makes; bucket:288x224@256
//     @similarity>0.3  @licence:CC   an attribute of the data set: compared, or contains
//     is:missing  is:unreadable      the file was not found; it could not be read (found by the statistics)
//     is:duplicate  group:7          of a group of near duplicates (found by the statistics)
//     is:similar  similar:7          of a group of pictures that a CLIP takes for almost the same
//     -word  not status:new          without;   a or b;   ( ... ) groups
//
// Words are found regardless of case and accents; Chinese, Japanese and Korean text is found by any run of characters.
struct ImageQuery {
    using Values = std::vector<std::variant<std::int64_t, double, std::string>>;

    std::string text = {};    // as written
    std::string sql = "1";    // condition over image AS i
    Values values = {};       // its parameters, in order
    std::string scan = "1";   // the same, asked image by image: for the first few of many
    std::string stream = {};  // ids of the images, ascending, repeated; empty when no words lead the query
    Values stream_values = {};

    bool all() const { return sql == "1"; }
    void bindTo(Statement& statement) const;
    static void bindValues(Statement& statement, const Values& list);
};

// A field or operator of the language, for completion; `text` is what is typed.
struct QueryField {
    std::string_view text;
    std::string_view help;
};
std::span<const QueryField> imageQueryFields();

// Throws Error(InvalidOption): what is wrong, and "at character N" (counted from 1, in bytes).
ImageQuery parseImageQuery(std::string_view text);

// The caption as it is put into the full-text index: characters of scripts written without spaces stand alone, so that
// any run of them can be found as a phrase.
std::string searchableText(std::string_view text);

}  // namespace recap
