// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/sampling/prompt_file.h"

#include "base/text_file.h"
#include "base/unicode.h"
#include "metrics/prompt_set.h"

namespace recap {

std::vector<SamplePrompt> readPromptFile(const std::filesystem::path& file, std::int64_t seed) {
    std::vector<SamplePrompt> prompts;
    for (auto& item : readPromptSet(file).items)
        prompts.push_back({std::move(item.prompt), item.seed.value_or(seed), std::move(item.id)});
    return prompts;
}

std::vector<std::string> promptLines(const std::string& text) {
    std::vector<std::string> prompts;
    for (const auto line : linesOf(text))
        if (const auto prompt = trimmed(line); !prompt.empty()) prompts.emplace_back(prompt);
    return prompts;
}

}  // namespace recap
