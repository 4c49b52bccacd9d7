// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/image_attributes.h"
#include "data/import/column_roles.h"
#include "workflow/dataset/image_finder_internal.h"

#include <algorithm>
#include <filesystem>
#include <functional>

namespace fs = std::filesystem;

namespace recap {
namespace {

// "data/00012.tar" and "00012" are one shard.
std::string shardNumber(const std::string& name) {
    const fs::path path = fs::path(name).filename();
    return path.extension() == ".tar" ? path.stem().string() : path.string();
}

std::string comparable(const PictureName& name) {
    if (name.kind == PictureNameKind::Shard) return shardNumber(name.value);
    std::string value = name.value;
    if (name.kind == PictureNameKind::Sha256)
        for (char& c : value) c = c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
    return value;
}

std::size_t numberOf(const PictureName& name) {
    return std::hash<std::string>()(std::to_string(static_cast<int>(name.kind)) + comparable(name));
}

std::vector<PictureName> namesIn(const Json& attributes) {
    std::vector<std::string> columns;
    std::vector<Json> cells;
    for (const auto& [name, value] : attributes.items()) {
        columns.push_back(name);
        cells.push_back(value);
    }
    return ColumnRoles(columns, {}).namesOf(cells);
}

}  // namespace

void ImageFinder::index() {
    indexed_ = true;
    eachAttributes(db_, [this](ImageId image, const Json& attributes) {
        for (const auto& name : namesIn(attributes))
            if (name.kind != PictureNameKind::Shard) by_name_.emplace_back(numberOf(name), image);
    });
    std::sort(by_name_.begin(), by_name_.end());
}

std::vector<ImageId> ImageFinder::candidates(const PictureName& name) const {
    std::vector<ImageId> out;
    const auto number = numberOf(name);
    for (auto it = std::lower_bound(by_name_.begin(), by_name_.end(), std::pair(number, ImageId{}));
         it != by_name_.end() && it->first == number; ++it)
        out.push_back(it->second);
    return out;
}

bool ImageFinder::fits(ImageId image, const PictureName& name, std::span<const PictureName> names) const {
    auto own = namesIn(images_.attributes(image));
    for (const auto& part : fs::path(images_.get(image)->path))
        if (part.extension() == ".tar") own.push_back({PictureNameKind::Shard, part.string()});
    const auto same = [&](const PictureName& wanted) {
        return std::any_of(own.begin(), own.end(), [&](const auto& entry) {
            return entry.kind == wanted.kind && comparable(entry) == comparable(wanted);
        });
    };
    const auto has = [&](PictureNameKind kind) {
        return std::any_of(own.begin(), own.end(), [&](const auto& entry) { return entry.kind == kind; });
    };
    if (!same(name)) return false;  // two names with one number
    if (name.kind == PictureNameKind::Sha256 || name.kind == PictureNameKind::Uid) return true;
    return std::all_of(names.begin(), names.end(), [&](const auto& other) {
        const bool shard = other.kind == PictureNameKind::Shard && name.kind != PictureNameKind::Key;
        return other.kind == PictureNameKind::Key || shard || !has(other.kind) || same(other);
    });
}

ImageFinder::Found ImageFinder::find(std::span<const PictureName> names) {
    if (!indexed_) index();
    bool several = false;
    for (const auto& name : names) {
        if (name.kind == PictureNameKind::Shard) continue;
        if (name.kind == PictureNameKind::Sha256)
            if (const auto image = images_.findBySha256(comparable(name))) return {.image = image->id, .by = name.kind};
        std::vector<ImageId> found;
        for (const auto image : candidates(name))
            if (fits(image, name, names)) found.push_back(image);
        found.erase(std::unique(found.begin(), found.end()), found.end());
        if (found.size() == 1) return {.image = found.front(), .by = name.kind};
        several = several || found.size() > 1;
    }
    return {.several = several};
}

}  // namespace recap
