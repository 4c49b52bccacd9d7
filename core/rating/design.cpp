// SPDX-License-Identifier: GPL-3.0-or-later
#include "rating/design.h"

#include "base/enum_names.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/json_problem.h"
#include "base/random.h"

#include <algorithm>
#include <cmath>

namespace recap {
namespace {

constexpr EnumNames<Shown, 3> kShownNames{{{Shown::Both, "both"}, {Shown::First, "first"}, {Shown::Second, "second"}}};

std::string itemId(const DesignItem& item, const char* kind) {
    return sha256(std::string(kind) + '\n' + std::to_string(item.prompt_index) + '\n' + std::to_string(item.seed) +
                  '\n' + item.prompt)
        .substr(0, 12);
}

}  // namespace

std::vector<DesignItem> makeDesign(std::vector<DesignItem> items, const DesignOptions& options) {
    Random random(deriveSeed(options.seed, "design"));
    const auto limit = static_cast<std::size_t>(std::max<std::int64_t>(options.max_items, 0));
    if (limit > 0 && limit < items.size()) {
        random.shuffle(items);
        items.resize(limit);
        std::stable_sort(items.begin(), items.end(),
                         [](const auto& a, const auto& b) { return a.prompt_index < b.prompt_index; });
    }
    for (auto& item : items) {
        item.id = itemId(item, "item");
        item.repeat_of.clear();
    }
    auto repeats = items;
    random.shuffle(repeats);
    repeats.resize(static_cast<std::size_t>(
        std::lround(std::clamp(options.repeat_share, 0.0, 1.0) * static_cast<double>(items.size()))));
    for (auto& repeat : repeats) {
        repeat.repeat_of = repeat.id;
        repeat.id = itemId(repeat, "repeat");
        items.push_back(repeat);
    }
    return items;
}

std::vector<DesignItem> onePictureItems(const std::vector<DesignItem>& pairs, const BlindingKey& key) {
    std::vector<DesignItem> items;
    for (const auto& pair : pairs)
        for (const bool first : {true, false}) {
            auto& item = items.emplace_back(pair);
            item.id = key.imageCode(pair.id, first);
            item.pair = pair.id;
            item.shows = first ? Shown::First : Shown::Second;
        }
    return items;
}

Json toJson(const std::vector<DesignItem>& items) {
    Json json = Json::array();
    for (const auto& item : items) {
        json.push_back({{"id", item.id},
                        {"prompt", item.prompt},
                        {"prompt_index", item.prompt_index},
                        {"seed", item.seed},
                        {"first", item.first},
                        {"second", item.second},
                        {"repeat_of", item.repeat_of},
                        {"first_sha256", item.first_sha256},
                        {"second_sha256", item.second_sha256}});
        if (!item.category.empty()) json.back()["category"] = item.category;
        if (item.shows == Shown::Both) continue;
        json.back()["shows"] = enumName(kShownNames, item.shows);
        json.back()["pair"] = item.pair;
    }
    return json;
}

std::vector<DesignItem> designFromJson(const Json& json) {
    try {
        std::vector<DesignItem> items;
        for (const auto& entry : json) {
            const auto shows = findEnum(kShownNames, entry.value("shows", std::string("both")));
            if (!shows)
                throw Error(ErrorCode::BadFormat, message("The plan of the rating study is damaged: %1.",
                                                          message("the field '%1' is not known", "shows")));
            items.push_back({entry.at("id").get<std::string>(), entry.at("prompt").get<std::string>(),
                             entry.at("prompt_index").get<std::int64_t>(), entry.at("seed").get<std::int64_t>(),
                             entry.at("first").get<std::string>(), entry.at("second").get<std::string>(),
                             entry.at("repeat_of").get<std::string>(), entry.value("first_sha256", ""),
                             entry.value("second_sha256", ""), *shows, entry.value("pair", ""),
                             entry.value("category", "")});
        }
        return items;
    } catch (const nlohmann::json::exception& e) {
        throw Error(ErrorCode::BadFormat, message("The plan of the rating study is damaged: %1.", jsonProblem(e)));
    }
}

}  // namespace recap
