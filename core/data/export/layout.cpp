// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/export/layout.h"

#include "base/atomic_file.h"
#include "base/csv.h"
#include "base/describe.h"
#include "base/error.h"
#include "data/import/caption_columns.h"
#include "data/parquet.h"
#include "image/picture_file.h"
#include "image/tar_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fstream>
#include <map>
#include <set>

namespace fs = std::filesystem;

namespace recap {
namespace {

[[noreturn]] void throwCopyError(const fs::path& to, const std::error_code& error) {
    if (error.value() == ENOSPC || error.value() == EDQUOT)
        throw Error(ErrorCode::DiskFull, message("The disk is full: %1 could not be written. Free some space.", to));
    std::error_code ignored;
    if (!fs::is_directory(to.parent_path(), ignored))
        throw Error(ErrorCode::FileNotWritable,
                    message("%1 cannot be written (%2).", to.parent_path(), error.message()));
    throw Error(ErrorCode::FileNotFound, message("The file cannot be copied (%1).", error.message()));
}

// Byte for byte, whether it is a file or a member of a shard.
void copyPicture(const fs::path& from, const fs::path& to) {
    if (isInsideShard(from)) return writeExportFile(to, readPicture(from));
    std::error_code error;
    if (!fs::is_regular_file(from, error)) throw Error(ErrorCode::FileNotFound, message("The file is missing."));
    fs::copy_file(from, to, error);
    if (error) throwCopyError(to, error);
}

class SidecarLayout final : public ExportLayout {
public:
    explicit SidecarLayout(const ExportOptions& options) : folder_(options.folder) {}
    std::int64_t add(const ExportItem& item) override {
        copyPicture(item.image->path, folder_ / item.name);
        const auto text = (folder_ / item.name).replace_extension(".txt");
        writeExportFile(text, item.original.empty() ? item.text->text + "\n" : item.original);
        return 1;
    }

private:
    fs::path folder_;
};

// Rows with the same columns: file_name, text, the other sources, the attributes.
class ImageFolderLayout final : public ExportLayout {
public:
    ImageFolderLayout(const ExportOptions& options, bool parquet) : options_(options), parquet_(parquet) {}

    std::int64_t add(const ExportItem& item) override {
        copyPicture(item.image->path, options_.folder / item.name);
        std::int64_t captions = 0;
        Json row = {{"file_name", item.name}};
        for (std::size_t i = 0; i < options_.sources.size(); ++i) {
            const auto* caption = i == 0 ? item.text : item.captions[i];
            row[i == 0 ? "text" : options_.sources[i]] = caption != nullptr ? caption->text : std::string();
            captions += caption != nullptr ? 1 : 0;
        }
        for (const auto& [key, value] : item.attributes.items()) {
            if (row.contains(key)) continue;
            row[key] = value;
            attributes_.insert(key);
        }
        rows_.push_back(std::move(row));
        return captions;
    }

    void finish() override {
        std::map<std::string, std::string> captions;
        for (std::size_t i = 0; i < options_.sources.size(); ++i)
            captions[i == 0 ? "text" : options_.sources[i]] = options_.sources[i];
        writeCaptionColumns(options_.folder / kCaptionColumnsFile, captions);
        parquet_ ? finishParquet() : finishLines();
    }

private:
    void finishLines() {
        std::string text;
        for (auto& row : rows_) {
            for (const auto& column : attributes_)
                if (!row.contains(column)) row[column] = nullptr;
            text += toJsonLine(row) + "\n";
        }
        writeTextAtomically(options_.folder / "metadata.jsonl", text);
    }

    void finishParquet() {
        std::vector<std::string> columns{"file_name", "text"};
        for (std::size_t i = 1; i < options_.sources.size(); ++i) columns.push_back(options_.sources[i]);
        columns.insert(columns.end(), attributes_.begin(), attributes_.end());
        std::vector<std::vector<Json>> rows;
        for (const auto& row : rows_) {
            auto& cells = rows.emplace_back();
            for (const auto& column : columns) cells.push_back(row.value(column, Json()));
        }
        writeParquet(options_.folder / "metadata.parquet", columns, rows);
    }

    ExportOptions options_;
    bool parquet_;
    std::set<std::string> attributes_;
    std::vector<Json> rows_;
};

// Pictures in images/, captions.json beside it.
class CocoLayout final : public ExportLayout {
public:
    explicit CocoLayout(const ExportOptions& options) : options_(options) {
        ensureDirectory(options_.folder / "images");
    }

