// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensor_io/weight_files.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/json.h"
#include "tensor_io/pickle_reader.h"
#include "tensor_io/safetensors.h"

#include <torch/types.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <mutex>
#include <set>
#include <string_view>
#include <tuple>

namespace recap {
namespace fs = std::filesystem;
namespace {

constexpr const char* kSafetensors = ".safetensors";
constexpr const char* kPickled = ".bin";
constexpr const char* kVariants[] = {"", "fp16", "bf16", "fp32", "ema", "non_ema"};  // "": the plain name

// Name of the file that holds the tensors, or of the index of its shards.
fs::path weightFile(const fs::path& folder, const std::string& stem, const std::string& variant, const char* ending) {
    return folder / (variant.empty() ? stem + ending : stem + "." + variant + ending);
}

fs::path indexPath(const fs::path& folder, const std::string& stem, const std::string& variant, const char* ending) {
    return folder / (stem + ending + ".index" + (variant.empty() ? "" : "." + variant) + ".json");
}

// transformers calls its pickled files otherwise than its safetensors.
std::string pickledStem(const std::string& stem) {
    return stem == "model" ? "pytorch_model" : stem;
}

// Shard names come from a file that may have been downloaded: a name with a folder in it could point anywhere.
void requirePlainName(const std::string& name, const fs::path& index) {
    if (name.empty() || fs::path(name).filename() != fs::path(name) || name == "." || name == "..")
        throw Error(ErrorCode::BadFormat, message("%1 names '%2', which is not a plain file name.", index, name));
}

Json weightMap(const fs::path& index) {
    const Json json = readJsonFile(index);
    const auto map = json.is_object() ? json.find("weight_map") : json.end();
    if (!json.is_object() || map == json.end() || !map->is_object())
        throw Error(ErrorCode::BadFormat, message("%1 has no object 'weight_map'.", index));
    for (const auto& item : map->items()) {
        if (!item.value().is_string())
            throw Error(ErrorCode::BadFormat, message("%1 gives no file name for '%2'.", index, item.key()));
        requirePlainName(item.value().get<std::string>(), index);
    }
    return *map;
}

std::vector<fs::path> shardsOf(const fs::path& index) {
    std::set<fs::path> files;
    const Json map = weightMap(index);
    for (const auto& item : map.items()) files.insert(index.parent_path() / item.value().get<std::string>());
    return {files.begin(), files.end()};
}

[[noreturn]] void throwNotFound(const fs::path& folder, const std::string& stem) {
    throw Error(ErrorCode::FileNotFound,
                message("Folder %1 holds no weights: it has neither %2.safetensors nor %3.bin.", folder, stem,
                        pickledStem(stem)));
}

// The file or shards of one variant and ending; empty when they are not there.
std::vector<fs::path> filesOf(const fs::path& folder, const std::string& stem, const std::string& variant,
                              const char* ending) {
    if (const auto file = weightFile(folder, stem, variant, ending); fs::exists(file)) return {file};
    if (const auto index = indexPath(folder, stem, variant, ending); fs::exists(index)) return shardsOf(index);
    return {};
}

// Forms ask at each change; hashing gigabytes takes seconds.
std::string rememberedHash(const fs::path& file) {
    static std::mutex mutex;
    static std::map<std::tuple<std::string, std::uintmax_t, fs::file_time_type>, std::string>
        known;  // guarded by mutex
    const std::lock_guard lock(mutex);
    std::error_code error;
    const auto size = fs::file_size(file, error);
    const auto time = fs::last_write_time(file, error);
    if (error) return sha256File(file);  // throws with the file's name
    auto& hash = known[{fs::absolute(file).string(), size, time}];
    if (hash.empty()) hash = sha256File(file);
    return hash;
}

std::string shardName(const std::string& stem, const std::string& variant, std::size_t number, std::size_t count) {
    char text[80];
    std::snprintf(text, sizeof text, "-%05zu-of-%05zu.safetensors", number, count);
    return (variant.empty() ? stem : stem + "." + variant) + text;
}

std::vector<StateDict> splitIntoShards(const StateDict& weights, std::uintmax_t shardBytes) {
    std::vector<StateDict> shards(1);
    std::uintmax_t used = 0;
    for (const auto& [name, tensor] : weights) {
        if (!shards.back().empty() && used + tensor.nbytes() > shardBytes) {
            shards.emplace_back();
            used = 0;
        }
        used += tensor.nbytes();
        shards.back()[name] = tensor;
    }
    return shards;
}

}  // namespace

std::vector<fs::path> findWeightFiles(const fs::path& folder, const std::string& stem, const std::string& variant) {
    for (const bool pickled : {false, true}) {
        const std::string name = pickled ? pickledStem(stem) : stem;
        const char* ending = pickled ? kPickled : kSafetensors;
        if (auto files = filesOf(folder, name, variant, ending); !files.empty()) return files;
        for (const char* other : kVariants)
            if (auto files = filesOf(folder, name, other, ending); !files.empty()) return files;
    }
    throwNotFound(folder, stem);
}

StateDict loadTensorFiles(const std::vector<fs::path>& files) {
    StateDict out;
    for (const auto& file : files) {
        for (auto& [name, tensor] : loadTensorFile(file)) {
            if (!out.emplace(name, tensor).second)
                throw Error(ErrorCode::BadFormat, message("Tensor '%1' is in %2 and in another shard.", name, file));
        }
    }
    return out;
}

StateDict loadWeightFiles(const fs::path& folder, const std::string& stem, const std::string& variant) {
    return loadTensorFiles(findWeightFiles(folder, stem, variant));
}

fs::path onlyWeightFile(const fs::path& folder) {
    fs::path only;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (!entry.is_regular_file() || !isWeightFile(entry.path()) || entry.path().extension() == ".json") continue;
        if (!only.empty())
            throw Error(ErrorCode::FileNotFound,
                        message("The folder %1 holds several files of weights; name the one to use.", folder));
        only = entry.path();
    }
    return only;
}

