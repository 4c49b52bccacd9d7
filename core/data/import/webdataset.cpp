// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/import/webdataset.h"

#include "base/error.h"
#include "base/text_file.h"
#include "base/unicode.h"
#include "data/import/column_roles.h"
#include "data/import/table.h"
#include "data/parquet.h"
#include "image/decode.h"
#include "image/tar_file.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <memory>
#include <set>
#include <unordered_map>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr std::int64_t kMaxTextBytes = 16 << 20;

// Fields that the picture or the shard says already.
const std::vector<std::string_view> kSkippedFields{"key", "status", "width", "height"};
const std::vector<std::string_view> kSkippedIndexFields{"path", "fname", "filename", "offset", "length",
                                                        "size", "width", "height",   "aspect"};

// "a/000000042.seg.png" is {a/000000042, a/000000042.seg, png}: web data sets end a key at the first dot of the name,
// people put dots into names, so both ways of cutting are kept.
struct MemberName {
    std::string key = {};
    std::string stem = {};
    std::string extension = {};  // the last one, in lower case; empty: the name has none
};

MemberName splitName(const std::string& name) {
    const auto start = name.rfind('/') + 1, first = name.find('.', start), last = name.rfind('.');
    if (first == std::string::npos || first == start || last + 1 == name.size()) return {};
    MemberName out{name.substr(0, first), name.substr(0, last), name.substr(last + 1)};
    for (char& c : out.extension) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

// A text or JSON member.
struct Part {
    std::string name = {}, content = {};
};
using Parts = std::map<std::string, Part>;  // by stem

struct Sample {
    std::vector<MemberName> pictures = {};
    std::vector<std::string> names = {};  // of `pictures`
    Parts texts = {}, jsons = {};
};

class ShardReader {
public:
    ShardReader(const fs::path& shard, const std::string& source, const ImportProgress& progress)
        : shard_(shard), asked_(source), progress_(progress) {}

    ImportRows read() {
        const auto visit = [&](const TarMember& member, const auto& content) {
            out_.seen.push_back(where(member.name));
            try {
                take(member, content);
            } catch (const Error& e) {
                if (isTarCutOff(e)) throw;
                out_.problems.push_back({where(member.name), e.message()});
            }
        };
        for (auto& problem : walkTar(shard_, visit)) {
            const bool shard = problem.member.empty();
            const auto file = shard ? shard_.string() : where(problem.member);
            if (!shard && (out_.seen.empty() || out_.seen.back() != file)) out_.seen.push_back(file);
            out_.problems.push_back({file, std::move(problem.reason)});
        }
        if (out_.seen.empty()) out_.notes.push_back(message("%1 is an empty archive.", shard_));
        openParquetBeside();
        for (const auto& key : order_) addSample(key, samples_.at(key));
        joinIndex();
        joinParquet();
        for (std::size_t i = 0; i < out_.rows.size(); ++i) finish(i);
        remarks_.say(shard_.string(), out_.problems);
        return std::move(out_);
    }

private:
    std::string where(const std::string& member) const { return (shard_ / member).string(); }

    void take(const TarMember& member, const std::function<std::string()>& content) {
        auto name = splitName(member.name);
        const bool picture = hasImageExtension(fs::path("x." + name.extension));
        const bool text = name.extension == "txt" || name.extension == "caption", json = name.extension == "json";
        if (!picture && !text && !json) return;  // other parts of a sample: embeddings, class numbers
        const auto [it, fresh] = samples_.try_emplace(name.key);
        if (fresh) order_.push_back(name.key);
        auto& sample = it->second;
        if (progress_ && order_.size() % 1000 == 0) progress_(static_cast<std::int64_t>(order_.size()));
        if (picture) {
            sample.pictures.push_back(std::move(name));
            sample.names.push_back(member.name);
            return;
        }
        if (member.bytes > kMaxTextBytes) throw Error(ErrorCode::BadFormat, message("The text is larger than 16 MB."));
        bool repaired = false;
        Part part{member.name, textFromBytes(content(), "It", &repaired)};
        if (repaired)
            out_.problems.push_back({where(member.name),
                                     message("The text was not UTF-8 and was read as Windows-1252; check its accents."),
                                     true});
        // A .txt is preferred to a .caption of the same name.
        auto& parts = json ? sample.jsons : sample.texts;
        if (name.extension == "caption")
            parts.try_emplace(name.stem, std::move(part));
        else
            parts[name.stem] = std::move(part);
    }

    // One row a picture: "key.png", or every picture where the names have further dots.
    void addSample(const std::string& key, const Sample& sample) {
        std::string plain;
        const bool any = std::any_of(sample.pictures.begin(), sample.pictures.end(),
                                     [&](const auto& picture) { return picture.stem == key; });
        for (std::size_t i = 0; i < sample.pictures.size(); ++i) {
            const auto& name = sample.names[i];
            const auto& stem = sample.pictures[i].stem;
            if (stem == key && plain.empty()) {
                plain = name;
                addRow(key, stem, name, sample);
            } else if (name == plain) {
                continue;  // the same name twice: the first member counts
            } else if (stem == key) {
                out_.problems.push_back({where(name), message("The sample already has a picture: %1.", plain)});
            } else if (!any || sample.texts.contains(stem) || sample.jsons.contains(stem)) {
                addRow(key, stem, name, sample);
            } else {
                out_.problems.push_back(
                    {where(name), message("It is another picture of its sample, of which %1.* is used.", key)});
            }
        }
        if (!sample.pictures.empty()) return;
        for (const auto* parts : {&sample.texts, &sample.jsons})
            for (const auto& [stem, part] : *parts)
                out_.problems.push_back({where(part.name), message("The sample has no picture.")});
    }

    // The part of the picture's own name, else that of the sample, else the only one there is for the only picture.
    static const Part* partFor(const Parts& parts, const std::string& key, const std::string& stem,
                               const std::string& name, const Sample& sample) {
        for (const auto& wanted : {stem, name, key})
            if (const auto it = parts.find(wanted); it != parts.end()) return &it->second;
        return parts.size() == 1 && sample.pictures.size() == 1 ? &parts.begin()->second : nullptr;
    }

    void addRow(const std::string& key, const std::string& stem, const std::string& name, const Sample& sample) {
        ImportRow row{.image = shard_ / name, .where = where(stem)};
        plain_.push_back(plainSource(table_columns_, asked_));
        std::size_t exported = 0;
        if (const auto* json = partFor(sample.jsons, key, stem, name, sample)) exported = takeJson(*json, row);
        if (const auto* text = partFor(sample.texts, key, stem, name, sample)) takeText(*text, exported, row);
        row.attributes["webdataset_key"] = stem;
        by_name_.emplace(name, out_.rows.size());
        by_key_.emplace(stem, out_.rows.size());
        if (stem != key && !sample.pictures.empty()) by_key_.emplace(key, out_.rows.size());
        out_.rows.push_back(std::move(row));
    }

    // When everything beside the picture was read.
    void finish(std::size_t number) {
        auto& row = out_.rows[number];
        if (asked_.empty()) dropRepeated(plain_[number], row);
        if (row.captions.empty())
            out_.problems.push_back({row.image.string(),
                                     message("It has no caption; the picture was imported without one."), true,
                                     row.image.string()});
    }

    // What lies beside the picture is what was trained on, so it comes before the JSON's own caption. Exports of this
    // program repeat one of their `exported` captions there.
    void takeText(const Part& part, std::size_t exported, ImportRow& row) {
        row.parts.push_back(where(part.name));
        if (trimmed(part.content).empty()) return;
        const auto same = [&](const auto& caption) { return caption.text == part.content; };
        const auto begin = row.captions.begin();
        if (std::any_of(begin, begin + static_cast<std::ptrdiff_t>(exported), same)) return;
        std::erase_if(row.captions, [&](const auto& caption) { return caption.source == plain_.back(); });
        row.captions.insert(row.captions.begin(), {plain_.back(), part.content});
    }

    // Returns how many captions its object `captions` has.
    std::size_t takeJson(const Part& part, ImportRow& row) {
        Json json;
        try {
            json = parseJsonRow(part.content, "It");
            if (!json.is_object()) throw Error(ErrorCode::BadFormat, message("It is not a JSON object."));
        } catch (const Error& e) {
            out_.problems.push_back({where(part.name), e.message()});
            return 0;
        }
        row.parts.push_back(where(part.name));
        const auto all = json.find("captions");
        const bool exported = all != json.end() && all->is_object();
        std::vector<std::string> columns;
        std::vector<Json> cells;
        for (const auto& [field, value] : json.items()) {
            if ((exported && (field == "captions" || field == "caption")) || (field == "exif" && value == "{}"))
                continue;
            columns.push_back(field);
            cells.push_back(value);
        }
        if (exported)
            for (const auto& [source, text] : all->items())
                if (text.is_string() && source == sourceNameOfColumn(source))
                    row.captions.push_back({source, text.template get<std::string>()});
        const auto count = row.captions.size();
        columns.insert(columns.end(), table_columns_.begin(), table_columns_.end());
        plain_.back() = plainSource(columns, asked_);
        columns.resize(cells.size());
        takeFields(ColumnRoles(columns, plain_.back(), kSkippedFields), cells, where(part.name), row);
        return count;
    }

    // Rows of published sets say themselves where no caption could be written.
    void takeFields(const ColumnRoles& roles, const std::vector<Json>& cells, const std::string& said, ImportRow& row) {
        const auto before = row.captions.size();
        roles.take(cells, row, remarks_);
        const auto why = roles.failure(cells);
        if (!why) return;
        row.captions.resize(before);
        out_.problems.push_back({said, *why, true, row.image.string()});
    }

    // The index of webshart, <shard>.json: {"files": {NAME: {"offset", "length", "captions", ...}}}, or a list of such
    // objects, each with its name. Another JSON file of this name is none of ours.
    void joinIndex() {
        const auto file = fs::path(shard_).replace_extension(".json");
        std::error_code error;
        if (!fs::is_regular_file(file, error)) return;
        try {
            const Json index = parseJsonRow(readText(file), file.string());
            const auto files = index.is_object() ? index.find("files") : index.end();
            if (!index.is_object() || files == index.end() || !(files->is_object() || files->is_array())) return;
            std::int64_t strangers = 0;
            for (const auto& [key, entry] : files->items()) {
                if (!entry.is_object()) continue;
                std::string name = key;
                for (const char* field : {"path", "fname", "filename"})
                    if (const auto own = entry.find(field); own != entry.end() && own->is_string())
                        name = own->template get<std::string>();
                if (const auto row = by_name_.find(name); row != by_name_.end())
                    joinEntry(file, name, entry, row->second);
                else
                    strangers += entry.contains("captions") ? 1 : 0;
            }
            if (strangers > 0)
                out_.problems.push_back(
                    {file.string(), message("Entries with captions for pictures that the shard lacks: %1.", strangers),
                     true});
            out_.used.push_back(file.string());
        } catch (const Error& e) {
            out_.problems.push_back({file.string(), e.message()});
        }
    }

    void joinEntry(const fs::path& file, const std::string& name, const Json& entry, std::size_t number) {
        std::vector<std::string> columns;
        std::vector<Json> cells;
        for (const auto& [field, value] : entry.items()) {
            columns.push_back(field);
            cells.push_back(value);
        }
        addFrom(ColumnRoles(columns, plain_[number], kSkippedIndexFields), cells, file.string() + ", " + name, number);
    }

    void openParquetBeside() {
        const auto file = fs::path(shard_).replace_extension(".parquet");
        std::error_code error;
        if (!fs::is_regular_file(file, error)) return;
        if (!parquetAvailable()) {
            out_.notes.push_back(message("%1 was not read: this build cannot read Parquet files.", file));
            return;
        }
        try {
            table_ = openParquet(file);
            table_columns_ = table_->columns();
        } catch (const Error& e) {
            out_.problems.push_back({file.string(), e.message()});
        }
    }

    void joinParquet() {
        if (table_ == nullptr) return;
        const auto file = fs::path(shard_).replace_extension(".parquet");
        try {
            joinRows(*table_);
            out_.used.push_back(file.string());
        } catch (const Error& e) {
            out_.problems.push_back({file.string(), e.message()});
        }
    }

    void joinRows(TableReader& table) {
        using NoRows = std::pair<decltype(by_key_)::iterator, decltype(by_key_)::iterator>;
        const auto key = findColumn(table.columns(), {"key"}), status = findColumn(table.columns(), {"status"});
        if (!key)
            throw Error(ErrorCode::BadFormat,
                        message("It has no column 'key', so its rows cannot be joined to the shard."));
        std::map<std::string, std::int64_t> failed;
        std::map<std::string, ColumnRoles> roles;  // by the plain source, which differs where samples have a JSON
        std::vector<Json> cells;
        std::int64_t missing = 0;
        while (table.next(cells)) {
            const auto [begin, end] = cells[*key].is_string() ? by_key_.equal_range(cells[*key].get<std::string>())
                                                              : NoRows(by_key_.end(), by_key_.end());
            for (auto it = begin; it != end; ++it) {
                const auto& plain = plain_[it->second];
                const auto own = roles.try_emplace(plain, table.columns(), plain, kSkippedFields).first;
                addFrom(own->second, cells, table.where(), it->second);
            }
            if (begin != end) continue;
            if (status && cells[*status].is_string() && cells[*status] != "success")
                ++failed[cells[*status].get<std::string>()];
            else
                ++missing;
        }
        for (const auto& [reason, count] : failed)
            out_.notes.push_back(
                message("%1: rows of its table that are '%3' and have no picture: %2.", shard_, count, reason));
        if (missing > 0)
            out_.problems.push_back(
                {shard_.string(),
                 message("Rows of its table that should have a picture here and have none: %1.", missing)});
    }

    // The shard's own texts come first: what was trained on is what lies beside the picture. Tables repeat it.
    void addFrom(const ColumnRoles& roles, const std::vector<Json>& cells, const std::string& said,
                 std::size_t number) {
        auto& row = out_.rows[number];
        ImportRow extra{.image = row.image};
        takeFields(roles, cells, said, extra);
        const auto before = row.captions;
        for (auto& caption : extra.captions)
            if (std::none_of(before.begin(), before.end(), [&](const auto& own) {
                    return own.source == caption.source ||
                           (caption.source == plain_[number] && own.text == caption.text);
                }))
                row.captions.push_back(std::move(caption));
        for (const auto& [name, value] : extra.attributes.items())
            if (!row.attributes.contains(name) && value != "{}") row.attributes[name] = value;
    }

    fs::path shard_;
    const std::string& asked_;
    const ImportProgress& progress_;
    std::unordered_map<std::string, Sample> samples_;
    std::vector<std::string> order_;
    std::unordered_multimap<std::string, std::size_t> by_key_;  // rows; several where a key has several pictures
    std::unordered_map<std::string, std::size_t> by_name_;      // rows, by the picture's member
    std::vector<std::string> plain_;                            // of each row, what a caption without a name is called
    std::unique_ptr<TableReader> table_;                        // beside the shard
    std::vector<std::string> table_columns_;
    ColumnRemarks remarks_;
    ImportRows out_;
};

// "{00000..00127}" in a file name. The numbers keep the width of the first one.
std::vector<fs::path> expandBraces(const fs::path& path) {
    const std::string text = path.string();
    const auto open = text.find('{'), dots = text.find("..", open), close = text.find('}', open);
    const auto broken = [&]() -> Error {
        return {ErrorCode::BadFormat, message("'%1' is not a list of shards; write {00000..00127}.", text)};
    };
    if (dots == std::string::npos || close == std::string::npos || dots > close) throw broken();
    const std::string first = text.substr(open + 1, dots - open - 1), last = text.substr(dots + 2, close - dots - 2);
    std::int64_t low = 0, high = 0;
    const auto number = [](const std::string& digits, std::int64_t& value) {
        const auto r = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        return !digits.empty() && r.ec == std::errc() && r.ptr == digits.data() + digits.size();
    };
    if (!number(first, low) || !number(last, high) || low < 0 || high < low || high - low > 1'000'000) throw broken();
    std::vector<fs::path> out;
    for (auto n = low; n <= high; ++n) {
        std::string digits = std::to_string(n);
        if (digits.size() < first.size()) digits.insert(0, first.size() - digits.size(), '0');
        fs::path shard = text.substr(0, open) + digits + text.substr(close + 1);
        std::error_code error;
        if (fs::is_regular_file(shard, error)) out.push_back(std::move(shard));
    }
    return out;
}

}  // namespace

