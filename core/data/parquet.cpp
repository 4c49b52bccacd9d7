// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/parquet.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/module.h"
#include "data/parquet_module.h"

namespace fs = std::filesystem;

namespace recap {
namespace {

const ParquetModule* loadModule(Message& reason) {
    using Entry = const ParquetModule* (*)();
    void* entry = loadModuleSymbol(kParquetModuleFile, kParquetModuleEntry, reason);
    return entry != nullptr ? reinterpret_cast<Entry>(entry)() : nullptr;
}

const ParquetModule* module(Message* why = nullptr) {
    static Message reason;
    static const ParquetModule* const loaded = loadModule(reason);
    if (why != nullptr) *why = reason;
    return loaded;
}

const ParquetModule& requireModule(const fs::path& path) {
    Message why;
    if (const auto* loaded = module(&why)) return *loaded;
    throw Error(ErrorCode::InvalidOption, message("%2 needs Parquet support, which is missing here (%1): run "
                                                  "packaging/setup, which fetches Apache Arrow, and build again.",
                                                  why, path));
}

}  // namespace

bool parquetAvailable() {
    return module() != nullptr;
}

void requireParquet(const fs::path& path) {
    requireModule(path);
}

std::unique_ptr<TableReader> openParquet(const fs::path& path) {
    std::error_code error;
    if (!fs::is_regular_file(path, error)) throw Error(ErrorCode::FileNotFound, message("There is no file %1.", path));
    return requireModule(path).open(path);
}

void writeParquet(const fs::path& path, const std::vector<std::string>& columns,
                  std::span<const std::vector<Json>> rows) {
    writeTextAtomically(path, requireModule(path).encode(path, columns, rows));
}

}  // namespace recap
