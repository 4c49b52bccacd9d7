// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/sampling/prompt_file.h"

#include "base/error.h"
#include "base/json.h"
#include "base/text_file.h"
#include "base/unicode.h"

#include <limits>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr std::uintmax_t kMaxPromptBytes = 256u << 20;

std::int64_t seedOf(const Json& value, const std::string& where) {
    const bool large =
        value.is_number_unsigned() &&
        value.get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (!value.is_number_integer() || large)
        throw Error(ErrorCode::BadFormat,
                    message("%1 has the seed %2; a whole number below 2^63 was expected.", where, toJsonLine(value)));
    return value.get<std::int64_t>();
}

SamplePrompt promptOf(const Json& entry, std::int64_t seed, const std::string& where) {
    if (entry.is_string()) return {entry.get<std::string>(), seed};
    const auto prompt = entry.is_object() ? entry.find("prompt") : entry.end();
    if (!entry.is_object() || prompt == entry.end() || !prompt->is_string())
        throw Error(ErrorCode::BadFormat, message("%1 is neither a text nor an object with a text 'prompt'.", where));
    const auto own = entry.find("seed");
    const bool given = own != entry.end() && !own->is_null();
    return {prompt->get<std::string>(), given ? seedOf(*own, where) : seed};
}

std::vector<SamplePrompt> promptsOfLines(std::string_view text, std::int64_t seed, const std::string& name) {
    std::vector<SamplePrompt> prompts;
    int number = 0;
    for (const auto line : linesOf(text)) {
        ++number;
        if (trimmed(line).empty()) continue;
        const std::string where = name + ":" + std::to_string(number);
        prompts.push_back(promptOf(parseJson(line, where), seed, where));
    }
    return prompts;
}

std::vector<SamplePrompt> promptsOfJson(const std::string& text, std::int64_t seed, const std::string& name) {
    const bool lines = trimmed(text).front() == '{';
    const Json whole = Json::parse(text, nullptr, false);
    if (whole.is_discarded() && lines) return promptsOfLines(text, seed, name);
    if (whole.is_discarded())
        throw Error(ErrorCode::BadFormat, message("%1 begins with '[' like a JSON list, but is not valid JSON. Correct "
                                                  "it, or start the first prompt with another character.",
                                                  name));
    if (!whole.is_array()) return {promptOf(whole, seed, name)};
    std::vector<SamplePrompt> prompts;
    for (const auto& entry : whole)
        prompts.push_back(promptOf(entry, seed, name + ", entry " + std::to_string(prompts.size() + 1)));
    return prompts;
}

}  // namespace

std::vector<SamplePrompt> readPromptFile(const fs::path& file, std::int64_t seed) {
    const std::string name = file.string();
    bool repaired = false;
    const std::string text = readText(file, kMaxPromptBytes, &repaired);
    // A guess would draw other pictures than were asked for.
    if (repaired) throw Error(ErrorCode::BadFormat, message("%1 is neither UTF-8 nor UTF-16; save it as UTF-8.", name));
    std::vector<SamplePrompt> prompts;
    const auto body = trimmed(text);
    if (file.extension() == ".jsonl")
        prompts = promptsOfLines(text, seed, name);
    else if (body.starts_with('[') || body.starts_with('{'))
        prompts = promptsOfJson(text, seed, name);
    else
        for (const auto line : linesOf(text))
            if (!trimmed(line).empty()) prompts.push_back({std::string(line), seed});
    if (prompts.empty()) throw Error(ErrorCode::BadFormat, message("%1 holds no prompt.", name));
    return prompts;
}

std::vector<std::string> promptLines(const std::string& text) {
    std::vector<std::string> prompts;
    for (const auto line : linesOf(text))
        if (const auto prompt = trimmed(line); !prompt.empty()) prompts.emplace_back(prompt);
    return prompts;
}

}  // namespace recap
