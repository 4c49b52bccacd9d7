// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/sampling/sample_job.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace recap {

// The prompts of a file as readPromptSet() reads it; `seed` stands in for items without one of their own. The
// id of an item that names none is the number of its line. Throws as readPromptSet().
std::vector<SamplePrompt> readPromptFile(const std::filesystem::path& file, std::int64_t seed);

// The prompts of a text field: one a line, without the blanks around them; lines of blanks left out.
std::vector<std::string> promptLines(const std::string& text);

}  // namespace recap
