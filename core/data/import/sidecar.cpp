// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/import/sidecar.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/unicode.h"

#include <algorithm>
#include <optional>
#include <utility>

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
    SidecarReader(const FolderListing& listing, const std::string& source, const ImportProgress& progress,
                  const ImportSink& sink)
        : listing_(listing), source_(source), progress_(progress), sink_(sink), used_(listing.texts.size(), false) {}

    ImportRows read() {
        std::int64_t seen = 0;
        for (const auto& image : listing_.images) {
            readOne(image);
            if (++seen % kImportBlock != 0) continue;
            if (progress_) progress_(seen);
            if (sink_) sink_(std::exchange(out_, {}));
        }
        if (sink_) sink_(std::exchange(out_, {}));
        out_.problems.insert(out_.problems.end(), listing_.problems.begin(), listing_.problems.end());
        for (const auto& path : listing_.vectors) {
            out_.problems.push_back({path.string(), "Vector pictures are not imported."});
            for (const auto i : textsOf(listing_, path.string())) used_[i] = true;
        }
        for (std::size_t i = 0; i < used_.size(); ++i)
            if (!used_[i]) out_.problems.push_back({listing_.texts[i], "There is no picture of this name."});
        note();
        return std::move(out_);
    }

private:
    void readOne(const std::string& image) {
        ImportRow row{.image = image};
        const auto found = textsOf(listing_, image);
        if (found.empty()) {
            out_.problems.push_back(
                {image, "It has no text file; the picture was taken without a caption.", true, image});
        } else {
            // Sorted by name, so .caption stands in front of .txt; the latter wins.
            const fs::path file = listing_.texts[found.back()];
            readText(file, row);
            for (const auto i : found) {
                used_[i] = true;
                if (i != found.back())
                    out_.problems.push_back(
                        {listing_.texts[i], "It was passed over: " + file.filename().string() + " was used."});
            }
        }
        out_.rows.push_back(std::move(row));
    }

    void readText(const fs::path& file, ImportRow& row) {
        try {
            bool repaired = false;
            const std::string text = utf8FromBytes(readTextFile(file, kMaxTextBytes), &repaired);
            row.captions = captionsOfSidecar(text, source_);
            row.where = file.string();
            if (row.captions.empty()) out_.problems.push_back({file.string(), "The text is empty.", true});
            if (repaired)
                out_.problems.push_back(
                    {file.string(), "The text was not UTF-8 and was read as Windows-1252; check its accents.", true});
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
    const ImportSink& sink_;
    std::vector<bool> used_;  // texts that a picture of their name was found for
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

ImportRows readSidecar(const FolderListing& listing, const std::string& source, const ImportProgress& progress,
                       const ImportSink& sink) {
    return SidecarReader(listing, source, progress, sink).read();
}

}  // namespace recap
