// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/rating/rating_pictures_internal.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/hash.h"
#include "image/decode.h"
#include "image/encode.h"
#include "image/png_padding.h"
#include "image/resize.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace fs = std::filesystem;

namespace recap::rating_internal {
namespace {

constexpr std::uint8_t kGround = 128;
constexpr std::size_t kSizeClass = 1024;  // lengths of files are multiples of it
// Part of the cache's path: what an older version wrote there is not shown any more.
constexpr const char* kRendering = "2";

enum class Source { AsPlanned, Gone, Replaced, Damaged };

Source stateOf(const fs::path& file, const std::string& planned) {
    std::error_code error;
    if (!fs::is_regular_file(file, error)) return Source::Gone;
    return planned.empty() || sha256File(file) == planned ? Source::AsPlanned : Source::Replaced;
}

// The rater reads these messages: no name and no path.
[[noreturn]] void refuse(const DesignItem& item, Source state) {
    const Message what = state == Source::Gone       ? message("is not there any more")
                         : state == Source::Replaced ? message("was replaced after the plan of the study was fixed")
                                                     : message("cannot be read");
    throw Error(state == Source::Gone ? ErrorCode::FileNotFound : ErrorCode::BadFormat,
                message("A picture of '%1' (seed %2) %3. Put the original back or make a new study; 'Pack for a rater' "
                        "and 'recap rate pack' name the file.",
                        item.prompt, item.seed, what));
}

ImageBuffer decoded(const DesignItem& item, const fs::path& file) {
    try {
        return decodeImage(file);
    } catch (const Error&) {
        refuse(item, Source::Damaged);
    }
}

// Scaled to fit, in the middle of a grey picture of that size.
ImageBuffer placed(const ImageBuffer& image, int width, int height) {
    if (image.width == width && image.height == height) return image;
    const double scale =
        std::min({1.0, static_cast<double>(width) / image.width, static_cast<double>(height) / image.height});
    const int w = std::clamp(static_cast<int>(std::lround(image.width * scale)), 1, width);
    const int h = std::clamp(static_cast<int>(std::lround(image.height * scale)), 1, height);
    const ImageBuffer scaled = resizeImage(image, w, h, Filter::Lanczos);
    ImageBuffer out(width, height, 3, kGround);
    for (int y = 0; y < h; ++y)
        std::copy_n(scaled.row(y), scaled.stride(), out.at((width - w) / 2, (height - h) / 2 + y));
    return out;
}

void writeAlike(const fs::path& firstFile, const ImageBuffer& first, const fs::path& secondFile,
                const ImageBuffer& second) {
    const int width = std::min(first.width, second.width), height = std::min(first.height, second.height);
    const std::string firstPng = encodePng(placed(first, width, height)),
                      secondPng = encodePng(placed(second, width, height));
    const std::size_t least = std::max(firstPng.size(), secondPng.size()) + kPngChunkBytes;
    const std::size_t size = (least + kSizeClass - 1) / kSizeClass * kSizeClass;
    writeTextAtomically(firstFile, paddedPng(firstPng, size));
    writeTextAtomically(secondFile, paddedPng(secondPng, size));
}

}  // namespace

std::vector<fs::path> neutralPictures(Project& project, const OpenStudy& study, const DesignItem& item,
                                      bool firstOnLeft) {
    const auto folder = project.cacheDirectory() / "rating" / std::to_string(study.record.id.value) / kRendering;
    const auto fileOf = [&](const std::string& code) { return folder / (code + ".png"); };
    std::vector<fs::path> shown;
    for (const auto& code : shownCodes(study, item, firstOnLeft)) shown.push_back(fileOf(code));
    const auto first = project.resolve(item.first), second = project.resolve(item.second);
    const Source states[] = {stateOf(first, item.first_sha256), stateOf(second, item.second_sha256)};
    for (const auto state : states)
        if (state == Source::Replaced) refuse(item, state);
    const auto exists = [](const fs::path& file) {
        std::error_code error;
        return fs::exists(file, error);
    };
    if (std::all_of(shown.begin(), shown.end(), exists)) return shown;
    for (const auto state : states)
        if (state == Source::Gone) refuse(item, state);
    ensureDirectory(folder);
    writeAlike(fileOf(pictureCode(study, item, true)), decoded(item, first), fileOf(pictureCode(study, item, false)),
               decoded(item, second));
    return shown;
}

std::vector<std::string> changedPictures(Project& project, const OpenStudy& study) {
    std::set<std::string> seen;
    std::vector<std::string> changed;
    const auto look = [&](const std::string& path, const std::string& planned) {
        if (seen.insert(path).second && stateOf(project.resolve(path), planned) != Source::AsPlanned)
            changed.push_back(path);
    };
    for (const auto& item : study.items) {
        look(item.first, item.first_sha256);
        look(item.second, item.second_sha256);
    }
    return changed;
}

}  // namespace recap::rating_internal
