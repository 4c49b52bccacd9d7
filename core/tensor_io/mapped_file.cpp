// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensor_io/mapped_file.h"

#include "base/error.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

namespace recap {
namespace {

[[noreturn]] void throwUnreadable(const std::filesystem::path& path, const Message& reason) {
    throw Error(ErrorCode::FileNotFound, message("File %1 cannot be read: %2.", path, reason));
}

}  // namespace

MappedFile::MappedFile(const std::filesystem::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) throwUnreadable(path, verbatim(std::strerror(errno)));
    struct stat info {};
    if (::fstat(descriptor, &info) != 0 || !S_ISREG(info.st_mode)) {
        ::close(descriptor);
        throwUnreadable(path, message("it is not a regular file"));
    }
    size_ = static_cast<std::size_t>(info.st_size);
    if (size_ > 0) {  // an empty mapping is an error to mmap
        void* address = ::mmap(nullptr, size_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_NORESERVE, descriptor, 0);
        const int reason = errno;
        if (address == MAP_FAILED) {
            ::close(descriptor);
            throwUnreadable(path, verbatim(std::strerror(reason)));
        }
        data_ = static_cast<std::byte*>(address);
    }
    ::close(descriptor);  // the mapping keeps the file
}

MappedFile::~MappedFile() {
    if (data_ != nullptr) ::munmap(data_, size_);
}

std::string_view MappedFile::text(std::size_t begin, std::size_t length) const {
    return {reinterpret_cast<const char*>(data_) + begin, length};
}

}  // namespace recap