    std::int64_t add(const ExportItem& item) override {
        copyPicture(item.image->path, options_.folder / "images" / item.name);
        const auto id = freeId(item);
        Json image = {
            {"id", id}, {"file_name", item.name}, {"width", item.image->width}, {"height", item.image->height}};
        for (const auto& [key, value] : item.attributes.items())
            if (key != "coco_id" && !image.contains(key)) image[key] = value;
        images_.push_back(std::move(image));
        std::int64_t captions = 0;
        bool any = false;
        for (const auto* caption : item.captions) {
            if (caption == nullptr) continue;
            annotate(id, *caption);
            any = true;
            ++captions;
        }
        if (!any) {
            annotate(id, *item.text);
            ++captions;
        }
        return captions;
    }

    void finish() override {
        const Json file = {{"info", {{"description", "Captions exported by RECAP Workbench"}}},
                           {"licenses", Json::array()},
                           {"images", std::move(images_)},
                           {"annotations", std::move(annotations_)}};
        writeTextAtomically(options_.folder / "captions.json", toJsonLine(file) + "\n");
    }

private:
    void annotate(std::int64_t image, const ExportCaption& caption) {
        annotations_.push_back({{"id", static_cast<std::int64_t>(annotations_.size()) + 1},
                                {"image_id", image},
                                {"caption", caption.text},
                                {"source", caption.source}});
    }

    // Pictures that came from COCO keep their number.
    std::int64_t freeId(const ExportItem& item) {
        const auto own = item.attributes.find("coco_id");
        if (own != item.attributes.end() && own->is_number_integer() && ids_.insert(own->get<std::int64_t>()).second)
            return own->get<std::int64_t>();
        while (!ids_.insert(++next_).second) {
        }
        return next_;
    }

    ExportOptions options_;
    Json images_ = Json::array(), annotations_ = Json::array();
    std::set<std::int64_t> ids_;
    std::int64_t next_ = 0;
};

// One row a caption: nothing is lost, whatever the sources.
class CsvLayout final : public ExportLayout {
public:
    explicit CsvLayout(const ExportOptions& options) : folder_(options.folder) {}

    std::int64_t add(const ExportItem& item) override {
        copyPicture(item.image->path, folder_ / item.name);
        std::int64_t captions = 0;
        const auto row = [&](const ExportCaption& caption) {
            text_ += csvCell(item.name) + "," + csvCell(caption.source) + "," + csvCell(caption.text) + "," +
                     std::string(enumName(kCaptionStatusNames, caption.status)) + "," + csvCell(caption.author) + "," +
                     item.image->key + "," + std::to_string(item.image->width) + "," +
                     std::to_string(item.image->height) + "\r\n";
            ++captions;
        };
        for (const auto* caption : item.captions)
            if (caption != nullptr) row(*caption);
        if (captions == 0) row(*item.text);
        return captions;
    }

    void finish() override { writeTextAtomically(folder_ / "captions.csv", text_); }

private:
    fs::path folder_;
    std::string text_ = "file_name,source,caption,status,author,key,width,height\r\n";
};

// Shards with the names, keys and statistics of img2dataset.
class WebdatasetLayout final : public ExportLayout {
public:
    explicit WebdatasetLayout(const ExportOptions& options) : options_(options) {}

    std::int64_t add(const ExportItem& item) override {
        const std::string picture = readPicture(item.image->path);
        if (writer_ == nullptr) writer_ = std::make_unique<TarWriter>(file(".tar"));
        const std::string key = number(shard_, 5) + number(in_shard_, 4);
        const fs::path name(item.name);
        writer_->add(key + (name.has_extension() ? name.extension().string() : ".jpg"), picture);
        writer_->add(key + ".txt", item.text->text);
        const Json json = jsonOf(item, key);
        writer_->add(key + ".json", toJsonLine(json));
        rows_.push_back({key, item.text->text, "success", item.image->width, item.image->height, item.image->sha256});
        if (++in_shard_ == options_.shard_size) closeShard();
        std::int64_t others = 0;
        for (const auto* caption : item.captions) others += caption != nullptr && caption != item.text ? 1 : 0;
        return 1 + others;
    }

