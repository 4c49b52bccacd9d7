// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/prompt_set.h"

#include <filesystem>
#include <string>

namespace recap {

struct ImportedPrompts {
    PromptSet set;
    std::string format;  // what it was read as: "tise", "soa_folder", "geneval", "table", "t2i_compbench" or "list"
};

// Reads prompts of others, told apart by what the file holds:
//   a pickle, or a folder of label_XX_name.pkl (tise_prompts.h);
//   lines of JSON with "tag", "include" and "prompt": GenEval's metadata, ids "00000", "00001" ... as its folders;
//   a table (comma, semicolon or tab) with a column Prompts, Prompt, caption or text, as DrawBench and PartiPrompts
//   are; columns id (caption_id, key) and category are taken, others are not; an id is else the row's number from 1;
//   one prompt a line in a file with a name of T2I-CompBench (color_val.txt), whose category is in the name; what
//   follows a tab is left out;
//   anything else as readPromptSet() reads it.
// Throws Error(FileNotFound), or Error(BadFormat), one sentence that names the file and the place.
ImportedPrompts importPrompts(const std::filesystem::path& from);

}  // namespace recap
