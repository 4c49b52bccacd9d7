// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/parquet.h"

#include "base/error.h"
#include "base/paths.h"
#include "data/parquet_module.h"

#include <dlfcn.h>

namespace fs = std::filesystem;

namespace recap {
namespace {

// Beside the programs in a build folder, in a folder of its own in an installation.
const ParquetModule* loadModule(std::string& reason) {
    const auto bin = executableDirectory();
    reason = "the part of the program for it was not built";
    for (const auto& file : {bin / kParquetModuleFile, bin / RECAP_MODULE_DIR / kParquetModuleFile}) {
        std::error_code error;
        if (!fs::exists(file, error)) continue;
        // Local, so that Arrow's own copies of common libraries stay out of everybody's way.
        void* handle = ::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
        if (handle == nullptr) {
            reason = ::dlerror();
            continue;
        }
        using Entry = const ParquetModule* (*)();
        if (void* entry = ::dlsym(handle, kParquetModuleEntry)) return reinterpret_cast<Entry>(entry)();
    }
    return nullptr;
}

const ParquetModule* module(std::string* why = nullptr) {
    static std::string reason;
    static const ParquetModule* const loaded = loadModule(reason);
    if (why != nullptr) *why = reason;
    return loaded;
}

const ParquetModule& requireModule(const fs::path& path) {
    std::string why;
    if (const auto* loaded = module(&why)) return *loaded;
    throw Error(ErrorCode::InvalidOption,
                "Parquet files cannot be used here (" + why + "), so " + path.string() +
                    " was not: run packaging/setup, which fetches Apache Arrow, and build again.");
}

}  // namespace

bool parquetAvailable() {
    return module() != nullptr;
}

std::unique_ptr<TableReader> openParquet(const fs::path& path) {
    std::error_code error;
    if (!fs::is_regular_file(path, error))
        throw Error(ErrorCode::FileNotFound, "There is no file " + path.string() + ".");
    return requireModule(path).open(path);
}

void writeParquet(const fs::path& path, const std::vector<std::string>& columns,
                  std::span<const std::vector<Json>> rows) {
    requireModule(path).write(path, columns, rows);
}

}  // namespace recap
