// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensor_io/weights_kind.h"

#include "tensor_io/lora_conversion.h"

#include <torch/types.h>

#include <algorithm>
#include <utility>

namespace recap {
namespace {

constexpr std::string_view kLdmUNet = "model.diffusion_model.";
constexpr std::string_view kLdmVae = "first_stage_model.";
constexpr std::string_view kLdmText = "cond_stage_model.transformer.";
constexpr std::string_view kSecond = "Stable Diffusion 2";  // its folders are drawn with

Message unetPart() {
    return message("the UNet");
}

Message vaePart() {
    return message("the autoencoder");
}

Message textPart() {
    return message("the text encoder");
}

class Names {
public:
    explicit Names(const StateDict& weights) : weights_(weights) {}

    bool begin(std::string_view prefix) const {
        const auto found = weights_.lower_bound(std::string(prefix));
        return found != weights_.end() && found->first.starts_with(prefix);
    }
    bool have(std::string_view part) const { return find(part) != nullptr; }
    // Some tensor whose name holds this part.
    const torch::Tensor* find(std::string_view part) const {
        const auto found = std::find_if(weights_.begin(), weights_.end(),
                                        [&](const auto& item) { return item.first.find(part) != std::string::npos; });
        return found == weights_.end() ? nullptr : &found->second;
    }
    // First and last convolution of a UNet; left as they are when one is not there.
    void readChannels(WeightsIdentity& id, const std::string& first, const std::string& last) const {
        const auto in = weights_.find(first), out = weights_.find(last);
        if (in == weights_.end() || out == weights_.end() || in->second.dim() < 2 || out->second.dim() < 1) return;
        id.input_channels = in->second.size(1);
        id.output_channels = out->second.size(0);
    }

private:
    const StateDict& weights_;
};

Message otherFamily(std::string_view family) {
    return message(
        "It belongs to %1, and this program draws with and trains Stable Diffusion 1.x and models built like it.",
        family);
}

// Width of the text features that cross-attention reads: it differs between the families.
std::string_view familyOfWidth(std::int64_t width) {
    return width == 2048 ? "Stable Diffusion XL" : width == 1024 ? kSecond : "";
}

std::string_view adapterFamily(const Names& names) {
    for (const char* part : {"joint_blocks", "attn_add_k_proj", "attn.add_k_proj"})
        if (names.have(part) && !names.have("single_transformer_blocks")) return "Stable Diffusion 3";
    for (const char* part : {"double_blocks", "single_blocks", "single_transformer_blocks"})
        if (names.have(part)) return "FLUX";
    for (const char* part : {"lora_te2_", "text_encoder_2.", "lora_unet_input_blocks_", "lora_unet_output_blocks_",
                             "transformer_blocks_1_", "transformer_blocks.1.", "add_embedding"})
        if (names.have(part)) return "Stable Diffusion XL";
    for (const char* part :
         {"attn2_to_k.lora_down.weight", "attn2.to_k.lora_A.weight", "attn2.to_k.lora.down.weight", "to_k_lora.down"})
        if (const auto* down = names.find(part); down != nullptr && down->dim() > 1)
            if (const auto family = familyOfWidth(down->size(1)); !family.empty()) return family;
    return {};
}

WeightsIdentity network(WeightsKind kind, Message name, Message obstacle = {}, std::vector<Message> absent = {}) {
    WeightsIdentity id;
    id.kind = kind;
    id.name = std::move(name);
    id.obstacle = std::move(obstacle);
    id.absent = std::move(absent);
    return id;
}

WeightsIdentity adapter(const Names& names) {
    auto id = network(WeightsKind::Lora, verbatim("LoRA"));
    id.family = adapterFamily(names);
    if (!id.family.empty() && id.family != kSecond) id.obstacle = otherFamily(id.family);
    return id;
}

WeightsIdentity pipeline(WeightsKind kind, const std::string& family) {
    auto id = network(kind, message("single-file %1 checkpoint", family), otherFamily(family));
    id.family = family;
    return id;
}

// A single file in the layout of the first release, with any of its three parts.
WeightsIdentity ldmFile(const Names& names) {
    WeightsIdentity id;
    const bool unet = names.begin(kLdmUNet), vae = names.begin(kLdmVae), text = names.begin(kLdmText);
    names.readChannels(id, "model.diffusion_model.input_blocks.0.0.weight", "model.diffusion_model.out.2.weight");
    for (const auto& [there, part] : {std::pair{unet, &unetPart}, {vae, &vaePart}, {text, &textPart}})
        if (!there) id.absent.push_back(part());
    if (unet && names.begin("model.diffusion_model.label_emb.")) id.family = "Stable Diffusion XL";
    id.kind = WeightsKind::StableDiffusion1;
    id.name = message("single-file %1 checkpoint", "Stable Diffusion");
    if (unet && !vae && !text) {
        id.kind = WeightsKind::LdmUNet;
        id.name = message("UNet of a single-file Stable Diffusion checkpoint");
    } else if (!unet && vae && !text) {
        id.kind = WeightsKind::LdmAutoencoder;
        id.name = message("autoencoder of a single-file Stable Diffusion checkpoint");
    }
    if (!id.family.empty()) id.obstacle = otherFamily(id.family);
    return id;
}

WeightsIdentity unet(const Names& names) {
    auto id = network(WeightsKind::UNet, verbatim("UNet2DConditionModel"), {}, {vaePart(), textPart()});
    names.readChannels(id, "conv_in.weight", "conv_out.weight");
    id.family = names.begin("add_embedding.") ? "Stable Diffusion XL" : "";
    if (!id.family.empty()) id.obstacle = otherFamily(id.family);
    if (const auto* keys = names.find("attn2.to_k.weight"); id.family.empty() && keys != nullptr && keys->dim() > 1)
        id.family = familyOfWidth(keys->size(1));
    return id;
}

// Pre-training files hold every head beside the captioner's decoder; those of question answering a decoder that reads
// the question instead of the picture.
WeightsIdentity firstBlip(const Names& names) {
    const bool writes = names.begin("text_decoder."), asks = names.begin("text_encoder.");
    const bool pretrained = names.begin("itm_head.") || names.begin("vision_proj.");
    return network(WeightsKind::FirstBlip, message("BLIP in the layout of its first release"),
                   !writes ? message("It has no text decoder: it compares pictures with texts and writes none.")
                   : asks && !pretrained ? message("It answers questions about pictures and writes no captions.")
                                         : Message());
}

// Networks that are no pipeline.
WeightsIdentity singleNetwork(const Names& names) {
    if (names.begin("input_blocks.0.0.")) {
        auto id = network(WeightsKind::LdmUNet,
                          message("UNet of a single-file Stable Diffusion checkpoint, without its prefix"), {},
                          {vaePart(), textPart()});
        names.readChannels(id, "input_blocks.0.0.weight", "out.2.weight");
        return id;
    }
    if (names.have("time_embedding.linear_1") && names.have("down_blocks.")) return unet(names);
    if (names.begin("visual_encoder.")) return firstBlip(names);
    if (names.begin("text_encoder.") && names.have("text_decoder.cls.predictions"))
        return network(WeightsKind::BlipAnswerer, verbatim("BlipForQuestionAnswering"),
                       message("It answers questions about pictures and writes no captions."));
    if (names.begin("text_encoder.") && names.begin("itm_head."))
        return network(WeightsKind::BlipMatcher, verbatim("BlipForImageTextRetrieval"),
                       message("It compares pictures with texts and writes none."));
    if (names.have("text_decoder.cls.predictions"))
        return network(WeightsKind::Blip, verbatim("BlipForConditionalGeneration"));
    if (names.have("decoder.conv_in.") && names.have("decoder.up_blocks."))
        return network(WeightsKind::Autoencoder, verbatim("AutoencoderKL"), {}, {unetPart(), textPart()});
    if (names.have("decoder.conv_in.") && names.have("decoder.up."))
        return network(WeightsKind::LdmAutoencoder, message("autoencoder of a single-file Stable Diffusion checkpoint"),
                       {}, {unetPart(), textPart()});
    if (names.have("vision_model.") && names.have("text_projection"))
        return network(WeightsKind::Clip, verbatim("CLIPModel"));
    if (names.have("transformer.resblocks."))
        return network(WeightsKind::OpenClip, message("CLIP in the layout of OpenAI and open_clip"),
                       message("It compares pictures with texts and draws none: it serves as a judge."));
    if (names.have("embeddings.token_embedding"))
        return network(WeightsKind::ClipText, verbatim("CLIPTextModel"), {}, {unetPart(), vaePart()});
    if (names.have("SelfAttention.q.weight"))
        return network(WeightsKind::T5, message("T5 text encoder"),
                       message("Models with this text encoder (Stable Diffusion 3, FLUX) are not drawn with."));
    for (const char* name : {"emb_params", "string_to_param", "clip_l", "clip_g"})
        if (names.begin(name))
            return network(WeightsKind::TextEmbedding, message("embeddings of textual inversion"),
                           message("Embeddings are read as part of a pipeline's text encoder and tokenizer only."));
    return {};
}

}  // namespace

WeightsIdentity identifyWeights(const StateDict& weights) {
    const Names names(weights);
    if (isLoraFile(weights)) return adapter(names);
    if (names.have("joint_blocks.0.") || names.have("norm1_context.linear"))
        if (!names.have("single_transformer_blocks."))
            return pipeline(WeightsKind::StableDiffusion3, "Stable Diffusion 3");
    if (names.have("double_blocks.0.") || names.have("single_transformer_blocks.0."))
        return pipeline(WeightsKind::Flux, "FLUX");
    if (names.begin("control_model.") || names.have("controlnet_cond_embedding.") || names.begin("input_hint_block."))
        return network(WeightsKind::ControlNet, verbatim("ControlNet"),
                       message("A ControlNet steers another model, and this program draws without one."));
    if (names.begin("conditioner.embedders.")) return pipeline(WeightsKind::StableDiffusionXl, "Stable Diffusion XL");
    if (names.begin("cond_stage_model.model.")) {
        auto id = pipeline(WeightsKind::StableDiffusion2, std::string(kSecond));
        id.obstacle = message("Stable Diffusion 2 is read as a diffusers folder only, not as a single file.");
        return id;
    }
    for (const auto prefix : {kLdmUNet, kLdmVae, kLdmText})
        if (names.begin(prefix)) return ldmFile(names);
    return singleNetwork(names);
}

std::string_view familyOfClass(std::string_view className) {
    static constexpr std::pair<std::string_view, std::string_view> kFamilies[] = {
        {"StableDiffusionXL", "Stable Diffusion XL"},
        {"StableDiffusion3", "Stable Diffusion 3"},
        {"SD3", "Stable Diffusion 3"},
        {"Flux", "FLUX"},
        {"PixArt", "PixArt"},
        {"Kandinsky", "Kandinsky"},
        {"HunyuanDiT", "Hunyuan-DiT"},
        {"Sana", "Sana"},
        {"StableCascade", "Stable Cascade"},
        {"Wuerstchen", "Würstchen"},
        {"ControlNet", "ControlNet"}};
    for (const auto& [prefix, family] : kFamilies)
        if (className.starts_with(prefix)) return family;
    return {};
}

Message partsText(const std::vector<Message>& parts) {
    if (parts.size() < 2) return listOf(parts);
    return message("%1 and %2", listOf(std::vector<Message>(parts.begin(), parts.end() - 1)), parts.back());
}

Message otherInput(std::int64_t unetChannels, std::int64_t latentChannels) {
    if (unetChannels == latentChannels) return {};
    const Message kind = unetChannels == 2 * latentChannels + 1 ? message("an inpainting model")
                         : unetChannels == 2 * latentChannels
                             ? message("a model that edits pictures by instruction (instruct-pix2pix)")
                             : message("a model with inputs beside the latents");
    return message(
        "It is %1: its UNet takes %2 input channels, and this program samples from and trains models that take the %3 "
        "of the latents.",
        kind, unetChannels, latentChannels);
}

}  // namespace recap
