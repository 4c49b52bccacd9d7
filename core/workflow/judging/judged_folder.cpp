// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/judging/judged_folder.h"

#include "base/error.h"
#include "image/decode.h"
#include "workflow/judging/judge_check.h"

#include <algorithm>
#include <cctype>
#include <unordered_map>

namespace fs = std::filesystem;

namespace recap {
namespace {

// The longest id that a path below the folder stands for; empty: none.
std::string idOf(const std::string& path, const std::unordered_map<std::string, std::size_t>& places) {
    if (places.contains(path)) return path;
    if (const auto under = path.rfind('_'); under != std::string::npos && under + 1 < path.size()) {
        const bool number = std::all_of(path.begin() + static_cast<std::ptrdiff_t>(under) + 1, path.end(),
                                        [](unsigned char c) { return std::isdigit(c) != 0; });
        if (number && places.contains(path.substr(0, under))) return path.substr(0, under);
    }
    for (auto slash = path.rfind('/'); slash != std::string::npos && slash > 0; slash = path.rfind('/', slash - 1))
        if (places.contains(path.substr(0, slash))) return path.substr(0, slash);
    return {};
}

}  // namespace

std::vector<fs::path> picturesBelow(const fs::path& folder) {
    std::error_code error;
    if (!fs::is_directory(folder, error))
        throw Error(ErrorCode::FileNotFound, message("There is no folder %1.", folder));
    std::vector<fs::path> pictures;
    for (const auto& entry : fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied))
        if (entry.is_regular_file() && hasImageExtension(entry.path())) pictures.push_back(entry.path());
    std::sort(pictures.begin(), pictures.end());
    if (pictures.empty()) throw Error(ErrorCode::FileNotFound, message("There is no picture in %1.", folder));
    return pictures;
}

PairedFolder pairFolder(const fs::path& folder, const PromptSet& set) {
    std::unordered_map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < set.items.size(); ++i) places.emplace(set.items[i].id, i);
    PairedFolder out;
    out.model.name = folder.filename().empty() ? folder.parent_path().filename().string() : folder.filename().string();
    std::vector<std::size_t> numbers(set.items.size(), set.items.size());
    std::size_t used = 0;
    for (const auto& picture : picturesBelow(folder)) {
        const auto id = idOf(fs::relative(picture, folder).replace_extension().generic_string(), places);
        if (id.empty()) {
            out.without_prompt.push_back(picture);
            continue;
        }
        const auto place = places.at(id);
        if (numbers[place] == set.items.size()) numbers[place] = used++;
        out.model.pictures.push_back({picture, &set.items[place]});
        out.model.prompts.push_back(numbers[place]);
    }
    for (std::size_t i = 0; i < set.items.size(); ++i)
        if (numbers[i] == set.items.size()) out.without_picture.push_back(set.items[i].id);
    return out;
}

std::vector<std::shared_ptr<PictureJudge>> openJudges(const fs::path& file, const std::string& device,
                                                      const fs::path& cache) {
    auto entries = readJudgesFile(file);
    std::vector<std::shared_ptr<PictureJudge>> judges;
    std::unordered_map<std::string, std::shared_ptr<PictureJudge>> byName;
    for (auto& entry : entries) {
        if (entry.device.empty()) entry.device = device;
        byName[entry.name] = judges.emplace_back(openJudge(entry, cache));
    }
    for (const auto& entry : entries)
        if (!entry.detector.empty()) byName.at(entry.name)->askForObjects(byName.at(entry.detector));
    return judges;
}

}  // namespace recap
