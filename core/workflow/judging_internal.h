// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "demo/judge.h"
#include "jobs/job.h"
#include "metrics/judgement.h"

#include <filesystem>
#include <string>
#include <vector>

namespace recap {

// What a prompt of the demo's grammar asks for. Throws Error(InvalidOption) for a prompt that names none of its
// objects, because nothing about its pictures could be judged.
PromptTruth truthFromPrompt(const std::string& prompt);
// From the facts that the data set gives: {"objects":{"apple":2},"relation":"left","first":...,"second":...}.
PromptTruth truthFromAttributes(const Json& attributes);

// What the judge saw in each picture, in order; pictures of another size are resized to the judge's (the view of the
// trainer: central square, Lanczos).
std::vector<Judgement> judgePictures(demo::Judge& judge, const std::vector<std::filesystem::path>& pictures,
                                     const std::string& stage, JobContext& context);
Judgement judgementOf(const demo::Seen& seen);

}  // namespace recap
