// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/prompt_set.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/text_file.h"
#include "base/unicode.h"

#include <algorithm>
#include <limits>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr std::size_t kLongestLine = 1u << 20;  // 99 distractors of ordinary captions take 6 KiB
constexpr std::size_t kLongestPrompt = 100000;
constexpr std::size_t kLongestId = 500;
constexpr int kMostObjects = 1000000;

[[noreturn]] void refuse(const Message& sentence) {
    throw Error(ErrorCode::BadFormat, sentence);
}

[[noreturn]] void wrongType(const std::string& where, const std::string& key, const Message& expected) {
    refuse(message("%1: '%2' must be %3.", where, key, expected));
}

// Null is an absent value: programs that write tables fill gaps with it.
const Json* partOf(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found == object.end() || found->is_null() ? nullptr : &*found;
}

std::string textOf(const Json& object, const char* key, const std::string& where) {
    const Json* part = partOf(object, key);
    if (part == nullptr) return {};
    if (!part->is_string()) wrongType(where, key, message("a text"));
    return part->get<std::string>();
}

std::vector<std::string> textsOf(const Json& object, const char* key, const std::string& where) {
    const Json* part = partOf(object, key);
    if (part == nullptr) return {};
    const auto isText = [](const Json& entry) {
        return entry.is_string() && !trimmed(entry.get<std::string>()).empty();
    };
    if (!part->is_array() || !std::all_of(part->begin(), part->end(), isText))
        wrongType(where, key, message("a list of texts, none of them empty"));
    return part->get<std::vector<std::string>>();
}

std::map<std::string, int> countsOf(const Json& object, const std::string& where) {
    const Json* part = partOf(object, "counts");
    if (part == nullptr) return {};
    if (!part->is_object()) wrongType(where, "counts", message("an object of classes and whole numbers"));
    std::map<std::string, int> counts;
    for (const auto& [name, number] : part->items()) {
        const bool whole = number.is_number_integer() && number >= 0 && number <= kMostObjects;
        if (!whole || trimmed(name).empty())
            wrongType(where, "counts", message("an object of classes and whole numbers"));
        counts[name] = number.get<int>();
    }
    return counts;
}

PromptExpectation expectationOf(const Json& entry, const std::string& where) {
    PromptExpectation expect;
    const Json* part = partOf(entry, "expect");
    if (part == nullptr) return expect;
    if (!part->is_object()) wrongType(where, "expect", message("an object"));
    expect.classes = textsOf(*part, "classes", where);
    expect.counts = countsOf(*part, where);
    if (const Json* relation = partOf(*part, "relation")) {
        if (!relation->is_object()) wrongType(where, "relation", message("an object with a text 'word'"));
        expect.relation = textOf(*relation, "word", where);
        if (expect.relation.empty()) wrongType(where, "relation", message("an object with a text 'word'"));
        expect.first = textOf(*relation, "first", where);
        expect.second = textOf(*relation, "second", where);
    }
    expect.false_prompt = textOf(*part, "false_prompt", where);
    expect.distractors = textsOf(*part, "distractors", where);
    expect.questions = textsOf(*part, "questions", where);
    if (const Json* geneval = partOf(*part, "geneval")) {
        if (!geneval->is_object()) wrongType(where, "geneval", message("an object"));
        expect.geneval = *geneval;
    }
    return expect;
}

Json jsonOf(const PromptExpectation& expect) {
    Json out = Json::object();
    if (!expect.classes.empty()) out["classes"] = expect.classes;
    if (!expect.counts.empty()) out["counts"] = expect.counts;
    if (!expect.relation.empty()) {
        out["relation"] = {{"word", expect.relation}};
        if (!expect.first.empty()) out["relation"]["first"] = expect.first;
        if (!expect.second.empty()) out["relation"]["second"] = expect.second;
    }
    if (!expect.false_prompt.empty()) out["false_prompt"] = expect.false_prompt;
    if (!expect.distractors.empty()) out["distractors"] = expect.distractors;
    if (!expect.questions.empty()) out["questions"] = expect.questions;
    if (!expect.geneval.is_null()) out["geneval"] = expect.geneval;
    return out;
}

