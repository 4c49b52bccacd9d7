// SPDX-License-Identifier: GPL-3.0-or-later
//
// Prompt sets: prompts with what a picture of each must show, as files that anyone can reuse. Plain values, without
// torch. docs/file-formats.md describes the file.
#pragma once

#include "base/json.h"
#include "base/message.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace recap {

inline constexpr std::uintmax_t kMostPromptBytes = 256u << 20;  // of a prompt file

struct PromptExpectation {
    std::vector<std::string> classes;      // objects that a picture should show (SOA); JSON "classes"
    std::map<std::string, int> counts;     // class -> number asked for (CA); JSON "counts"
    std::string relation, first, second;   // positional word and its two classes; empty: none;
                                           // JSON "relation": {"word","first","second"}
    std::string false_prompt;              // the caption with the relation turned round (PA); JSON "false_prompt"
    std::vector<std::string> distractors;  // other captions (RP); JSON "distractors"
    std::vector<std::string> questions;    // yes/no questions or noun phrases (BLIP-VQA); JSON "questions"
    Json geneval = Json();                 // GenEval's metadata line as published; null: none; JSON "geneval"
};

struct PromptItem {
    std::string id;  // of one item of the set; usable as a relative path (TISE: "behind/17")
    std::string prompt;
    std::string category;  // empty: none
    PromptExpectation expect = {};
    std::optional<std::int64_t> seed = std::nullopt;  // of its first picture; none: the run's
};

struct PromptSet {
    std::string name;
    std::vector<PromptItem> items;

    std::map<std::string, std::int64_t> categories() const;  // category -> number of items
};

// How many items have each part of an expectation, by its JSON key: classes, counts, relation ... Parts that no item
// has are left out.
std::map<std::string, std::int64_t> expectationCounts(const PromptSet& set);

// One JSON object a line: {"id","prompt","category","seed","expect":{...}}, or a text alone, which is its prompt. All
// but the prompt may be absent or null; an item without an id gets the number of its line. Keys that are not known are
// passed over, in `expect` too; known ones must have their type. Throws Error(BadFormat), one sentence that names
// `origin` and the line, also for an id that stands twice and for a set without a prompt.
PromptSet promptSetFromJsonl(const std::string& text, const std::string& origin);

// The same, what is empty left out. Every line ends with \n.
std::string toJsonl(const PromptSet& set);

// A file of prompts: .jsonl as above, and what begins with '{'; what begins with '[' is a JSON list of such objects or
// texts; any other text is one prompt a line, lines of blanks left out (an id is the number of the line or entry).
// UTF-8 or UTF-16. Throws Error(FileNotFound), or Error(BadFormat) as above.
PromptSet readPromptSet(const std::filesystem::path& file);

// Writes toJsonl() as a whole file. Throws Error(FileNotWritable), and Error(InvalidOption) when the set is larger than
// readPromptSet() reads (256 MiB).
void writePromptSet(const std::filesystem::path& file, const PromptSet& set);

// Whether a text can be an id: 1 to 500 bytes without control characters, and as a path neither absolute nor with a
// part "..".
bool isPromptId(const std::string& text);

// Why a text cannot be a prompt, the rest of a sentence that begins with where it stands ("is empty"); empty: it can.
// A prompt has 1 to 100,000 bytes of UTF-8 that are not all blanks, without control characters other than ends of line
// and tabs.
Message promptProblem(const std::string& text);

// One line of JSON, held to the limits of a line of a prompt set: 1 MiB of UTF-8, 32 levels. Throws Error(BadFormat)
// that names `where`.
Json promptJson(std::string_view line, const std::string& where);

// Gathers the items of a set, whatever they are read from, and holds them to the same rules.
class PromptCollector {
public:
    // `origin` names the set and the file in sentences.
    explicit PromptCollector(std::string origin);
    // `where`: the place of the item, "file:7". Throws Error(BadFormat) that names it: an id that cannot be one or that
    // an earlier item has (both places are named), a text that cannot be a prompt.
    void add(PromptItem item, const std::string& where);
    // Throws Error(BadFormat) when nothing was added.
    PromptSet take();

private:
    std::string origin_;
    PromptSet set_;
    std::unordered_map<std::string, std::string> places_;  // by id
};

}  // namespace recap
