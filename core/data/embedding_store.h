// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace recap {

// Embeddings of pictures in one file of a project's cache, found by the hash of the picture's content. Records of
// 64 hexadecimal digits and `width` float32 are appended; a cut-off or damaged record counts as absent. One writer.
class EmbeddingStore {
public:
    // The file need not exist. Throws Error(FileNotWritable) on the first add() that fails.
    EmbeddingStore(std::filesystem::path file, std::int64_t width);

    // A unit vector; none: the content is unknown.
    std::optional<std::vector<float>> find(const std::string& sha256) const;
    void add(const std::string& sha256, const std::vector<float>& vector);
    std::int64_t size() const { return static_cast<std::int64_t>(offsets_.size()); }

private:
    std::filesystem::path file_;
    std::int64_t width_;
    std::unordered_map<std::string, std::int64_t> offsets_;
};

// Where a project keeps the embeddings by the CLIP of that hash.
std::filesystem::path embeddingFile(const std::filesystem::path& cacheDirectory, const std::string& modelHash);
// The file's own record of its width, beside it; 0: there are no embeddings.
std::int64_t embeddingWidth(const std::filesystem::path& file);

}  // namespace recap