std::int64_t seedOf(const Json& value, const std::string& where) {
    const bool large =
        value.is_number_unsigned() &&
        value.get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (!value.is_number_integer() || large)
        refuse(message("%1 has the seed %2; a whole number below 2^63 was expected.", where, toJsonLine(value)));
    return value.get<std::int64_t>();
}

std::string idOf(const Json& entry, const std::string& number, const std::string& where) {
    const Json* part = partOf(entry, "id");
    if (part == nullptr) return number;
    if (part->is_number_integer()) return part->dump();
    if (!part->is_string()) wrongType(where, "id", message("a text or a whole number"));
    return part->get<std::string>();
}

PromptItem itemOf(const Json& entry, const std::string& number, const std::string& where) {
    if (entry.is_string()) return {number, entry.get<std::string>(), {}};
    const auto prompt = entry.is_object() ? entry.find("prompt") : entry.end();
    if (!entry.is_object() || prompt == entry.end() || !prompt->is_string())
        refuse(message("%1 is neither a text nor an object with a text 'prompt'.", where));
    PromptItem item{idOf(entry, number, where), prompt->get<std::string>(), textOf(entry, "category", where)};
    if (const Json* seed = partOf(entry, "seed")) item.seed = seedOf(*seed, where);
    item.expect = expectationOf(entry, where);
    return item;
}

bool isControl(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
}

// Copying and writing JSON recurse, so what is nested as deep as nothing in a prompt set is refused before it is
// parsed.
void requireShallow(std::string_view text, const std::string& where) {
    constexpr int kDeepest = 32;
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted && c == '\\') ++i;
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
        if (depth > kDeepest) refuse(message("%1 is nested deeper than any prompt set.", where));
    }
}

void requireLine(std::string_view line, const std::string& where) {
    if (line.size() > kLongestLine)
        refuse(message("%1 has %2 bytes, more than a prompt with everything that it expects may take (%3).", where,
                       line.size(), kLongestLine));
    if (!isValidUtf8(line)) refuse(message("%1 is not UTF-8; save the file as UTF-8.", where));
}

// Hands on each line that is not blank, with its number and its place.
template <class Take>
void forEachLine(std::string_view text, const std::string& origin, const Take& take) {
    std::size_t number = 0;
    for (const auto line : linesOf(text)) {
        ++number;
        if (trimmed(line).empty()) continue;
        const std::string where = origin + ":" + std::to_string(number);
        take(line, std::to_string(number), where);
    }
}

void addJsonLines(std::string_view text, const std::string& origin, PromptCollector& collected) {
    forEachLine(text, origin, [&](std::string_view line, const std::string& number, const std::string& where) {
        collected.add(itemOf(promptJson(line, where), number, where), where);
    });
}

void addTexts(std::string_view text, const std::string& origin, PromptCollector& collected) {
    forEachLine(text, origin, [&](std::string_view line, const std::string& number, const std::string& where) {
        requireLine(line, where);
        collected.add({number, std::string(line), {}}, where);
    });
}

void addJson(const std::string& text, const std::string& origin, PromptCollector& collected) {
    requireShallow(text, origin);
    const Json whole = Json::parse(text, nullptr, false);
    if (whole.is_discarded() && trimmed(text).front() == '{') return addJsonLines(text, origin, collected);
    if (whole.is_discarded())
        refuse(
            message("%1 begins with '[' like a JSON list, but is not valid JSON. Correct "
                    "it, or start the first prompt with another character.",
                    origin));
    if (!whole.is_array()) return collected.add(itemOf(whole, "1", origin), origin);
    for (std::size_t i = 0; i < whole.size(); ++i) {
        const std::string where = origin + ", entry " + std::to_string(i + 1);
        collected.add(itemOf(whole[i], std::to_string(i + 1), where), where);
    }
}

}  // namespace

std::map<std::string, std::int64_t> PromptSet::categories() const {
    std::map<std::string, std::int64_t> numbers;
    for (const auto& item : items) ++numbers[item.category];
    return numbers;
}

