// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/caption_examples.h"

#include "base/atomic_file.h"
#include "base/json.h"

#include <algorithm>
#include <fstream>
#include <functional>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr const char* kFile = "captions.jsonl";
constexpr std::size_t kExamples = 8;

void eachLine(const fs::path& runFolder, const std::function<void(const std::string& line, const Json& json)>& use) {
    std::ifstream in(runFolder / kFile, std::ios::binary);
    for (std::string line; std::getline(in, line);) {
        const Json json = Json::parse(line, nullptr, false);
        const auto step = json.is_object() ? json.find("step") : json.end();
        if (json.is_object() && step != json.end() && step->is_number_integer()) use(line, json);
    }
}

std::string textOf(const Json& json, const char* name) {
    const auto it = json.find(name);
    return it != json.end() && it->is_string() ? it->get<std::string>() : std::string();
}

}  // namespace

std::size_t keepCaptionExamples(const fs::path& runFolder, std::int64_t step,
                                const std::vector<WrittenCaption>& written) {
    const auto count = std::min(written.size(), kExamples);
    std::ofstream out(runFolder / kFile, std::ios::binary | std::ios::app);
    for (std::size_t i = 0; i < count; ++i) {
        const auto& example = written[i];
        out << toJsonLine({{"step", step},
                           {"image", example.image},
                           {"prefix", example.prefix},
                           {"caption", example.text},
                           {"reference", example.reference}})
            << '\n';
    }
    return count;
}

void forgetCaptionExamples(const fs::path& runFolder, std::int64_t afterStep) {
    if (!fs::exists(runFolder / kFile)) return;
    std::string kept;
    eachLine(runFolder, [&](const std::string& line, const Json& json) {
        if (json["step"].get<std::int64_t>() <= afterStep) kept += line + '\n';
    });
    writeTextAtomically(runFolder / kFile, kept);
}

std::vector<ExampleCaptions> readCaptionExamples(const Project& project, RunId run) {
    std::vector<ExampleCaptions> examples;
    eachLine(project.runDirectory(run), [&](const std::string&, const Json& json) {
        ExampleCaptions line{textOf(json, "image"), textOf(json, "prefix"), textOf(json, "reference"), {}};
        auto it = std::find_if(examples.begin(), examples.end(), [&](const ExampleCaptions& e) {
            return e.image == line.image && e.prefix == line.prefix && e.reference == line.reference;
        });
        if (it == examples.end()) it = examples.insert(examples.end(), std::move(line));
        auto& captions = it->captions;
        auto caption = textOf(json, "caption");
        if (captions.empty() || captions.back().second != caption)
            captions.emplace_back(json["step"].get<std::int64_t>(), std::move(caption));
    });
    for (auto& example : examples) std::reverse(example.captions.begin(), example.captions.end());
    return examples;
}

}  // namespace recap
