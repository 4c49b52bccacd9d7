// SPDX-License-Identifier: GPL-3.0-or-later
//
// The one reader of text files: whatever encoding a person's program wrote them in.
#pragma once

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

// Bytes as UTF-8 text by the rules of utf8FromBytes (unicode.h); ends of line stay as they are. `repaired` (optional)
// becomes true when they were taken for Windows-1252. Throws Error(BadFormat) that names `origin` for what is not a
// text: it holds zero bytes.
std::string textFromBytes(std::string_view bytes, std::string_view origin, bool* repaired = nullptr);

// The same for a whole file. Throws Error(FileNotFound), or Error(BadFormat) also when it is larger than `limit` bytes.
std::string readText(const std::filesystem::path& path, std::uintmax_t limit = 256u << 20, bool* repaired = nullptr);

// The same as a stream, so that memory does not hold a long file: bytes of a UTF-8 file as they are, a UTF-16 file
// decoded. Throws Error(FileNotFound).
std::unique_ptr<std::istream> openText(const std::filesystem::path& path);

// The lines of a text, without their ends: \n, \r\n or \r.
std::vector<std::string_view> linesOf(std::string_view text);

// Line by line, so that memory holds one line of a long file.
class TextLines {
public:
    // Throws Error(FileNotFound).
    explicit TextLines(const std::filesystem::path& path);
    ~TextLines();
    TextLines(const TextLines&) = delete;
    TextLines& operator=(const TextLines&) = delete;

    // False at the end. Throws as textFromBytes for one line; the next call reads the next one.
    bool next(std::string& line, bool* repaired = nullptr);
    std::string where() const { return name_ + ":" + std::to_string(number_); }  // "file:line" of the line read last

private:
    std::string name_;
    std::unique_ptr<std::istream> in_;
    std::int64_t number_ = 0;
};

}  // namespace recap
