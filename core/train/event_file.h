// SPDX-License-Identifier: GPL-3.0-or-later
//
// TensorBoard's event files, written without its libraries: records framed as TFRecord (length, masked CRC-32C of the
// length, data, masked CRC-32C of the data), each a serialised tensorflow.Event.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace recap {

// CRC-32C (Castagnoli), as in RFC 3720 appendix B.4.
std::uint32_t crc32c(std::string_view bytes);

class EventFile {
public:
    // Starts a new file "events.out.tfevents.<seconds>.<host>.<pid>" in `folder`. What older files of the folder hold
    // from `firstStep` on counts as never written: TensorBoard drops it when a run continues from a checkpoint.
    // Throws Error(FileNotWritable).
    EventFile(const std::filesystem::path& folder, double wallSeconds, std::int64_t firstStep);

    void scalar(std::int64_t step, double wallSeconds, std::string_view tag, double value);
    // `png` holds the bytes of a PNG file of width x height pixels with three channels.
    void picture(std::int64_t step, double wallSeconds, std::string_view tag, int width, int height,
                 std::string_view png);
    // Hands everything to the operating system. A file that cannot be written any more (disk full) is given up without
    // an error: losing a curve must not stop a run.
    void flush() { out_.flush(); }
    const std::filesystem::path& path() const { return path_; }

private:
    void event(std::int64_t step, double wallSeconds, std::string_view payload);

    std::filesystem::path path_;
    std::ofstream out_;
};

}  // namespace recap
