// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/import/coco.h"

#include "base/error.h"
#include "base/unicode.h"
#include "data/import/coco_elements.h"
#include "data/import/picture_name.h"
#include "data/import/table.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <unordered_map>
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
            throw Error(
                ErrorCode::BadFormat,
                message(
                    "%1 is not COCO captions: a JSON object with the lists 'images' and 'annotations' was expected.",
                    json_));
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
                                         message("There is no image with the id %1.", nameOf(caption.image))});
        out_.used.push_back(json_.string());
        out_.notes.push_back(
            message("Captions that were read: %1, of so many images: %2. The pictures are expected in %3.", taken_,
                    seen_.size(), folder_));
        return std::move(out_);
    }

private:
    std::string where(const std::string& section, std::int64_t element) const {
        return json_.string() + ", " + section + " " + std::to_string(element);
    }

    // What throws is listed in the pass that it belongs to.
    void parse(const std::function<void(const std::string& section, const Json& element)>& take) {
        image_elements_ = annotation_elements_ = 0;
        const auto lists =
            readCocoElements(json_, [&](const std::string& section, std::int64_t number, const Json& element) {
                (section == "images" ? image_elements_ : annotation_elements_) = number;
                try {
                    take(section, element);
                } catch (const Error& e) {
                    out_.problems.push_back({where(section, number), e.message()});
                }
                handOn();
                // Once is enough: in the second pass the sink says how far it is.
                if (progress_ && images_ == 0 && number % 1000 == 0) progress_(number);
            });
        images_seen_ = lists.images;
        annotations_seen_ = lists.annotations;
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
        const auto image = idOf(element, "image_id");
        // Only their order counts, so one that is no number is none.
        const auto own = element.find("id");
        const auto id = own != element.end() ? wholeNumber(*own).value_or(annotation_elements_) : annotation_elements_;
        const auto text = textOf(element, "caption");
        if (trimmed(text).empty()) throw Error(ErrorCode::BadFormat, message("The caption is empty."));
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

    // 11, 11.0 and "11" are one number.
    static std::optional<std::int64_t> wholeNumber(const Json& value) {
        const Json number = typedCell(value);
        if (number.is_number_integer()) return number.get<std::int64_t>();
        constexpr double kExact = 9007199254740992;  // 2^53
        const double real = number.is_number_float() ? number.get<double>() : 0.5;
        if (std::trunc(real) != real || std::abs(real) > kExact) return std::nullopt;
        return static_cast<std::int64_t>(real);
    }

    // Texts that are no number get one of their own, below all that a file will have.
    std::int64_t idOf(const Json& element, const char* key) {
        const auto it = element.is_object() ? element.find(key) : element.end();
        if (element.is_object() && it != element.end()) {
            if (const auto number = wholeNumber(*it)) return *number;
            if (it->is_string() && !it->get_ref<const std::string&>().empty()) {
                const auto next = std::numeric_limits<std::int64_t>::min() + std::ssize(names_);
                const auto [place, fresh] = names_.try_emplace(it->get<std::string>(), next);
                return place->second;
            }
        }
        throw Error(ErrorCode::BadFormat, message("The element has no '%1' that is a whole number or a text.", key));
    }
    std::string nameOf(std::int64_t id) const {
        for (const auto& [name, number] : names_)
            if (number == id) return "'" + name + "'";
        return std::to_string(id);
    }

    static std::string textOf(const Json& element, const char* key) {
        const auto it = element.find(key);
        if (it == element.end() || !it->is_string())
            throw Error(ErrorCode::BadFormat, message("The element has no text '%1'.", key));
        return it->get<std::string>();
    }

    void takeImage(const Json& element) {
        const auto id = idOf(element, "id");
        const auto name = textOf(element, "file_name");
        if (trimmed(name).empty())
            throw Error(ErrorCode::BadFormat, message("The element's text 'file_name' is empty."));
        // A picture that is nowhere is a row all the same: who takes it says that it is missing.
        const auto picture = findPicture(folder_, name).value_or(NamedPicture{folder_ / name});
        if (!seen_.insert(id).second)
            throw Error(ErrorCode::BadFormat, message("An earlier image already has the id %1.", nameOf(id)));
        if (picture.guessed && !guessed_.insert(picture.path.native()).second)
            throw Error(ErrorCode::BadFormat, message("'%1' lies outside the data set's folder.", name));
        ImportRow row{.image = picture.path, .where = json_.string()};
        for (const auto& [key, value] : element.items())
            if (key != "file_name" && key != "id" && key != "width" && key != "height" && !value.is_null())
                row.attributes[key] = value;
        row.attributes["coco_id"] = names_.empty() || !element["id"].is_string() ? Json(id) : element["id"];
        if (picture.guessed)
            out_.problems.push_back(
                {where("images", image_elements_), guessRemark(name, picture), true, row.image.string()});
        addCaptions(id, row);
        if (row.captions.empty())
            out_.problems.push_back(
                {row.image.string(),
                 message("It has no caption in %1; the picture was imported without one.", json_.filename()), true,
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
        const auto holds = [](const fs::path& folder, const std::string& name) {
            try {
                return findPicture(folder, name).has_value();
            } catch (const Error&) {  // it leads out of this folder
                return false;
            }
        };
        const auto holdsOne = [&](const fs::path& folder) {
            return std::any_of(some_.begin(), some_.end(), [&](const auto& name) { return holds(folder, name); });
        };
        for (const auto& root : {here, here.parent_path()})
            for (const auto& folder : {root, root / "images", root / split, root / "images" / split})
                if (holdsOne(folder)) return folder;
        if (some_.empty()) return here;
        throw Error(ErrorCode::FileNotFound,
                    message("None of the first pictures that %1 names (%2 ...) was found near it; name the folder that "
                            "contains them (--images on the command line).",
                            json_, some_.front()));
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
    std::unordered_map<std::string, std::int64_t> names_;  // ids that are texts
    std::unordered_set<std::string> guessed_;              // pictures that were found by the end of a name
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
