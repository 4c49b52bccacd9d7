// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/sampling/sample_job.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace recap {

// The prompts of a file: one a line, lines of blanks left out; or, when its first sign is '[' or '{', JSON: a list, one
// entry, or one entry a line (always in a .jsonl). An entry is a text, or an object with "prompt" and perhaps a whole
// number "seed" (`seed` stands in where there is none). UTF-8 or UTF-16. Throws Error(FileNotFound),
// or Error(BadFormat) with one sentence that names the file and the entry; also when there is no prompt in it.
std::vector<SamplePrompt> readPromptFile(const std::filesystem::path& file, std::int64_t seed);

// The prompts of a text field: one a line, without the blanks around them; lines of blanks left out.
std::vector<std::string> promptLines(const std::string& text);

}  // namespace recap
