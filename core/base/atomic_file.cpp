// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/atomic_file.h"

#include "base/error.h"

#include <fcntl.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace fs = std::filesystem;

namespace recap {
namespace {

[[noreturn]] void throwWriteError(const fs::path& path, int error) {
    if (error == ENOSPC || error == EDQUOT)
        throw Error(ErrorCode::DiskFull, message("The disk is full: %1 could not be written. Free some space.", path));
    throw Error(ErrorCode::FileNotWritable, message("%1 cannot be written (%2). Check the folder and its permissions.",
                                                    path, std::strerror(error)));
}

// The process id keeps two programs that write the same target apart.
fs::path temporaryBeside(const fs::path& path) {
    fs::path temporary = path;
    temporary += ".tmp" + std::to_string(::getpid());
    return temporary;
}

void flushToDisk(const fs::path& path, int flags) {
    const int descriptor = ::open(path.c_str(), flags);
    if (descriptor < 0) throwWriteError(path, errno);
    const int failed = ::fsync(descriptor) != 0 ? errno : 0;
    ::close(descriptor);
    // Some file systems cannot flush a folder; the rename is still atomic there.
    if (failed != 0 && failed != EINVAL) throwWriteError(path, failed);
}

}  // namespace

void writeAtomically(const fs::path& path, const std::function<void(std::ostream&)>& write) {
    const fs::path temporary = temporaryBeside(path);
    try {
        errno = 0;
        std::ofstream out(temporary, std::ios::binary | std::ios::trunc);
        if (!out) throwWriteError(path, errno);
        write(out);
        out.flush();
        if (!out) throwWriteError(path, errno != 0 ? errno : EIO);
        out.close();
        flushToDisk(temporary, O_RDONLY);
        std::error_code error;
        fs::rename(temporary, path, error);
        if (error) throwWriteError(path, error.value());
    } catch (...) {
        std::error_code ignored;
        fs::remove(temporary, ignored);
        throw;
    }
}

void writeTextAtomically(const fs::path& path, std::string_view text) {
    writeAtomically(path,
                    [&](std::ostream& out) { out.write(text.data(), static_cast<std::streamsize>(text.size())); });
}

void writeDirectoryAtomically(const fs::path& path, const std::function<void(const fs::path&)>& write) {
    const fs::path temporary = temporaryBeside(path);
    std::error_code error;
    fs::remove_all(temporary, error);
    ensureDirectory(temporary);
    try {
        write(temporary);
        flushToDisk(temporary, O_RDONLY | O_DIRECTORY);
        fs::remove_all(path, error);
        fs::rename(temporary, path, error);
        if (error) throwWriteError(path, error.value());
    } catch (...) {
        fs::remove_all(temporary, error);
        throw;
    }
}

std::string readTextFile(const fs::path& path, std::uintmax_t limit) {
    std::error_code error;
    if (!fs::is_regular_file(path, error)) throw Error(ErrorCode::FileNotFound, message("There is no file %1.", path));
    const auto size = fs::file_size(path, error);
    if (!error && size > limit)
        throw Error(ErrorCode::BadFormat,
                    message("%1 has %2 bytes, more than the limit of %3 for this kind of file.", path, size, limit));
    std::ifstream in(path, std::ios::binary);
    std::string text(error ? 0 : static_cast<std::size_t>(size), '\0');
    if (!in.read(text.data(), static_cast<std::streamsize>(text.size())))
        throw Error(ErrorCode::FileNotFound, message("%1 cannot be read. Check its permissions.", path));
    return text;
}

void ensureDirectory(const fs::path& path) {
    std::error_code error;
    fs::create_directories(path, error);
    if (error) throwWriteError(path, error.value());
}

}  // namespace recap
