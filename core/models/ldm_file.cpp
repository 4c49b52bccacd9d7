// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ldm_file.h"

#include "nn/initialisers.h"
#include "tensor_io/load_report.h"
#include "tensor_io/safetensors.h"

#include <torch/types.h>

namespace recap {

LdmConfigs LdmConfigs::stableDiffusion1() {
    LdmConfigs c;
    c.unet.cross_attention_dim = 768;
    c.vae.block_out_channels = {128, 256, 512, 512};
    c.vae.layers_per_block = 2;
    c.vae.sample_size = 512;
    c.text_encoder.hidden_size = 768;
    c.text_encoder.intermediate_size = 3072;
    c.text_encoder.num_attention_heads = 12;
    c.text_encoder.projection_dim = 768;
    c.text_encoder.eos_token_id = 2;
    c.text_encoder.bos_token_id = 0;
    return c;
}

LdmModels loadLdmFile(const std::filesystem::path& path, const LdmConfigs& configs, LdmWeights choice) {
    const PipelineWeights weights = pipelineFromLdm(loadSafetensors(path), choice);
    const nn::InitScope scope(nn::InitMode::Empty);  // every parameter is overwritten below, or loading throws
    LdmModels models{UNet2DCondition(configs.unet), AutoencoderKL(configs.vae), ClipText(configs.text_encoder)};
    loadStateDictStrict(*models.unet, weights.unet, message("%1 (UNet)", path));
    loadStateDictStrict(*models.vae, weights.vae, message("%1 (autoencoder)", path));
    loadStateDictStrict(*models.text_encoder, weights.text_encoder, message("%1 (text encoder)", path));
    models.unet->eval();
    models.vae->eval();
    models.text_encoder->eval();
    return models;
}

void saveLdmFile(const LdmModels& models, const std::filesystem::path& path, torch::ScalarType dtype) {
    const PipelineWeights weights{
        stateDictOf(*models.unet), stateDictOf(*models.vae), stateDictOf(*models.text_encoder), {}};
    saveSafetensors(path, castFloating(ldmFromPipeline(weights), dtype));
}

}  // namespace recap
