// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is asked in a study: an item for each prompt and seed with the pictures of two systems, shown side by side or
// one at a time.
#pragma once

#include "base/json.h"
#include "rating/blinding.h"

#include <cstdint>
#include <string>
#include <vector>

namespace recap {

// Which of the two pictures are shown.
enum class Shown { Both, First, Second };

struct DesignItem {
    std::string id;  // stable key, the same for every rater
    std::string prompt;
    std::int64_t prompt_index = 0;
    std::int64_t seed = 0;
    std::string first;  // the picture of the first system, as the maker of the study names it (e.g. a sample's id)
    std::string second;
    std::string repeat_of = {};  // id of the item that this one shows again with its sides swapped
    // SHA-256 of the two picture files when the plan was fixed; empty in plans of version 1.
    std::string first_sha256 = {};
    std::string second_sha256 = {};
    Shown shows = Shown::Both;
    std::string pair = {};      // where one picture is shown: the item of both from which it was made
    std::string category = {};  // of the prompt; empty: none
};

struct DesignOptions {
    std::uint64_t seed = 1;
    double repeat_share = 0.1;   // share of the items that are asked twice, to measure each rater's consistency
    std::int64_t max_items = 0;  // items drawn at random before repeats are added; 0: all
};

// Gives every item its id, draws the subset and adds the repeats. The same input and seed give the same design.
std::vector<DesignItem> makeDesign(std::vector<DesignItem> items, const DesignOptions& options);

// Two items for each of `pairs`, which show one picture each. Their ids are the pictures' neutral names: any that
// followed from prompt, seed and system without the key could be computed by a rater.
std::vector<DesignItem> onePictureItems(const std::vector<DesignItem>& pairs, const BlindingKey& key);

Json toJson(const std::vector<DesignItem>& items);
// Throws Error(BadFormat) when a field is missing.
std::vector<DesignItem> designFromJson(const Json& json);

}  // namespace recap
