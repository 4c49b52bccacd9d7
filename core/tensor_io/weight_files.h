// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tensor_io/state_dict.h"

#include <filesystem>
#include <string>
#include <vector>

namespace recap {

inline constexpr const char* kDiffusersWeights = "diffusion_pytorch_model";  // stems, see findWeightFiles
inline constexpr const char* kTransformersWeights = "model";

// The weight files of one model in a folder, in the order they are looked for:
//   <stem>.safetensors, <stem>.safetensors.index.json (shards), <stem>.<variant>.safetensors for fp16, bf16, fp32, ema,
//   and then the same with the pickled ending .bin.
// `stem` is "diffusion_pytorch_model" for diffusers models, "model" for transformers models (whose pickled files are
// called "pytorch_model"). `variant`, when given, is looked for first. Throws Error(FileNotFound).
std::vector<std::filesystem::path> findWeightFiles(const std::filesystem::path& folder, const std::string& stem,
                                                   const std::string& variant = {});

// All tensors of these files as views of the mapped files. Throws Error(BadFormat) when an index and its shards
// disagree, or when a pickled file asks for more than tensors.
StateDict loadWeightFiles(const std::filesystem::path& folder, const std::string& stem,
                          const std::string& variant = {});

// The same of files by name.
StateDict loadTensorFiles(const std::vector<std::filesystem::path>& files);

// The folder's only file that holds weights, whatever its name; empty where there is none. Throws Error(FileNotFound)
// where there are several.
std::filesystem::path onlyWeightFile(const std::filesystem::path& folder);

// What to call them in a message: the file, or the folder of the shards.
std::filesystem::path weightsPlace(const std::filesystem::path& folder, const std::string& stem,
                                   const std::string& variant = {});

// SHA-256 that names the weights which loadWeightFiles takes from this folder: that of the file where it is one, else
// that of the shards' own digests. Files are read completely, but again only when their size or time has changed. Any
// thread. Throws like findWeightFiles.
std::string weightsHash(const std::filesystem::path& folder, const std::string& stem, const std::string& variant = {});
std::string weightsHash(const std::vector<std::filesystem::path>& files);

// Whether a file holds weights or says which files do, by its name and for whatever program: what must not lie beside
// newer weights of the same model. Configurations, vocabularies and texts are none.
bool isWeightFile(const std::filesystem::path& file);

// One file when the tensors fit into `shard_bytes`, otherwise shards "<stem>-00001-of-0000n.safetensors" and an index;
// with a variant "<stem>.<variant>.safetensors" and so on.
void saveWeightFiles(const std::filesystem::path& folder, const std::string& stem, const StateDict& weights,
                     std::uintmax_t shard_bytes = std::uintmax_t{10} << 30, const std::string& variant = {});

}  // namespace recap
