// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/upkeep/cache_contents.h"

#include "base/error.h"
#include "tensor_io/safetensors.h"
#include "workflow/models/base_model.h"
#include "workflow/training/latent_cache.h"

#include <algorithm>
#include <set>
#include <utility>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr const char* kLatents = "latents";
constexpr const char* kModels = "models";

// What the project's runs and images still ask for.
struct Wanted {
    std::set<std::string> autoencoders;  // hashes as in the names of latent folders
    std::set<fs::path> models;           // converted models
    std::set<std::string> images;        // sha256
};

Wanted wantedBy(Project& project) {
    Wanted wanted;
    for (const auto& run : project.runs().list()) {
        const std::string model = run.config.value("model", "");
        if (model.empty()) continue;
        try {
            const auto folder = baseModelFolder(project, model);
            wanted.models.insert(folder.lexically_normal());
            wanted.autoencoders.insert(vaeHash(folder / "vae"));
        } catch (const std::exception&) {
            // The model is gone: no run can start from it.
        }
    }
    for (const auto& image : project.images().list()) wanted.images.insert(image.sha256);
    return wanted;
}

std::vector<fs::path> below(const fs::path& folder) {
    std::vector<fs::path> entries;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) entries.push_back(entry.path());
    std::sort(entries.begin(), entries.end());
    return entries;
}

bool holdsTensors(const fs::path& file) {
    return file.extension() == ".safetensors";
}

// Names of the latents in a file; empty for a damaged one, which the next build replaces.
std::vector<std::string> latentsIn(const fs::path& file) {
    try {
        return SafetensorsFile(file).names();
    } catch (const Error&) {
        return {};
    }
}

void countLatents(const fs::path& folder, const Wanted& wanted, CacheEntry& entry) {
    entry.items = 0;
    for (const auto& file : below(folder)) {
        if (!holdsTensors(file)) continue;
        for (const auto& sha : latentsIn(file)) {
            ++entry.items;
            entry.stale_items += !wanted.images.contains(sha);
        }
    }
    const std::string name = folder.filename().string(), hash = name.substr(0, name.find('-'));
    if (!wanted.autoencoders.contains(hash))
        entry.stale = "no run starts from a model with this autoencoder";
    else if (entry.stale_items == entry.items)
        entry.stale = "the project holds none of these images";
}

CacheEntry entryOf(const fs::path& root, const fs::path& path, const Wanted& wanted) {
    CacheEntry entry;
    entry.name = fs::relative(path, root).generic_string();
    entry.kind = entry.name.substr(0, entry.name.find('/'));
    std::error_code error;
    if (fs::is_directory(path, error)) {
        for (const auto& file : fs::recursive_directory_iterator(path, error)) {
            if (!file.is_regular_file(error)) continue;
            entry.bytes += static_cast<std::int64_t>(file.file_size(error));
            ++entry.items;
        }
    } else {
        entry.bytes = static_cast<std::int64_t>(fs::file_size(path, error));
        entry.items = 1;
    }
    if (entry.kind == kLatents) countLatents(path, wanted, entry);
    if (entry.kind == kModels && !wanted.models.contains(path.lexically_normal()))
        entry.stale = "no run starts from this file as it is now";
    return entry;
}

std::vector<CacheEntry> listed(const fs::path& root, const Wanted& wanted) {
    std::vector<CacheEntry> entries;
    for (const auto& folder : below(root)) {
        const std::string name = folder.filename().string();
        if (name != kLatents && name != kModels) {
            entries.push_back(entryOf(root, folder, wanted));
            continue;
        }
        for (const auto& path : below(folder)) entries.push_back(entryOf(root, path, wanted));
    }
    return entries;
}

// Bytes freed by leaving out of a file the latents of images that are gone.
std::int64_t withoutStaleLatents(const fs::path& file, const Wanted& wanted) {
    const auto names = latentsIn(file);
    const auto stale = [&](const std::string& sha) { return !wanted.images.contains(sha); };
    if (std::none_of(names.begin(), names.end(), stale)) return 0;
    const auto before = static_cast<std::int64_t>(fs::file_size(file));
    auto latents = loadSafetensors(file);
    std::erase_if(latents, [&](const auto& item) { return stale(item.first); });
    if (latents.empty()) {
        fs::remove(file);
        return before;
    }
    for (auto& [sha, tensor] : latents) tensor = tensor.clone();  // the file under them is about to be replaced
    saveSafetensors(file, latents);
    return before - static_cast<std::int64_t>(fs::file_size(file));
}

}  // namespace

std::vector<CacheEntry> listCache(Project& project) {
    return listed(project.cacheDirectory(), wantedBy(project));
}

std::int64_t deleteCacheEntry(Project& project, const std::string& name) {
    project.requireWritable();
    for (const auto& entry : listed(project.cacheDirectory(), wantedBy(project))) {
        if (entry.name != name) continue;
        fs::remove_all(project.cacheDirectory() / name);
        return entry.bytes;
    }
    throw Error(ErrorCode::NotFound, message("The cache has no entry '%1'; recap cache list names them.", name));
}

std::int64_t deleteStaleCache(Project& project) {
    project.requireWritable();
    const auto wanted = wantedBy(project);
    std::int64_t freed = 0;
    for (const auto& entry : listed(project.cacheDirectory(), wanted)) {
        const auto path = project.cacheDirectory() / entry.name;
        if (!entry.stale.empty()) {
            fs::remove_all(path);
            freed += entry.bytes;
        } else if (entry.stale_items > 0) {
            for (const auto& file : below(path))
                if (holdsTensors(file)) freed += withoutStaleLatents(file, wanted);
        }
    }
    return freed;
}

}  // namespace recap
