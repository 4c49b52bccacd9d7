// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/import/webdataset.h"

#include "base/error.h"
#include "base/unicode.h"
#include "data/import/table_rows.h"
#include "data/parquet.h"
#include "image/decode.h"
#include "image/tar_file.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <unordered_map>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr std::int64_t kMaxTextBytes = 16 << 20;

// Fields that the picture, the caption or the database says already.
const std::vector<std::string_view> kSkippedFields{"key",           "caption", "captions", "status",
                                                   "error_message", "width",   "height",   "sha256"};

struct Sample {
    std::string picture;  // member name; empty: none
    std::string text;
    bool hasText = false;
    Json json;
    std::string jsonName;
};

// "a/000000042.seg.png" gives {a/000000042, seg.png}; a name without an extension has no key.
std::pair<std::string, std::string> splitKey(const std::string& name) {
    const auto slash = name.rfind('/');
    const auto dot = name.find('.', slash == std::string::npos ? 0 : slash + 1);
    if (dot == std::string::npos || dot + 1 == name.size()) return {};
    return {name.substr(0, dot), name.substr(dot + 1)};
}

class ShardReader {
public:
    ShardReader(const fs::path& shard, const std::string& source, const ImportProgress& progress)
        : shard_(shard), source_(source), progress_(progress) {}

    ImportRows read() {
        const auto visit = [&](const TarMember& member, const auto& content) { take(member, content); };
        for (auto& problem : walkTar(shard_, visit))
            out_.problems.push_back(
                {problem.member.empty() ? shard_.string() : where(problem.member), std::move(problem.reason)});
        for (const auto& key : order_) addRow(key, samples_.at(key));
        joinParquet();
        return std::move(out_);
    }

private:
    std::string where(const std::string& member) const { return (shard_ / member).string(); }

    void take(const TarMember& member, const std::function<std::string()>& content) {
        const auto [key, extension] = splitKey(member.name);
        if (key.empty()) return;
        const bool picture = hasImageExtension(fs::path("x." + extension)) && extension.find('.') == std::string::npos;
        const bool text = extension == "txt" || extension == "caption", json = extension == "json";
        if (!picture && !text && !json) return;  // other parts of a sample: masks, embeddings, class numbers
        const auto [it, fresh] = samples_.try_emplace(key);
        if (fresh) order_.push_back(key);
        auto& sample = it->second;
        if (progress_ && order_.size() % 1000 == 0) progress_(static_cast<std::int64_t>(order_.size()));
        if (picture && !sample.picture.empty()) {
            out_.problems.push_back({where(member.name), "The sample has a picture already: " + sample.picture + "."});
        } else if (picture) {
            sample.picture = member.name;
        } else if (member.bytes > kMaxTextBytes) {
            out_.problems.push_back({where(member.name), "The text is larger than 16 MB."});
        } else {
            takeText(member.name, content(), json, sample);
        }
    }

    void takeText(const std::string& name, const std::string& bytes, bool json, Sample& sample) {
        bool repaired = false;
        std::string text = utf8FromBytes(bytes, &repaired);
        if (repaired)
            out_.problems.push_back(
                {where(name), "The text was not UTF-8 and was read as Windows-1252; check its accents.", true});
        if (!json) {
            sample.text = std::move(text);
            sample.hasText = true;
            return;
        }
        try {
            sample.json = parseJson(text, where(name));
            sample.jsonName = name;
            if (!sample.json.is_object()) throw Error(ErrorCode::BadFormat, "It is not a JSON object.");
        } catch (const Error& e) {
            out_.problems.push_back({where(name), e.what()});
            sample.json = Json();
        }
    }

    void addRow(const std::string& key, const Sample& sample) {
        if (sample.picture.empty()) {
            out_.problems.push_back({where(key), "The sample has no picture."});
            return;
        }
        ImportRow row{.image = shard_ / sample.picture, .where = where(key)};
        if (sample.hasText && !trimmed(sample.text).empty()) row.captions.push_back({source_, sample.text});
        if (sample.json.is_object()) takeJson(sample, row);
        if (row.captions.empty())
            out_.problems.push_back({row.image.string(), "It has no caption; the picture was taken without one.", true,
                                     row.image.string()});
        row.attributes["webdataset_key"] = key;
        by_key_[key] = out_.rows.size();
        out_.rows.push_back(std::move(row));
    }

