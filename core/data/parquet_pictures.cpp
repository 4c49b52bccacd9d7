// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reading single pictures out of Parquet files; part of the Parquet module.
#include "image/parquet_pictures.h"

#include "data/parquet_cells_internal.h"
#include "data/parquet_file_internal.h"

#include <sys/stat.h>
#include <list>
#include <map>
#include <mutex>

namespace fs = std::filesystem;

namespace recap {
namespace {

// Pictures are large: a batch of them is what memory holds of a file.
constexpr std::int64_t kBatchRows = 32;
constexpr std::size_t kKeptBatches = 4;
constexpr std::size_t kMaxFiles = 8;

struct Batch {
    std::int64_t first = 0;
    std::shared_ptr<arrow::Array> cells;
};

// One column of one file, read forward in batches. Threads that import side by side ask for neighbouring rows, so the
// last batches are kept.
class Column {
public:
    Column(parquet::arrow::FileReader& reader, const fs::path& path, const std::string& name)
        : reader_(reader), path_(path) {
        const auto* schema = reader.parquet_reader()->metadata()->schema();
        for (int i = 0; i < schema->num_columns(); ++i) {
            const std::string leaf = schema->Column(i)->path()->ToDotString();
            if (leaf == name || leaf == name + ".bytes") leaves_.push_back(i);
        }
    }

    // Null: there is no such row.
    const Batch* batchOf(std::int64_t row) {
        if (leaves_.empty()) return nullptr;
        for (const auto& batch : recent_)
            if (row >= batch.first && row < batch.first + batch.cells->length()) return &batch;
        const auto [group, first] = groupOf(row);
        if (group < 0) return nullptr;
        if (stream_ == nullptr || group != group_ || row < next_) begin(group, first);
        while (read())
            if (row < recent_.front().first + recent_.front().cells->length()) return &recent_.front();
        return nullptr;
    }

private:
    std::pair<int, std::int64_t> groupOf(std::int64_t row) const {
        const auto metadata = reader_.parquet_reader()->metadata();
        std::int64_t first = 0;
        for (int i = 0; i < metadata->num_row_groups(); ++i) {
            const auto rows = metadata->RowGroup(i)->num_rows();
            if (row < first + rows) return {i, first};
            first += rows;
        }
        return {-1, 0};
    }

    void begin(int group, std::int64_t first) {
        auto stream = reader_.GetRecordBatchReader({group}, leaves_);
        if (!stream.ok()) throwBadParquet(path_, stream.status().message());
        stream_ = std::move(*stream);
        group_ = group;
        next_ = first;
    }

    bool read() {
        std::shared_ptr<arrow::RecordBatch> batch;
        const auto status = stream_->ReadNext(&batch);
        if (!status.ok()) throwBadParquet(path_, status.message());
        if (batch == nullptr || batch->num_columns() == 0) {
            stream_.reset();
            return false;
        }
        recent_.push_front({next_, batch->column(0)});
        next_ += batch->num_rows();
        if (recent_.size() > kKeptBatches) recent_.pop_back();
        return true;
    }

    parquet::arrow::FileReader& reader_;
    const fs::path& path_;
    std::vector<int> leaves_;
    std::unique_ptr<arrow::RecordBatchReader> stream_;
    std::list<Batch> recent_;
    int group_ = -1;
    std::int64_t next_ = 0;
};

class PictureFile {
public:
    PictureFile(fs::path path, std::int64_t changed) : path_(std::move(path)), changed_(changed) {
        parquet::ArrowReaderProperties properties(false);
        properties.set_batch_size(kBatchRows);
        properties.set_pre_buffer(false);  // or a whole row group's pictures would be in memory
        reader_ = openedParquet(path_, properties);
    }

    bool is(const fs::path& path, std::int64_t changed) const { return path == path_ && changed == changed_; }
    Column& column(const std::string& name) {
        const auto it = columns_.find(name);
        return it != columns_.end() ? it->second : columns_.try_emplace(name, *reader_, path_, name).first->second;
    }

private:
    fs::path path_;
    std::int64_t changed_;
    std::unique_ptr<parquet::arrow::FileReader> reader_;
    std::map<std::string, Column> columns_;
};

// The files used last; one that changes is opened anew.
PictureFile& openedFile(const fs::path& path) {
    static std::list<PictureFile> files;
    struct stat info {};
    ::stat(path.c_str(), &info);
    const auto changed =
        static_cast<std::int64_t>(info.st_mtim.tv_sec) * 1'000'000'000 + info.st_mtim.tv_nsec + info.st_size;
    for (auto it = files.begin(); it != files.end(); ++it)
        if (it->is(path, changed)) {
            files.splice(files.begin(), files, it);
            return files.front();
        }
    files.emplace_front(path, changed);
    if (files.size() > kMaxFiles) files.pop_back();
    return files.front();
}

bool readPicture(const ParquetPlace& place, std::int64_t& size, std::string* bytes) {
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    try {
        const auto* batch = openedFile(place.file).column(place.column).batchOf(place.row);
        const auto found = batch != nullptr ? pictureBytesAt(*batch->cells, place.row - batch->first) : std::nullopt;
        if (!found) return false;
        size = static_cast<std::int64_t>(found->size());
        if (bytes != nullptr) bytes->assign(*found);
        return true;
    } catch (const parquet::ParquetException& e) {
        throwBadParquet(place.file, e.what());
    }
}

}  // namespace
}  // namespace recap

extern "C" __attribute__((visibility("default"))) bool recap_parquet_picture(const recap::ParquetPlace& place,
                                                                             std::int64_t& size, std::string* bytes) {
    return recap::readPicture(place, size, bytes);
}
