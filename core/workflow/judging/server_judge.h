// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "remote/chat_request.h"
#include "workflow/judging/judges_file.h"
#include "workflow/judging/picture_judge.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace recap {

// VQAScore (Lin et al., arXiv 2404.01291; linzhiqiu/t2v_metrics) by a vision-language model behind a server of the
// OpenAI style: how probable "Yes" is as the answer to one question about picture and prompt. Pictures are sent as
// captioning sends them: the longer side at most 1024 pixels, JPEG. The answer is one token at temperature 0, with the
// 20 likeliest tokens in its place. Opening asks nothing; judge() connects, and throws Error(InvalidOption) for a
// server that is not there, its key and its model (workflow/captioning/server_connection.h). A server that gives no
// log-probabilities is an obstacle(), a picture without an answer has no score, and a context is told of both. `cache`:
// folder of what was judged before, by address, model and the server's version; empty: nothing is kept.
std::unique_ptr<PictureJudge> openServerJudge(const JudgeEntry& entry, const std::filesystem::path& cache);

// Does this figure show "TEXT"? Please answer yes or no.
std::string vqaQuestion(const std::string& text);

// The sum of the probabilities of the tokens that say yes: "Yes" in capital or small letters, with white space or a
// tokenizer's mark of it around. It is not divided by that of yes and no, as it is not in the published score. 0 when
// no such token is among the likeliest but one that says no is; nothing when neither is, because the model did not
// answer the question.
std::optional<double> yesProbability(const std::vector<TokenProbability>& tokens);

// Asks the server about one picture. Throws Error with one sentence when it cannot judge.
void requireServerJudge(const JudgeEntry& entry);

}  // namespace recap
