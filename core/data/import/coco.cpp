// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/import/coco.h"

#include "base/error.h"
#include "base/unicode.h"
#include "data/import/table.h"

#include <algorithm>
#include <fstream>
#include <functional>
#include <unordered_set>
#include <utility>

namespace fs = std::filesystem;

namespace recap {
namespace {

// Texts lie one behind the other in a single string: a data set of the field has millions, and a string object each
// would take more memory than they.
struct CocoCaption {
    std::int64_t image = 0, id = 0;
    std::size_t begin = 0;
    std::uint32_t length = 0;
    std::uint32_t source = 0;  // position in sources_; 0: it has none of its own
    std::int64_t element = 0;  // its number in the file
};

class CocoReader {
public:
    CocoReader(const fs::path& json, const std::string& source, const ImportProgress& progress, const ImportSink& sink)
        : json_(json), source_(source), progress_(progress), sink_(sink) {}

    // Annotations may stand in front of the images or behind them, so the file is read twice: first the captions are
    // kept, then each image becomes a row as it is met.
    ImportRows read(const fs::path& pictures) {
        parse([this](const std::string& section, const Json& element) { keep(section, element); });
        if (!images_seen_ || !annotations_seen_)
            throw Error(ErrorCode::BadFormat, json_.string() + " is not COCO captions: a JSON object with the lists " +
                                                  "'images' and 'annotations' was expected.");
        std::stable_sort(captions_.begin(), captions_.end(), [](const auto& a, const auto& b) {
            return a.image != b.image ? a.image < b.image : a.id < b.id;
        });
        images_ = image_elements_;
        folder_ = pictures.empty() ? findPictures() : pictures;
        parse([this](const std::string& section, const Json& element) {
            if (section == "images") takeImage(element);
        });
        for (const auto& caption : captions_)
            if (!seen_.contains(caption.image))
                out_.problems.push_back({where("annotations", caption.element),
                                         "There is no image with the id " + std::to_string(caption.image) + "."});
        out_.notes.push_back(std::to_string(taken_) + " captions of " + std::to_string(seen_.size()) +
                             " images were read; the pictures are looked for in " + folder_.string() + ".");
        return std::move(out_);
    }

private:
    std::string where(const std::string& section, std::int64_t element) const {
        return json_.string() + ", " + section + " " + std::to_string(element);
    }

    // Elements of the two lists are taken and dropped as they end, everything else is dropped at its end. What throws
    // is listed in the pass that it belongs to.
    void parse(const std::function<void(const std::string& section, const Json& element)>& take) {
        std::ifstream in(json_, std::ios::binary);
        if (!in) throw Error(ErrorCode::FileNotFound, json_.string() + " cannot be read.");
        image_elements_ = annotation_elements_ = 0;
        std::string section;
        const auto visit = [&](int depth, Json::parse_event_t event, Json& value) {
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
            const auto number = ++(section == "images" ? image_elements_ : annotation_elements_);
            try {
                take(section, value);
            } catch (const Error& e) {
                out_.problems.push_back({where(section, number), e.what()});
            }
            handOn();
            // Once is enough: in the second pass the sink says how far it is.
            if (progress_ && images_ == 0 && number % 1000 == 0) progress_(number);
            return false;
        };
        try {
            const Json rest = Json::parse(in, visit);
            if (!rest.is_object()) images_seen_ = false;
        } catch (const Json::exception& e) {
            throw Error(ErrorCode::BadFormat, json_.string() + " is not valid JSON (" + e.what() + ").");
        }
    }

    // What the sink throws is no fault of an element and ends the reading.
    void handOn() {
        if (!sink_ || out_.rows.size() < kImportBlock) return;
        out_.expected = images_;
        sink_(std::exchange(out_, {}));
    }

    // Of the images only some names, to find their folder by.
    void keep(const std::string& section, const Json& element) {
        if (section == "annotations") return keepCaption(element);
        constexpr std::size_t kTried = 20;
        const auto name = element.is_object() ? element.find("file_name") : element.end();
        if (some_.size() < kTried && element.is_object() && name != element.end() && name->is_string())
            some_.push_back(name->get<std::string>());
    }

