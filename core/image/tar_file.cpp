// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/tar_file.h"

#include "base/error.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <cstring>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr std::size_t kBlock = 4096;  // small: between two headers the rest is passed over by seeking
constexpr std::int64_t kTarBlock = 512;

Message cutOff() {
    return message("The archive is cut off here.");
}

using Archive = std::unique_ptr<archive, decltype(&archive_free)>;

class Descriptor {
public:
    explicit Descriptor(const fs::path& path) : value_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
        if (value_ < 0)
            throw Error(ErrorCode::FileNotFound, message("%1 cannot be read (%2).", path, std::strerror(errno)));
    }
    ~Descriptor() { ::close(value_); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return value_; }

private:
    int value_;
};

Message detailOf(archive* handle) {
    const char* text = archive_error_string(handle);
    return text != nullptr ? verbatim(text) : message("no reason given");
}

Archive openReader(const fs::path& path, int descriptor) {
    Archive handle(archive_read_new(), &archive_free);
    archive_read_support_format_tar(handle.get());
    if (archive_read_open_fd(handle.get(), descriptor, kBlock) != ARCHIVE_OK)
        throw Error(ErrorCode::BadFormat,
                    message("%1 is not an uncompressed tar archive (%2).", path, detailOf(handle.get())));
    return handle;
}

std::string nameOf(archive_entry* entry) {
    // In the "C" locale names beyond ASCII exist only as UTF-8.
    const char* name = archive_entry_pathname(entry);
    if (name == nullptr) name = archive_entry_pathname_utf8(entry);
    std::string out = name != nullptr ? name : "";
    while (out.starts_with("./")) out.erase(0, 2);
    return out;
}

bool leadsOut(const std::string& name) {
    const fs::path path(name);
    return path.is_absolute() || std::find(path.begin(), path.end(), "..") != path.end();
}

std::string contentOf(archive* handle, const TarMember& member) {
    std::string bytes(static_cast<std::size_t>(member.bytes), '\0');
    std::size_t done = 0;
    while (done < bytes.size()) {
        const auto count = archive_read_data(handle, bytes.data() + done, bytes.size() - done);
        if (count <= 0) throw Error(ErrorCode::BadFormat, cutOff());
        done += static_cast<std::size_t>(count);
    }
    return bytes;
}

// An archive ends with blocks of zeros; one that does not was cut off between two members.
bool hasEndMark(int descriptor, std::int64_t size) {
    char block[kTarBlock] = {};
    return size >= kTarBlock && ::pread(descriptor, block, sizeof block, size - kTarBlock) == kTarBlock &&
           std::all_of(std::begin(block), std::end(block), [](char c) { return c == '\0'; });
}

class Walker {
public:
    Walker(const fs::path& path, const TarVisitor& visit)
        : file_(path), size_(::lseek(file_.get(), 0, SEEK_END)), visit_(visit) {
        if (size_ == 0) throw Error(ErrorCode::BadFormat, message("%1 is empty (zero bytes).", path));
        ::lseek(file_.get(), 0, SEEK_SET);
        handle_ = openReader(path, file_.get());
    }

    std::vector<TarProblem> walk(const fs::path& path) {
        archive_entry* entry = nullptr;
        int result = 0;
        bool any = false;
        while ((result = archive_read_next_header(handle_.get(), &entry)) == ARCHIVE_OK || result == ARCHIVE_WARN) {
            any = true;
            if (!take(entry)) return std::move(problems_);
        }
        if (result != ARCHIVE_EOF) {
            if (!any)
                throw Error(ErrorCode::BadFormat,
                            message("%1 is not an uncompressed tar archive (%2).", path, detailOf(handle_.get())));
            problems_.push_back({"", message("The archive is damaged or cut off after its last good member (%1).",
                                             detailOf(handle_.get()))});
        } else if (!hasEndMark(file_.get(), size_)) {
            problems_.push_back({"", message("The archive has no end mark; it was probably cut off.")});
        }
        return std::move(problems_);
    }

private:
    // False when nothing more can be read.
    bool take(archive_entry* entry) {
        if (archive_entry_filetype(entry) == AE_IFDIR) return true;
        if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry) != nullptr) {
            problems_.push_back({nameOf(entry), message("It is a link or a device, which is not followed.")});
            return true;
        }
        TarMember member{nameOf(entry), archive_read_header_position(handle_.get()), archive_entry_size(entry)};
        if (leadsOut(member.name)) {
            problems_.push_back({member.name, message("Its name points outside the archive; it was refused.")});
            return true;
        }
        // Passing over by seeking does not notice the end of the file.
        if (member.header + kTarBlock + member.bytes > size_) {
            problems_.push_back({member.name, cutOff()});
            return false;
        }
        try {
            visit_(member, [&] { return contentOf(handle_.get(), member); });
        } catch (const Error& e) {
            if (!isTarCutOff(e)) throw;
            problems_.push_back({member.name, cutOff()});
            return false;
        }
        return true;
    }

    Descriptor file_;
    std::int64_t size_;
    const TarVisitor& visit_;
    Archive handle_{nullptr, &archive_free};
    std::vector<TarProblem> problems_;
};

}  // namespace

