// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace recap {

// Where the bytes of one entry lie in the archive, and the CRC-32 that the directory names for them.
struct ZipEntry {
    std::uint64_t begin = 0, size = 0;
    std::uint32_t checksum = 0;
    bool compressed = false;  // then the bytes are not the contents; `size` is that of what lies there
};
using ZipEntries = std::map<std::string, ZipEntry>;  // by name

// True when the bytes begin as a ZIP archive does.
bool looksLikeZip(std::string_view file);

// Entries of a ZIP or ZIP64 archive by name, to be used in place where they are not compressed. Reads the directory and
// the entries' headers, no data: see zip_checksums.h. Throws Error(BadFormat), one sentence that begins with `origin`,
// for a damaged archive, for an encrypted entry, and for a name that occurs twice.
ZipEntries readZipDirectory(std::string_view file, std::string_view origin);

}  // namespace recap
