// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>

namespace recap {

// Writes to a temporary beside the target, flushes it to the disk and renames it: a reader sees the old file or the new
// one, never a part. On any failure the temporary is removed and the target is untouched.
// Throws Error(FileNotWritable) or Error(DiskFull); exceptions of `write` pass through.
void writeAtomically(const std::filesystem::path& path, const std::function<void(std::ostream&)>& write);
void writeTextAtomically(const std::filesystem::path& path, std::string_view text);

// The same promise for a whole folder: `write` fills a temporary folder beside `path`, which is renamed in last.
// An existing folder at `path` is replaced.
void writeDirectoryAtomically(const std::filesystem::path& path,
                              const std::function<void(const std::filesystem::path& temporary)>& write);

// Whole file as bytes. Throws Error(FileNotFound), or Error(BadFormat) when larger than `limit` bytes.
std::string readTextFile(const std::filesystem::path& path, std::uintmax_t limit = 256u << 20);

// Creates the folder and its parents. Throws Error(FileNotWritable).
void ensureDirectory(const std::filesystem::path& path);

}  // namespace recap
