// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/export_job.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/unicode.h"

#include <fcntl.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <fstream>
#include <set>
#include <unordered_map>

namespace fs = std::filesystem;

namespace recap {
namespace {

void requireFreeTarget(const fs::path& out) {
    std::error_code error;
    if (fs::exists(out, error) && (!fs::is_directory(out, error) || !fs::is_empty(out, error)))
        throw Error(ErrorCode::InvalidOption, out.string() + " is not empty; an export needs a new folder.");
}

// True when copied; false with a reason when the source is at fault. A fault of the target ends the export.
bool copyPicture(const fs::path& from, const fs::path& to, std::string& reason) {
    std::error_code error;
    if (!fs::is_regular_file(from, error)) {
        reason = "The file is missing.";
        return false;
    }
    fs::copy_file(from, to, error);
    if (!error) return true;
    if (error.value() == ENOSPC || error.value() == EDQUOT)
        throw Error(ErrorCode::DiskFull,
                    "The disk is full: " + to.string() + " could not be written. Free some space.");
    std::error_code ignored;
    if (!fs::is_directory(to.parent_path(), ignored))
        throw Error(ErrorCode::FileNotWritable,
                    to.parent_path().string() + " cannot be written (" + error.message() + ").");
    reason = "The file cannot be copied (" + error.message() + ").";
    return false;
}

// The folder is put in place as a whole, so its small files need not be flushed one by one.
void writeText(const fs::path& path, const std::string& text) {
    errno = 0;
    std::ofstream out(path, std::ios::binary);
    out.write(text.data(), static_cast<std::streamsize>(text.size()));
    out.close();
    if (out) return;
    if (errno == ENOSPC || errno == EDQUOT)
        throw Error(ErrorCode::DiskFull,
                    "The disk is full: " + path.string() + " could not be written. Free some space.");
    throw Error(ErrorCode::FileNotWritable, path.string() + " cannot be written.");
}

void flushFileSystem(const fs::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    ::syncfs(descriptor);
    ::close(descriptor);
}

// Captions of one source by image, without those that may not be exported.
using CaptionsByImage = std::unordered_map<ImageId, std::string>;

class Exporter {
public:
    Exporter(Project& project, const ExportRequest& request, ExportReport& report)
        : project_(project), request_(request), report_(report), query_(parseImageQuery(request.filter)) {
        for (const auto& source : project.captions().sources()) known_.push_back(source.name);
        sources_ = request.sources.empty() ? known_ : request.sources;
        for (const auto& source : sources_) load(source);
    }

    void write(const fs::path& folder, JobContext& context) {
        const auto images = project_.images().list(query_);
        std::int64_t done = 0;
        for (const auto& image : images) {
            context.report({"exporting", done++, static_cast<std::int64_t>(images.size())});
            context.pausePoint();
            writeImage(folder, image);
        }
        if (request_.kind == "imagefolder") writeMetadata(folder);
        flushFileSystem(folder);
    }

private:
    void load(const std::string& source) {
        if (std::find(known_.begin(), known_.end(), source) == known_.end())
            throw Error(ErrorCode::NotFound, "The project has no caption source '" + source + "'.");
        auto& captions = captions_.emplace_back();
        for (auto& caption : project_.captions().forSource(source, query_)) {
            const bool accepted = caption.status == CaptionStatus::Accepted || caption.status == CaptionStatus::Edited;
            if (caption.status != CaptionStatus::Rejected && (accepted || !request_.accepted_only))
                captions.emplace(caption.image, std::move(caption.text));
        }
    }

    const std::string* captionOf(ImageId image, std::size_t source) const {
        const auto it = captions_[source].find(image);
        return it == captions_[source].end() ? nullptr : &it->second;
    }

    void writeImage(const fs::path& folder, const ImageRecord& image) {
        std::size_t first = 0;
        while (first < sources_.size() && captionOf(image.id, first) == nullptr) ++first;
        if (first == sources_.size()) {
            report_.skipped.push_back({image.path, "It has none of the captions asked for."});
            return;
        }
        const std::string name = freeName(image);
        std::string reason;
        if (!copyPicture(image.path, folder / name, reason)) {
            report_.skipped.push_back({image.path, reason});
            return;
        }
        ++report_.images;
        if (request_.kind == "sidecar") {
            writeText((folder / name).replace_extension(".txt"), *captionOf(image.id, first) + "\n");
            ++report_.captions;
        } else {
            rows_.push_back(rowOf(image, name));
        }
    }

    Json rowOf(const ImageRecord& image, const std::string& name) {
        Json row = {{"file_name", name}};
        for (std::size_t i = 0; i < sources_.size(); ++i) {
            const auto* text = captionOf(image.id, i);
            row[i == 0 ? "text" : sources_[i]] = text != nullptr ? *text : std::string();
            report_.captions += text != nullptr ? 1 : 0;
        }
        const Json attributes = project_.images().attributes(image.id);
        for (const auto& [key, value] : attributes.items()) {
            if (row.contains(key)) continue;
            row[key] = value;
            attributeColumns_.insert(key);
        }
        return row;
    }

    void writeMetadata(const fs::path& folder) {
        std::string text;
        for (auto& row : rows_) {
            for (const auto& column : attributeColumns_)
                if (!row.contains(column)) row[column] = nullptr;
            text += toJsonLine(row) + "\n";
        }
        writeTextAtomically(folder / "metadata.jsonl", text);
    }

    // The picture's own name while it is free and can be written into JSON; names differ in more than the extension.
    std::string freeName(const ImageRecord& image) {
        const fs::path path(image.path);
        std::string stem = path.stem().string();
        const std::string extension = isValidUtf8(path.extension().string()) ? path.extension().string() : "";
        if (!isValidUtf8(stem) || stem.starts_with(".")) stem = image.key;
        if (!stems_.insert(stem).second) stems_.insert(stem += "-" + image.key);
        return stem + extension;
    }

    Project& project_;
    const ExportRequest& request_;
    ExportReport& report_;
    ImageQuery query_;
    std::vector<std::string> known_;
    std::vector<std::string> sources_;
    std::vector<CaptionsByImage> captions_;  // as sources_
    std::set<std::string> stems_;
    std::set<std::string> attributeColumns_;
    std::vector<Json> rows_;
};

}  // namespace

ExportJob::ExportJob(std::shared_ptr<Project> project, ExportRequest request)
    : project_(std::move(project)), request_(std::move(request)) {}

void ExportJob::run(JobContext& context) {
    if (request_.kind != "imagefolder" && request_.kind != "sidecar")
        throw Error(ErrorCode::InvalidOption,
                    "The export kind cannot be '" + request_.kind + "'; allowed: imagefolder, sidecar.");
    const auto out = fs::absolute(request_.out).lexically_normal();
    requireFreeTarget(out);
    Exporter exporter(*project_, request_, report_);
    writeDirectoryAtomically(out.has_filename() ? out : out.parent_path(),
                             [&](const fs::path& folder) { exporter.write(folder, context); });
}

}  // namespace recap
