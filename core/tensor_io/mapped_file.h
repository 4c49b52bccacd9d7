// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <string_view>

namespace recap {

// A file mapped into memory, copy-on-write: writing through data() changes neither the file nor other mappings.
// Only the pages that are touched are read from the disk. Any thread.
class MappedFile {
public:
    // Throws Error(FileNotFound).
    explicit MappedFile(const std::filesystem::path& path);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    std::byte* data() const noexcept { return data_; }
    std::size_t size() const noexcept { return size_; }
    std::string_view text(std::size_t begin, std::size_t length) const;

private:
    std::byte* data_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace recap
