// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace recap {

struct ZooFile {
    std::string path;               // below the model's folder
    std::string sha256;             // empty where no public source gives it
    std::int64_t bytes = 0;         // 0: not known
    std::string sha256_begin = {};  // its first digits, where only they are published (in the file's name)
};

// One published model in one layout; an entry of resources/zoo.json.
struct ZooModel {
    std::string id, name, use, licence;
    std::string repository;  // where it was published, "owner/name"
    std::string layout;      // diffusers, ldm, ckpt, transformers; torch: a file of torch.save or torch.jit.save
    std::vector<ZooFile> files;
    std::string judge = {};  // the kind of judge that it serves as, as a judges file names it; empty: none
};

// Throws Error(FileNotFound) or Error(BadFormat).
std::vector<ZooModel> readZoo(const std::filesystem::path& json);

// Where models are looked for, whether or not the folders exist: RECAP_MODELS (or models/ in the user's data folder),
// in sub-folders called by id, and the cache of the Hugging Face tools (HF_HUB_CACHE, HF_HOME/hub or its usual place).
std::vector<std::filesystem::path> modelFolders(const ZooModel& model);

// The folder among these that holds every file of the model; empty when none does. A weight file may have another
// format there (pytorch_model.bin for model.safetensors).
std::filesystem::path findModel(const ZooModel& model);

// What to hand to --model: the folder, or the file of a single-file model.
std::filesystem::path usablePath(const ZooModel& model, const std::filesystem::path& folder);

// Reads every file with a known sum completely. One sentence for each that differs; empty: all as published.
std::vector<std::string> verifyModel(const ZooModel& model, const std::filesystem::path& folder);

}  // namespace recap
