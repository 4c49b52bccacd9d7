// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/recaption_folder.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/hash.h"
#include "workflow/runs/run_provenance.h"
#include "workflow/runs/work_shard.h"

#include <unistd.h>
#include <algorithm>
#include <cstdio>
#include <system_error>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr int kFormat = 1;
constexpr std::size_t kIdDigits = 8;
constexpr const char* kSpecificationFile = "specification.json";
constexpr const char* kFolderPrefix = "recaption-";
constexpr const char* kPartEnding = ".parquet";

std::string shardName(std::int64_t shard, std::int64_t shards) {
    char name[64];
    std::snprintf(name, sizeof(name), "shard-%05lld-of-%05lld", static_cast<long long>(shard),
                  static_cast<long long>(shards));
    return name;
}

// Every fact that differs, as "name: there | here".
std::string differences(const Json& recorded, const Json& given) {
    std::string out;
    const auto add = [&](const std::string& name) {
        const auto text = [&](const Json& facts) { return facts.contains(name) ? toJsonLine(facts[name]) : "-"; };
        if (text(recorded) != text(given))
            out += (out.empty() ? "" : "; ") + name + ": " + text(recorded) + " | " + text(given);
    };
    for (const auto& item : given.items()) add(item.key());
    for (const auto& item : recorded.items())
        if (!given.contains(item.key())) add(item.key());
    return out;
}

Json toJson(const RecaptionSpecification& specification) {
    const auto program = runProvenance("", "", 0);
    return {{"format", kFormat},
            {"id", specification.id()},
            {"kind", enumName(kRunKindNames, specification.kind)},
            {"specification", specification.facts},
            {"options", specification.options},
            {"seed", specification.seed},
            {"made_by", {{"program", program["program"]}, {"torch", program["torch"]}}}};
}

RecaptionSpecification fromJson(const Json& json) {
    if (!json.is_object() || json.value("format", Json()) != Json(kFormat))
        throw Error(ErrorCode::BadFormat, message("the format is not %1", kFormat));
    RecaptionSpecification out;
    const auto facts = json.value("specification", Json());
    for (const char* name : {"author", "source", "filter", "project"})
        if (!facts.is_object() || !facts.contains(name) || !facts[name].is_string())
            throw Error(ErrorCode::BadFormat, message("'%1' is missing or not a text", name));
    const auto shards = facts.value("shards", Json());
    if (!shards.is_number_integer() || shards < 1 || shards > kMostWorkShards)
        throw Error(ErrorCode::BadFormat, message("'%1' is missing or not a number from %2 on", "shards", 1));
    out.kind = enumFromName(kRunKindNames, json.value("kind", std::string()), message("The kind"));
    out.facts = facts;
    out.options = json.value("options", Json::object());
    const auto seed = json.value("seed", Json());
    if (seed.is_number_integer()) out.seed = seed.get<std::int64_t>();
    return out;
}

}  // namespace

void requireShard(const RecaptionShard& shard) {
    requireShard(WorkShard{shard.index, shard.count});
    if (shard.part_captions < 1) throw Error(ErrorCode::InvalidOption, message("A part has at least one caption."));
}

std::string RecaptionSpecification::id() const {
    Json own = facts;
    own.erase("shards");
    own.erase("project");
    own["kind"] = enumName(kRunKindNames, kind);
    return sha256(toJsonLine(own)).substr(0, kIdDigits);
}

std::string projectMark(Project& project) {
    const auto first = project.images().list({}, 0, 1);
    if (first.empty()) throw Error(ErrorCode::NotFound, message("The project has no images."));
    return first.front().key + "@" + std::to_string(first.front().added_ms);
}

void requireSpecification(const fs::path& folder, const RecaptionSpecification& specification) {
    ensureDirectory(folder);
    const auto file = folder / kSpecificationFile;
    std::error_code error;
    if (!fs::exists(file, error)) {
        // Processes that start together: one of them records, and the others compare. A link is not made over a file.
        const auto own = folder / (std::string(kSpecificationFile) + "." + std::to_string(::getpid()));
        writeJsonFile(own, toJson(specification));
        fs::create_hard_link(own, file, error);
        if (error && error != std::errc::file_exists) fs::rename(own, file, error);  // a file system without links
        fs::remove(own, error);
    }
    const auto recorded = readSpecification(folder);
    const auto differ = differences(toJson(recorded)["specification"], toJson(specification)["specification"]);
    if (!differ.empty() || recorded.kind != specification.kind)
        throw Error(ErrorCode::InvalidOption,
                    message("The results in %1 were made by other options than these (there | here): %2. Repeat those "
                            "options, or name another folder with --out.",
                            folder, differ.empty() ? std::string(enumName(kRunKindNames, recorded.kind)) : differ));
}

RecaptionSpecification readSpecification(const fs::path& folder) {
    const auto file = folder / kSpecificationFile;
    std::error_code error;
    if (!fs::is_regular_file(file, error))
        throw Error(
            ErrorCode::FileNotFound,
            message("%1 holds no results of a recaptioning in shards (there is no %2).", folder, kSpecificationFile));
    const Json json = readJsonFile(file);
    try {
        return fromJson(json);
    } catch (const Error& e) {
        throw Error(ErrorCode::BadFormat,
                    message("%1 is not the specification of a recaptioning: %2.", file, e.message()));
    }
}

fs::path resultFolder(const Project& project, const RecaptionSpecification& specification) {
    return project.path() / "runs" / (kFolderPrefix + specification.id());
}

std::vector<fs::path> resultFolders(const fs::path& project) {
    std::vector<fs::path> out;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(project / "runs", error))
        if (fs::is_regular_file(entry.path() / kSpecificationFile, error)) out.push_back(entry.path());
    std::sort(out.begin(), out.end());
    return out;
}

fs::path ledgerFile(const fs::path& folder, std::int64_t shard, std::int64_t shards) {
    return folder / (shardName(shard, shards) + ".json");
}

fs::path lockFile(const fs::path& folder, std::int64_t shard, std::int64_t shards) {
    return folder / (shardName(shard, shards) + ".lock");
}

fs::path partFile(const fs::path& folder, std::int64_t shard, std::int64_t shards, std::int64_t part) {
    char number[32];
    std::snprintf(number, sizeof(number), "-%06lld", static_cast<long long>(part));
    return folder / (shardName(shard, shards) + number + kPartEnding);
}

std::vector<fs::path> partFiles(const fs::path& folder) {
    std::vector<fs::path> out;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const auto name = entry.path().filename().string();
        if (name.starts_with("shard-") && entry.path().extension() == kPartEnding) out.push_back(entry.path());
    }
    std::sort(out.begin(), out.end());
    return out;
}

}  // namespace recap
