// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/prompts/tise_prompts.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "metrics/coco_classes.h"
#include "tensor_io/plain_pickle.h"

#include <algorithm>
#include <charconv>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr std::uintmax_t kMostBytes = 256u << 20;

// The class of label_XX_name.pkl; empty for a file of another name.
std::optional<int> classOfFile(const fs::path& file) {
    const std::string stem = file.stem().string();
    constexpr std::string_view kBegin = "label_";
    if (!stem.starts_with(kBegin)) return std::nullopt;
    int index = 0;
    const char* end = stem.data() + stem.size();
    const auto read = std::from_chars(stem.data() + kBegin.size(), end, index);
    if (read.ec != std::errc()) return std::nullopt;
    if (index < 0 || index >= kCocoClassCount)
        throw Error(ErrorCode::BadFormat,
                    message("%1 names class %2; COCO's classes have the numbers 0 to 79.", file, index));
    return index;
}

std::string textOf(const Json& entry, const char* key, const std::string& where) {
    const auto found = entry.is_object() ? entry.find(key) : entry.end();
    if (!entry.is_object() || found == entry.end() || !found->is_string())
        throw Error(ErrorCode::BadFormat, message("%1 has no text '%2'.", where, key));
    return found->get<std::string>();
}

std::string idOf(const Json& entry, const std::string& otherwise) {
    for (const char* key : {"caption_id", "id"}) {
        const auto found = entry.find(key);
        if (found == entry.end()) continue;
        if (found->is_string()) return found->get<std::string>();
        if (found->is_number_integer()) return found->dump();
    }
    return otherwise;
}

void takeCounts(const Json& entry, const std::string& where, PromptExpectation& expect) {
    const auto found = entry.find("counting_info");
    if (found == entry.end()) return;
    constexpr int kMost = 1000000;
    for (const auto& [name, number] : found->items()) {
        if (!found->is_object() || !number.is_number_integer() || number < 0 || number > kMost)
            throw Error(ErrorCode::BadFormat,
                        message("'counting_info' of %1 is not a dictionary of classes and whole numbers.", where));
        expect.counts[asCocoName(name)] += number.get<int>();
    }
}

void takeDistractors(const Json& entry, const std::string& where, PromptExpectation& expect) {
    const auto found = entry.find("mismatched_captions");
    if (found == entry.end()) return;
    for (const auto& caption : *found) {
        if (!found->is_array() || !caption.is_string())
            throw Error(ErrorCode::BadFormat, message("'mismatched_captions' of %1 is not a list of texts.", where));
        expect.distractors.push_back(caption.get<std::string>());
    }
}

// Takes the entries of one list. `change` adds what the list as a whole says.
template <class Change>
void takeList(const Json& list, const std::string& name, const std::string& prefix, PromptCollector& collected,
              const Change& change) {
    if (!list.is_array())
        throw Error(ErrorCode::BadFormat, message("%1 is not a list of captions as TISE writes them.", name));
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string where = name + ", entry " + std::to_string(i + 1);
        PromptItem item{{}, textOf(list[i], "caption", where), {}};
        item.id = prefix + idOf(list[i], std::to_string(i + 1));
        takeCounts(list[i], where, item.expect);
        takeDistractors(list[i], where, item.expect);
        change(item, list[i], where);
        collected.add(std::move(item), where);
    }
}

Json dataOf(const fs::path& file) {
    return readPlainPickle(readTextFile(file, kMostBytes), file.string());
}

void takeSoaFile(const fs::path& file, int index, PromptCollector& collected) {
    const std::string name = cocoName(index);
    takeList(dataOf(file), file.string(), file.stem().string() + "/", collected,
             [&](PromptItem& item, const Json&, const std::string&) {
                 item.category = name;
                 item.expect.classes = {name};
             });
}

}  // namespace

PromptSet readTisePickle(const fs::path& file) {
    PromptCollector collected(file.string());
    if (const auto index = classOfFile(file)) {
        takeSoaFile(file, *index, collected);
        return collected.take();
    }
    const Json data = dataOf(file);
    if (!data.is_object()) {
        takeList(data, file.string(), {}, collected, [](PromptItem&, const Json&, const std::string&) {});
        return collected.take();
    }
    for (const auto& [word, list] : data.items()) {
        const std::string relation = word;
        takeList(list, file.string() + ", '" + relation + "'", relation + "/", collected,
                 [&](PromptItem& item, const Json& entry, const std::string& where) {
                     item.category = item.expect.relation = relation;
                     item.expect.false_prompt = textOf(entry, "false_caption", where);
                 });
    }
    return collected.take();
}

PromptSet readSoaFolder(const fs::path& folder) {
    std::vector<std::pair<int, fs::path>> files;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const auto& file = entry.path();
        if (file.extension() != ".pkl" && file.extension() != ".pickle") continue;
        if (const auto index = classOfFile(file)) files.emplace_back(*index, file);
    }
    if (files.empty())
        throw Error(ErrorCode::BadFormat,
                    message("%1 holds no file label_XX_name.pkl as TISE's object accuracy has them.", folder));
    std::sort(files.begin(), files.end());
    PromptCollector collected(folder.string());
    for (const auto& [index, file] : files) takeSoaFile(file, index, collected);
    return collected.take();
}

}  // namespace recap