std::map<std::string, std::int64_t> expectationCounts(const PromptSet& set) {
    std::map<std::string, std::int64_t> numbers;
    for (const auto& item : set.items) {
        const Json expect = jsonOf(item.expect);
        for (const auto& part : expect.items()) ++numbers[part.key()];
    }
    return numbers;
}

bool isPromptId(const std::string& text) {
    if (text.empty() || text.size() > kLongestId || !isValidUtf8(text) || text.find('\\') != std::string::npos ||
        std::any_of(text.begin(), text.end(), isControl))
        return false;
    const fs::path path(text);
    return !path.has_root_path() && std::find(path.begin(), path.end(), "..") == path.end();
}

Message promptProblem(const std::string& text) {
    const auto isForbidden = [](char c) { return isControl(c) && c != '\n' && c != '\r' && c != '\t'; };
    if (trimmed(text).empty()) return message("is empty");
    if (text.size() > kLongestPrompt) return message("is longer than %1 bytes", kLongestPrompt);
    if (!isValidUtf8(text)) return message("is not UTF-8");
    if (std::any_of(text.begin(), text.end(), isForbidden)) return message("contains control characters");
    return {};
}

Json promptJson(std::string_view line, const std::string& where) {
    requireLine(line, where);
    requireShallow(line, where);
    return parseJson(line, where);
}

PromptCollector::PromptCollector(std::string origin) : origin_(std::move(origin)) {
    set_.name = fs::path(origin_).stem().string();
}

void PromptCollector::add(PromptItem item, const std::string& where) {
    if (const auto problem = promptProblem(item.prompt); !problem.empty())
        refuse(message("The prompt of %1 %2.", where, problem));
    if (!isPromptId(item.id))
        refuse(
            message("%1 has the id %2, which cannot name pictures: use at most %3 bytes without control "
                    "characters, without '..' and without '/' in front.",
                    where, toJsonLine(repairUtf8(item.id.substr(0, 60))), kLongestId));
    const auto [known, fresh] = places_.try_emplace(item.id, where);
    if (!fresh) refuse(message("%1 and %2 have the same id '%3'; give each its own.", known->second, where, item.id));
    set_.items.push_back(std::move(item));
}

PromptSet PromptCollector::take() {
    if (set_.items.empty()) refuse(message("%1 holds no prompt.", origin_));
    return std::move(set_);
}

PromptSet promptSetFromJsonl(const std::string& text, const std::string& origin) {
    PromptCollector collected(origin);
    addJsonLines(text, origin, collected);
    return collected.take();
}

std::string toJsonl(const PromptSet& set) {
    std::string out;
    for (const auto& item : set.items) {
        Json line{{"id", item.id}, {"prompt", item.prompt}};
        if (!item.category.empty()) line["category"] = item.category;
        if (item.seed) line["seed"] = *item.seed;
        if (Json expect = jsonOf(item.expect); !expect.empty()) line["expect"] = std::move(expect);
        out += toJsonLine(line) + '\n';
    }
    return out;
}

PromptSet readPromptSet(const fs::path& file) {
    bool repaired = false;
    const std::string text = readText(file, kMostPromptBytes, &repaired);
    // A guess would draw other pictures than were asked for.
    if (repaired) refuse(message("%1 is neither UTF-8 nor UTF-16; save it as UTF-8.", file));
    const std::string origin = file.string();
    PromptCollector collected(origin);
    const auto body = trimmed(text);
    if (file.extension() == ".jsonl")
        addJsonLines(text, origin, collected);
    else if (body.starts_with('[') || body.starts_with('{'))
        addJson(text, origin, collected);
    else
        addTexts(text, origin, collected);
    return collected.take();
}

void writePromptSet(const fs::path& file, const PromptSet& set) {
    const std::string text = toJsonl(set);
    if (text.size() > kMostPromptBytes)
        throw Error(ErrorCode::InvalidOption,
                    message("The prompt set would take %1 bytes, more than a prompt file may have (%2): take fewer "
                            "prompts or fewer distractors.",
                            text.size(), kMostPromptBytes));
    writeTextAtomically(file, text);
}

}  // namespace recap
