// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/import/coco.h"

#include "base/error.h"
#include "base/unicode.h"
#include "data/import/table.h"

#include <algorithm>
#include <fstream>
#include <map>

namespace fs = std::filesystem;

namespace recap {
namespace {

struct CocoCaption {
    std::int64_t id = 0;
    std::string source;
    std::string text;
};

struct CocoImage {
    std::string file_name;
    Json attributes = Json::object();
    std::vector<CocoCaption> captions;
};

class CocoReader {
public:
    CocoReader(const fs::path& json, const std::string& source, const ImportProgress& progress)
        : json_(json), source_(source), progress_(progress) {}

    ImportRows read(const fs::path& pictures) {
        parse();
        if (!images_seen_ || !annotations_seen_)
            throw Error(ErrorCode::BadFormat, json_.string() + " is not COCO captions: a JSON object with the lists " +
                                                  "'images' and 'annotations' was expected.");
        join();
        const auto folder = pictures.empty() ? findPictures() : pictures;
        for (auto& [id, image] : images_) out_.rows.push_back(rowOf(image, folder));
        out_.notes.push_back(std::to_string(annotations_) + " captions of " + std::to_string(images_.size()) +
                             " images were read; the pictures are looked for in " + folder.string() + ".");
        return std::move(out_);
    }

private:
    void parse() {
        std::ifstream in(json_, std::ios::binary);
        if (!in) throw Error(ErrorCode::FileNotFound, json_.string() + " cannot be read.");
        std::string section;
        // Elements of the two lists are taken and dropped as they end, everything else is dropped at its end.
        const auto take = [&](int depth, Json::parse_event_t event, Json& value) {
            if (event == Json::parse_event_t::key && depth == 1) {
                section = value.get<std::string>();
                return true;
            }
            if (event == Json::parse_event_t::array_start && depth == 1) {
                images_seen_ = images_seen_ || section == "images";
                annotations_seen_ = annotations_seen_ || section == "annotations";
            }
            const bool ended = event == Json::parse_event_t::object_end || event == Json::parse_event_t::value ||
                               event == Json::parse_event_t::array_end;
            if (!ended || depth != 2 || (section != "images" && section != "annotations")) return true;
            takeElement(section, value);
            return false;
        };
        try {
            const Json rest = Json::parse(in, take);
            if (!rest.is_object()) images_seen_ = false;
        } catch (const Json::exception& e) {
            throw Error(ErrorCode::BadFormat, json_.string() + " is not valid JSON (" + e.what() + ").");
        }
    }

    void takeElement(const std::string& section, const Json& element) {
        const auto number = ++(section == "images" ? image_elements_ : annotation_elements_);
        const std::string where = json_.string() + ", " + section + " " + std::to_string(number);
        try {
            section == "images" ? takeImage(element) : takeAnnotation(element, where);
        } catch (const Error& e) {
            out_.problems.push_back({where, e.what()});
        }
        if (progress_ && number % 1000 == 0) progress_(number);
    }

    static std::int64_t integerOf(const Json& element, const char* key) {
        const auto it = element.is_object() ? element.find(key) : element.end();
        if (!element.is_object() || it == element.end() || !it->is_number_integer())
            throw Error(ErrorCode::BadFormat, std::string("The element has no whole number '") + key + "'.");
        return it->get<std::int64_t>();
    }

    static std::string textOf(const Json& element, const char* key) {
        const auto it = element.find(key);
        if (it == element.end() || !it->is_string())
            throw Error(ErrorCode::BadFormat, std::string("The element has no text '") + key + "'.");
        return it->get<std::string>();
    }

    void takeImage(const Json& element) {
        CocoImage image;
        const auto id = integerOf(element, "id");
        image.file_name = textOf(element, "file_name");
        const fs::path relative = fs::path(image.file_name).lexically_normal();
        if (relative.is_absolute() || relative.empty() || *relative.begin() == "..")
            throw Error(ErrorCode::BadFormat, "'" + image.file_name + "' lies outside the pictures' folder.");
        for (const auto& [key, value] : element.items())
            if (key != "file_name" && key != "id" && key != "width" && key != "height" && !value.is_null())
                image.attributes[key] = value;
        image.attributes["coco_id"] = id;
        if (!images_.try_emplace(id, std::move(image)).second)
            throw Error(ErrorCode::BadFormat, "An earlier image has the id " + std::to_string(id) + " already.");
    }

    void takeAnnotation(const Json& element, const std::string& where) {
        const auto image = integerOf(element, "image_id");
        const auto id = element.contains("id") ? integerOf(element, "id") : annotation_elements_;
        auto text = textOf(element, "caption");
        if (trimmed(text).empty()) throw Error(ErrorCode::BadFormat, "The caption is empty.");
        std::string own = element.contains("source") && element["source"].is_string()
                              ? sourceNameOfColumn(element["source"].get<std::string>())
                              : std::string();
        pending_.push_back({image, {id, std::move(own), std::move(text)}, where});
    }

    void join() {
        for (auto& [image, caption, where] : pending_) {
            const auto it = images_.find(image);
            if (it == images_.end()) {
                out_.problems.push_back({where, "There is no image with the id " + std::to_string(image) + "."});
                continue;
            }
            it->second.captions.push_back(std::move(caption));
            ++annotations_;
        }
        pending_.clear();
    }

    ImportRow rowOf(CocoImage& image, const fs::path& folder) {
        ImportRow row{.image = folder / image.file_name, .attributes = std::move(image.attributes)};
        row.where = json_.string();
        std::stable_sort(image.captions.begin(), image.captions.end(),
                         [](const auto& a, const auto& b) { return a.id < b.id; });
        int unnamed = 0;
        for (auto& caption : image.captions) {
            std::string source = caption.source;
            if (source.empty()) {
                source = source_;
                if (++unnamed > 1) source += '_' + std::to_string(unnamed);
            }
            row.captions.push_back({std::move(source), std::move(caption.text)});
        }
        if (row.captions.empty())
            out_.problems.push_back({row.image.string(), "It has no caption in " + json_.filename().string() +
                                                             "; the picture was taken without one."});
        return row;
    }

    // annotations/captions_train2017.json stands beside train2017/.
    fs::path findPictures() const {
        const auto here = json_.parent_path();
        std::string split = json_.stem().string();
        if (const auto mark = split.rfind('_'); mark != std::string::npos) split = split.substr(mark + 1);
        const auto holdsOne = [&](const fs::path& folder) {
            constexpr int kTried = 20;
            int tried = 0;
            std::error_code error;
            return std::any_of(images_.begin(), images_.end(), [&](const auto& image) {
                return ++tried <= kTried && fs::exists(folder / image.second.file_name, error);
            });
        };
        for (const auto& root : {here, here.parent_path()})
            for (const auto& folder : {root, root / "images", root / split, root / "images" / split})
                if (holdsOne(folder)) return folder;
        return here;
    }

    struct Pending {
        std::int64_t image = 0;
        CocoCaption caption;
        std::string where;
    };

    fs::path json_;
    const std::string& source_;
    const ImportProgress& progress_;
    std::map<std::int64_t, CocoImage> images_;
    std::vector<Pending> pending_;  // annotations may stand in front of the images
    bool images_seen_ = false, annotations_seen_ = false;
    std::int64_t image_elements_ = 0, annotation_elements_ = 0, annotations_ = 0;
    ImportRows out_;
};

}  // namespace

ImportRows readCoco(const fs::path& json, const std::string& source, const fs::path& pictures,
                    const ImportProgress& progress) {
    return CocoReader(json, source, progress).read(pictures);
}

}  // namespace recap
