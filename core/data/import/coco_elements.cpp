// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/import/coco_elements.h"

#include "base/error.h"
#include "base/json_problem.h"
#include "base/text_file.h"

#include <istream>

namespace recap {

CocoLists readCocoElements(
    const std::filesystem::path& json,
    const std::function<void(const std::string& section, std::int64_t number, const Json& element)>& take) {
    const auto in = openText(json);
    std::int64_t images = 0, annotations = 0;
    CocoLists lists;
    std::string section;
    const auto visit = [&](int depth, Json::parse_event_t event, Json& value) {
        if (event == Json::parse_event_t::key && depth == 1) {
            section = value.get<std::string>();
            return true;
        }
        if (event == Json::parse_event_t::array_start && depth == 1) {
            lists.images = lists.images || section == "images";
            lists.annotations = lists.annotations || section == "annotations";
        }
        const bool ended = event == Json::parse_event_t::object_end || event == Json::parse_event_t::value ||
                           event == Json::parse_event_t::array_end;
        if (!ended || depth != 2 || (section != "images" && section != "annotations")) return true;
        take(section, ++(section == "images" ? images : annotations), value);
        return false;
    };
    try {
        const Json rest = Json::parse(*in, visit);
        if (!rest.is_object()) lists = {};
    } catch (const Json::exception& e) {
        throw Error(ErrorCode::BadFormat, message("%1 is not valid JSON: %2.", json, jsonProblem(e)));
    }
    return lists;
}

}  // namespace recap
