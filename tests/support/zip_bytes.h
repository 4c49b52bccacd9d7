// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace recap::testing {

// The archive with 0 for each checksum of its directory, as torch.save writes it after set_crc32_options(False). What
// is changed in its data then reaches the readers behind the check.
inline std::string withoutChecksums(std::string zip) {
    constexpr std::string_view kEntry{"PK\x01\x02", 4};
    for (auto at = zip.find(kEntry); at != std::string::npos; at = zip.find(kEntry, at + 1))
        std::fill_n(zip.begin() + static_cast<std::ptrdiff_t>(at) + 16, 4, '\0');
    return zip;
}

struct ZipFile {
    std::string data;
    std::uint32_t checksum = 0;
};

struct ZipForm {
    bool zip64 = false;       // sizes and places in 64 bits
    bool descriptor = false;  // checksum and sizes behind the data, 0 in the local header
};

// An archive of stored files after PKWARE's APPNOTE 6.3.
inline std::string zipOf(const std::map<std::string, ZipFile>& files, ZipForm form) {
    const auto number = [](std::uint64_t value, int bytes) {
        std::string out;
        for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i));
        return out;
    };
    constexpr std::uint64_t kElsewhere = 0xffffffff;
    std::string out, directory;
    for (const auto& [name, file] : files) {
        const auto place = out.size(), size = file.data.size();
        const auto checksum = number(file.checksum, 4);
        const auto fixed = number(form.descriptor ? 8 : 0, 2) + std::string(6, '\0');  // flags, method, time, date
        const auto given = form.descriptor ? 0 : size;
        out += "PK\x03\x04" + number(45, 2) + fixed + (form.descriptor ? number(0, 4) : checksum) + number(given, 4) +
               number(given, 4) + number(name.size(), 2) + number(0, 2) + name + file.data;
        if (form.descriptor) {
            const int width = form.zip64 ? 8 : 4;
            out += "PK\x07\x08" + checksum + number(size, width) + number(size, width);
        }
        const auto extra =
            form.zip64 ? number(1, 2) + number(24, 2) + number(size, 8) + number(size, 8) + number(place, 8) : "";
        const auto said = form.zip64 ? kElsewhere : size;
        directory += "PK\x01\x02" + number(45, 2) + number(45, 2) + fixed + checksum + number(said, 4) +
                     number(said, 4) + number(name.size(), 2) + number(extra.size(), 2) + std::string(10, '\0') +
                     number(form.zip64 ? kElsewhere : place, 4) + name + extra;
    }
    const auto begin = out.size(), count = files.size(), end64 = begin + directory.size();
    out += directory;
    if (form.zip64)
        out += "PK\x06\x06" + number(44, 8) + number(45, 2) + number(45, 2) + number(0, 8) + number(count, 8) +
               number(count, 8) + number(directory.size(), 8) + number(begin, 8) + "PK\x06\x07" + number(0, 4) +
               number(end64, 8) + number(1, 4);
    return out + "PK\x05\x06" + number(0, 4) + number(form.zip64 ? 0xffff : count, 2) +
           number(form.zip64 ? 0xffff : count, 2) + number(form.zip64 ? kElsewhere : directory.size(), 4) +
           number(form.zip64 ? kElsewhere : begin, 4) + number(0, 2);
}

}  // namespace recap::testing
