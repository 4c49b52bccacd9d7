// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/import/file_account.h"

#include "base/unicode.h"
#include "image/decode.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <tuple>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr std::size_t kListedOneByOne = 20;

std::string lowerExtension(std::string_view path) {
    std::string extension = fs::path(path).extension().string();
    for (char& c : extension) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return extension;
}

template <std::size_t Size>
bool isOneOf(const std::string& value, const std::array<std::string_view, Size>& list) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

bool isPassedOver(const std::string& name, const std::string& lower, const std::string& extension) {
    return name.starts_with(".") || lower == "thumbs.db" || lower == "desktop.ini" || lower.starts_with("readme") ||
           lower.starts_with("license") || lower.starts_with("licence") || extension == ".md" || extension == ".npz" ||
           lower.ends_with("_stats.json");
}

}  // namespace

FileCounts& FileCounts::operator+=(const FileCounts& other) {
    seen += other.seen;
    taken += other.taken;
    listed += other.listed;
    passed_over += other.passed_over;
    return *this;
}

FileReason reasonByName(std::string_view path) {
    constexpr std::array<std::string_view, 10> kPacked{".gz",  ".tgz", ".zip", ".7z",   ".rar",
                                                       ".bz2", ".xz",  ".zst", ".tbz2", ".txz"};
    constexpr std::array<std::string_view, 5> kTables{".json", ".jsonl", ".csv", ".tsv", ".parquet"};
    constexpr std::array<std::string_view, 8> kMovies{".mp4", ".webm", ".mov", ".avi", ".mkv", ".m4v", ".mpg", ".mpeg"};
    const std::string name = fs::path(path).filename().string(), lower = toLower(repairUtf8(name));
    const std::string extension = lowerExtension(path);
    if (isPassedOver(name, lower, extension))
        return {extension == ".npz" ? message("It is a trainer's cache.") : message("It is not part of a data set."),
                true};
    if (const auto kind = unreadPictureKind(path); kind == "vector")
        return {message("Vector pictures are not imported.")};
    else if (!kind.empty())
        return {message("Pictures of this kind (%1) are not read; convert it to PNG or JPEG.", kind)};
    if (lower == "metadata.json" || lower == "metadata.json1")
        return {message("A metadata file must be named metadata.jsonl to be read.")};
    if (isOneOf(extension, kPacked))
        return {message(
            "It is compressed, and pictures are read in place: unpack it and import the folder or .tar inside.")};
    if (extension == ".tar") return {message("A shard is read when you name it, or a folder that holds nothing else.")};
    if (isOneOf(extension, kTables))
        return {
            message("It may hold captions, but a folder's captions are read from metadata.jsonl, .csv or .parquet, "
                    "captions*.json and captions.csv only: name this file itself to import it.")};
    if (isOneOf(extension, kMovies)) return {message("Videos are not imported.")};
    return {message("It is neither a picture nor a text that belongs to one.")};
}

void FileAccount::see(std::string_view path) {
    sorted_ = sorted_ && (entries_.empty() || entries_.back().path <= path);
    entries_.push_back({path, Mark::None});
    ++counts_.seen;
}

// A name may stand in a shard twice; the first one without a mark counts.
FileAccount::Entry* FileAccount::find(std::string_view path) {
    if (!sorted_)
        std::stable_sort(entries_.begin(), entries_.end(),
                         [](const auto& a, const auto& b) { return a.path < b.path; });
    sorted_ = true;
    const auto it = std::lower_bound(entries_.begin(), entries_.end(), path,
                                     [](const Entry& entry, std::string_view wanted) { return entry.path < wanted; });
    return it == entries_.end() || it->path != path ? nullptr : &*it;
}

bool FileAccount::mark(std::string_view path, Mark mark, bool seenOnly) {
    auto* entry = find(path);
    if ((entry == nullptr && seenOnly) || (entry != nullptr && entry->mark != Mark::None)) return false;
    if (entry == nullptr)
        ++counts_.seen;
    else
        entry->mark = mark;
    ++(mark == Mark::Taken ? counts_.taken : counts_.listed);
    return true;
}

bool FileAccount::take(std::string_view path) {
    return mark(path, Mark::Taken, false);
}
bool FileAccount::list(std::string_view path) {
    return mark(path, Mark::Listed, false);
}
bool FileAccount::listSeen(std::string_view path) {
    return mark(path, Mark::Listed, true);
}

std::vector<FileAccount::Rest> FileAccount::rest(const std::function<FileReason(std::string_view path)>& reason) {
    find({});  // sorts
    // By folder, ending and reason; the names of a group.
    struct Group {
        Message reason;
        std::vector<std::string_view> paths;
    };
    std::map<std::tuple<std::string, std::string, std::string, bool>, Group> groups;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        auto& entry = entries_[i];
        if (entry.mark != Mark::None) continue;
        const bool repeated = i > 0 && entries_[i - 1].path == entry.path;
        const auto why =
            repeated ? FileReason{message("An earlier member of the shard has this name.")} : reason(entry.path);
        ++(why.passed_over ? counts_.passed_over : counts_.listed);
        auto& group = groups[{fs::path(entry.path).parent_path().string(), lowerExtension(entry.path),
                              why.sentence.english(), why.passed_over}];
        group.reason = why.sentence;
        group.paths.push_back(entry.path);
    }
    for (auto& entry : entries_)
        if (entry.mark == Mark::None) entry.mark = Mark::Listed;
    std::vector<Rest> out;
    for (const auto& [key, group] : groups) {
        const auto& [folder, extension, english, passed_over] = key;
        const auto& [why, paths] = group;
        if (paths.size() <= kListedOneByOne)
            for (const auto path : paths) out.push_back({std::string(path), why, 1, passed_over});
        else
            out.push_back({folder + "/*" + extension, message("%1 files: %2", paths.size(), why),
                           static_cast<std::int64_t>(paths.size()), passed_over});
    }
    return out;
}

}  // namespace recap