bool isTarCutOff(const std::exception& error) {
    return std::string_view(error.what()) == cutOff().text;
}

std::vector<TarProblem> walkTar(const fs::path& path, const TarVisitor& visit) {
    return Walker(path, visit).walk(path);
}

TarListing listTar(const fs::path& path) {
    TarListing out;
    out.problems = walkTar(path, [&](const TarMember& member, const auto&) { out.members.push_back(member); });
    return out;
}

std::string readTarMember(const fs::path& path, const TarMember& member, std::uintmax_t limit) {
    const Descriptor file(path);
    if (member.bytes < 0 || static_cast<std::uintmax_t>(member.bytes) > limit)
        throw Error(ErrorCode::BadFormat, message("%1 has %2 bytes, more than the limit of %3 for this kind of file.",
                                                  (path / member.name), member.bytes, limit));
    ::lseek(file.get(), member.header, SEEK_SET);
    const auto handle = openReader(path, file.get());
    archive_entry* entry = nullptr;
    const int result = archive_read_next_header(handle.get(), &entry);
    if ((result != ARCHIVE_OK && result != ARCHIVE_WARN) || nameOf(entry) != member.name ||
        archive_entry_size(entry) != member.bytes)
        throw Error(ErrorCode::BadFormat,
                    message("The archive %1 no longer holds %2 where it did; import it again.", path, member.name));
    try {
        return contentOf(handle.get(), member);
    } catch (const Error&) {
        throw Error(ErrorCode::BadFormat, message("%1 is cut off.", (path / member.name)));
    }
}

struct TarWriter::State {
    fs::path path;
    Archive handle{archive_write_new(), &archive_free};
    std::unique_ptr<archive_entry, decltype(&archive_entry_free)> entry{archive_entry_new(), &archive_entry_free};

    void require(bool good) const {
        if (good) return;
        const int error = archive_errno(handle.get());
        if (error == ENOSPC || error == EDQUOT)
            throw Error(ErrorCode::DiskFull,
                        message("The disk is full: %1 could not be written. Free some space.", path));
        throw Error(ErrorCode::FileNotWritable, message("%1 cannot be written (%2).", path, detailOf(handle.get())));
    }
};

TarWriter::TarWriter(const fs::path& path) : state_(std::make_unique<State>()) {
    state_->path = path;
    archive_write_set_format_pax_restricted(state_->handle.get());
    state_->require(archive_write_open_filename(state_->handle.get(), path.c_str()) == ARCHIVE_OK);
}

TarWriter::~TarWriter() = default;

void TarWriter::add(const std::string& name, std::string_view bytes) {
    auto* entry = archive_entry_clear(state_->entry.get());
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<std::int64_t>(bytes.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_mtime(entry, 0, 0);
    const int result = archive_write_header(state_->handle.get(), entry);
    state_->require(result == ARCHIVE_OK || result == ARCHIVE_WARN);
    const auto written = archive_write_data(state_->handle.get(), bytes.data(), bytes.size());
    state_->require(written == static_cast<la_ssize_t>(bytes.size()));
}

void TarWriter::close() {
    state_->require(archive_write_close(state_->handle.get()) == ARCHIVE_OK);
}

}  // namespace recap
