// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/prompt_set.h"

#include <filesystem>
#include <string>

namespace recap {

// Whether a file is a table: by its extension (.csv, .tsv, .parquet), or because its first line names a column of
// prompts and another that is taken.
bool isPromptTable(const std::filesystem::path& file, const std::string& firstLine);

// A table with a header line and a column Prompts, Prompt, caption or text; columns id (caption_id, key) and category
// are taken, others are not. An id is else the row's number from 1. Comma or semicolon separated as in RFC 4180; of a
// tab separated file, whose writers seldom quote, quotation marks belong to the prompt unless they enclose a cell.
// Throws Error(FileNotFound), Error(InvalidOption) as openTable(), or Error(BadFormat) that names file and row.
PromptSet readPromptTable(const std::filesystem::path& file);

}  // namespace recap
