// SPDX-License-Identifier: GPL-3.0-or-later
//
// One tensor name of an adapter file at a time.
#pragma once

#include "base/message.h"

#include <optional>
#include <string>
#include <string_view>

namespace recap {

enum class LoraFactor { Down, Up, Alpha };

struct ParsedLoraName {
    std::string module;  // with the older spellings ("attn1.processor.to_q") brought up to date
    LoraFactor factor = LoraFactor::Down;
};

// Empty for a name that belongs to no low-rank adapter.
std::optional<ParsedLoraName> parseLoraName(std::string_view name);

// "LoHa", "DoRA" ... when the name is one that only adapters of that kind have: other than two low-rank factors, whose
// product is a weight's change. Empty for every other name.
Message otherAdapterKind(std::string_view name);

struct LoraPlace {
    bool text = false;  // the text encoder, else the UNet
    std::string path;   // "mid_block.attentions.0.proj_in"
};

// Where a module's name points to, of whatever dialect; empty when it does not consist of the parts that names of a
// UNet or CLIP text encoder have.
std::optional<LoraPlace> placeNamedBy(std::string_view module);

}  // namespace recap
