// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensor_io/zip_checksums.h"

#include "base/error.h"
#include "base/parallel.h"

#include <ATen/Parallel.h>
#include <zlib.h>

#include <cstdint>
#include <utility>
#include <vector>

namespace recap {
namespace {

constexpr std::uint64_t kPiece = 4 << 20;  // so that one large tensor is shared among the threads, too

struct Piece {
    std::string_view bytes;
    std::uint32_t checksum = 0;
};

std::vector<Piece> piecesOf(std::string_view bytes) {
    std::vector<Piece> out;
    for (; bytes.size() > kPiece; bytes.remove_prefix(kPiece)) out.push_back({bytes.substr(0, kPiece)});
    out.push_back({bytes});
    return out;
}

std::uint32_t checksumOf(std::string_view bytes) {
    const auto* data = reinterpret_cast<const Bytef*>(bytes.data());
    return static_cast<std::uint32_t>(::crc32_z(0, data, bytes.size()));
}

std::uint32_t joined(const Piece* first, const Piece* last) {
    auto checksum = static_cast<uLong>(first->checksum);
    while (++first != last)
        checksum = ::crc32_combine(checksum, first->checksum, static_cast<z_off_t>(first->bytes.size()));
    return static_cast<std::uint32_t>(checksum);
}

}  // namespace

void requireIntact(std::string_view file, std::string_view origin, const ZipEntries& entries,
                   const std::set<std::string>& names) {
    std::vector<Piece> pieces;
    std::vector<std::size_t> ends;  // of each name's pieces
    for (const auto& name : names) {
        const auto& entry = entries.at(name);
        if (entry.checksum != 0)
            for (const auto& piece : piecesOf(file.substr(entry.begin, entry.size))) pieces.push_back(piece);
        ends.push_back(pieces.size());
    }
    parallelFor(pieces.size(), at::get_num_threads(),
                [&](std::size_t i) { pieces[i].checksum = checksumOf(pieces[i].bytes); });
    std::size_t at = 0;
    auto end = ends.begin();
    for (const auto& name : names) {
        const auto from = std::exchange(at, *end++);
        if (from == at || joined(&pieces[from], pieces.data() + at) == entries.at(name).checksum) continue;
        throw Error(ErrorCode::BadFormat,
                    message("%1 is damaged: the data of its entry '%2' do not match their checksum. Copy or download "
                            "the file again.",
                            origin, name));
    }
}

}  // namespace recap
