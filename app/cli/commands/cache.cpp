// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "cli/commands/commands.h"
#include "cli/common_options.h"
#include "cli/project_access.h"
#include "cli/wording.h"
#include "workflow/upkeep/cache_contents.h"

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

namespace recap::cli {
namespace {

std::string mebibytes(std::int64_t bytes) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f MiB", static_cast<double>(bytes) / (1 << 20));
    return text;
}

std::string lineOf(const CacheEntry& entry) {
    std::string line = entry.name + "  " + mebibytes(entry.bytes) + "  " +
                       counted(entry.items, entry.kind == "latents" ? "image" : "file");
    if (!entry.stale.empty())
        line += "  stale: " + entry.stale;
    else if (entry.stale_items > 0)
        line += "  stale: " + std::to_string(entry.stale_items) + " of images that no longer exist";
    return line;
}

void list(ConsoleContext& console, const std::string& path) {
    const auto project = openProject(path, console);
    Json entries = Json::array();
    std::int64_t total = 0;
    for (const auto& entry : listCache(*project)) {
        total += entry.bytes;
        entries.push_back({{"name", entry.name},
                           {"kind", entry.kind},
                           {"bytes", entry.bytes},
                           {"items", entry.items},
                           {"stale_items", entry.stale_items},
                           {"stale", entry.stale}});
        console.print(lineOf(entry));
    }
    console.print("The cache holds " + mebibytes(total) + ". All of it can be computed again.");
    console.result({{"entries", entries}, {"bytes", total}});
}

void remove(ConsoleContext& console, const std::string& path, const std::vector<std::string>& names, bool stale) {
    if (names.empty() != stale)
        throw UsageError("Name the entries to delete, or give --stale to delete everything that is stale.");
    const auto project = openProject(path, console);
    std::int64_t freed = stale ? deleteStaleCache(*project) : 0;
    for (const auto& name : names) freed += deleteCacheEntry(*project, name);
    console.print("Freed " + mebibytes(freed) + ".");
    console.result({{"freed_bytes", freed}});
}

}  // namespace

void addCache(CommandTable& table) {
    auto* group =
        table.group("cache", "Show or delete what a project keeps to save time: latents of images, converted models");
    const auto path = std::make_shared<std::string>();
    auto* listing = table.command(group, "list", "List the entries of the cache, their sizes and what is stale",
                                  [path](ConsoleContext& console) { list(console, *path); });
    listing->add_option("project", *path, "Project folder")->required();
    const auto names = std::make_shared<std::vector<std::string>>();
    const auto stale = std::make_shared<bool>(false);
    auto* removal = table.command(group, "delete", "Delete entries of the cache; they are computed again when needed",
                                  [=](ConsoleContext& console) { remove(console, *path, *names, *stale); });
    removal->add_option("project", *path, "Project folder")->required();
    removal->add_option("names", *names, "Entries, as named by 'recap cache list'");
    removal->add_flag("--stale", *stale, "Delete everything that is no longer used");
}

}  // namespace recap::cli
