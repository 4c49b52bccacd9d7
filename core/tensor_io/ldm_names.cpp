// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensor_io/ldm_names.h"

#include <array>
#include <charconv>
#include <utility>

namespace recap {
namespace {

using Alias = std::pair<std::string_view, std::string_view>;  // LDM, diffusers

constexpr std::array<Alias, 6> kUnetStem{{{"time_embed.0.", "time_embedding.linear_1."},
                                          {"time_embed.2.", "time_embedding.linear_2."},
                                          {"input_blocks.0.0.", "conv_in."},
                                          {"out.0.", "conv_norm_out."},
                                          {"out.2.", "conv_out."},
                                          {"middle_block.1.", "mid_block.attentions.0."}}};
constexpr std::array<Alias, 2> kUnetMiddle{
    {{"middle_block.0.", "mid_block.resnets.0."}, {"middle_block.2.", "mid_block.resnets.1."}}};
constexpr std::array<Alias, 6> kUnetResnet{{{"in_layers.0.", "norm1."},
                                            {"in_layers.2.", "conv1."},
                                            {"out_layers.0.", "norm2."},
                                            {"out_layers.3.", "conv2."},
                                            {"emb_layers.1.", "time_emb_proj."},
                                            {"skip_connection.", "conv_shortcut."}}};
constexpr std::array<Alias, 2> kVaeStem{
    {{"encoder.norm_out.", "encoder.conv_norm_out."}, {"decoder.norm_out.", "decoder.conv_norm_out."}}};
constexpr std::array<Alias, 7> kVaeMiddle{{{"block_1.", "resnets.0."},
                                           {"block_2.", "resnets.1."},
                                           {"attn_1.norm.", "attentions.0.group_norm."},
                                           {"attn_1.q.", "attentions.0.to_q."},
                                           {"attn_1.k.", "attentions.0.to_k."},
                                           {"attn_1.v.", "attentions.0.to_v."},
                                           {"attn_1.proj_out.", "attentions.0.to_out.0."}}};
constexpr std::array<std::string_view, 6> kVaeUnchanged{"encoder.conv_in.",  "encoder.conv_out.", "decoder.conv_in.",
                                                        "decoder.conv_out.", "quant_conv.",       "post_quant_conv."};

constexpr std::string_view ldmOf(const Alias& alias) {
    return alias.first;
}
constexpr std::string_view diffusersOf(const Alias& alias) {
    return alias.second;
}

// The name with the first prefix that fits replaced; empty when none fits.
template <class Table, class From, class To>
std::string replacePrefix(std::string_view name, const Table& table, From from, To to) {
    for (const Alias& alias : table)
        if (name.starts_with(from(alias))) return std::string(to(alias)) + std::string(name.substr(from(alias).size()));
    return {};
}

template <class Table>
std::string toDiffusers(std::string_view name, const Table& table) {
    return replacePrefix(name, table, ldmOf, diffusersOf);
}
template <class Table>
std::string toLdm(std::string_view name, const Table& table) {
    return replacePrefix(name, table, diffusersOf, ldmOf);
}

// prefix + converted rest, or empty when the rest did not convert.
std::string join(const std::string& prefix, const std::string& rest) {
    return rest.empty() ? std::string() : prefix + rest;
}

// Takes "<literal><number>." off the front of `name`.
bool takeNumber(std::string_view& name, std::string_view literal, int& number) {
    if (!name.starts_with(literal)) return false;
    const std::string_view rest = name.substr(literal.size());
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
    if (error != std::errc() || number < 0 || end == rest.data() + rest.size() || *end != '.') return false;
    name = rest.substr(static_cast<std::size_t>(end - rest.data()) + 1);
    return true;
}

std::string numbered(const char* first, int i, const char* second, int j) {
    return std::string(first) + std::to_string(i) + second + std::to_string(j) + ".";
}

std::string vaeResnetFromLdm(std::string_view name) {
    constexpr std::string_view kShortcut = "nin_shortcut.";
    if (name.starts_with(kShortcut)) return "conv_shortcut." + std::string(name.substr(kShortcut.size()));
    return std::string(name);
}

std::string ldmFromVaeResnet(std::string_view name) {
    constexpr std::string_view kShortcut = "conv_shortcut.";
    if (name.starts_with(kShortcut)) return "nin_shortcut." + std::string(name.substr(kShortcut.size()));
    return std::string(name);
}

}  // namespace

std::string unetNameFromLdm(std::string_view name, const LdmCounts& counts) {
    if (const auto stem = toDiffusers(name, kUnetStem); !stem.empty()) return stem;
    for (const Alias& part : kUnetMiddle)
        if (name.starts_with(part.first))
            return join(std::string(part.second), toDiffusers(name.substr(part.first.size()), kUnetResnet));
    const int period = counts.unet_layers + 1;
    int block = 0, item = 0;
    if (takeNumber(name, "input_blocks.", block) && block > 0 && takeNumber(name, "", item)) {
        const int level = (block - 1) / period, layer = (block - 1) % period;
        if (name.starts_with("op."))
            return numbered("down_blocks.", level, ".downsamplers.", 0) + "conv." + std::string(name.substr(3));
        if (item == 1) return numbered("down_blocks.", level, ".attentions.", layer) + std::string(name);
        return join(numbered("down_blocks.", level, ".resnets.", layer), toDiffusers(name, kUnetResnet));
    }
    if (takeNumber(name, "output_blocks.", block) && takeNumber(name, "", item)) {
        const int level = block / period, layer = block % period;
        if (name.starts_with("conv.")) return numbered("up_blocks.", level, ".upsamplers.", 0) + std::string(name);
        if (item == 1) return numbered("up_blocks.", level, ".attentions.", layer) + std::string(name);
        return join(numbered("up_blocks.", level, ".resnets.", layer), toDiffusers(name, kUnetResnet));
    }
    return {};
}

std::string ldmNameFromUnet(std::string_view name, const LdmCounts& counts, bool attends) {
    if (const auto stem = toLdm(name, kUnetStem); !stem.empty()) return stem;
    for (const Alias& part : kUnetMiddle)
        if (name.starts_with(part.second))
            return join(std::string(part.first), toLdm(name.substr(part.second.size()), kUnetResnet));
    const int period = counts.unet_layers + 1;
    int level = 0, layer = 0;
    if (takeNumber(name, "down_blocks.", level)) {
        if (takeNumber(name, "resnets.", layer))
            return join(numbered("input_blocks.", period * level + layer + 1, ".", 0), toLdm(name, kUnetResnet));
        if (takeNumber(name, "attentions.", layer))
            return numbered("input_blocks.", period * level + layer + 1, ".", 1) + std::string(name);
        if (takeNumber(name, "downsamplers.", layer) && name.starts_with("conv."))
            return numbered("input_blocks.", period * (level + 1), ".", 0) + "op." + std::string(name.substr(5));
    } else if (takeNumber(name, "up_blocks.", level)) {
        if (takeNumber(name, "resnets.", layer))
            return join(numbered("output_blocks.", period * level + layer, ".", 0), toLdm(name, kUnetResnet));
        if (takeNumber(name, "attentions.", layer))
            return numbered("output_blocks.", period * level + layer, ".", 1) + std::string(name);
        if (takeNumber(name, "upsamplers.", layer))
            return numbered("output_blocks.", period * level + counts.unet_layers, ".", attends ? 2 : 1) +
                   std::string(name);
    }
    return {};
}

std::string vaeNameFromLdm(std::string_view name, const LdmCounts& counts) {
    for (const auto unchanged : kVaeUnchanged)
        if (name.starts_with(unchanged)) return std::string(name);
    int level = 0, layer = 0;
    if (takeNumber(name, "encoder.down.", level)) {
        if (takeNumber(name, "block.", layer))
            return numbered("encoder.down_blocks.", level, ".resnets.", layer) + vaeResnetFromLdm(name);
        if (name.starts_with("downsample."))
            return numbered("encoder.down_blocks.", level, ".downsamplers.", 0) + std::string(name.substr(11));
        return {};
    }
    if (takeNumber(name, "decoder.up.", level)) {
        const int mirrored = counts.vae_levels - 1 - level;
        if (takeNumber(name, "block.", layer))
            return numbered("decoder.up_blocks.", mirrored, ".resnets.", layer) + vaeResnetFromLdm(name);
        if (name.starts_with("upsample."))
            return numbered("decoder.up_blocks.", mirrored, ".upsamplers.", 0) + std::string(name.substr(9));
        return {};
    }
    for (const std::string_view side : {"encoder.", "decoder."})
        if (name.starts_with(std::string(side) + "mid."))
            return join(std::string(side) + "mid_block.", toDiffusers(name.substr(side.size() + 4), kVaeMiddle));
    return toDiffusers(name, kVaeStem);
}

std::string ldmNameFromVae(std::string_view name, const LdmCounts& counts) {
    for (const auto unchanged : kVaeUnchanged)
        if (name.starts_with(unchanged)) return std::string(name);
    int level = 0, layer = 0;
    if (takeNumber(name, "encoder.down_blocks.", level)) {
        if (takeNumber(name, "resnets.", layer))
            return numbered("encoder.down.", level, ".block.", layer) + ldmFromVaeResnet(name);
        if (takeNumber(name, "downsamplers.", layer))
            return "encoder.down." + std::to_string(level) + ".downsample." + std::string(name);
        return {};
    }
    if (takeNumber(name, "decoder.up_blocks.", level)) {
        const int mirrored = counts.vae_levels - 1 - level;
        if (takeNumber(name, "resnets.", layer))
            return numbered("decoder.up.", mirrored, ".block.", layer) + ldmFromVaeResnet(name);
        if (takeNumber(name, "upsamplers.", layer))
            return "decoder.up." + std::to_string(mirrored) + ".upsample." + std::string(name);
        return {};
    }
    for (const std::string_view side : {"encoder.", "decoder."})
        if (name.starts_with(std::string(side) + "mid_block."))
            return join(std::string(side) + "mid.", toLdm(name.substr(side.size() + 10), kVaeMiddle));
    return toLdm(name, kVaeStem);
}

}  // namespace recap
