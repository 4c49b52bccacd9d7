// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace recap {

// The folder with vocab/, demo/, templates/: RECAP_RESOURCES, else ../share/recap-workbench beside the executable's
// folder, else the source tree it was built from. Throws Error(FileNotFound) when none exists.
std::filesystem::path resourceDirectory();

// Per-user data ($XDG_DATA_HOME or ~/.local/share)/recap-workbench; created on demand. RECAP_HOME overrides it.
std::filesystem::path userDataDirectory();

// Folder of the running executable.
std::filesystem::path executableDirectory();

}  // namespace recap
