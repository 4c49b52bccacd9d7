// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/parquet_pictures.h"

#include "base/error.h"
#include "base/module.h"

#include <charconv>

namespace fs = std::filesystem;

namespace recap {
namespace {

ParquetPictureReader reader() {
    static const auto found = [] {
        Message reason;
        return reinterpret_cast<ParquetPictureReader>(
            loadModuleSymbol(kParquetModuleFile, kParquetPicturesEntry, reason));
    }();
    return found;
}

}  // namespace

std::optional<ParquetPlace> splitParquet(const fs::path& path) {
    const std::string& text = path.native();
    constexpr std::string_view kMark = ".parquet/";
    for (auto at = text.find(kMark); at != std::string::npos; at = text.find(kMark, at + 1)) {
        ParquetPlace place{text.substr(0, at + kMark.size() - 1)};
        const auto inside = text.substr(at + kMark.size());
        const auto slash = inside.rfind('/');
        std::error_code error;
        if (slash == std::string::npos || !fs::is_regular_file(place.file, error)) continue;
        place.column = inside.substr(0, slash);
        const char* end = inside.data() + inside.size();
        const auto number = std::from_chars(inside.data() + slash + 1, end, place.row);
        if (number.ec == std::errc() && (number.ptr == end || *number.ptr == '.') && place.row >= 0) return place;
    }
    return std::nullopt;
}

std::optional<std::int64_t> parquetPictureSize(const ParquetPlace& place) {
    std::int64_t size = 0;
    try {
        if (reader() != nullptr && reader()(place, size, nullptr)) return size;
    } catch (const Error&) {  // not readable: there is no picture
    }
    return std::nullopt;
}

std::string readParquetPicture(const ParquetPlace& place) {
    std::int64_t size = 0;
    std::string bytes;
    if (reader() == nullptr)
        throw Error(ErrorCode::FileNotFound, message("The picture is in %1, and Parquet files cannot be read here: run "
                                                     "packaging/setup, which fetches Apache Arrow, and build again.",
                                                     place.file));
    if (!reader()(place, size, &bytes))
        throw Error(ErrorCode::FileNotFound,
                    message("%1 holds no picture in row %2 of its column '%3'.", place.file, place.row, place.column));
    return bytes;
}

}  // namespace recap
