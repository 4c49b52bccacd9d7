// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "support/temp_dir.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace recap::testing {

// A small COCO folder: annotations only, as `recap prompts build` reads it.
class CocoFixture {
public:
    struct Instances {
        int category = 0;  // COCO's number: person 1, cat 17, dog 18, ...
        int number = 1;
        bool crowd = false;
    };

    // Captions get the ids 10 * id, 10 * id + 1, ...
    void add(std::int64_t id, const std::vector<std::string>& captions, const std::vector<Instances>& objects = {}) {
        images_.push_back({{"id", id}, {"file_name", std::to_string(id) + ".jpg"}, {"width", 640}, {"height", 480}});
        for (std::size_t i = 0; i < captions.size(); ++i)
            captions_.push_back(
                {{"image_id", id}, {"id", 10 * id + static_cast<std::int64_t>(i)}, {"caption", captions[i]}});
        for (const auto& object : objects)
            for (int n = 0; n < object.number; ++n)
                instances_.push_back({{"segmentation", Json::array({Json::array({1, 2, 3, 4})})},
                                      {"area", 12.5},
                                      {"iscrowd", object.crowd ? 1 : 0},
                                      {"image_id", id},
                                      {"bbox", {1.0, 2.0, 3.0, 4.0}},
                                      {"category_id", object.category},
                                      {"id", instances_.size() + 1}});
    }

    // `backwards`: elements in the opposite order.
    void write(const std::filesystem::path& folder, const std::string& split, bool backwards = false) const {
        writeFile(folder / "annotations" / ("captions_" + split + ".json"), captions_, backwards);
        writeFile(folder / "annotations" / ("instances_" + split + ".json"), instances_, backwards);
    }

private:
    void writeFile(const std::filesystem::path& file, std::vector<Json> annotations, bool backwards) const {
        auto images = images_;
        if (backwards) {
            std::reverse(images.begin(), images.end());
            std::reverse(annotations.begin(), annotations.end());
        }
        const Json whole{{"info", {{"year", 2017}}},
                         {"licenses", Json::array()},
                         {"images", images},
                         {"annotations", annotations},
                         {"categories", Json::array()}};
        writeBytes(file, toJsonLine(whole));
    }

    std::vector<Json> images_, captions_, instances_;
};

}  // namespace recap::testing
