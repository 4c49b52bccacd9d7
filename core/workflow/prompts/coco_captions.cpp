// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/prompts/coco_captions.h"

#include "base/error.h"
#include "base/unicode.h"
#include "data/import/coco_elements.h"
#include "metrics/coco_classes.h"
#include "metrics/prompt_set.h"

#include <algorithm>
#include <unordered_map>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr std::string_view kCaptions = "captions_", kInstances = "instances_", kEnd = ".json";

fs::path annotationFolder(const fs::path& folder) {
    if (!fs::is_directory(folder)) throw Error(ErrorCode::FileNotFound, message("There is no folder %1.", folder));
    return fs::is_directory(folder / "annotations") ? folder / "annotations" : folder;
}

std::set<std::string> splitsOf(const fs::path& folder) {
    std::set<std::string> splits;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with(kCaptions) && name.ends_with(kEnd) && name.size() > kCaptions.size() + kEnd.size())
            splits.insert(name.substr(kCaptions.size(), name.size() - kCaptions.size() - kEnd.size()));
    }
    return splits;
}

std::string chosenSplit(const fs::path& folder, const std::string& wanted) {
    const auto splits = splitsOf(folder);
    if (splits.empty())
        throw Error(ErrorCode::FileNotFound,
                    message("%1 has no file captions_SPLIT.json; name the folder of COCO that contains 'annotations'.",
                            folder));
    std::vector<Message> names;
    std::vector<std::string> validation;
    for (const auto& name : splits) {
        names.push_back(verbatim(name));
        if (name.starts_with("val")) validation.push_back(name);
    }
    if (!wanted.empty() && splits.contains(wanted)) return wanted;
    if (!wanted.empty())
        throw Error(ErrorCode::InvalidOption,
                    message("%1 has no captions of the split '%2'; there are: %3.", folder, wanted, listOf(names)));
    if (splits.size() == 1) return *splits.begin();
    if (validation.size() == 1) return validation.front();
    throw Error(
        ErrorCode::InvalidOption,
        message("%1 has captions of several splits; choose one with the option 'split': %2.", folder, listOf(names)));
}

class Reader {
public:
    Reader(const fs::path& folder, const std::string& split, const std::function<void(std::int64_t)>& progress)
        : folder_(annotationFolder(folder)), progress_(progress) {
        out_.split = chosenSplit(folder_, split);
    }

    CocoCaptions read(bool instances) {
        readFile(kCaptions, [this](const std::string& section, const Json& element) {
            section == "images" ? takePicture(element) : takeCaption(element);
        });
        orderById();
        if (instances)
            readFile(kInstances, [this](const std::string& section, const Json& element) {
                if (section == "annotations") takeInstance(element);
            });
        return std::move(out_);
    }

private:
    void readFile(std::string_view kind, const std::function<void(const std::string&, const Json&)>& take) {
        file_ = folder_ / (std::string(kind) + out_.split + std::string(kEnd));
        const auto lists =
            readCocoElements(file_, [&](const std::string& section, std::int64_t number, const Json& element) {
                place_ = file_.string() + ", " + section + " " + std::to_string(number);
                take(section, element);
                if (progress_ && ++elements_ % 1000 == 0) progress_(elements_);
            });
        if (!lists.images || !lists.annotations)
            throw Error(ErrorCode::BadFormat,
                        message("%1 is not an annotation file of COCO: a JSON object with the lists 'images' and "
                                "'annotations' was expected.",
                                file_));
    }

    std::int64_t numberOf(const Json& element, const char* key) const {
        const auto found = element.is_object() ? element.find(key) : element.end();
        if (!element.is_object() || found == element.end() || !found->is_number_integer())
            throw Error(ErrorCode::BadFormat, message("%1 has no whole number '%2'.", place_, key));
        return found->get<std::int64_t>();
    }

    void takePicture(const Json& element) { out_.pictures.push_back({numberOf(element, "id"), {}, {}}); }

    void takeCaption(const Json& element) {
        const auto id = numberOf(element, "id"), picture = numberOf(element, "image_id");
        const auto text = element.find("caption");
        if (text == element.end() || !text->is_string())
            throw Error(ErrorCode::BadFormat, message("%1 has no text '%2'.", place_, "caption"));
        std::string caption(trimmed(text->get_ref<const std::string&>()));
        if (!promptProblem(caption).empty()) return;
        out_.captions.push_back({id, 0, std::move(caption)});
        pictures_.push_back(picture);
    }

    void takeInstance(const Json& element) {
        const auto picture = places_.find(numberOf(element, "image_id"));
        const auto category = numberOf(element, "category_id");
        const auto index = cocoIndexOfId(category);
        if (!index)
            throw Error(ErrorCode::BadFormat,
                        message("%1 has the category %2, which is none of COCO's 80 classes.", place_, category));
        if (picture == places_.end()) return;  // no caption file names it
        auto& found = out_.pictures[picture->second];
        const auto crowd = element.find("iscrowd");
        if (crowd != element.end() && crowd->is_number() && *crowd != 0)
            found.crowds.insert(*index);
        else
            ++found.instances[*index];
    }

    void orderById() {
        std::sort(out_.pictures.begin(), out_.pictures.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
        for (std::size_t i = 0; i < out_.pictures.size(); ++i)
            if (!places_.try_emplace(out_.pictures[i].id, i).second)
                throw Error(ErrorCode::BadFormat,
                            message("%1 has two images with the id %2.", file_, out_.pictures[i].id));
        for (std::size_t i = 0; i < out_.captions.size(); ++i) {
            const auto found = places_.find(pictures_[i]);
            if (found == places_.end())
                throw Error(ErrorCode::BadFormat,
                            message("%1 has the caption %2 of an image that it does not name: %3.", file_,
                                    out_.captions[i].id, pictures_[i]));
            out_.captions[i].picture = found->second;
        }
        std::stable_sort(out_.captions.begin(), out_.captions.end(),
                         [](const auto& a, const auto& b) { return a.id < b.id; });
    }

    fs::path folder_, file_;
    const std::function<void(std::int64_t)>& progress_;
    std::string place_;
    std::int64_t elements_ = 0;
    CocoCaptions out_;
    std::vector<std::int64_t> pictures_;                    // of each caption, by id
    std::unordered_map<std::int64_t, std::size_t> places_;  // of pictures
};

}  // namespace

CocoCaptions readCocoCaptions(const fs::path& folder, const std::string& split, bool instances,
                              const std::function<void(std::int64_t elements)>& progress) {
    return Reader(folder, split, progress).read(instances);
}

}  // namespace recap
