// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/models/model_zoo.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/paths.h"

#include <algorithm>
#include <cstdlib>

namespace recap {
namespace fs = std::filesystem;
namespace {

std::string textOf(const Json& json, const char* name) {
    return json.contains(name) && json[name].is_string() ? json[name].get<std::string>() : std::string();
}

fs::path fromEnvironment(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? fs::path(value) : fs::path();
}

fs::path hubCache() {
    if (auto cache = fromEnvironment("HF_HUB_CACHE"); !cache.empty()) return cache;
    if (const auto home = fromEnvironment("HF_HOME"); !home.empty()) return home / "hub";
    if (const auto cache = fromEnvironment("XDG_CACHE_HOME"); !cache.empty()) return cache / "huggingface/hub";
    const auto home = fromEnvironment("HOME");
    return home.empty() ? fs::path() : home / ".cache/huggingface/hub";
}

// The cache keeps one folder a revision: models--owner--name/snapshots/<commit>/.
std::vector<fs::path> hubSnapshots(const std::string& repository) {
    std::string folder = "models--" + repository;
    if (const auto slash = folder.find('/'); slash != std::string::npos) folder.replace(slash, 1, "--");
    const fs::path cache = hubCache();
    std::vector<fs::path> snapshots;
    std::error_code error;
    if (!cache.empty())
        for (const auto& entry : fs::directory_iterator(cache / folder / "snapshots", error))
            snapshots.push_back(entry.path());
    std::sort(snapshots.begin(), snapshots.end());
    return snapshots;
}

// The file itself, or the same weights in the other format.
fs::path presentFile(const fs::path& folder, const ZooFile& file) {
    std::error_code error;
    if (const auto path = folder / file.path; fs::exists(path, error)) return path;
    const auto parent = (folder / file.path).parent_path();
    for (const auto& [from, to] :
         {std::pair{"model.safetensors", "pytorch_model.bin"}, std::pair{"pytorch_model.bin", "model.safetensors"},
          std::pair{"diffusion_pytorch_model.safetensors", "diffusion_pytorch_model.bin"}})
        if (fs::path(file.path).filename() == from && fs::exists(parent / to, error)) return parent / to;
    return {};
}

}  // namespace

std::vector<ZooModel> readZoo(const fs::path& path) {
    const Json json = readJsonFile(path);
    if (!json.is_object() || !json.contains("models") || !json["models"].is_array())
        throw Error(ErrorCode::BadFormat, message("%1 holds no list 'models'.", path));
    std::vector<ZooModel> models;
    for (const auto& entry : json["models"]) {
        ZooModel model{textOf(entry, "id"),
                       textOf(entry, "name"),
                       textOf(entry, "use"),
                       textOf(entry, "licence"),
                       textOf(entry, "repository"),
                       textOf(entry, "layout"),
                       {},
                       textOf(entry, "judge")};
        if (model.id.empty() || !entry.contains("files") || entry["files"].empty())
            throw Error(ErrorCode::BadFormat, message("%1 holds a model without 'id' or 'files'.", path));
        for (const auto& file : entry["files"])
            model.files.push_back({textOf(file, "path"), textOf(file, "sha256"), file.value("bytes", std::int64_t{0}),
                                   textOf(file, "sha256_begin")});
        models.push_back(std::move(model));
    }
    return models;
}

std::vector<fs::path> modelFolders(const ZooModel& model) {
    auto own = fromEnvironment("RECAP_MODELS");
    if (own.empty()) own = userDataDirectory() / "models";
    std::vector<fs::path> folders{own / model.id, own};
    const auto snapshots = hubSnapshots(model.repository);
    folders.insert(folders.end(), snapshots.begin(), snapshots.end());
    return folders;
}

fs::path findModel(const ZooModel& model) {
    for (const auto& folder : modelFolders(model))
        if (std::all_of(model.files.begin(), model.files.end(),
                        [&](const ZooFile& file) { return !presentFile(folder, file).empty(); }))
            return folder;
    return {};
}

fs::path usablePath(const ZooModel& model, const fs::path& folder) {
    const bool single = model.files.size() == 1;
    return single && !folder.empty() ? folder / model.files.front().path : folder;
}

std::vector<std::string> verifyModel(const ZooModel& model, const fs::path& folder) {
    std::vector<std::string> problems;
    for (const auto& file : model.files) {
        const auto path = presentFile(folder, file);
        if (file.sha256.empty() || path.filename() != fs::path(file.path).filename()) continue;
        if (const auto sum = sha256File(path); sum != file.sha256)
            problems.push_back(message("%1 has SHA-256 %2, published is %3.", path, sum, file.sha256).english());
    }
    return problems;
}

}  // namespace recap