    void finish() override {
        if (writer_ != nullptr) closeShard();
    }

private:
    static std::string number(std::int64_t value, int width) {
        char text[24];
        std::snprintf(text, sizeof text, "%0*lld", width, static_cast<long long>(value));
        return text;
    }
    fs::path file(const char* extension) const { return options_.folder / (number(shard_, 5) + extension); }

    static Json jsonOf(const ExportItem& item, const std::string& key) {
        Json json = {{"key", key},
                     {"caption", item.text->text},
                     {"status", "success"},
                     {"width", item.image->width},
                     {"height", item.image->height},
                     {"sha256", item.image->sha256}};
        Json captions = Json::object();
        for (const auto* caption : item.captions)
            if (caption != nullptr) captions[caption->source] = caption->text;
        // Of a source that stood in, too, so that an import knows whose text lies beside the picture.
        captions[item.text->source] = item.text->text;
        json["captions"] = std::move(captions);
        for (const auto& [name, value] : item.attributes.items())
            if (name != "webdataset_key" && !json.contains(name)) json[name] = value;
        return json;
    }

    void closeShard() {
        writer_->close();
        writer_.reset();
        const auto count = static_cast<std::int64_t>(rows_.size());
        if (parquetAvailable())
            writeParquet(file(".parquet"), {"key", "caption", "status", "width", "height", "sha256"}, rows_);
        writeJsonFile(file("_stats.json"), {{"count", count},
                                            {"successes", count},
                                            {"failed_to_download", 0},
                                            {"failed_to_resize", 0},
                                            {"status_dict", {{"success", count}}}});
        rows_.clear();
        in_shard_ = 0;
        ++shard_;
    }

    ExportOptions options_;
    std::unique_ptr<TarWriter> writer_;
    std::vector<std::vector<Json>> rows_;
    std::int64_t shard_ = 0, in_shard_ = 0;
};

}  // namespace

const std::vector<ExportKind>& exportKinds() {
    using Made = std::unique_ptr<ExportLayout>;
    using Options = const ExportOptions&;
    static const std::vector<ExportKind> kinds{
        {.name = "imagefolder",
         .column_per_source = true,
         .make = [](Options o) -> Made { return std::make_unique<ImageFolderLayout>(o, false); }},
        {.name = "sidecar",
         .text_files = true,
         .make = [](Options o) -> Made { return std::make_unique<SidecarLayout>(o); }},
        {.name = "coco",
         .row_per_caption = true,
         .make = [](Options o) -> Made { return std::make_unique<CocoLayout>(o); }},
        {.name = "webdataset",
         .shards = true,
         .make = [](Options o) -> Made { return std::make_unique<WebdatasetLayout>(o); }},
        {.name = "csv",
         .row_per_caption = true,
         .make = [](Options o) -> Made { return std::make_unique<CsvLayout>(o); }},
        {.name = "parquet", .column_per_source = true, .make = [](Options o) -> Made {
             if (!parquetAvailable())
                 throw Error(ErrorCode::InvalidOption,
                             message("Parquet files cannot be written here: run packaging/setup, which fetches Apache "
                                     "Arrow, and build again; or export as imagefolder."));
             return std::make_unique<ImageFolderLayout>(o, true);
         }}};
    return kinds;
}

std::vector<std::string_view> exportKindNames() {
    std::vector<std::string_view> names;
    for (const auto& kind : exportKinds()) names.push_back(kind.name);
    return names;
}

const ExportKind& exportKind(std::string_view name) {
    for (const auto& kind : exportKinds())
        if (kind.name == name) return kind;
    throw Error(ErrorCode::InvalidOption,
                message("The export kind cannot be '%1'; allowed: %2.", name, listOf(exportKindNames())));
}

std::unique_ptr<ExportLayout> makeExportLayout(std::string_view kind, const ExportOptions& options) {
    if (options.shard_size < 1 || options.shard_size > kMostInShard)
        throw Error(ErrorCode::InvalidOption, message("A shard holds 1 to %1 samples.", kMostInShard));
    return exportKind(kind).make(options);
}

void writeExportFile(const fs::path& path, std::string_view bytes) {
    errno = 0;
    std::ofstream out(path, std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (out) return;
    if (errno == ENOSPC || errno == EDQUOT)
        throw Error(ErrorCode::DiskFull, message("The disk is full: %1 could not be written. Free some space.", path));
    throw Error(ErrorCode::FileNotWritable, message("%1 cannot be written.", path));
}

}  // namespace recap