    void takeJson(const Sample& sample, ImportRow& row) {
        const auto& json = sample.json;
        if (const auto all = json.find("captions"); all != json.end() && all->is_object()) {
            for (const auto& [source, text] : all->items())
                if (text.is_string() && !has(row, source) && source == sourceNameOfColumn(source))
                    row.captions.push_back({source, text.template get<std::string>()});
        } else if (const auto one = json.find("caption"); one != json.end() && one->is_string() &&
                                                          row.captions.empty() &&
                                                          !trimmed(one->get_ref<const std::string&>()).empty()) {
            row.captions.push_back({source_, one->get<std::string>()});
        }
        std::vector<std::string> columns;
        std::vector<Json> cells;
        for (const auto& [field, value] : json.items()) {
            if (field == "exif" && value == "{}") continue;
            columns.push_back(field);
            cells.push_back(value);
        }
        takeMetadataRow(columns, cells, source_, kSkippedFields, row);
    }

    static bool has(const ImportRow& row, const std::string& source) {
        return std::any_of(row.captions.begin(), row.captions.end(), [&](const auto& c) { return c.source == source; });
    }

    void joinParquet() {
        const auto file = fs::path(shard_).replace_extension(".parquet");
        std::error_code error;
        if (!fs::is_regular_file(file, error)) return;
        if (!parquetAvailable()) {
            out_.notes.push_back(file.string() + " was not read: this build cannot read Parquet files.");
            return;
        }
        try {
            const auto table = openParquet(file);
            joinRows(*table);
        } catch (const Error& e) {
            out_.problems.push_back({file.string(), e.what()});
        }
    }

    void joinRows(TableReader& table) {
        const auto key = findColumn(table.columns(), {"key"}), status = findColumn(table.columns(), {"status"});
        if (!key)
            throw Error(ErrorCode::BadFormat, "It has no column 'key', so its rows cannot be joined to the shard.");
        std::map<std::string, std::int64_t> failed;
        std::vector<Json> cells;
        std::int64_t missing = 0;
        while (table.next(cells)) {
            const auto found = cells[*key].is_string() ? by_key_.find(cells[*key].get<std::string>()) : by_key_.end();
            if (found != by_key_.end()) {
                auto& row = out_.rows[found->second];
                addFrom(table.columns(), cells, row);
            } else if (status && cells[*status].is_string() && cells[*status] != "success") {
                ++failed[cells[*status].get<std::string>()];
            } else {
                ++missing;
            }
        }
        for (const auto& [reason, count] : failed)
            out_.notes.push_back(shard_.string() + ": " + std::to_string(count) + " rows of its table are '" + reason +
                                 "' and have no picture.");
        if (missing > 0)
            out_.problems.push_back(
                {shard_.string(),
                 std::to_string(missing) + " rows of its table should have a picture here and have none."});
    }

    // The shard's own texts come first: what was trained on is what lies beside the picture.
    void addFrom(const std::vector<std::string>& columns, const std::vector<Json>& cells, ImportRow& row) const {
        ImportRow extra;
        takeMetadataRow(columns, cells, source_, kSkippedFields, extra);
        for (auto& caption : extra.captions)
            if (!has(row, caption.source)) row.captions.push_back(std::move(caption));
        for (const auto& [name, value] : extra.attributes.items())
            if (!row.attributes.contains(name) && value != "{}") row.attributes[name] = value;
    }

    fs::path shard_;
    const std::string& source_;
    const ImportProgress& progress_;
    std::unordered_map<std::string, Sample> samples_;
    std::vector<std::string> order_;
    std::unordered_map<std::string, std::size_t> by_key_;
    ImportRows out_;
};

// "{00000..00127}" in a file name. The numbers keep the width of the first one.
std::vector<fs::path> expandBraces(const fs::path& path) {
    const std::string text = path.string();
    const auto open = text.find('{'), dots = text.find("..", open), close = text.find('}', open);
    const auto broken = [&]() -> Error {
        return {ErrorCode::BadFormat, "'" + text + "' is no list of shards; write {00000..00127}."};
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

std::vector<std::string> shardNotes(const std::vector<fs::path>& shards) {
    std::vector<std::string> notes;
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
        notes.push_back(std::to_string(unfinished) + " of " + std::to_string(shards.size()) +
                        " shards have no statistics file; their download may not have been finished.");
    if (numbers.size() > 1) {
        const auto gaps = *numbers.rbegin() - *numbers.begin() + 1 - static_cast<std::int64_t>(numbers.size());
        if (gaps > 0)
            notes.push_back("The shards' numbers have gaps: " + std::to_string(gaps) + " between " +
                            std::to_string(*numbers.begin()) + " and " + std::to_string(*numbers.rbegin()) +
                            " are not there.");
    }
    return notes;
}

ImportRows readShard(const fs::path& shard, const std::string& source, const ImportProgress& progress) {
    return ShardReader(shard, source, progress).read();
}

}  // namespace recap
