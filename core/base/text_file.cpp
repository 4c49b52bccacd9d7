// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text_file.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/unicode.h"

#include <fstream>
#include <sstream>

namespace fs = std::filesystem;

namespace recap {

std::string textFromBytes(std::string_view bytes, std::string_view origin, bool* repaired) {
    std::string text = utf8FromBytes(bytes, repaired);
    if (text.find('\0') != std::string::npos)
        throw Error(ErrorCode::BadFormat,
                    message("%1 is not a text: it holds zero bytes. Save it as UTF-8 and try again.", origin));
    return text;
}

std::string readText(const fs::path& path, std::uintmax_t limit, bool* repaired) {
    return textFromBytes(readTextFile(path, limit), path.string(), repaired);
}

std::vector<std::string_view> linesOf(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = text.find_first_of("\r\n");
        lines.push_back(text.substr(0, end));
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + (text.substr(end).starts_with("\r\n") ? 2 : 1));
    }
    return lines;
}

std::unique_ptr<std::istream> openText(const fs::path& path) {
    auto file = std::make_unique<std::ifstream>(path, std::ios::binary);
    std::error_code error;
    if (!*file || fs::is_directory(path, error))
        throw Error(ErrorCode::FileNotFound, message("%1 cannot be read. Check the path and its permissions.", path));
    // An end of line is two bytes in UTF-16, so such a file is read as a whole.
    char mark[2] = {};
    file->read(mark, sizeof mark);
    const std::string_view start(mark, static_cast<std::size_t>(file->gcount()));
    if (start == "\xFF\xFE" || start == "\xFE\xFF") return std::make_unique<std::istringstream>(readText(path));
    file->clear();
    file->seekg(0);
    return file;
}

TextLines::TextLines(const fs::path& path) : name_(path.string()), in_(openText(path)) {}

TextLines::~TextLines() = default;

bool TextLines::next(std::string& line, bool* repaired) {
    std::string bytes;
    if (!std::getline(*in_, bytes)) return false;
    ++number_;
    if (bytes.ends_with('\r')) bytes.pop_back();
    line = textFromBytes(bytes, where(), repaired);
    return true;
}

}  // namespace recap
