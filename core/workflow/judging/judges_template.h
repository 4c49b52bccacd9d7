// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/judging/judges_file.h"

#include <string>
#include <vector>

namespace recap {

// A judges file to begin with, in TOML: what its keys mean, a table for each of these judges, and a table of every
// other kind to be filled in, as comments. The demo's judge knows nothing but its own scenes, so it is a comment, too,
// wherever there is another one. Read back (readJudgesFile) it is the judges whose tables are no comments.
std::string judgesFileTemplate(const std::vector<JudgeEntry>& judges);

}  // namespace recap
