// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace recap {

// Bounds-checked reading of a file's bytes; private to core/image. Every method throws Error(BadFormat) "... is cut
// off" beyond the end.
class ByteReader {
public:
    ByteReader(std::string_view bytes, std::string_view name) : bytes_(bytes), name_(name) {}

    std::size_t size() const { return bytes_.size(); }
    std::string_view name() const { return name_; }
    std::string_view part(std::size_t offset, std::size_t length) const {
        if (offset > bytes_.size() || length > bytes_.size() - offset) throwCutOff();
        return bytes_.substr(offset, length);
    }
    std::uint32_t u8(std::size_t offset) const {
        if (offset >= bytes_.size()) throwCutOff();
        return static_cast<unsigned char>(bytes_[offset]);
    }
    std::uint32_t u16be(std::size_t o) const { return u8(o) << 8 | u8(o + 1); }
    std::uint32_t u16le(std::size_t o) const { return u8(o + 1) << 8 | u8(o); }
    std::uint32_t u24le(std::size_t o) const { return u8(o + 2) << 16 | u16le(o); }
    std::uint32_t u32be(std::size_t o) const { return u16be(o) << 16 | u16be(o + 2); }
    std::uint32_t u32le(std::size_t o) const { return u16le(o + 2) << 16 | u16le(o); }

    [[noreturn]] void throwCutOff() const {
        throw Error(ErrorCode::BadFormat, message("%1 is cut off: the file ends before its picture does.", name_));
    }
    [[noreturn]] void throwBroken(const Message& why) const {
        throw Error(ErrorCode::BadFormat, message("%1 is not a readable picture: %2.", name_, why));
    }

private:
    std::string_view bytes_;
    std::string_view name_;
};

}  // namespace recap
