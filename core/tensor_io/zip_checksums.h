// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tensor_io/zip_directory.h"

#include <set>
#include <string>
#include <string_view>

namespace recap {

// Compares the data of these entries with the CRC-32 that the archive's directory names for them, with as many threads
// as torch computes with. Reads all of their data. An entry whose CRC-32 is 0 has none: torch.save writes that after
// set_crc32_options(False). Throws Error(BadFormat), one sentence with `origin` and the entry's name.
void requireIntact(std::string_view file, std::string_view origin, const ZipEntries& entries,
                   const std::set<std::string>& names);

}  // namespace recap
