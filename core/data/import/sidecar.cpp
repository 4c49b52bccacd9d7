// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/import/sidecar.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/unicode.h"

#include <algorithm>
#include <optional>
#include <set>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr std::uintmax_t kMaxTextBytes = 16u << 20;

std::vector<std::string_view> linesOf(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = text.find_first_of("\r\n");
        lines.push_back(text.substr(0, end));
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + (text.substr(end).starts_with("\r\n") ? 2 : 1));
    }
    return lines;
}

// "pt_br.utf8=Um gato." gives {pt_br, Um gato.}
std::optional<std::pair<std::string_view, std::string_view>> stampTranslation(std::string_view line) {
    constexpr std::string_view kMark = ".utf8=";
    const auto mark = line.find(kMark);
    if (mark == 0 || mark == std::string_view::npos || mark > 40) return std::nullopt;
    const auto language = line.substr(0, mark);
    for (const char c : language) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!letter && c != '_' && c != '-' && c != '@') return std::nullopt;
    }
    return std::pair(language, trimmed(line.substr(mark + kMark.size())));
}

class SidecarReader {
public:
    SidecarReader(const FolderListing& listing, const std::string& source, const ImportProgress& progress)
        : listing_(listing), source_(source), progress_(progress) {}

    ImportRows read() {
        out_.problems = listing_.problems;
        std::set<std::string> pictures;
        for (const auto& image : listing_.images) {
            readOne(image);
            pictures.insert(stem(image));
            if (progress_ && out_.rows.size() % 500 == 0) progress_(static_cast<std::int64_t>(out_.rows.size()));
        }
        for (const auto& path : listing_.vectors) {
            out_.problems.push_back({path.string(), "Vector pictures are not imported."});
            pictures.insert(stem(path));
        }
        for (const auto& [name, files] : listing_.texts)
            if (!pictures.contains(name))
                for (const auto& file : files)
                    out_.problems.push_back({file.string(), "There is no picture of this name."});
        note();
        return std::move(out_);
    }

private:
    static std::string stem(const fs::path& path) { return (path.parent_path() / path.stem()).string(); }

    void readOne(const fs::path& image) {
        ImportRow row{.image = image};
        const auto found = listing_.texts.find(stem(image));
        if (found == listing_.texts.end()) {
            out_.problems.push_back({image.string(), "It has no text file; the picture was taken without a caption."});
        } else {
            // Sorted by name, so .caption stands in front of .txt; the latter wins.
            const auto& files = found->second;
            readText(files.back(), row);
            for (std::size_t i = 0; i + 1 < files.size(); ++i)
                out_.problems.push_back(
                    {files[i].string(), "It was passed over: " + files.back().filename().string() + " was used."});
        }
        out_.rows.push_back(std::move(row));
    }

    void readText(const fs::path& file, ImportRow& row) {
        try {
            bool repaired = false;
            const std::string text = utf8FromBytes(readTextFile(file, kMaxTextBytes), &repaired);
            row.captions = captionsOfSidecar(text, source_);
            row.where = file.string();
            if (row.captions.empty()) out_.problems.push_back({file.string(), "The text is empty."});
            if (repaired)
                out_.problems.push_back(
                    {file.string(), "The text was not UTF-8 and was read as Windows-1252; check its accents."});
            ++(file.extension() == ".caption" ? captionFiles_ : textFiles_);
        } catch (const Error& e) {
            out_.problems.push_back({file.string(), e.what()});
        }
    }

    void note() {
        if (textFiles_ > 0)
            out_.notes.push_back("Captions were read from " + std::to_string(textFiles_) + " .txt files.");
        if (captionFiles_ > 0)
            out_.notes.push_back("Captions were read from " + std::to_string(captionFiles_) + " .caption files.");
    }

    const FolderListing& listing_;
    const std::string& source_;
    const ImportProgress& progress_;
    ImportRows out_;
    std::int64_t textFiles_ = 0;
    std::int64_t captionFiles_ = 0;
};

}  // namespace

std::vector<ImportCaption> captionsOfSidecar(std::string_view text, const std::string& source) {
    text = trimmed(text);
    if (text.empty()) return {};
    const auto lines = linesOf(text);
    std::vector<ImportCaption> translations;
    bool stamps = lines.size() > 1;
    for (std::size_t i = 1; i < lines.size() && stamps; ++i) {
        if (trimmed(lines[i]).empty()) continue;
        const auto translation = stampTranslation(lines[i]);
        stamps = translation.has_value();
        if (stamps && !translation->second.empty())
            translations.push_back({source + "_" + std::string(translation->first), std::string(translation->second)});
    }
    if (!stamps) return {{source, std::string(text)}};
    std::vector<ImportCaption> captions;
    if (const auto english = trimmed(lines.front()); !english.empty())
        captions.push_back({source, std::string(english)});
    captions.insert(captions.end(), translations.begin(), translations.end());
    return captions;
}

ImportRows readSidecar(const FolderListing& listing, const std::string& source, const ImportProgress& progress) {
    return SidecarReader(listing, source, progress).read();
}

}  // namespace recap
