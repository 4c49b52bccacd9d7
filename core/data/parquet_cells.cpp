// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/parquet_cells_internal.h"

#include "base/error.h"

#include <array>
#include <cmath>
#include <utility>

namespace fs = std::filesystem;

namespace recap {
namespace {

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

// An object where the keys are texts, else a list of pairs.
Json mapAt(const arrow::Array& array, std::int64_t row) {
    const auto& map = static_cast<const arrow::MapArray&>(array);
    Json object = Json::object(), pairs = Json::array();
    for (auto i = map.value_offset(row); i < map.value_offset(row + 1); ++i) {
        const Json key = cellAt(*map.keys(), i);
        Json value = cellAt(*map.items(), i);
        pairs.push_back({key, value});
        if (key.is_string()) object[key.get<std::string>()] = std::move(value);
    }
    return object.size() == pairs.size() ? object : pairs;
}

// Each text once, and numbers that choose one: how pandas and pyarrow write columns with few different values.
Json dictionaryAt(const arrow::Array& array, std::int64_t row) {
    const auto& coded = static_cast<const arrow::DictionaryArray&>(array);
    return cellAt(*coded.dictionary(), coded.GetValueIndex(row));
}

// The first bytes of the kinds that image/decode.h reads, and their usual ending.
std::string endingOf(std::string_view bytes) {
    using namespace std::string_view_literals;
    constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kStarts{{{"\x89PNG"sv, ".png"},
                                                                                    {"\xFF\xD8\xFF"sv, ".jpg"},
                                                                                    {"GIF8"sv, ".gif"},
                                                                                    {"BM"sv, ".bmp"},
                                                                                    {"II*\0"sv, ".tif"},
                                                                                    {"MM\0*"sv, ".tif"},
                                                                                    {"\0\0\0\x0CjP"sv, ".jp2"},
                                                                                    {"\xFF\x4F\xFF\x51"sv, ".j2k"}}};
    for (const auto& [start, ending] : kStarts)
        if (bytes.starts_with(start)) return std::string(ending);
    return bytes.starts_with("RIFF") && bytes.size() > 12 && bytes.substr(8, 4) == "WEBP" ? ".webp" : "";
}

std::optional<std::string_view> bytesAt(const arrow::Array& array, std::int64_t row) {
    if (array.IsNull(row)) return std::nullopt;
    switch (array.type_id()) {
        case arrow::Type::BINARY: return static_cast<const arrow::BinaryArray&>(array).GetView(row);
        case arrow::Type::LARGE_BINARY: return static_cast<const arrow::LargeBinaryArray&>(array).GetView(row);
        case arrow::Type::BINARY_VIEW: return static_cast<const arrow::BinaryViewArray&>(array).GetView(row);
        default: return std::nullopt;
    }
}

bool isPictureStruct(const arrow::Array& array) {
    const auto* record =
        array.type_id() == arrow::Type::STRUCT ? static_cast<const arrow::StructArray*>(&array) : nullptr;
    const auto bytes = record != nullptr ? record->GetFieldByName("bytes") : nullptr;
    return bytes != nullptr &&
           (bytes->type_id() == arrow::Type::BINARY || bytes->type_id() == arrow::Type::LARGE_BINARY ||
            bytes->type_id() == arrow::Type::BINARY_VIEW);
}

}  // namespace

void throwBadParquet(const fs::path& path, const std::string& reason) {
    throw Error(ErrorCode::BadFormat, message("%1 is not a Parquet file that can be read (%2).", path, reason));
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
        case arrow::Type::STRING_VIEW: return textAt<arrow::StringViewArray>(array, row);
        case arrow::Type::STRING: return textAt<arrow::StringArray>(array, row);
        case arrow::Type::LARGE_STRING: return textAt<arrow::LargeStringArray>(array, row);
        case arrow::Type::LIST: return listAt<arrow::ListArray>(array, row);
        case arrow::Type::FIXED_SIZE_LIST: return listAt<arrow::FixedSizeListArray>(array, row);
        case arrow::Type::MAP: return mapAt(array, row);
        case arrow::Type::DICTIONARY: return dictionaryAt(array, row);
        case arrow::Type::EXTENSION: return cellAt(*static_cast<const arrow::ExtensionArray&>(array).storage(), row);
        case arrow::Type::LARGE_LIST: return listAt<arrow::LargeListArray>(array, row);
        case arrow::Type::STRUCT: return structAt(array, row);
        // Embedded pictures and the like; not a fact that could be written into JSON.
        case arrow::Type::BINARY:
        case arrow::Type::BINARY_VIEW:
        case arrow::Type::LARGE_BINARY:
        case arrow::Type::FIXED_SIZE_BINARY: return {};
        default: {
            const auto scalar = array.GetScalar(row);  // times, decimals: as they are printed
            return scalar.ok() ? Json((*scalar)->ToString()) : Json();
        }
    }
}

std::optional<std::string_view> pictureBytesAt(const arrow::Array& array, std::int64_t row) {
    if (array.IsNull(row)) return std::nullopt;
    if (isPictureStruct(array)) {
        const auto bytes = bytesAt(*static_cast<const arrow::StructArray&>(array).GetFieldByName("bytes"), row);
        return bytes && !bytes->empty() ? bytes : std::nullopt;
    }
    const auto bytes = bytesAt(array, row);
    return bytes && !endingOf(*bytes).empty() ? bytes : std::nullopt;
}

CellPicture pictureAt(const arrow::Array& array, std::int64_t row) {
    CellPicture out;
    const auto bytes = pictureBytesAt(array, row);
    const Json path = isPictureStruct(array) ? cellAt(array, row).value("path", Json()) : Json();
    if (!bytes) {
        out.cell = path.is_string() ? path : cellAt(array, row);
        return out;
    }
    out.held = true;
    out.ending = endingOf(*bytes);
    // A kind that is not read keeps its ending, so that the message about it makes sense.
    if (out.ending.empty() && path.is_string()) out.ending = fs::path(path.get<std::string>()).extension().string();
    return out;
}

}  // namespace recap
