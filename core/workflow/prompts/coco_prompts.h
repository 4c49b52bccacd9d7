// SPDX-License-Identifier: GPL-3.0-or-later
//
// Prompt sets from COCO's captions, deterministic by seed: the same captions give the same set in whatever order the
// files have them. An item's id is the id of its caption.
#pragma once

#include "metrics/prompt_set.h"
#include "workflow/prompts/coco_captions.h"
#include "workflow/prompts/prompt_build_options.h"

namespace recap {

// Whether the kind needs the instances of the pictures. Throws Error(InvalidOption) for a kind that does not exist.
bool needsInstances(const std::string& kind);

// soa   captions that name a class of which their picture has an instance; `classes` are those for which the caption
//       was drawn, at most per_class captions each. Category: the first of them.
// ca    captions with numbers (countedClasses) of which at least one is two to ten; a class is asked for only where the
//       picture has exactly that many instances and no crowd of it, and the caption is dropped when a number above one
//       disagrees. Category: the largest number.
// pa    captions with one positional word between two classes (spatialCaption) of which their picture has instances;
//       category: the word.
// rp    random captions, each with captions of other pictures that read differently from it and from one another.
// coco  random captions.
// Of rp and coco every picture gives one caption before any gives a second. Throws Error(BadFormat) when no caption
// fits the kind, or too few are there for the distractors.
PromptSet cocoPrompts(const CocoCaptions& coco, const PromptBuildOptions& options);

}  // namespace recap
