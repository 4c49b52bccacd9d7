// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/picture_file.h"

#include "image/parquet_pictures.h"
#include "image/tar_file.h"

#include "base/atomic_file.h"
#include "base/error.h"

#include <sys/stat.h>
#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr std::size_t kMaxIndexes = 64;

struct ShardPath {
    fs::path shard;
    std::string member;
};

std::optional<PictureStat> statFile(const fs::path& path) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return std::nullopt;
    return PictureStat{info.st_size,
                       static_cast<std::int64_t>(info.st_mtim.tv_sec) * 1000 + info.st_mtim.tv_nsec / 1'000'000};
}

// A folder may be called "x.tar", too; only a file of that name is a shard.
std::optional<ShardPath> splitShard(const fs::path& path) {
    const std::string& text = path.native();
    constexpr std::string_view kMark = ".tar/";
    for (auto at = text.find(kMark); at != std::string::npos; at = text.find(kMark, at + 1)) {
        fs::path shard = text.substr(0, at + kMark.size() - 1);
        std::error_code error;
        if (!fs::is_directory(shard, error)) return ShardPath{std::move(shard), text.substr(at + kMark.size())};
    }
    return std::nullopt;
}

struct ShardIndex {
    PictureStat state;
    std::unordered_map<std::string, TarMember> members;
};

std::shared_ptr<const ShardIndex> readIndex(const fs::path& shard, const PictureStat& state) {
    auto index = std::make_shared<ShardIndex>();
    index->state = state;
    try {
        walkTar(shard, [&](const TarMember& member, const auto&) { index->members.try_emplace(member.name, member); });
    } catch (const Error&) {
        // No archive: it has no members.
    }
    return index;
}

// The most recently used indexes; a shard that changes on disk is indexed anew.
class IndexCache {
public:
    std::shared_ptr<const ShardIndex> get(const fs::path& shard) {
        const auto state = statFile(shard);
        if (!state) return nullptr;
        const std::lock_guard lock(mutex_);
        for (auto it = recent_.begin(); it != recent_.end(); ++it) {
            if (it->first != shard.native()) continue;
            const bool same =
                it->second->state.bytes == state->bytes && it->second->state.modified_ms == state->modified_ms;
            if (!same) it->second = readIndex(shard, *state);
            recent_.splice(recent_.begin(), recent_, it);
            return recent_.front().second;
        }
        recent_.emplace_front(shard.native(), readIndex(shard, *state));
        if (recent_.size() > kMaxIndexes) recent_.pop_back();
        return recent_.front().second;
    }

private:
    std::mutex mutex_;
    std::list<std::pair<std::string, std::shared_ptr<const ShardIndex>>> recent_;
};

IndexCache& indexes() {
    static IndexCache cache;
    return cache;
}

const TarMember* memberOf(const ShardIndex* index, const std::string& name) {
    if (index == nullptr) return nullptr;
    const auto it = index->members.find(name);
    return it == index->members.end() ? nullptr : &it->second;
}

}  // namespace

bool isInsideShard(const fs::path& path) {
    return splitShard(path).has_value() || splitParquet(path).has_value();
}

std::optional<PictureStat> statPicture(const fs::path& path) {
    if (const auto place = splitParquet(path)) {
        const auto size = parquetPictureSize(*place);
        const auto file = size ? statFile(place->file) : std::nullopt;
        return file ? std::optional(PictureStat{*size, file->modified_ms}) : std::nullopt;
    }
    const auto inside = splitShard(path);
    if (!inside) return statFile(path);
    const auto index = indexes().get(inside->shard);
    const auto* member = memberOf(index.get(), inside->member);
    if (member == nullptr) return std::nullopt;
    return PictureStat{member->bytes, index->state.modified_ms};
}

std::string readPicture(const fs::path& path, std::uintmax_t limit) {
    if (const auto place = splitParquet(path)) return readParquetPicture(*place);
    const auto inside = splitShard(path);
    if (!inside) return readTextFile(path, limit);
    const auto index = indexes().get(inside->shard);
    if (index == nullptr) throw Error(ErrorCode::FileNotFound, message("There is no file %1.", inside->shard));
    const auto* member = memberOf(index.get(), inside->member);
    if (member == nullptr)
        throw Error(ErrorCode::FileNotFound, message("The shard %1 holds no %2.", inside->shard, inside->member));
    return readTarMember(inside->shard, *member, limit);
}

}  // namespace recap
