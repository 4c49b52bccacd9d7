// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tensor_io/safetensors_header.h"
#include "tensor_io/state_dict.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace recap {

class MappedFile;

// A safetensors file opened for reading. The constructor reads and checks the header only, so a file of any size opens
// in milliseconds; the data are read from the disk when a tensor is used. Any thread.
class SafetensorsFile {
public:
    // Throws Error(FileNotFound) or Error(BadFormat).
    explicit SafetensorsFile(const std::filesystem::path& path);

    std::vector<std::string> names() const;
    bool contains(const std::string& name) const;
    // Throw Error(NotFound) for a name the file does not hold.
    const std::vector<std::int64_t>& shape(const std::string& name) const;
    torch::ScalarType dtype(const std::string& name) const;
    const std::map<std::string, std::string>& metadata() const { return header_.metadata; }
    // A view of the mapped file, which it keeps alive; writing to it changes neither the file nor another view's file.
    torch::Tensor tensor(const std::string& name) const;

private:
    const SafetensorsEntry& entry(const std::string& name) const;

    std::filesystem::path path_;
    std::shared_ptr<MappedFile> file_;
    SafetensorsHeader header_;
};

// All tensors of a file, as views of the mapped file.
StateDict loadSafetensors(const std::filesystem::path& path);

// Writes atomically, on the CPU, in each tensor's own dtype. `metadata` gets "format": "pt" when it names no format,
// because transformers refuses files without it. Throws Error(FileNotWritable), Error(DiskFull) or Error(BadFormat).
void saveSafetensors(const std::filesystem::path& path, const StateDict& tensors,
                     const std::map<std::string, std::string>& metadata = {});

}  // namespace recap
