// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace recap {

struct CocoPicture {
    std::int64_t id = 0;
    std::map<int, int> instances;  // class index (coco_classes.h) -> single objects of it
    std::set<int> crowds;          // classes that an annotation marks as a crowd, whose number nobody knows
};

struct CocoCaptionText {
    std::int64_t id = 0;
    std::size_t picture = 0;  // index of CocoCaptions::pictures
    std::string text;         // without blanks around it
};

// One split; pictures and captions in the order of their ids, whatever order the files have.
struct CocoCaptions {
    std::string split;
    std::vector<CocoPicture> pictures;
    std::vector<CocoCaptionText> captions;
};

// Reads captions_<split>.json and, where `instances` is true, instances_<split>.json of `folder` or of its folder
// `annotations`; pictures are not needed. An empty split is the only one, or the only one whose name begins with "val".
// Captions that cannot be prompts (promptProblem) are left out. `progress` is called every thousand elements and may
// throw. Throws Error(FileNotFound), Error(InvalidOption) when splits are to choose from, or Error(BadFormat) that
// names file and element.
CocoCaptions readCocoCaptions(const std::filesystem::path& folder, const std::string& split, bool instances,
                              const std::function<void(std::int64_t elements)>& progress = {});

}  // namespace recap
