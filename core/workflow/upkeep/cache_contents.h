// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/project/project.h"

#include <cstdint>
#include <string>
#include <vector>

namespace recap {

// One folder of a project's cache. Everything in it can be made again, so it may be deleted at any time except while a
// job of the project works.
struct CacheEntry {
    std::string name;  // relative to the cache folder, e.g. "latents/0123456789abcdef-512"
    std::string kind;  // latents, models, rating or the folder's own name
    std::int64_t bytes = 0;
    std::int64_t items = 0;        // images of latents, else files
    std::int64_t stale_items = 0;  // latents of images that the project does not hold any more
    std::string stale;             // why nothing uses the whole entry any more, in words; empty: it may be used
};

// What lies in the cache, by name. Latents are found by the content of image and autoencoder, so a stale one is never
// used: it only takes space. Latents are stale when no run of the project starts from a model with that autoencoder,
// converted models when no run starts from that file as it is now. Throws Error(Database).
std::vector<CacheEntry> listCache(Project& project);

// Deletes the named entry, or of all entries what is stale; bytes that were freed. Throws Error(ReadOnly) for a project
// open elsewhere, Error(NotFound) for a name that listCache() does not give.
std::int64_t deleteCacheEntry(Project& project, const std::string& name);
std::int64_t deleteStaleCache(Project& project);

}  // namespace recap
