// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/prompt_set.h"

#include <filesystem>

namespace recap {

// A pickle of TISE (or of the original SOA code), read as plain data, in one of its layouts:
//   a list of {caption_id, caption}, perhaps with mismatched_captions (distractors) or counting_info (counts);
//   the same in a file label_XX_name.pkl, whose prompts ask for class XX (0..79);
//   a dictionary of positional words with lists of {caption_id, caption, false_caption}.
// An id is the picture's name in TISE's folders without extension and number: "17", "label_16_dog/17", "behind/17".
// An entry without caption_id is named by its id, else by its place. Names of classes become COCO's. Throws
// Error(FileNotFound), or Error(BadFormat) that names file and entry.
PromptSet readTisePickle(const std::filesystem::path& file);

// A folder of files label_XX_name.pkl as one set; other files are passed over. Throws as above, also when it has none.
PromptSet readSoaFolder(const std::filesystem::path& folder);

}  // namespace recap
