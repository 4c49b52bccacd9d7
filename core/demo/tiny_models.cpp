// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/tiny_models.h"

#include "base/atomic_file.h"
#include "demo/grammar.h"
#include "demo/held_out.h"

#include <cctype>
#include <set>
#include <sstream>
#include <utility>

namespace recap::demo {

namespace {

Json preprocessorConfig(const char* processor, Json size) {
    return {{"image_processor_type", processor},
            {"do_resize", true},
            {"size", std::move(size)},
            {"resample", 3},
            {"do_rescale", true},
            {"rescale_factor", 1.0 / 255.0},
            {"do_normalize", true},
            {"image_mean", {0.5, 0.5, 0.5}},
            {"image_std", {0.25, 0.25, 0.25}},
            {"do_convert_rgb", true}};
}

}  // namespace

Json tinyUNetConfig() {
    return {{"_class_name", "UNet2DConditionModel"},
            {"_diffusers_version", "0.42.1"},
            {"sample_size", 8},
            {"in_channels", kLatentChannels},
            {"out_channels", kLatentChannels},
            {"center_input_sample", false},
            {"flip_sin_to_cos", true},
            {"freq_shift", 0},
            {"down_block_types", {"CrossAttnDownBlock2D", "CrossAttnDownBlock2D"}},
            {"mid_block_type", "UNetMidBlock2DCrossAttn"},
            {"up_block_types", {"CrossAttnUpBlock2D", "CrossAttnUpBlock2D"}},
            {"block_out_channels", {48, 96}},
            {"layers_per_block", 1},
            {"downsample_padding", 1},
            {"mid_block_scale_factor", 1},
            {"act_fn", "silu"},
            {"norm_num_groups", 16},
            {"norm_eps", 1e-5},
            {"cross_attention_dim", 96},
            {"attention_head_dim", 4}};
}

Json tinyVaeConfig() {
    return {{"_class_name", "AutoencoderKL"},
            {"_diffusers_version", "0.42.1"},
            {"in_channels", 3},
            {"out_channels", 3},
            {"down_block_types", {"DownEncoderBlock2D", "DownEncoderBlock2D", "DownEncoderBlock2D"}},
            {"up_block_types", {"UpDecoderBlock2D", "UpDecoderBlock2D", "UpDecoderBlock2D"}},
            {"block_out_channels", {16, 32, 64}},
            {"layers_per_block", 1},
            {"act_fn", "silu"},
            {"latent_channels", kLatentChannels},
            {"norm_num_groups", 8},
            {"sample_size", kImageSide},
            {"scaling_factor", 1.0},
            {"force_upcast", false}};
}

Json tinyTextEncoderConfig(std::size_t vocabularySize, std::int64_t startId, std::int64_t endId) {
    return {{"architectures", {"CLIPTextModel"}},
            {"model_type", "clip_text_model"},
            {"vocab_size", vocabularySize},
            {"hidden_size", 96},
            {"intermediate_size", 384},
            {"projection_dim", 96},
            {"num_hidden_layers", 2},
            {"num_attention_heads", 4},
            {"max_position_embeddings", kTextLength},
            {"hidden_act", "quick_gelu"},
            {"layer_norm_eps", 1e-5},
            {"attention_dropout", 0.0},
            {"bos_token_id", startId},
            {"eos_token_id", endId},
            {"pad_token_id", endId},
            {"torch_dtype", "float32"}};
}

Json tinyBlipConfig(std::size_t vocabularySize, std::int64_t decId, std::int64_t sepId, std::int64_t padId) {
    const Json text{{"model_type", "blip_text_model"},
                    {"vocab_size", vocabularySize},
                    {"hidden_size", 128},
                    {"encoder_hidden_size", 128},
                    {"intermediate_size", 384},
                    {"projection_dim", 64},
                    {"num_hidden_layers", 2},
                    {"num_attention_heads", 4},
                    {"max_position_embeddings", 48},
                    {"hidden_act", "gelu"},
                    {"layer_norm_eps", 1e-12},
                    {"hidden_dropout_prob", 0.0},
                    {"attention_probs_dropout_prob", 0.0},
                    {"bos_token_id", decId},
                    {"eos_token_id", sepId},
                    {"pad_token_id", padId},
                    {"sep_token_id", sepId},
                    {"is_decoder", true}};
    const Json vision{{"model_type", "blip_vision_model"},
                      {"hidden_size", 128},
                      {"intermediate_size", 384},
                      {"projection_dim", 64},
                      {"num_hidden_layers", 4},
                      {"num_attention_heads", 4},
                      {"image_size", kImageSide},
                      {"patch_size", 4},
                      {"hidden_act", "gelu"},
                      {"layer_norm_eps", 1e-5},
                      {"attention_dropout", 0.0}};
    return {{"architectures", {"BlipForConditionalGeneration"}},
            {"model_type", "blip"},
            {"projection_dim", 64},
            {"image_text_hidden_size", 64},
            {"logit_scale_init_value", 2.6592},
            {"text_config", text},
            {"vision_config", vision},
            {"torch_dtype", "float32"}};
}

Json tinyClipConfig(std::size_t vocabularySize, std::int64_t startId, std::int64_t endId) {
    auto text = tinyTextEncoderConfig(vocabularySize, startId, endId);
    text.erase("architectures");
    text.erase("torch_dtype");
    text["intermediate_size"] = 288;
    text["projection_dim"] = 64;
    const Json vision{{"model_type", "clip_vision_model"},
                      {"hidden_size", 96},
                      {"intermediate_size", 288},
                      {"projection_dim", 64},
                      {"num_hidden_layers", 4},
                      {"num_attention_heads", 4},
                      {"num_channels", 3},
                      {"image_size", kImageSide},
                      {"patch_size", 4},
                      {"hidden_act", "quick_gelu"},
                      {"layer_norm_eps", 1e-5},
                      {"attention_dropout", 0.0}};
    return {{"architectures", {"CLIPModel"}},   {"model_type", "clip"}, {"projection_dim", 64},
            {"logit_scale_init_value", 2.6592}, {"text_config", text},  {"vision_config", vision},
            {"torch_dtype", "float32"}};
}

Json tinySchedulerConfig() {
    return {{"_class_name", "DDIMScheduler"},
            {"_diffusers_version", "0.42.1"},
            {"num_train_timesteps", 1000},
            {"beta_start", 0.00085},
            {"beta_end", 0.012},
            {"beta_schedule", "scaled_linear"},
            {"trained_betas", nullptr},
            {"clip_sample", false},
            {"set_alpha_to_one", true},
            {"steps_offset", 0},
            {"prediction_type", "v_prediction"},
            {"timestep_spacing", "trailing"},
            {"rescale_betas_zero_snr", true}};
}

std::vector<std::string> vocabularyCorpus() {
    Random random(20231025);
    std::vector<std::string> texts;
    for (int i = 0; i < 4000; ++i) {
        const Scene scene = drawTrainingScene(random);
        texts.push_back(altText(scene, random).text);
        texts.push_back(shortCaption(scene, random));
        texts.push_back(longCaption(scene, random));
    }
    return texts;
}

void writeWordPieceFolder(const std::filesystem::path& folder, const std::vector<std::string>& texts) {
    std::set<std::string> words;
    for (const auto& text : texts) {
        std::istringstream in(text);
        for (std::string word; in >> word;)
            if (word.find_first_of("0123456789") == std::string::npos) words.insert(word);
    }
    std::vector<std::string> vocabulary{"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"};
    for (const char c : std::string("abcdefghijklmnopqrstuvwxyz0123456789.,:;!?'-")) {
        if (words.count(std::string(1, c)) == 0) vocabulary.emplace_back(1, c);
        if (std::isalnum(static_cast<unsigned char>(c))) vocabulary.push_back("##" + std::string(1, c));
    }
    words.insert({"a", "detailed", "picture", "of"});  // the captioner's style prefixes
    vocabulary.insert(vocabulary.end(), words.begin(), words.end());
    vocabulary.emplace_back("[DEC]");
    vocabulary.emplace_back("[ENC]");
    std::string lines;
    for (const auto& token : vocabulary) lines += token + "\n";
    ensureDirectory(folder);
    writeTextAtomically(folder / "vocab.txt", lines);
    writeJsonFile(folder / "tokenizer_config.json", {{"tokenizer_class", "BertTokenizer"},
                                                     {"do_lower_case", true},
                                                     {"model_max_length", 48},
                                                     {"bos_token", "[DEC]"},
                                                     {"additional_special_tokens", {"[ENC]"}}});
}

Json clipPreprocessorConfig() {
    Json config = preprocessorConfig("CLIPImageProcessor", {{"shortest_edge", kImageSide}});
    config["do_center_crop"] = true;
    config["crop_size"] = {{"height", kImageSide}, {"width", kImageSide}};
    return config;
}

Json captionerPreprocessorConfig() {
    return preprocessorConfig("BlipImageProcessor", {{"height", kImageSide}, {"width", kImageSide}});
}

Json captionerGenerationConfig(std::int64_t decId, std::int64_t sepId, std::int64_t padId) {
    return {{"bos_token_id", decId}, {"eos_token_id", sepId}, {"pad_token_id", padId}, {"max_length", 40}};
}

}  // namespace recap::demo
