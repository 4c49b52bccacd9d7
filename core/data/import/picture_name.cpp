// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/import/picture_name.h"

#include "base/error.h"
#include "base/unicode.h"
#include "image/picture_file.h"

#include <algorithm>
#include <vector>

namespace fs = std::filesystem;

namespace recap {
namespace {

std::string withSlashes(std::string name) {
    std::replace(name.begin(), name.end(), '\\', '/');
    return name;
}

// As written first, because a backslash is a letter of a file name here.
std::vector<std::string> spellings(const std::string& name) {
    std::vector<std::string> out{name, withSlashes(name)};
    if (isValidUtf8(name))
        for (const auto& form : {toNfc(name), toNfd(name)}) {
            out.push_back(form);
            out.push_back(withSlashes(form));
        }
    std::vector<std::string> unique;
    for (auto& spelling : out)
        if (std::find(unique.begin(), unique.end(), spelling) == unique.end()) unique.push_back(std::move(spelling));
    return unique;
}

bool hasDrive(const std::string& name) {
    return name.size() > 2 && name[1] == ':' && name[2] == '/';
}

// Relative to the folder; none: it leads out.
std::optional<fs::path> inside(const fs::path& folder, const std::string& name) {
    fs::path path = fs::path(name).lexically_normal();
    if (path.is_absolute()) path = path.lexically_relative(folder.lexically_normal());
    if (path.empty() || *path.begin() == ".." || hasDrive(name)) return std::nullopt;
    return path;
}

std::optional<NamedPicture> guess(const fs::path& folder, const std::string& name) {
    std::vector<fs::path> parts;
    for (const auto& part : fs::path(withSlashes(name)).lexically_normal().relative_path())
        if (part != ".." && part != "." && !part.empty()) parts.push_back(part);
    for (auto from = parts.begin(); from != parts.end(); ++from) {
        fs::path end;
        for (auto it = from; it != parts.end(); ++it) end /= *it;
        for (const auto& place : {folder / end, folder / "images" / end})
            if (pictureExists(place)) return NamedPicture{place, true};
    }
    return std::nullopt;
}

}  // namespace

std::optional<NamedPicture> findPicture(const fs::path& folder, const std::string& name) {
    bool leads_out = false;
    const auto all = spellings(name);
    for (const auto& spelling : all) {
        const auto relative = inside(folder, spelling);
        leads_out = leads_out || !relative;
        if (relative && pictureExists(folder / *relative)) return NamedPicture{folder / *relative};
    }
    if (!leads_out) return std::nullopt;
    for (const auto& spelling : all)
        if (auto found = guess(folder, spelling)) return found;
    throw Error(ErrorCode::BadFormat, message("'%1' lies outside the data set's folder.", name));
}

Message guessRemark(const std::string& name, const NamedPicture& picture) {
    return message("'%1' points outside the folder; %2 was used instead.", name, picture.path);
}

}  // namespace recap
