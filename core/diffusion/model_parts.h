// SPDX-License-Identifier: GPL-3.0-or-later
//
// A whole Stable Diffusion 1.x model on disk, whatever its layout: a diffusers folder (single, sharded or variant
// files), a single file (.safetensors), or a pickled checkpoint (.ckpt).
#pragma once

#include "base/message.h"
#include "models/ldm_file.h"
#include "text/clip_tokenizer.h"

#include <torch/types.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace recap {

struct ModelChoice {
    std::string variant;                       // of a folder's weight files, e.g. "fp16"; empty: the plain ones
    LdmWeights weights = LdmWeights::Trained;  // of the UNet, where the file or folder has a moving average too
    // Folder in the diffusers layout whose configurations, scheduler and tokenizer a single file uses; empty: those
    // written into the file by this program, else those of Stable Diffusion 1.x.
    std::filesystem::path config;
};

// Configurations and tensors. Weights are views of the mapped files: opening a model reads headers only.
struct ModelParts {
    bool single_file = false;
    LdmConfigs configs;
    PipelineWeights weights;  // under the current names of the diffusers modules
    struct Places {
        std::filesystem::path unet, vae, text_encoder;  // files of the weights, for messages
    } places;
    Json scheduler;
    // Files of the tokenizer by name; empty: CLIP's own, which is among the program's resources.
    ClipTokenizerFiles tokenizer;
    std::vector<Message> assumed;  // what a file without configuration left open, one sentence each
};

// Throws Error(FileNotFound), Error(BadFormat) naming what is missing or which other family of models it is. Shapes are
// checked when networks are built.
ModelParts openModel(const std::filesystem::path& path, const ModelChoice& choice = {});

// Throws Error(BadFormat) that names the family when a folder's classes say that it is of another one, e.g. Stable
// Diffusion XL. openModel() does so by itself.
void requireFamily(const std::filesystem::path& folder);

// Why the model, though it can be opened, is not drawn with or trained: it has inputs beside the latents. One sentence
// without the model's name; empty where there is no obstacle.
Message obstacleOf(const ModelParts& parts);
// Throws Error(BadFormat) with obstacleOf().
void requireUsable(const ModelParts& parts, const std::filesystem::path& path);

// The networks on the CPU, in evaluation mode. The UNet only of a model that is usable. Throw Error(ShapeMismatch) with
// every key that does not fit, and Error(BadFormat) naming file and tensors that hold NaN or infinity.
UNet2DCondition unetOf(const ModelParts& parts, torch::ScalarType dtype = torch::kFloat32);
AutoencoderKL vaeOf(const ModelParts& parts, torch::ScalarType dtype = torch::kFloat32);
ClipText textEncoderOf(const ModelParts& parts, torch::ScalarType dtype = torch::kFloat32);

// Of the model's own files, else CLIP's among the program's resources.
ClipTokenizer tokenizerOf(const ModelParts& parts);
ClipTokenizerFiles tokenizerFilesOf(const ModelParts& parts);

// Throws Error(ShapeMismatch) when a text encoder of so many rows (vocab_size) does not know every token, also the
// added.
void requireRowForEveryToken(const ClipTokenizer& tokenizer, std::int64_t rows);

// What the files of a pipeline's folder say beside its weights that decides a picture: added tokens, and how the
// scheduler's file is read. One phrase or sentence each, for people.
struct PipelineRemarks {
    std::vector<Message> details;
    std::vector<Message> problems;  // why it cannot be drawn with
};
PipelineRemarks pipelineRemarks(const std::filesystem::path& folder);

// Metadata for a single file written by this program: what its tensors do not say, under "recap.configuration", and
// the fields of the modelspec convention.
std::map<std::string, std::string> singleFileMetadata(const ModelParts& parts, const std::string& title);

// Scheduler of the published 1.x models (PNDM); `prediction` is "epsilon" or "v_prediction".
Json stableDiffusion1Scheduler(const std::string& prediction = "epsilon");

// model_index.json of a StableDiffusionPipeline without safety checker that draws with this scheduler.
Json pipelineIndex(const Json& scheduler);

}  // namespace recap