std::vector<fs::path> findShards(const fs::path& path) {
    std::error_code error;
    if (fs::is_regular_file(path, error)) {
        if (path.extension() == ".tar") return {path};
        const auto shard = fs::path(path).replace_extension(".tar");
        if (path.extension() == ".parquet" && fs::is_regular_file(shard, error)) return {shard};
        return {};
    }
    if (path.filename().string().find('{') != std::string::npos) return expandBraces(path);
    std::vector<fs::path> out;
    for (auto it = fs::directory_iterator(path, error); !error && it != fs::directory_iterator(); it.increment(error))
        if (it->path().extension() == ".tar" && it->is_regular_file(error)) out.push_back(it->path());
    std::sort(out.begin(), out.end());
    return out;
}

std::vector<Message> shardNotes(const std::vector<fs::path>& shards) {
    std::vector<Message> notes;
    std::int64_t unfinished = 0, counted = 0;
    std::set<std::int64_t> numbers;
    std::error_code error;
    for (const auto& shard : shards) {
        std::int64_t number = 0;
        const std::string stem = shard.stem().string();
        const auto r = std::from_chars(stem.data(), stem.data() + stem.size(), number);
        if (r.ec == std::errc() && r.ptr == stem.data() + stem.size()) numbers.insert(number);
        const bool statistics = fs::exists(shard.parent_path() / (stem + "_stats.json"), error);
        ++(statistics ? counted : unfinished);
    }
    if (counted > 0 && unfinished > 0)
        notes.push_back(message("%1 of %2 shards have no statistics file; their download may not have been finished.",
                                unfinished, shards.size()));
    if (numbers.size() > 1) {
        const auto gaps = *numbers.rbegin() - *numbers.begin() + 1 - static_cast<std::int64_t>(numbers.size());
        if (gaps > 0)
            notes.push_back(message("The shards' numbers have gaps: %1 between %2 and %3 are missing.", gaps,
                                    *numbers.begin(), *numbers.rbegin()));
    }
    return notes;
}

ImportRows readShard(const fs::path& shard, const std::string& source, const ImportProgress& progress) {
    return ShardReader(shard, source, progress).read();
}

}  // namespace recap