    void keepCaption(const Json& element) {
        const auto image = integerOf(element, "image_id");
        const auto id = element.contains("id") ? integerOf(element, "id") : annotation_elements_;
        const auto text = textOf(element, "caption");
        if (trimmed(text).empty()) throw Error(ErrorCode::BadFormat, "The caption is empty.");
        captions_.push_back({image, id, texts_.size(), static_cast<std::uint32_t>(text.size()), sourceNumber(element),
                             annotation_elements_});
        texts_ += text;
    }

    std::uint32_t sourceNumber(const Json& element) {
        const auto own = element.find("source");
        if (own == element.end() || !own->is_string()) return 0;
        const auto name = sourceNameOfColumn(own->get<std::string>());
        const auto known = std::find(sources_.begin(), sources_.end(), name);
        if (known != sources_.end()) return static_cast<std::uint32_t>(known - sources_.begin());
        sources_.push_back(name);
        return static_cast<std::uint32_t>(sources_.size() - 1);
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
        const auto id = integerOf(element, "id");
        const auto name = textOf(element, "file_name");
        const fs::path relative = fs::path(name).lexically_normal();
        if (relative.is_absolute() || relative.empty() || *relative.begin() == "..")
            throw Error(ErrorCode::BadFormat, "'" + name + "' lies outside the pictures' folder.");
        if (!seen_.insert(id).second)
            throw Error(ErrorCode::BadFormat, "An earlier image has the id " + std::to_string(id) + " already.");
        ImportRow row{.image = folder_ / name, .where = json_.string()};
        for (const auto& [key, value] : element.items())
            if (key != "file_name" && key != "id" && key != "width" && key != "height" && !value.is_null())
                row.attributes[key] = value;
        row.attributes["coco_id"] = id;
        addCaptions(id, row);
        if (row.captions.empty())
            out_.problems.push_back(
                {row.image.string(),
                 "It has no caption in " + json_.filename().string() + "; the picture was taken without one.", true,
                 row.image.string()});
        out_.rows.push_back(std::move(row));
    }

    void addCaptions(std::int64_t image, ImportRow& row) {
        int unnamed = 0;
        const auto [begin, end] = std::equal_range(captions_.begin(), captions_.end(), CocoCaption{.image = image},
                                                   [](const auto& a, const auto& b) { return a.image < b.image; });
        for (auto it = begin; it != end; ++it) {
            std::string source = sources_[it->source];
            if (source.empty()) {
                source = source_;
                if (++unnamed > 1) source += '_' + std::to_string(unnamed);
            }
            row.captions.push_back({std::move(source), texts_.substr(it->begin, it->length)});
            ++taken_;
        }
    }

    // annotations/captions_train2017.json stands beside train2017/.
    fs::path findPictures() const {
        const auto here = json_.parent_path();
        std::string split = json_.stem().string();
        if (const auto mark = split.rfind('_'); mark != std::string::npos) split = split.substr(mark + 1);
        const auto holdsOne = [&](const fs::path& folder) {
            std::error_code error;
            return std::any_of(some_.begin(), some_.end(),
                               [&](const auto& name) { return fs::exists(folder / name, error); });
        };
        for (const auto& root : {here, here.parent_path()})
            for (const auto& folder : {root, root / "images", root / split, root / "images" / split})
                if (holdsOne(folder)) return folder;
        if (some_.empty()) return here;
        throw Error(ErrorCode::FileNotFound,
                    "None of the first pictures that " + json_.string() + " names (" + some_.front() +
                        " ...) was found near it; name the folder that holds them (--images on the command "
                        "line).");
    }

    fs::path json_;
    const std::string& source_;
    const ImportProgress& progress_;
    const ImportSink& sink_;
    std::vector<CocoCaption> captions_;  // after the first pass by image, then by id
    std::string texts_;
    std::vector<std::string> sources_{std::string()};
    std::vector<std::string> some_;  // names of the first pictures
    std::unordered_set<std::int64_t> seen_;
    fs::path folder_;
    bool images_seen_ = false, annotations_seen_ = false;
    std::int64_t image_elements_ = 0, annotation_elements_ = 0, images_ = 0, taken_ = 0;
    ImportRows out_;
};

}  // namespace

ImportRows readCoco(const fs::path& json, const std::string& source, const fs::path& pictures,
                    const ImportProgress& progress, const ImportSink& sink) {
    return CocoReader(json, source, progress, sink).read(pictures);
}

}  // namespace recap
