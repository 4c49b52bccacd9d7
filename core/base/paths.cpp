// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/paths.h"

#include "base/atomic_file.h"
#include "base/error.h"

#include <cstdlib>

namespace fs = std::filesystem;

namespace recap {

fs::path executableDirectory() {
    std::error_code error;
    const fs::path self = fs::read_symlink("/proc/self/exe", error);
    return error ? fs::current_path() : self.parent_path();
}

fs::path resourceDirectory() {
    if (const char* given = std::getenv("RECAP_RESOURCES"); given != nullptr && *given != '\0') return given;
    for (const fs::path& candidate :
         {executableDirectory() / "../share/recap-workbench", fs::path(RECAP_SOURCE_RESOURCES)})
        if (fs::is_directory(candidate / "vocab")) return fs::weakly_canonical(candidate);
    throw Error(ErrorCode::FileNotFound, message("The program's resources folder was not found. Set RECAP_RESOURCES to "
                                                 "the folder that holds vocab/ and demo/."));
}

fs::path userDataDirectory() {
    fs::path folder;
    const char* own = std::getenv("RECAP_HOME");
    const char* xdg = std::getenv("XDG_DATA_HOME");
    const char* home = std::getenv("HOME");
    if (own != nullptr && *own != '\0')
        folder = own;
    else if (xdg != nullptr && *xdg != '\0')
        folder = fs::path(xdg) / "recap-workbench";
    else
        folder = fs::path(home != nullptr ? home : "/tmp") / ".local/share/recap-workbench";
    ensureDirectory(folder);
    return folder;
}

}  // namespace recap
