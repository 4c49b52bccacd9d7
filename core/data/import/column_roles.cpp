// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/import/column_roles.h"

#include "base/unicode.h"
#include "data/import/table.h"

#include <algorithm>
#include <array>

namespace recap {
namespace {

constexpr std::string_view kAltText = "alttext";

struct KnownColumn {
    std::string_view column;
    ColumnKind kind = ColumnKind::Attribute;
    std::string_view source = {};  // of captions; empty: plainSource()
    std::optional<PictureNameKind> name = {};
};

constexpr KnownColumn caption(std::string_view column, std::string_view source) {
    return {column, ColumnKind::Caption, source, {}};
}
constexpr KnownColumn caption(std::string_view column) {
    return caption(column, column);
}
constexpr KnownColumn names(std::string_view column, PictureNameKind kind) {
    return {column, ColumnKind::Attribute, {}, kind};
}
constexpr KnownColumn says(std::string_view column, ColumnKind kind) {
    return {column, kind, {}, {}};
}

// The one list of columns, in lower case. A caption source is called like its column; the text that came with a picture
// from the web is the alt text, whatever the data set calls it.
constexpr std::array kKnownColumns{caption("text", ""),
                                   caption("caption", ""),
                                   caption("captions", ""),
                                   says("conversations", ColumnKind::Conversation),
                                   caption("alttext", kAltText),
                                   caption("alt_text", kAltText),
                                   caption("alt", kAltText),
                                   caption("orig_caption", kAltText),
                                   caption("org_caption", kAltText),
                                   caption("original_caption", kAltText),
                                   caption("laion_2b", kAltText),
                                   caption("all_captions", "caption"),
                                   caption("re_caption"),
                                   caption("re_caption_condition_diverse_topk"),
                                   caption("vlm_caption"),
                                   caption("laion_coco"),
                                   caption("capsfusion"),
                                   caption("short_caption"),
                                   caption("long_caption"),
                                   caption("top_caption"),
                                   caption("generated_caption"),
                                   caption("caption_short"),
                                   caption("caption_long"),
                                   caption("recap_short"),
                                   caption("recap_long"),
                                   caption("human"),
                                   names("sha256", PictureNameKind::Sha256),
                                   names("uid", PictureNameKind::Uid),
                                   names("key", PictureNameKind::Key),
                                   names("item_key", PictureNameKind::Key),
                                   names("source_stem", PictureNameKind::Key),
                                   names("webdataset_key", PictureNameKind::Key),
                                   names("url", PictureNameKind::Url),
                                   names("image_url", PictureNameKind::Url),
                                   names("shard", PictureNameKind::Shard),
                                   names("source_tar", PictureNameKind::Shard),
                                   says("error", ColumnKind::Error),
                                   says("error_message", ColumnKind::Error),
                                   says("has_error", ColumnKind::Failed),
                                   says("is_rejected", ColumnKind::Rejected),
                                   says("status", ColumnKind::Status)};

// Only tables of captioning programs have these: ShareGPT4V, PixelProse, pixelvision, CaptionFlow.
constexpr std::array<std::string_view, 4> kGeneratedBy{"conversations", "vlm_model", "annotated_at", "contributor_id"};
// CaptionFlow has a column for each output field, of any name.
constexpr std::string_view kOutputsBeside = "contributor_id";

std::string lowerAscii(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

const KnownColumn* knownColumn(std::string_view column) {
    const auto lower = lowerAscii(column);
    const auto known = std::find_if(kKnownColumns.begin(), kKnownColumns.end(),
                                    [&](const auto& entry) { return entry.column == lower; });
    return known == kKnownColumns.end() ? nullptr : &*known;
}

bool isEmpty(const Json& cell) {
    return cell.is_null() || (cell.is_string() && trimmed(cell.get_ref<const std::string&>()).empty());
}

std::string lowerText(const Json& cell) {
    return cell.is_string() ? lowerAscii(trimmed(cell.get_ref<const std::string&>())) : std::string();
}

bool isTrue(const Json& cell) {
    const auto text = lowerText(cell);
    return cell == true || cell == 1 || text == "true" || text == "yes" || text == "1";
}

bool isError(const Json& cell) {
    const auto text = lowerText(cell);
    return !text.empty() && text != "none" && text != "null" && text != "nan" && text != "false";
}

bool isTextList(const Json& cell) {
    return cell.is_array() && std::all_of(cell.begin(), cell.end(),
                                          [](const auto& entry) { return entry.is_string() || entry.is_null(); });
}

// What a conversation in the layout of LLaVA says of the picture; none where there are several answers.
Json onlyAnswer(const Json& cell) {
    Json answer;
    for (const auto& turn : cell.is_array() ? cell : Json::array()) {
        if (!turn.is_object() || turn.value("from", Json()) != "gpt") continue;
        if (!answer.is_null()) return {};
        answer = turn.value("value", Json());
    }
    return answer;
}

std::string sentenceIn(const Json& cell) {
    return cell.is_string() ? cell.get<std::string>() : toJsonLine(cell);
}

}  // namespace

void ColumnRemarks::say(const std::string& file, std::vector<ImportProblem>& problems) const {
    for (const auto& [column, count] : no_caption)
        problems.push_back(
            {file, message("Cells of the column '%2' that hold no caption and became attributes: %1.", count, column),
             true});
    for (const auto& [column, count] : rejected)
        problems.push_back({file,
                            message("Rows that their column '%2' rejects, whose captions have the status rejected: %1.",
                                    count, column),
                            true});
}

ColumnRoles::ColumnRoles(const std::vector<std::string>& columns, const std::string& plain,
                         const std::vector<std::string_view>& ignored)
    : columns_(columns), roles_(columns.size()) {
    const bool outputs = findColumn(columns, {kOutputsBeside}).has_value();
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (std::find(ignored.begin(), ignored.end(), lowerAscii(columns[i])) != ignored.end())
            roles_[i].kind = ColumnKind::Ignored;
        else if (const auto* known = knownColumn(columns[i]))
            roles_[i] = {known->kind, known->source.empty() ? plain : std::string(known->source), known->name};
        else if (outputs)
            roles_[i] = {ColumnKind::Output, sourceNameOfColumn(columns[i]), {}};
    }
}

void ColumnRoles::setCaptions(const std::vector<std::pair<std::size_t, std::string>>& sources) {
    for (auto& role : roles_)
        if (role.kind == ColumnKind::Caption || role.kind == ColumnKind::Output) role.kind = ColumnKind::Attribute;
    for (const auto& [column, source] : sources) {
        auto& role = roles_[column];
        if (role.kind != ColumnKind::Conversation) role.kind = ColumnKind::Caption;
        role.source = source;
    }
}

bool ColumnRoles::hasCaptions() const {
    return std::any_of(roles_.begin(), roles_.end(), [](const auto& role) {
        return role.kind == ColumnKind::Caption || role.kind == ColumnKind::Conversation ||
               role.kind == ColumnKind::Output;
    });
}

void ColumnRoles::take(const std::vector<Json>& cells, ImportRow& row, ColumnRemarks& remarks, bool typed) const {
    const auto first = static_cast<std::ptrdiff_t>(row.captions.size());
    std::string rejected;
    for (std::size_t i = 0; i < cells.size() && i < roles_.size(); ++i) {
        const auto& [kind, source, name] = roles_[i];
        if (kind == ColumnKind::Ignored || isEmpty(cells[i])) continue;
        if (kind == ColumnKind::Rejected || kind == ColumnKind::Status) {
            if (kind == ColumnKind::Rejected ? isTrue(cells[i]) : lowerText(cells[i]) == "rejected")
                rejected = columns_[i];
            if (kind == ColumnKind::Rejected) continue;
        }
        if (kind == ColumnKind::Failed || (kind == ColumnKind::Error && !cells[i].is_number())) continue;
        if (kind == ColumnKind::Caption || kind == ColumnKind::Conversation) {
            if (addCaptions(source, kind == ColumnKind::Conversation ? onlyAnswer(cells[i]) : cells[i], row)) continue;
            ++remarks.no_caption[columns_[i]];
        }
        if (kind == ColumnKind::Output && isTextList(cells[i]) && addCaptions(source, cells[i], row)) continue;
        row.attributes[columns_[i]] = typed && !name ? typedCell(cells[i]) : cells[i];
    }
    if (rejected.empty() || first == std::ssize(row.captions)) return;
    ++remarks.rejected[rejected];
    // Who rejects a new caption says nothing of the alt text beside it.
    const bool onlyAltText = std::all_of(row.captions.begin() + first, row.captions.end(),
                                         [](const auto& caption) { return caption.source == kAltText; });
    std::for_each(row.captions.begin() + first, row.captions.end(), [&](auto& caption) {
        if (onlyAltText || caption.source != kAltText) caption.rejected = rejected;
    });
}

std::optional<Message> ColumnRoles::failure(const std::vector<Json>& cells) const {
    std::optional<std::size_t> said;
    for (std::size_t i = 0; i < cells.size() && i < roles_.size(); ++i) {
        const auto kind = roles_[i].kind;
        const auto status = kind == ColumnKind::Status ? lowerText(cells[i]) : std::string();
        if ((kind == ColumnKind::Error && isError(cells[i])) || status.starts_with("fail") ||
            status.starts_with("error"))
            return message("Its column '%1' says that it failed: %2", columns_[i], sentenceIn(cells[i]));
        if (kind == ColumnKind::Failed && isTrue(cells[i])) said = i;
    }
    if (said) return message("Its column '%1' says that it failed: %2", columns_[*said], sentenceIn(cells[*said]));
    return std::nullopt;
}

std::vector<PictureName> ColumnRoles::namesOf(const std::vector<Json>& cells) const {
    std::vector<PictureName> names;
    for (std::size_t i = 0; i < cells.size() && i < roles_.size(); ++i) {
        if (!roles_[i].name || isEmpty(cells[i])) continue;
        if (cells[i].is_string())
            names.push_back({*roles_[i].name, std::string(trimmed(cells[i].get_ref<const std::string&>()))});
        else if (cells[i].is_number_integer())
            names.push_back({*roles_[i].name, cells[i].dump()});
    }
    std::stable_sort(names.begin(), names.end(), [](const auto& a, const auto& b) { return a.kind < b.kind; });
    return names;
}

std::string plainSource(const std::vector<std::string>& columns, const std::string& asked) {
    if (!asked.empty()) return asked;
    if (findColumn(columns, {kGeneratedBy.begin(), kGeneratedBy.end()})) return "generated_caption";
    const bool others = std::any_of(columns.begin(), columns.end(), [](const auto& column) {
        const auto* known = knownColumn(column);
        return known != nullptr && (known->source == kAltText || known->column == "re_caption");
    });
    return others ? "caption" : std::string(kAltText);
}

bool namesPictures(const std::vector<std::string>& columns) {
    return std::any_of(columns.begin(), columns.end(), [](const auto& column) {
        const auto* known = knownColumn(column);
        return known != nullptr && known->name && *known->name != PictureNameKind::Shard;
    });
}

bool addCaptions(const std::string& source, const Json& cell, ImportRow& row) {
    if (!cell.is_string() && !isTextList(cell)) return false;
    const auto add = [&](const Json& text) {
        if (isEmpty(text)) return;
        std::string free = source;
        for (int number = 2;; ++number) {
            const auto taken = std::find_if(row.captions.begin(), row.captions.end(),
                                            [&](const auto& caption) { return caption.source == free; });
            if (taken == row.captions.end()) break;
            if (taken->text == text.get_ref<const std::string&>()) return;
            free = source + '_' + std::to_string(number);
        }
        row.captions.push_back({free, text.get<std::string>()});
    };
    if (cell.is_string())
        add(cell);
    else
        for (const auto& text : cell) add(text);
    return true;
}

void dropRepeated(const std::string& plain, ImportRow& row) {
    if (plain == kAltText) return;
    const auto own = std::find_if(row.captions.begin(), row.captions.end(),
                                  [&](const auto& caption) { return caption.source == plain; });
    if (own != row.captions.end() && std::any_of(row.captions.begin(), row.captions.end(), [&](const auto& other) {
            return other.source != plain && other.text == own->text;
        }))
        row.captions.erase(own);
}

}  // namespace recap
