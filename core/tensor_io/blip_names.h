// SPDX-License-Identifier: GPL-3.0-or-later
//
// BLIP under the names of its first release, which LAVIS kept: visual_encoder.blocks.0.attn.qkv.weight ... The text
// decoder's names are those of transformers. Pure renaming: tensors are shared.
#pragma once

#include "tensor_io/state_dict.h"

#include <string>
#include <vector>

namespace recap {

bool isFirstBlip(const StateDict& weights);

// What a file serves as: BlipForConditionalGeneration, BlipForImageTextRetrieval, BlipForQuestionAnswering.
enum class BlipPart { Captioner, Matcher, Answerer };

struct FirstBlip {
    StateDict weights;                  // under the names of the part's class
    std::vector<std::string> left_out;  // what pre-training files hold besides: other heads, momentum copies, queues
};

// Names that belong to no part of BLIP stay as they are, so that loading refuses them.
FirstBlip partOfFirstBlip(StateDict weights, BlipPart part);

}  // namespace recap
