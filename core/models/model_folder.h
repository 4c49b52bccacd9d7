// SPDX-License-Identifier: GPL-3.0-or-later
//
// Model folders as diffusers and transformers write them: config.json beside safetensors weights. Loading is strict:
// Error(ShapeMismatch) lists what is missing, unexpected or of another shape; Error(FileNotFound) and Error(BadFormat)
// name the file. Loaded modules are on the CPU, in evaluation mode, and float32 unless another type is asked for. BLIP
// has more layouts, see blip_files.h.
#pragma once

#include "models/autoencoder_kl.h"
#include "models/blip.h"
#include "models/clip_model.h"
#include "models/clip_text.h"
#include "models/unet_2d_condition.h"

#include <filesystem>

namespace recap {

UNet2DCondition loadUNet(const std::filesystem::path& folder, torch::ScalarType dtype = torch::kFloat32);
AutoencoderKL loadVae(const std::filesystem::path& folder, torch::ScalarType dtype = torch::kFloat32);
ClipText loadTextEncoder(const std::filesystem::path& folder, torch::ScalarType dtype = torch::kFloat32);
ClipModel loadClip(const std::filesystem::path& folder);

// Each creates the folder if needed and writes config.json and the weights, optionally in another floating point type.
void saveUNet(UNet2DCondition& model, const std::filesystem::path& folder, torch::ScalarType dtype = torch::kFloat32);
void saveVae(AutoencoderKL& model, const std::filesystem::path& folder, torch::ScalarType dtype = torch::kFloat32);
void saveTextEncoder(ClipText& model, const std::filesystem::path& folder, torch::ScalarType dtype = torch::kFloat32);
void saveBlip(Blip& model, const std::filesystem::path& folder, torch::ScalarType dtype = torch::kFloat32);
void saveClip(ClipModel& model, const std::filesystem::path& folder, torch::ScalarType dtype = torch::kFloat32);

}  // namespace recap
