// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Parquet module: everything that knows Apache Arrow. Built as librecap_parquet.so and loaded by data/parquet.cpp.
#include "data/parquet_cells_internal.h"
#include "data/parquet_file_internal.h"
#include "data/parquet_module.h"

#include "base/error.h"

#include <arrow/api.h>
#include <arrow/io/memory.h>
#include <parquet/arrow/writer.h>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr std::int64_t kBatchRows = 4096;
constexpr std::int64_t kRowGroupRows = 100'000;

class ParquetReader final : public TableReader {
public:
    explicit ParquetReader(const fs::path& path)
        : path_(path), reader_(openedParquet(path, parquet::default_arrow_reader_properties())) {
        reader_->set_batch_size(kBatchRows);
        auto batches = reader_->GetRecordBatchReader();
        if (!batches.ok()) throwBadParquet(path, batches.status().message());
        batches_ = std::move(*batches);
        for (const auto& field : batches_->schema()->fields()) columns_.push_back(field->name());
    }

    const std::vector<std::string>& columns() const override { return columns_; }
    std::int64_t rows() const override { return reader_->parquet_reader()->metadata()->num_rows(); }
    std::string where() const override { return path_.string() + ", row " + std::to_string(row_); }

    bool next(std::vector<Json>& cells) override {
        while (batch_ == nullptr || at_ == batch_->num_rows()) {
            if (ended_) return false;
            const auto status = batches_->ReadNext(&batch_);
            // What is behind a damaged page cannot be found again.
            ended_ = !status.ok() || batch_ == nullptr;
            at_ = 0;
            if (!status.ok()) {
                batch_ = nullptr;
                throwBadParquet(path_, status.message());
            }
            if (ended_) return false;
        }
        cells.clear();
        for (int i = 0; i < batch_->num_columns(); ++i) {
            const auto picture = pictureAt(*batch_->column(i), at_);
            cells.push_back(picture.held ? placeOf(columns_[static_cast<std::size_t>(i)], picture) : picture.cell);
        }
        ++row_;
        ++at_;
        return true;
    }

private:
    // See image/parquet_pictures.h; row_ counts those before this one.
    Json placeOf(const std::string& column, const CellPicture& picture) const {
        return (path_ / column / (std::to_string(row_) + picture.ending)).string();
    }

    fs::path path_;
    std::unique_ptr<parquet::arrow::FileReader> reader_;
    std::shared_ptr<arrow::RecordBatchReader> batches_;
    std::shared_ptr<arrow::RecordBatch> batch_;
    std::vector<std::string> columns_;
    std::int64_t at_ = 0, row_ = 0;
    bool ended_ = false;
};

std::unique_ptr<TableReader> open(const fs::path& path) {
    try {
        return std::make_unique<ParquetReader>(path);
    } catch (const Error&) {
        throw;
    } catch (const std::exception& e) {
        throwBadParquet(path, e.what());
    }
}

// The narrowest type that holds every cell of a column.
std::shared_ptr<arrow::DataType> typeOf(std::span<const std::vector<Json>> rows, std::size_t column) {
    bool any = false, booleans = true, integers = true, numbers = true;
    for (const auto& row : rows) {
        const auto& cell = row[column];
        if (cell.is_null()) continue;
        any = true;
        booleans = booleans && cell.is_boolean();
        integers = integers && cell.is_number_integer();
        numbers = numbers && cell.is_number();
    }
    if (!any) return arrow::utf8();
    return booleans ? arrow::boolean() : integers ? arrow::int64() : numbers ? arrow::float64() : arrow::utf8();
}

void require(const fs::path& path, const arrow::Status& status) {
    if (status.ok()) return;
    throw Error(status.IsOutOfMemory() ? ErrorCode::OutOfMemory : ErrorCode::FileNotWritable,
                message("%1 cannot be written (%2).", path, status.message()));
}

std::shared_ptr<arrow::Array> arrayOf(const fs::path& path, std::span<const std::vector<Json>> rows, std::size_t column,
                                      const std::shared_ptr<arrow::DataType>& type) {
    std::unique_ptr<arrow::ArrayBuilder> builder;
    require(path, arrow::MakeBuilder(arrow::default_memory_pool(), type, &builder));
    for (const auto& row : rows) {
        const auto& cell = row[column];
        if (cell.is_null())
            require(path, builder->AppendNull());
        else if (type->id() == arrow::Type::BOOL)
            require(path, static_cast<arrow::BooleanBuilder&>(*builder).Append(cell.get<bool>()));
        else if (type->id() == arrow::Type::INT64)
            require(path, static_cast<arrow::Int64Builder&>(*builder).Append(cell.get<std::int64_t>()));
        else if (type->id() == arrow::Type::DOUBLE)
            require(path, static_cast<arrow::DoubleBuilder&>(*builder).Append(cell.get<double>()));
        else
            require(path, static_cast<arrow::StringBuilder&>(*builder).Append(cell.is_string() ? cell.get<std::string>()
                                                                                               : toJsonLine(cell)));
    }
    std::shared_ptr<arrow::Array> array;
    require(path, builder->Finish(&array));
    return array;
}

std::string encode(const fs::path& path, const std::vector<std::string>& columns,
                   std::span<const std::vector<Json>> rows) {
    arrow::FieldVector fields;
    arrow::ArrayVector arrays;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto type = typeOf(rows, i);
        fields.push_back(arrow::field(columns[i], type));
        arrays.push_back(arrayOf(path, rows, i, type));
    }
    const auto table = arrow::Table::Make(arrow::schema(fields), arrays, static_cast<std::int64_t>(rows.size()));
    auto file = arrow::io::BufferOutputStream::Create();
    require(path, file.status());
    const auto properties =
        parquet::WriterProperties::Builder().compression(parquet::Compression::SNAPPY)->enable_page_checksum()->build();
    require(path, parquet::arrow::WriteTable(*table, arrow::default_memory_pool(), *file, kRowGroupRows, properties));
    const auto bytes = (*file)->Finish();
    require(path, bytes.status());
    return (*bytes)->ToString();
}

const ParquetModule kModule{&open, &encode};

}  // namespace
}  // namespace recap

extern "C" __attribute__((visibility("default"))) const recap::ParquetModule* recap_parquet_module() {
    return &recap::kModule;
}
