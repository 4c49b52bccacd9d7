// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/event_file.h"

#include "base/atomic_file.h"
#include "base/error.h"

#include <unistd.h>
#include <array>
#include <bit>
#include <cstdio>

namespace recap {
namespace {

constexpr std::array<std::uint32_t, 256> makeTable() {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t value = i;
        for (int bit = 0; bit < 8; ++bit) value = (value >> 1) ^ ((value & 1) != 0 ? 0x82f63b78u : 0u);
        table[i] = value;
    }
    return table;
}
constexpr auto kTable = makeTable();

// TFRecord stores checksums rotated and shifted, so that a record inside a record does not check itself.
std::uint32_t maskedCrc(std::string_view bytes) {
    return std::rotr(crc32c(bytes), 15) + 0xa282ead8u;
}

template <class T>
std::string littleEndian(T value) {
    std::string bytes(sizeof value, '\0');
    for (std::size_t i = 0; i < sizeof value; ++i) bytes[i] = static_cast<char>((value >> (8 * i)) & 0xff);
    return bytes;
}

// Protocol buffers: a field is its number and wire type, then a varint (0), 8 bytes (1), a length and bytes (2), or 4
// bytes (5).
std::string varint(std::uint64_t value) {
    std::string bytes;
    for (; value >= 0x80; value >>= 7) bytes += static_cast<char>((value & 0x7f) | 0x80);
    return bytes += static_cast<char>(value);
}
std::string key(int field, int wireType) {
    return varint(static_cast<std::uint64_t>(field) << 3 | static_cast<std::uint64_t>(wireType));
}
std::string intField(int field, std::int64_t value) {
    return key(field, 0) + varint(static_cast<std::uint64_t>(value));
}
std::string doubleField(int field, double value) {
    return key(field, 1) + littleEndian(std::bit_cast<std::uint64_t>(value));
}
std::string floatField(int field, float value) {
    return key(field, 5) + littleEndian(std::bit_cast<std::uint32_t>(value));
}
std::string bytesField(int field, std::string_view bytes) {
    return key(field, 2).append(varint(bytes.size())).append(bytes);
}

// Summary { value { tag, `content` } } as field 5 of an Event.
std::string summary(std::string_view tag, std::string_view content) {
    return bytesField(5, bytesField(1, bytesField(1, tag).append(content)));
}

std::string hostName() {
    char name[128] = "host";
    if (::gethostname(name, sizeof name - 1) != 0) return "host";
    return name;
}

}  // namespace

std::uint32_t crc32c(std::string_view bytes) {
    std::uint32_t crc = 0xffffffffu;
    for (const char c : bytes) crc = kTable[(crc ^ static_cast<unsigned char>(c)) & 0xff] ^ (crc >> 8);
    return ~crc;
}

EventFile::EventFile(const std::filesystem::path& folder, double wallSeconds, std::int64_t firstStep) {
    ensureDirectory(folder);
    // TensorBoard reads the files of a folder in the order of their names; zeros keep that the order of time.
    char name[64];
    std::snprintf(name, sizeof name, "events.out.tfevents.%010lld.", static_cast<long long>(wallSeconds));
    path_ = folder / (name + hostName() + "." + std::to_string(::getpid()));
    out_.open(path_, std::ios::binary | std::ios::app);
    if (!out_) throw Error(ErrorCode::FileNotWritable, message("%1 cannot be written. Check the folder.", path_));
    event(0, wallSeconds, bytesField(3, "brain.Event:2"));
    if (firstStep > 0) event(firstStep, wallSeconds, bytesField(7, intField(1, 1)));  // SessionLog { status: START }
    flush();
}

void EventFile::event(std::int64_t step, double wallSeconds, std::string_view payload) {
    const std::string data = doubleField(1, wallSeconds).append(intField(2, step)).append(payload);
    const std::string length = littleEndian(static_cast<std::uint64_t>(data.size()));
    out_ << length << littleEndian(maskedCrc(length)) << data << littleEndian(maskedCrc(data));
}

void EventFile::scalar(std::int64_t step, double wallSeconds, std::string_view tag, double value) {
    event(step, wallSeconds, summary(tag, floatField(2, static_cast<float>(value))));
}

void EventFile::picture(std::int64_t step, double wallSeconds, std::string_view tag, int width, int height,
                        std::string_view png) {
    const std::string image = intField(1, height) + intField(2, width) + intField(3, 3) + bytesField(4, png);
    event(step, wallSeconds, summary(tag, bytesField(4, image)));
}

}  // namespace recap
