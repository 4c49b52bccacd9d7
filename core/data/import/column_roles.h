// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the columns of published data sets mean, and how a row of them is taken: the same for a table, for the JSON of a
// sample in a shard and for the table or index beside a shard.
#pragma once

#include "data/import/import_row.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace recap {

// Attribute: kept under its name. Output: a caption where it is a list of texts, else an attribute. Error, Failed,
// Rejected, Status: say what became of the row's captions.
enum class ColumnKind { Attribute, Ignored, Caption, Conversation, Output, Error, Failed, Rejected, Status };

// Counted instead of listed, because a whole column is alike.
struct ColumnRemarks {
    std::map<std::string, std::int64_t> no_caption = {};  // cells in a column of captions that hold none, by column
    std::map<std::string, std::int64_t> rejected = {};  // rows whose captions are rejected, by the column that says so
    // One sentence each, as remarks on `file`.
    void say(const std::string& file, std::vector<ImportProblem>& problems) const;
};

// Column names are matched regardless of case.
class ColumnRoles {
public:
    // `plain`: the source of columns that say no more than "caption", see plainSource(). `ignored`: in lower case.
    ColumnRoles(const std::vector<std::string>& columns, const std::string& plain,
                const std::vector<std::string_view>& ignored = {});
    // Only these columns, by number, hold captions.
    void setCaptions(const std::vector<std::pair<std::size_t, std::string>>& sources);
    void ignore(std::size_t column) { roles_[column].kind = ColumnKind::Ignored; }
    bool hasCaptions() const;

    // Captions and attributes. `typed`: texts that are numbers become numbers, as in CSV.
    void take(const std::vector<Json>& cells, ImportRow& row, ColumnRemarks& remarks, bool typed = false) const;
    // Why the row has no caption worth taking: whoever made it says that it failed.
    std::optional<Message> failure(const std::vector<Json>& cells) const;
    // The names of the row's picture, the surest first.
    std::vector<PictureName> namesOf(const std::vector<Json>& cells) const;

private:
    struct Role {
        ColumnKind kind = ColumnKind::Attribute;
        std::string source = {};
        std::optional<PictureNameKind> name = {};
    };
    std::vector<std::string> columns_;
    std::vector<Role> roles_;
};

// The source of columns that say no more than "text" or "caption", by the columns beside them: the one `asked` for,
// else generated_caption where a captioning program wrote the table, caption where another column holds the alt text or
// a recaption, and alttext anywhere else.
std::string plainSource(const std::vector<std::string>& columns, const std::string& asked);

// Whether a column names pictures otherwise than as files: a sum, an identifier, an address.
bool namesPictures(const std::vector<std::string>& columns);

// A text is one caption, a list of texts several: `source`, `source`_2, `source`_3 ... False: there is none.
bool addCaptions(const std::string& source, const Json& cell, ImportRow& row);

// A caption of the plain source that repeats one of another source is dropped, unless it is the alt text.
void dropRepeated(const std::string& plain, ImportRow& row);

}  // namespace recap
