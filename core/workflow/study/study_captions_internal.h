// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "workflow/project/project.h"
#include "workflow/study/study_captions.h"
#include "workflow/study/study_memory_internal.h"

#include <string>
#include <vector>

namespace recap {

// Compares a caption's claims with the known truth of its image and counts it.
void addCaption(StudyCaptions& captions, const std::string& text, const Json& truth);
// Counts the captions of a source, over images that no captioner was trained on.
StudyCaptions countCaptions(Project& project, const std::string& source);
// As they are kept in the study's memory under "captions:<kind>".
void remember(StudyMemory& memory, const StudyCaptions& captions);
// All that a study has counted so far; `memory`: its values by key.
std::vector<StudyCaptions> captionsIn(const Json& memory);
std::vector<StudyCaptions> rememberedCaptions(const StudyMemory& memory);

}  // namespace recap
