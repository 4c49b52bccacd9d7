// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace recap {

// Sixteen digits of weightsHash() that name an autoencoder. Throws Error(FileNotFound).
std::string vaeHash(const std::filesystem::path& vaeFolder);

}  // namespace recap