fs::path weightsPlace(const fs::path& folder, const std::string& stem, const std::string& variant) {
    const auto files = findWeightFiles(folder, stem, variant);
    return files.size() == 1 ? files.front() : folder;
}

std::string weightsHash(const fs::path& folder, const std::string& stem, const std::string& variant) {
    return weightsHash(findWeightFiles(folder, stem, variant));
}

std::string weightsHash(const std::vector<fs::path>& files) {
    if (files.size() == 1) return rememberedHash(files.front());
    std::vector<std::string> digests;
    for (const auto& file : files) digests.push_back(rememberedHash(file));
    std::sort(digests.begin(), digests.end());  // the shards' names say nothing about the weights
    std::string all;
    for (const auto& digest : digests) all.append(digest).append("\n");
    return sha256(all);
}

bool isWeightFile(const fs::path& file) {
    static constexpr std::string_view kEndings[] = {".safetensors", ".bin",  ".pt",   ".pth", ".ckpt",  ".h5",
                                                    ".msgpack",     ".onnx", ".gguf", ".npz", ".tflite"};
    std::string name = file.filename().string();
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    if (name.ends_with(".json")) return name.find(".index.") != std::string::npos;  // of shards
    return std::any_of(std::begin(kEndings), std::end(kEndings),
                       [&](std::string_view ending) { return name.ends_with(ending); });
}

void saveWeightFiles(const fs::path& folder, const std::string& stem, const StateDict& weights,
                     std::uintmax_t shard_bytes, const std::string& variant) {
    ensureDirectory(folder);
    const auto shards = splitIntoShards(weights, shard_bytes);
    if (shards.size() == 1) {
        saveSafetensors(weightFile(folder, stem, variant, kSafetensors), weights);
        return;
    }
    Json map = Json::object();
    std::uintmax_t total = 0;
    for (std::size_t i = 0; i < shards.size(); ++i) {
        const std::string name = shardName(stem, variant, i + 1, shards.size());
        saveSafetensors(folder / name, shards[i]);
        for (const auto& item : shards[i]) {
            map[item.first] = name;
            total += item.second.nbytes();
        }
    }
    writeJsonFile(indexPath(folder, stem, variant, kSafetensors),
                  {{"metadata", {{"total_size", total}}}, {"weight_map", map}});
}

}  // namespace recap
