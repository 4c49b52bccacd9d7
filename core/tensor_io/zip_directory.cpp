// SPDX-License-Identifier: GPL-3.0-or-later
//
// Layout as in PKWARE's APPNOTE 6.3: a directory at the end points to local headers, behind each of which lie the data.
#include "tensor_io/zip_directory.h"

#include "base/error.h"

#include <algorithm>
#include <optional>

namespace recap {
namespace {

constexpr std::uint32_t kLocalHeader = 0x04034b50, kDirectoryEntry = 0x02014b50, kDirectoryEnd = 0x06054b50,
                        kDirectoryEnd64 = 0x06064b50, kLocator64 = 0x07064b50;
constexpr std::size_t kEndSize = 22, kLocatorSize = 20, kEnd64Size = 56, kEntrySize = 46, kLocalSize = 30;
constexpr std::uint32_t kTooLarge32 = 0xffffffff;  // the real number stands in a ZIP64 field
constexpr std::uint16_t kTooLarge16 = 0xffff;

// The archive's bytes with every access checked.
class Bytes {
public:
    Bytes(std::string_view file, std::string_view origin) : file_(file), origin_(origin) {}

    [[noreturn]] void fail(const Message& reason) const {
        throw Error(ErrorCode::BadFormat, message("%1 is not a usable ZIP archive: %2.", origin_, reason));
    }
    std::uint64_t size() const { return file_.size(); }
    void require(std::uint64_t at, std::uint64_t length) const {
        if (at > file_.size() || length > file_.size() - at) fail(message("it is cut off"));
    }
    std::uint64_t number(std::uint64_t at, int bytes) const {
        require(at, static_cast<std::uint64_t>(bytes));
        std::uint64_t value = 0;
        for (int i = bytes - 1; i >= 0; --i)
            value = value << 8 | static_cast<unsigned char>(file_[static_cast<std::size_t>(at) + i]);
        return value;
    }
    std::string text(std::uint64_t at, std::uint64_t length) const {
        require(at, length);
        return std::string(file_.substr(static_cast<std::size_t>(at), static_cast<std::size_t>(length)));
    }

private:
    std::string_view file_, origin_;
};

struct Directory {
    std::uint64_t count = 0, size = 0, begin = 0;
};

std::uint64_t findEnd(const Bytes& bytes) {
    constexpr std::uint64_t kLongestComment = 0xffff;
    if (bytes.size() < kEndSize) bytes.fail(message("it is too short"));
    const std::uint64_t last = bytes.size() - kEndSize;
    const std::uint64_t first = last - std::min(last, kLongestComment);
    for (std::uint64_t at = last;; --at) {
        if (bytes.number(at, 4) == kDirectoryEnd) return at;
        if (at == first) bytes.fail(message("its directory is missing, perhaps because the file is cut off"));
    }
}

Directory findDirectory(const Bytes& bytes) {
    const std::uint64_t end = findEnd(bytes);
    Directory out{bytes.number(end + 10, 2), bytes.number(end + 12, 4), bytes.number(end + 16, 4)};
    const bool large = out.count == kTooLarge16 || out.size == kTooLarge32 || out.begin == kTooLarge32;
    if (large && end >= kLocatorSize && bytes.number(end - kLocatorSize, 4) == kLocator64) {
        const std::uint64_t end64 = bytes.number(end - kLocatorSize + 8, 8);
        bytes.require(end64, kEnd64Size);
        if (bytes.number(end64, 4) != kDirectoryEnd64) bytes.fail(message("its ZIP64 directory is missing"));
        out = {bytes.number(end64 + 32, 8), bytes.number(end64 + 40, 8), bytes.number(end64 + 48, 8)};
    }
    bytes.require(out.begin, out.size);
    if (out.count > out.size / kEntrySize) bytes.fail(message("its directory is shorter than its number of entries"));
    return out;
}

struct RawEntry {
    std::uint64_t packed = 0, size = 0, header = 0;
    std::uint32_t checksum = 0;
};

// Numbers that do not fit into 32 bits stand in extra field 1, in the order size, packed size, header offset.
void readExtra64(const Bytes& bytes, std::uint64_t at, std::uint64_t length, RawEntry& entry) {
    const std::uint64_t end = at + length;
    while (at + 4 <= end) {
        const std::uint64_t id = bytes.number(at, 2), size = bytes.number(at + 2, 2);
        at += 4;
        if (size > end - at) bytes.fail(message("an entry's extra field is too long"));
        if (id == 1) {
            std::uint64_t field = at;
            for (std::uint64_t* value : {&entry.size, &entry.packed, &entry.header}) {
                if (*value != kTooLarge32) continue;
                if (field + 8 > at + size) bytes.fail(message("an entry's ZIP64 field is too short"));
                *value = bytes.number(field, 8);
                field += 8;
            }
        }
        at += size;
    }
}

// The data begin behind the local header, whose name and extra field may be longer than the directory's.
ZipEntry placeOf(const Bytes& bytes, const RawEntry& entry, const std::string& name, bool compressed) {
    bytes.require(entry.header, kLocalSize);
    if (bytes.number(entry.header, 4) != kLocalHeader) bytes.fail(message("entry '%1' has no header", name));
    const std::uint64_t begin =
        entry.header + kLocalSize + bytes.number(entry.header + 26, 2) + bytes.number(entry.header + 28, 2);
    bytes.require(begin, entry.packed);
    return {begin, entry.packed, entry.checksum, compressed};
}

}  // namespace

bool looksLikeZip(std::string_view file) {
    return file.starts_with("PK\x03\x04");
}

ZipEntries readZipDirectory(std::string_view file, std::string_view origin) {
    const Bytes bytes(file, origin);
    const Directory directory = findDirectory(bytes);
    ZipEntries out;
    std::uint64_t at = directory.begin;
    for (std::uint64_t i = 0; i < directory.count; ++i) {
        bytes.require(at, kEntrySize);
        if (bytes.number(at, 4) != kDirectoryEntry) bytes.fail(message("its directory is damaged"));
        // The directory's checksum: that of a local header is 0 where a descriptor follows the data.
        RawEntry entry{bytes.number(at + 20, 4), bytes.number(at + 24, 4), bytes.number(at + 42, 4),
                       static_cast<std::uint32_t>(bytes.number(at + 16, 4))};
        const std::uint64_t nameLength = bytes.number(at + 28, 2), extraLength = bytes.number(at + 30, 2);
        const std::string name = bytes.text(at + kEntrySize, nameLength);
        const std::uint64_t extra = at + kEntrySize + nameLength;
        bytes.require(extra, extraLength);
        readExtra64(bytes, extra, extraLength, entry);
        if ((bytes.number(at + 8, 2) & 1) != 0) bytes.fail(message("entry '%1' is encrypted", name));
        const bool compressed = bytes.number(at + 10, 2) != 0 || entry.packed != entry.size;
        if (!out.emplace(name, placeOf(bytes, entry, name, compressed)).second)
            bytes.fail(message("entry '%1' is there twice", name));
        at = extra + extraLength + bytes.number(at + 32, 2);
    }
    return out;
}

}  // namespace recap
