// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/parquet_file_internal.h"

#include "data/parquet_cells_internal.h"

#include <arrow/io/file.h>
#include <parquet/properties.h>
#include <utility>

namespace recap {

std::unique_ptr<parquet::arrow::FileReader> openedParquet(const std::filesystem::path& path,
                                                          const parquet::ArrowReaderProperties& properties) {
    const auto file = arrow::io::ReadableFile::Open(path.string());
    if (!file.ok()) throwBadParquet(path, file.status().message());
    auto reading = parquet::default_reader_properties();
    reading.set_page_checksum_verification(true);
    parquet::arrow::FileReaderBuilder builder;
    if (const auto opened = builder.Open(*file, reading); !opened.ok()) throwBadParquet(path, opened.message());
    auto reader = builder.properties(properties)->Build();
    if (!reader.ok()) throwBadParquet(path, reader.status().message());
    return std::move(*reader);
}

}  // namespace recap
