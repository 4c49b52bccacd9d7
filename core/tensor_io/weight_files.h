// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tensor_io/state_dict.h"

#include <filesystem>
#include <string>
#include <vector>

namespace recap {

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

// One file when the tensors fit into `shard_bytes`, otherwise shards "<stem>-00001-of-0000n.safetensors" and an index;
// with a variant "<stem>.<variant>.safetensors" and so on.
void saveWeightFiles(const std::filesystem::path& folder, const std::string& stem, const StateDict& weights,
                     std::uintmax_t shard_bytes = std::uintmax_t{10} << 30, const std::string& variant = {});

}  // namespace recap
