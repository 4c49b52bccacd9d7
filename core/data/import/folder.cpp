// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/import/folder.h"

#include "base/error.h"
#include "base/unicode.h"
#include "image/decode.h"

#include <sys/stat.h>
#include <algorithm>
#include <set>
#include <utility>

namespace fs = std::filesystem;

namespace recap {
namespace {

std::string lowerExtension(const fs::path& path) {
    std::string extension = path.extension().string();
    for (char& c : extension) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return extension;
}

bool isTextExtension(const std::string& lower) {
    return lower == ".txt" || lower == ".caption";
}

// A path without its extension, its last part in Unicode's composed form; empty when the name is no UTF-8.
std::string composed(const std::string& stem) {
    const auto slash = stem.rfind('/') + 1;
    const std::string name = stem.substr(slash);
    return isValidUtf8(name) ? stem.substr(0, slash) + toNfc(name) : std::string();
}

std::string withoutExtension(const std::string& path) {
    return path.substr(0, path.size() - fs::path(path).extension().string().size());
}

// Device and inode: the same folder whatever links lead to it.
std::pair<dev_t, ino_t> identity(const fs::path& folder) {
    struct stat info {};
    ::stat(folder.c_str(), &info);
    return {info.st_dev, info.st_ino};
}

class Walker {
public:
    Walker(FolderListing& out, const ImportProgress& progress) : out_(out), progress_(progress) {}

    void walk(const fs::path& folder, bool root) {
        if (!visited_.insert(identity(folder)).second) return;
        std::error_code error;
        std::vector<std::string> entries;
        for (auto it = fs::directory_iterator(folder, error); !error && it != fs::directory_iterator();
             it.increment(error))
            entries.push_back(it->path().filename().string());
        if (error && root)
            throw Error(ErrorCode::FileNotFound,
                        message("The folder %1 cannot be read (%2).", folder, error.message()));
        if (error)
            out_.problems.push_back({folder.string(), message("The folder cannot be read (%1).", error.message())});
        std::sort(entries.begin(), entries.end());
        for (const auto& name : entries) visit(fs::directory_entry(folder / name, error));
    }

private:
    void visit(const fs::directory_entry& entry) {
        const auto& path = entry.path();
        const std::string name = path.filename().string();
        std::error_code error;
        const auto status = entry.status(error);
        if (error || status.type() == fs::file_type::not_found) {
            out_.problems.push_back({path.string(), entry.is_symlink(error) ? message("The link leads nowhere.")
                                                                            : message("It cannot be read.")});
        } else if (fs::is_directory(status)) {
            if (name.starts_with(".") || name == "_latent_cache")
                out_.closed.push_back(path.string());
            else
                walk(path, false);
        } else if (fs::is_regular_file(status)) {
            take(path, name);
        } else {
            out_.problems.push_back({path.string(), message("It is not a readable file (a device, pipe or socket).")});
        }
        if (progress_ && ++seen_ % 1000 == 0) progress_(seen_);
    }

    void take(const fs::path& path, const std::string& name) {
        const std::string extension = lowerExtension(path);
        if (name.starts_with(".")) {
            out_.others.push_back(path.string());
        } else if (hasImageExtension(path)) {
            out_.images.push_back(path.string());
        } else if (isTextExtension(extension)) {
            out_.texts.push_back(path.string());
        } else if (name == "metadata.jsonl" || name == "metadata.csv" || name == "metadata.parquet") {
            out_.metadata.push_back(path);
        } else {
            out_.others.push_back(path.string());
        }
    }

    FolderListing& out_;
    const ImportProgress& progress_;
    std::set<std::pair<dev_t, ino_t>> visited_;
    std::int64_t seen_ = 0;
};

}  // namespace

FolderListing listFolder(const fs::path& root, const ImportProgress& progress) {
    std::error_code error;
    if (!fs::is_directory(root, error)) throw Error(ErrorCode::FileNotFound, message("There is no folder %1.", root));
    FolderListing out;
    Walker(out, progress).walk(root, true);
    std::sort(out.texts.begin(), out.texts.end());  // images stand in the order of the walk, which is that of the names
    return out;
}

FolderListing listPicture(const fs::path& picture) {
    FolderListing out;
    std::error_code error;
    if (!fs::is_regular_file(picture, error))
        throw Error(ErrorCode::FileNotFound, message("There is no file %1.", picture));
    out.images.push_back(picture.string());
    FolderListing all;
    for (auto it = fs::directory_iterator(picture.parent_path(), error); !error && it != fs::directory_iterator();
         it.increment(error))
        if (isTextExtension(lowerExtension(it->path())) && it->is_regular_file(error))
            all.texts.push_back(it->path().string());
    std::sort(all.texts.begin(), all.texts.end());
    for (const auto i : TextPairs(all).of(picture.string())) out.texts.push_back(all.texts[i]);
    std::sort(out.texts.begin(), out.texts.end());
    return out;
}

TextPairs::TextPairs(const FolderListing& listing) : listing_(listing) {
    for (std::size_t i = 0; i < listing.texts.size(); ++i) {
        const std::string stem = withoutExtension(listing.texts[i]), form = composed(stem);
        if (!form.empty() && form != stem) decomposed_.emplace(form, i);
    }
}

void TextPairs::add(const std::string& stem, std::vector<std::size_t>& out) const {
    const auto& texts = listing_.texts;
    const std::string start = stem + ".";
    std::vector<std::size_t> found;
    // The extension, .txt or .caption in any case, is all that follows.
    for (auto it = std::lower_bound(texts.begin(), texts.end(), start); it != texts.end() && it->starts_with(start);
         ++it)
        if (it->find_first_of("./", start.size()) == std::string::npos)
            found.push_back(static_cast<std::size_t>(it - texts.begin()));
    std::stable_partition(found.begin(), found.end(), [&](auto i) { return lowerExtension(texts[i]) == ".txt"; });
    out.insert(out.end(), found.begin(), found.end());
}

std::vector<std::size_t> TextPairs::of(const std::string& picture) const {
    std::vector<std::size_t> out;
    for (const auto& stem : {withoutExtension(picture), picture}) {
        add(stem, out);
        const std::string form = composed(stem);
        if (form.empty()) continue;
        if (form != stem) add(form, out);
        if (decomposed_.empty()) continue;
        const auto [begin, end] = decomposed_.equal_range(form);
        for (auto it = begin; it != end; ++it)
            if (std::find(out.begin(), out.end(), it->second) == out.end()) out.push_back(it->second);
    }
    return out;
}

ImportRows readFolder(const FolderListing& listing, const ImportSink& sink) {
    ImportRows out;
    for (const auto& image : listing.images) {
        out.rows.push_back({.image = image});
        if (sink && out.rows.size() == kImportBlock) sink(std::exchange(out, {}));
    }
    if (sink) sink(std::exchange(out, {}));
    out.problems = listing.problems;
    return out;
}

}  // namespace recap
