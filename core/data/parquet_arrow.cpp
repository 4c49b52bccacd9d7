// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Parquet module: everything that knows Apache Arrow. Built as librecap_parquet.so and loaded by data/parquet.cpp.
#include "data/parquet_module.h"

#include "base/error.h"

#include <arrow/api.h>
#include <arrow/io/file.h>
#include <parquet/arrow/reader.h>
#include <parquet/arrow/writer.h>
#include <cerrno>
#include <cmath>
#include <cstring>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr std::int64_t kBatchRows = 4096;
constexpr std::int64_t kRowGroupRows = 100'000;

[[noreturn]] void throwBadFile(const fs::path& path, const arrow::Status& status) {
    throw Error(ErrorCode::BadFormat,
                path.string() + " is not a Parquet file that can be read (" + status.message() + ").");
}

// The binary string types share this; invalid UTF-8 is left to the importer.
template <class Array>
Json textAt(const arrow::Array& array, std::int64_t row) {
    return std::string(static_cast<const Array&>(array).GetView(row));
}

template <class Array>
Json numberAt(const arrow::Array& array, std::int64_t row) {
    return static_cast<const Array&>(array).Value(row);
}

Json finiteOrNull(double value) {
    return std::isfinite(value) ? Json(value) : Json();
}

Json cellAt(const arrow::Array& array, std::int64_t row);

template <class Array>
Json listAt(const arrow::Array& array, std::int64_t row) {
    const auto& list = static_cast<const Array&>(array);
    Json out = Json::array();
    for (auto i = list.value_offset(row); i < list.value_offset(row + 1); ++i) out.push_back(cellAt(*list.values(), i));
    return out;
}

Json structAt(const arrow::Array& array, std::int64_t row) {
    const auto& record = static_cast<const arrow::StructArray&>(array);
    Json out = Json::object();
    for (int i = 0; i < record.num_fields(); ++i)
        out[record.struct_type()->field(i)->name()] = cellAt(*record.field(i), row);
    return out;
}

Json cellAt(const arrow::Array& array, std::int64_t row) {
    if (array.IsNull(row)) return {};
    switch (array.type_id()) {
        case arrow::Type::BOOL: return numberAt<arrow::BooleanArray>(array, row);
        case arrow::Type::INT8: return numberAt<arrow::Int8Array>(array, row);
        case arrow::Type::INT16: return numberAt<arrow::Int16Array>(array, row);
        case arrow::Type::INT32: return numberAt<arrow::Int32Array>(array, row);
        case arrow::Type::INT64: return numberAt<arrow::Int64Array>(array, row);
        case arrow::Type::UINT8: return numberAt<arrow::UInt8Array>(array, row);
        case arrow::Type::UINT16: return numberAt<arrow::UInt16Array>(array, row);
        case arrow::Type::UINT32: return numberAt<arrow::UInt32Array>(array, row);
        case arrow::Type::UINT64: return numberAt<arrow::UInt64Array>(array, row);
        case arrow::Type::FLOAT:
            return finiteOrNull(static_cast<double>(static_cast<const arrow::FloatArray&>(array).Value(row)));
        case arrow::Type::DOUBLE: return finiteOrNull(static_cast<const arrow::DoubleArray&>(array).Value(row));
        case arrow::Type::STRING: return textAt<arrow::StringArray>(array, row);
        case arrow::Type::LARGE_STRING: return textAt<arrow::LargeStringArray>(array, row);
        case arrow::Type::LIST: return listAt<arrow::ListArray>(array, row);
        case arrow::Type::LARGE_LIST: return listAt<arrow::LargeListArray>(array, row);
        case arrow::Type::STRUCT: return structAt(array, row);
        // Embedded pictures and the like; not a fact that could be written into JSON.
        case arrow::Type::BINARY:
        case arrow::Type::LARGE_BINARY:
        case arrow::Type::FIXED_SIZE_BINARY: return {};
        default: {
            const auto scalar = array.GetScalar(row);  // times, decimals, dictionaries: as they are printed
            return scalar.ok() ? Json((*scalar)->ToString()) : Json();
        }
    }
}

class ParquetReader final : public TableReader {
public:
    explicit ParquetReader(const fs::path& path) : path_(path) {
        const auto file = arrow::io::ReadableFile::Open(path.string());
        if (!file.ok()) throwBadFile(path, file.status());
        auto reader = parquet::arrow::OpenFile(*file, arrow::default_memory_pool());
        if (!reader.ok()) throwBadFile(path, reader.status());
        reader_ = std::move(*reader);
        reader_->set_batch_size(kBatchRows);
        auto batches = reader_->GetRecordBatchReader();
        if (!batches.ok()) throwBadFile(path, batches.status());
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
                throwBadFile(path_, status);
            }
            if (ended_) return false;
        }
        ++row_;
        cells.clear();
        for (const auto& column : batch_->columns()) cells.push_back(cellAt(*column, at_));
        ++at_;
        return true;
    }

private:
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
        throw Error(ErrorCode::BadFormat,
                    path.string() + " is not a Parquet file that can be read (" + e.what() + ").");
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
    const bool full = errno == ENOSPC || errno == EDQUOT;
    throw Error(full ? ErrorCode::DiskFull : ErrorCode::FileNotWritable,
                path.string() + " cannot be written (" + status.message() + ").");
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

void write(const fs::path& path, const std::vector<std::string>& columns, std::span<const std::vector<Json>> rows) {
    arrow::FieldVector fields;
    arrow::ArrayVector arrays;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto type = typeOf(rows, i);
        fields.push_back(arrow::field(columns[i], type));
        arrays.push_back(arrayOf(path, rows, i, type));
    }
    const auto table = arrow::Table::Make(arrow::schema(fields), arrays, static_cast<std::int64_t>(rows.size()));
    errno = 0;
    auto file = arrow::io::FileOutputStream::Open(path.string());
    require(path, file.status());
    const auto properties = parquet::WriterProperties::Builder().compression(parquet::Compression::SNAPPY)->build();
    require(path, parquet::arrow::WriteTable(*table, arrow::default_memory_pool(), *file, kRowGroupRows, properties));
    require(path, (*file)->Close());
}

const ParquetModule kModule{&open, &write};

}  // namespace
}  // namespace recap

extern "C" __attribute__((visibility("default"))) const recap::ParquetModule* recap_parquet_module() {
    return &recap::kModule;
}
