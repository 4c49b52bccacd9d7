// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/sampling/sample_parts.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/hash.h"

#include <algorithm>
#include <cctype>
#include <system_error>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr const char* kFactsFile = "drawing.json";
constexpr std::size_t kIdDigits = 8;

// As SampleJob names them: 17_42.png, 17_42.safetensors. Not what a killed process left half written.
bool isPictureName(const fs::path& name) {
    const auto ending = name.extension();
    const auto stem = name.stem().string();
    const auto under = stem.find('_');
    const auto number = [](std::string_view text) {
        return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c); });
    };
    return (ending == ".png" || ending == ".safetensors") && under != std::string::npos &&
           number(std::string_view(stem).substr(0, under)) && number(std::string_view(stem).substr(under + 1));
}

// The same file under a second name; where that cannot be, a copy that appears whole.
void putAt(const fs::path& from, const fs::path& to) {
    std::error_code error;
    fs::create_hard_link(from, to, error);
    if (!error || error == std::errc::file_exists) return;
    writeTextAtomically(to, readTextFile(from, UINTMAX_MAX));
}

}  // namespace

Json drawingFacts(const SampleRequest& drawing) {
    auto options = optionsToJson(drawing.options);
    for (const char* ofTheMachine : {"threads", "device", "preview_every"}) options.erase(ofTheMachine);
    std::string prompts;
    for (const auto& prompt : drawing.prompts)
        prompts += toJsonLine(Json::array({prompt.id, prompt.text, prompt.seed})) + "\n";
    return {{"model", drawing.model.string()},
            {"prompts", drawing.prompts.size()},
            {"prompts_sha256", sha256(prompts)},
            {"options", std::move(options)}};
}

std::string drawingId(const Json& facts) {
    return sha256(toJsonLine(facts)).substr(0, kIdDigits);
}

void requireDrawing(const fs::path& parts, const Json& facts) {
    ensureDirectory(parts);
    const auto file = parts / kFactsFile;
    if (!fs::exists(file)) return writeTextAtomically(file, facts.dump(2) + "\n");
    if (toJsonLine(parseJson(readTextFile(file), file.string())) != toJsonLine(facts))
        throw Error(
            ErrorCode::InvalidOption,
            message("The folder %1 holds pictures of another model, other prompts or other options, see %2. Give "
                    "the same as for those, or another folder.",
                    parts, file));
}

std::int64_t takeOverPictures(const fs::path& parts, const fs::path& folder, const Json& facts) {
    std::error_code error;
    if (!fs::is_directory(parts, error)) return 0;
    requireDrawing(parts, facts);
    ensureDirectory(folder);
    std::int64_t taken = 0;
    for (const auto& entry : fs::directory_iterator(parts)) {
        const auto name = entry.path().filename();
        if (!isPictureName(name) || !entry.is_regular_file() || fs::exists(folder / name)) continue;
        putAt(entry.path(), folder / name);
        ++taken;
    }
    return taken;
}

}  // namespace recap
