// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensor_io/safetensors.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/json.h"
#include "tensor_io/dtype_names.h"
#include "tensor_io/mapped_file.h"

#include <torch/types.h>

#include <algorithm>
#include <cstring>
#include <ostream>

namespace recap {
namespace {

using NamedTensor = std::pair<std::string, torch::Tensor>;

// Widest elements first, then by name: every tensor begins at a multiple of its element size (as the reference does).
std::vector<NamedTensor> storageOrder(const StateDict& tensors) {
    std::vector<NamedTensor> order(tensors.begin(), tensors.end());
    std::stable_sort(order.begin(), order.end(), [](const NamedTensor& a, const NamedTensor& b) {
        return a.second.element_size() > b.second.element_size();
    });
    return order;
}

std::string headerText(const std::vector<NamedTensor>& order, std::map<std::string, std::string> metadata) {
    metadata.try_emplace("format", "pt");
    Json header;
    header["__metadata__"] = metadata;
    std::uint64_t offset = 0;
    for (const auto& [name, tensor] : order) {
        const std::uint64_t end = offset + static_cast<std::uint64_t>(tensor.numel()) * tensor.element_size();
        header[name] = {{"dtype", nameFromDtype(tensor.scalar_type())},
                        {"shape", tensor.sizes().vec()},
                        {"data_offsets", {offset, end}}};
        offset = end;
    }
    std::string text = header.dump();
    text.append((8 - text.size() % 8) % 8, ' ');
    return text;
}

void writeLittleEndian(std::ostream& out, std::uint64_t value) {
    for (int i = 0; i < 8; ++i) out.put(static_cast<char>((value >> (8 * i)) & 0xff));
}

}  // namespace

SafetensorsFile::SafetensorsFile(const std::filesystem::path& path)
    : path_(path),
      file_(std::make_shared<MappedFile>(path)),
      header_(parseSafetensorsHeader(file_->text(0, file_->size()), path.string())) {}

std::vector<std::string> SafetensorsFile::names() const {
    std::vector<std::string> out;
    out.reserve(header_.entries.size());
    for (const auto& item : header_.entries) out.push_back(item.first);
    return out;
}

bool SafetensorsFile::contains(const std::string& name) const {
    return header_.entries.count(name) != 0;
}

const std::vector<std::int64_t>& SafetensorsFile::shape(const std::string& name) const {
    return entry(name).shape;
}

torch::ScalarType SafetensorsFile::dtype(const std::string& name) const {
    return entry(name).dtype;
}

torch::Tensor SafetensorsFile::tensor(const std::string& name) const {
    const SafetensorsEntry& found = entry(name);
    const auto options = torch::TensorOptions().dtype(found.dtype);
    if (found.begin == found.end) return torch::empty(found.shape, options);
    std::byte* bytes = file_->data() + header_.data_begin + found.begin;
    if (reinterpret_cast<std::uintptr_t>(bytes) % c10::elementSize(found.dtype) != 0) {
        // Other writers do not pad their headers; unaligned elements may not be read in place.
        torch::Tensor copy = torch::empty(found.shape, options);
        std::memcpy(copy.data_ptr(), bytes, found.end - found.begin);
        return copy;
    }
    return torch::from_blob(
        bytes, found.shape, [keep = file_](void*) {}, options);
}

const SafetensorsEntry& SafetensorsFile::entry(const std::string& name) const {
    const auto found = header_.entries.find(name);
    if (found == header_.entries.end())
        throw Error(ErrorCode::NotFound, message("File %1 holds no tensor '%2'.", path_, name));
    return found->second;
}

StateDict loadSafetensors(const std::filesystem::path& path) {
    const SafetensorsFile file(path);
    StateDict out;
    for (const auto& name : file.names()) out.emplace_hint(out.end(), name, file.tensor(name));
    return out;
}

void saveSafetensors(const std::filesystem::path& path, const StateDict& tensors,
                     const std::map<std::string, std::string>& metadata) {
    const auto order = storageOrder(tensors);
    const std::string header = headerText(order, metadata);
    writeAtomically(path, [&](std::ostream& out) {
        writeLittleEndian(out, header.size());
        out.write(header.data(), static_cast<std::streamsize>(header.size()));
        for (const auto& item : order) {
            const torch::Tensor plain = item.second.detach().cpu().contiguous();
            out.write(static_cast<const char*>(plain.const_data_ptr()), static_cast<std::streamsize>(plain.nbytes()));
        }
    });
}

}  // namespace recap
