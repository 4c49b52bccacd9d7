// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/import/sidecar.h"

#include "base/error.h"
#include "base/text_file.h"
#include "base/unicode.h"
#include "image/decode.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr std::uintmax_t kMaxTextBytes = 16u << 20;

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
        : listing_(listing),
          source_(source),
          progress_(progress),
          sink_(sink),
          pairs_(listing),
          used_(listing.texts.size(), false) {}

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
        // Not the text is at fault where its picture is of a kind that is not read.
        for (const auto& path : listing_.others)
            if (!unreadPictureKind(path).empty())
                for (const auto i : pairs_.of(path)) used_[i] = true;
        for (std::size_t i = 0; i < used_.size(); ++i)
            if (!used_[i]) out_.problems.push_back({listing_.texts[i], message("There is no picture of this name.")});
        note();
        return std::move(out_);
    }

private:
    void readOne(const std::string& image) {
        ImportRow row{.image = image};
        const auto found = pairs_.of(image);
        if (found.empty()) {
            out_.problems.push_back(
                {image, message("It has no text file; the picture was imported without a caption."), true, image});
        } else {
            const fs::path file = listing_.texts[found.front()];
            takeText(file, row);
            for (const auto i : found) {
                if (i != found.front() && !used_[i])
                    out_.problems.push_back(
                        {listing_.texts[i], message("It was ignored: %1 was used.", file.filename())});
                used_[i] = true;
            }
        }
        out_.rows.push_back(std::move(row));
    }

    void takeText(const fs::path& file, ImportRow& row) {
        try {
            bool repaired = false;
            const std::string text = readText(file, kMaxTextBytes, &repaired);
            row.captions = captionsOfSidecar(text, source_);
            row.where = file.string();
            row.parts.push_back(file.string());
            if (row.captions.empty()) out_.problems.push_back({file.string(), message("The text is empty."), true});
            if (repaired)
                out_.problems.push_back(
                    {file.string(), message("The text was not UTF-8 and was read as Windows-1252; check its accents."),
                     true});
            ++(toLower(file.extension().string()) == ".caption" ? captionFiles_ : textFiles_);
        } catch (const Error& e) {
            out_.problems.push_back({file.string(), e.message()});
        }
    }

    void note() {
        if (textFiles_ > 0) out_.notes.push_back(message("Captions were read from %1 .txt files.", textFiles_));
        if (captionFiles_ > 0)
            out_.notes.push_back(message("Captions were read from %1 .caption files.", captionFiles_));
    }

    const FolderListing& listing_;
    const std::string& source_;
    const ImportProgress& progress_;
    const ImportSink& sink_;
    TextPairs pairs_;
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
