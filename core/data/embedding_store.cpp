// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/embedding_store.h"

#include "base/atomic_file.h"
#include "base/error.h"

#include <cmath>
#include <cstring>
#include <fstream>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr std::size_t kDigits = 64;

fs::path widthFile(const fs::path& file) {
    return fs::path(file).replace_extension(".width");
}

}  // namespace

EmbeddingStore::EmbeddingStore(fs::path file, std::int64_t width) : file_(std::move(file)), width_(width) {
    const auto record = static_cast<std::int64_t>(kDigits) + 4 * width_;
    std::error_code error;
    const auto bytes = fs::file_size(file_, error);
    if (error) return;
    const auto whole = static_cast<std::int64_t>(bytes) / record;
    std::ifstream in(file_, std::ios::binary);
    std::string digits(kDigits, '\0');
    for (std::int64_t i = 0; i < whole; ++i) {
        in.seekg(i * record);
        if (!in.read(digits.data(), static_cast<std::streamsize>(kDigits))) return;
        offsets_[digits] = i * record;
    }
}

std::optional<std::vector<float>> EmbeddingStore::find(const std::string& sha256) const {
    const auto it = offsets_.find(sha256);
    if (it == offsets_.end()) return std::nullopt;
    std::ifstream in(file_, std::ios::binary);
    std::vector<float> vector(static_cast<std::size_t>(width_));
    in.seekg(it->second + static_cast<std::int64_t>(kDigits));
    if (!in.read(reinterpret_cast<char*>(vector.data()), 4 * width_)) return std::nullopt;
    double square = 0;
    for (const float value : vector) square += static_cast<double>(value) * value;
    if (!(std::abs(square - 1) < 1e-3)) return std::nullopt;
    return vector;
}

void EmbeddingStore::add(const std::string& sha256, const std::vector<float>& vector) {
    if (sha256.size() != kDigits || static_cast<std::int64_t>(vector.size()) != width_)
        throw Error(ErrorCode::Internal, message("An embedding of a different width cannot be stored."));
    std::error_code error;
    auto offset = static_cast<std::int64_t>(fs::file_size(file_, error));
    if (error) {
        ensureDirectory(file_.parent_path());
        writeTextAtomically(widthFile(file_), std::to_string(width_));
        offset = 0;
    }
    const auto length = static_cast<std::int64_t>(kDigits) + 4 * width_;
    if (offset % length != 0) {  // what a kill left behind the last whole record would shift everything that follows
        offset -= offset % length;
        fs::resize_file(file_, static_cast<std::uintmax_t>(offset), error);
    }
    std::string record = sha256;
    record.resize(kDigits + static_cast<std::size_t>(4 * width_));
    std::memcpy(record.data() + kDigits, vector.data(), static_cast<std::size_t>(4 * width_));
    std::ofstream out(file_, std::ios::binary | std::ios::app);
    out.write(record.data(), static_cast<std::streamsize>(record.size()));
    out.flush();
    if (!out) throw Error(ErrorCode::FileNotWritable, message("%1 cannot be written; is the disk full?", file_));
    offsets_[sha256] = offset;
}

fs::path embeddingFile(const fs::path& cacheDirectory, const std::string& modelHash) {
    return cacheDirectory / "clip" / (modelHash.substr(0, 16) + ".embeddings");
}

std::int64_t embeddingWidth(const fs::path& file) {
    std::ifstream in(widthFile(file));
    std::int64_t width = 0;
    in >> width;
    return in && width > 0 && width <= 65'536 ? width : 0;
}

}  // namespace recap
