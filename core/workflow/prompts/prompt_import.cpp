// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/prompts/prompt_import.h"

#include "base/error.h"
#include "base/text_file.h"
#include "base/unicode.h"
#include "metrics/coco_classes.h"
#include "metrics/geneval.h"
#include "tensor_io/plain_pickle.h"
#include "workflow/prompts/prompt_table.h"
#include "workflow/prompts/tise_prompts.h"

#include <algorithm>
#include <array>
#include <fstream>

namespace fs = std::filesystem;

namespace recap {
namespace {

// Names of T2I-CompBench's texts: a category, perhaps with a split behind it.
constexpr std::array<std::string_view, 8> kCompBench{"3d_spatial", "non_spatial", "color",    "shape",
                                                     "texture",    "spatial",     "numeracy", "complex"};

std::string firstBytes(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in || !fs::is_regular_file(file)) throw Error(ErrorCode::FileNotFound, message("There is no file %1.", file));
    std::string head(4096, '\0');
    in.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(in.gcount()));
    return head;
}

// The first line that is not blank, of a text in any encoding.
std::string firstLine(const fs::path& file) {
    TextLines lines(file);
    for (std::string line; lines.next(line);)
        if (!trimmed(line).empty()) return std::string(trimmed(line));
    return {};
}

bool isGenEval(const Json& entry) {
    return entry.is_object() && entry.contains("tag") && entry.contains("include") && entry.contains("prompt") &&
           entry["prompt"].is_string();
}

// What the other metrics can make of GenEval's clauses. The line itself is kept for its own rule.
PromptItem genEvalItem(const Json& line, std::size_t number) {
    const auto asked = GenEvalPrompt::fromJson(line);
    std::string id = std::to_string(number);
    id.insert(0, 5 - std::min<std::size_t>(id.size(), 5), '0');
    PromptItem item{std::move(id), line.at("prompt").get<std::string>(), asked.task};
    item.expect.geneval = line;
    bool counted = false;
    for (const auto& clause : asked.include) {
        const auto name = asCocoName(clause.object);
        if (std::find(item.expect.classes.begin(), item.expect.classes.end(), name) == item.expect.classes.end())
            item.expect.classes.push_back(name);
        counted = counted || clause.count > 1;
        if (!clause.position) continue;
        item.expect.relation = clause.position->first;
        item.expect.first = name;
        item.expect.second = asCocoName(asked.include[clause.position->second].object);
    }
    constexpr std::int64_t kMost = 1000000;
    for (const auto& clause : asked.include)
        if (counted && clause.count <= kMost)
            item.expect.counts[asCocoName(clause.object)] += static_cast<int>(clause.count);
    return item;
}

// Hands on each line with its place. A guess at the encoding would give other prompts.
template <class Take>
void forEachLine(const fs::path& file, const Take& take) {
    TextLines lines(file);
    bool repaired = false;
    for (std::string line; lines.next(line, &repaired);) {
        if (repaired)
            throw Error(ErrorCode::BadFormat, message("%1 is not UTF-8; save the file as UTF-8.", lines.where()));
        take(line, lines.where());
    }
}

PromptSet readGenEval(const fs::path& file) {
    PromptCollector collected(file.string());
    std::size_t number = 0;
    forEachLine(file, [&](const std::string& line, const std::string& where) {
        if (trimmed(line).empty()) return;
        const Json entry = promptJson(line, where);
        if (!isGenEval(entry))
            throw Error(ErrorCode::BadFormat,
                        message("%1 is not a line of GenEval's metadata with 'tag', 'include' and 'prompt'.", where));
        PromptItem item;
        try {
            item = genEvalItem(entry, number++);
        } catch (const Error& e) {
            throw Error(e.code(), message("%1: %2", where, e.message()));
        }
        collected.add(std::move(item), where);
    });
    return collected.take();
}

// "color_val_seen" -> "color"; empty for other names.
std::string_view compBenchCategory(const fs::path& file) {
    const std::string stem = toLower(file.stem().string());
    if (toLower(file.extension().string()) != ".txt") return {};
    for (const auto category : kCompBench) {
        const auto rest = stem.starts_with(category) ? stem.substr(category.size()) : "other";
        if (rest.empty() || rest.starts_with("_train") || rest.starts_with("_val") || rest.starts_with("_test"))
            return category;
    }
    return {};
}

PromptSet readCompBench(const fs::path& file, std::string_view category) {
    PromptCollector collected(file.string());
    std::size_t number = 0;
    forEachLine(file, [&](const std::string& line, const std::string& where) {
        ++number;
        const auto prompt = trimmed(std::string_view(line).substr(0, line.find('\t')));
        if (!prompt.empty()) collected.add({std::to_string(number), std::string(prompt), std::string(category)}, where);
    });
    return collected.take();
}

}  // namespace

ImportedPrompts importPrompts(const fs::path& from) {
    if (fs::is_directory(from)) return {readSoaFolder(from), "soa_folder"};
    const std::string head = firstBytes(from);
    const std::string extension = toLower(from.extension().string());
    if (looksLikePickle(head) || extension == ".pkl" || extension == ".pickle") return {readTisePickle(from), "tise"};
    if (extension == ".parquet") return {readPromptTable(from), "table"};
    if (fs::file_size(from) > kMostPromptBytes)
        throw Error(ErrorCode::BadFormat,
                    message("%1 is larger than a prompt file may be (%2 bytes).", from, kMostPromptBytes));
    const std::string line = firstLine(from);
    if (line.starts_with('{') && isGenEval(Json::parse(line, nullptr, false))) return {readGenEval(from), "geneval"};
    if (isPromptTable(from, line)) return {readPromptTable(from), "table"};
    if (const auto category = compBenchCategory(from); !category.empty())
        return {readCompBench(from, category), "t2i_compbench"};
    return {readPromptSet(from), "list"};
}

}  // namespace recap
