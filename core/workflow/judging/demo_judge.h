// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/judging/picture_judge.h"

#include <filesystem>
#include <memory>
#include <string>

namespace recap {

// The demo's own judge, from its folder (empty: the one that comes with the program): it knows the ten classes of the
// demo's scenes and reads prompts in the demo's grammar. Pictures of another size are resized to the judge's (the view
// of the trainer: central square, Lanczos). Throws Error(FileNotFound), Error(BadFormat).
std::unique_ptr<PictureJudge> openDemoJudge(const std::filesystem::path& folder);

// What a prompt of the demo's grammar asks for; without an object when it names none that the demo knows.
PromptTruth truthFromPrompt(const std::string& prompt);

}  // namespace recap
