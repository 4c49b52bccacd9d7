// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/import/folder.h"

#include "base/error.h"
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
                        "The folder " + folder.string() + " cannot be read (" + error.message() + ").");
        if (error) out_.problems.push_back({folder.string(), "The folder cannot be read (" + error.message() + ")."});
        std::sort(entries.begin(), entries.end());
        for (const auto& name : entries) visit(fs::directory_entry(folder / name, error));
    }

private:
    void visit(const fs::directory_entry& entry) {
        const auto& path = entry.path();
        const std::string name = path.filename().string();
        if (name.starts_with(".") || name == "_latent_cache") return;
        std::error_code error;
        const auto status = entry.status(error);
        if (error || status.type() == fs::file_type::not_found) {
            out_.problems.push_back(
                {path.string(), entry.is_symlink(error) ? "The link leads nowhere." : "It cannot be read."});
        } else if (fs::is_directory(status)) {
            walk(path, false);
        } else if (fs::is_regular_file(status)) {
            take(path, name);
        }
        if (progress_ && ++seen_ % 1000 == 0) progress_(seen_);
    }

    void take(const fs::path& path, const std::string& name) {
        const std::string extension = lowerExtension(path);
        if (hasImageExtension(path)) {
            out_.images.push_back(path.string());
        } else if (extension == ".txt" || extension == ".caption") {
            out_.texts.push_back(path.string());
        } else if (name == "metadata.jsonl" || name == "metadata.csv" || name == "metadata.parquet") {
            out_.metadata.push_back(path);
        } else if (name == "metadata.json1" || name == "metadata.json") {
            out_.problems.push_back({path.string(), "A metadata file must be named metadata.jsonl to be read."});
        } else if (extension == ".svg" || extension == ".svgz") {
            out_.vectors.push_back(path);
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
    if (!fs::is_directory(root, error))
        throw Error(ErrorCode::FileNotFound, "There is no folder " + root.string() + ".");
    FolderListing out;
    Walker(out, progress).walk(root, true);
    std::sort(out.texts.begin(), out.texts.end());  // images stand in the order of the walk, which is that of the names
    return out;
}

std::vector<std::size_t> textsOf(const FolderListing& listing, const std::string& image) {
    const auto name = image.substr(0, image.size() - fs::path(image).extension().string().size()) + ".";
    const auto& texts = listing.texts;
    std::vector<std::size_t> out;
    for (auto it = std::lower_bound(texts.begin(), texts.end(), name); it != texts.end() && it->starts_with(name); ++it)
        // The extension, .txt or .caption in any case, is all that follows.
        if (it->find_first_of("./", name.size()) == std::string::npos)
            out.push_back(static_cast<std::size_t>(it - texts.begin()));
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
    for (const auto& path : listing.vectors)
        out.problems.push_back({path.string(), "Vector pictures are not imported."});
    return out;
}

}  // namespace recap
