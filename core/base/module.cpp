// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/module.h"

#include "base/paths.h"

#include <dlfcn.h>
#include <filesystem>

namespace fs = std::filesystem;

namespace recap {

fs::path modulePath(const char* file) {
    const auto bin = executableDirectory();
    for (auto path : {bin / file, bin / RECAP_MODULE_DIR / file}) {
        std::error_code error;
        if (fs::exists(path, error)) return path;
    }
    return {};
}

void* loadModuleSymbol(const char* file, const char* symbol, Message& reason) {
    const auto path = modulePath(file);
    if (path.empty()) {
        reason = message("the part of the program for it was not built");
        return nullptr;
    }
    // Local, so that a module's own copies of common libraries stay out of everybody's way.
    void* handle = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    void* address = handle != nullptr ? ::dlsym(handle, symbol) : nullptr;
    if (address != nullptr) return address;
    const char* why = ::dlerror();
    reason = why != nullptr ? verbatim(why) : message("it could not be loaded");
    return nullptr;
}

}  // namespace recap
