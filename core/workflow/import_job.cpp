// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/import_job.h"

#include "data/import/folder.h"
#include "data/import/imagefolder.h"
#include "data/import/sidecar.h"
#include "image/decode.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/hash.h"

#include <sys/stat.h>
#include <algorithm>
#include <atomic>
#include <optional>
#include <span>
#include <thread>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr std::size_t kBatch = 500;  // rows a transaction: what a crash or a cancel can lose
constexpr std::uintmax_t kMaxFileBytes = 1u << 30;
constexpr const char* kAuthor = "import";

// What is known about one file before it meets the database.
struct Candidate {
    const ImportRow* row = nullptr;
    std::int64_t bytes = 0;
    std::int64_t modified_ms = 0;
    ImageId known;       // unchanged since an earlier import
    std::string sha256;  // empty when known or unreadable
    ImageInfo info;
    std::string problem;  // why it was not taken
};

void readCandidate(Candidate& candidate) {
    try {
        const auto path = candidate.row->image;
        const std::string bytes = readTextFile(path, kMaxFileBytes);
        candidate.info = probeImageBytes(bytes, path.filename().string());
        candidate.sha256 = sha256(bytes);
    } catch (const std::exception& e) {
        candidate.problem = e.what();
    }
}

// Hashes and probes on several threads; the database is touched by none of them.
void readCandidates(std::span<Candidate> candidates, const RunControl& control) {
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        for (std::size_t i; (i = next.fetch_add(1)) < candidates.size() && !control.cancelRequested();)
            if (!candidates[i].known && candidates[i].problem.empty()) readCandidate(candidates[i]);
    };
    std::vector<std::jthread> helpers;
    for (unsigned i = 1; i < std::clamp(std::thread::hardware_concurrency(), 1u, 8u); ++i) helpers.emplace_back(work);
    work();
}

// Takes rows into the database and fills the report.
class Importer {
public:
    Importer(Project& project, const ImportRequest& request, ImportReport& report)
        : images_(project.images()),
          captions_(project.captions()),
          db_(project.database()),
          request_(request),
          report_(report) {}

    void take(std::span<const ImportRow> rows, const RunControl& control) {
        std::vector<Candidate> candidates;
        for (const auto& row : rows) candidates.push_back(inspected(row));
        readCandidates(candidates, control);
        if (control.cancelRequested()) return;
        Transaction transaction(db_);
        for (const auto& candidate : candidates) takeOne(candidate);
        transaction.commit();
    }

private:
    Candidate inspected(const ImportRow& row) const {
        Candidate candidate;
        candidate.row = &row;
        struct stat info {};
        if (::stat(row.image.c_str(), &info) != 0) {
            candidate.problem = "The file cannot be read.";
            return candidate;
        }
        candidate.bytes = info.st_size;
        candidate.modified_ms =
            static_cast<std::int64_t>(info.st_mtim.tv_sec) * 1000 + info.st_mtim.tv_nsec / 1'000'000;
        if (const auto id = images_.findUnchangedFile(row.image.string(), candidate.bytes, candidate.modified_ms))
            candidate.known = *id;
        return candidate;
    }

    void takeOne(const Candidate& candidate) {
        const auto& row = *candidate.row;
        if (!candidate.problem.empty()) {
            report_.skipped.push_back({row.image.string(), candidate.problem});
            return;
        }
        bool fresh = false;
        const auto image = imageOf(candidate, fresh);
        if (!image) return;
        ++(fresh ? report_.images : report_.known);
        if (!row.attributes.empty() && (fresh || images_.attributes(image) != row.attributes))
            images_.setAttributes(image, row.attributes);
        for (const auto& caption : row.captions) takeCaption(image, fresh, caption, row.where);
    }

    // The image of a file. None: it is a second file with the content of an image that has its own.
    ImageId imageOf(const Candidate& candidate, bool& fresh) {
        const std::string path = candidate.row->image.string();
        const auto existing = candidate.known ? images_.get(candidate.known) : images_.findBySha256(candidate.sha256);
        if (!existing) {
            fresh = true;
            return images_
                .add({.id = {},
                      .key = {},
                      .path = path,
                      .sha256 = candidate.sha256,
                      .width = candidate.info.width,
                      .height = candidate.info.height,
                      .bytes = candidate.bytes,
                      .modified_ms = candidate.modified_ms,
                      .origin = request_.path.string()})
                .id;
        }
        if (!candidate.known) images_.addFile(existing->id, path, candidate.bytes, candidate.modified_ms);
        const bool own = existing->path == path;
        std::error_code error;
        if (own && !existing->missing) return existing->id;
        if (own || !fs::exists(existing->path, error)) {  // back again, moved or renamed
            images_.setPath(existing->id, path);
            return existing->id;
        }
        report_.skipped.push_back(
            {path, "It is the same picture as " + existing->path + "; its captions were not taken."});
        ++report_.known;
        return {};
    }

    void takeCaption(ImageId image, bool fresh, const ImportCaption& caption, const std::string& where) {
        NewCaption version{.image = image,
                           .source = caption.source,
                           .text = caption.text,
                           .author = kAuthor,
                           .provenance = {{"file", where}}};
        if (!fresh) {
            const auto current = captions_.current(image, caption.source);
            if (current && current->text == caption.text) return;
            const auto history = captions_.history(image, caption.source);
            if (std::any_of(history.begin(), history.end(), [&](const auto& old) { return old.text == caption.text; }))
                return;
            if (current && current->author != kAuthor) {
                captions_.addVersion(version, false);
                ++report_.captions;
                report_.skipped.push_back(
                    {where,
                     "The text has changed, but the caption was edited here: the new text was kept as an "
                     "older version of '" +
                         caption.source + "'."});
                return;
            }
        }
        captions_.addVersion(version);
        ++report_.captions;
    }

    ImageRepository images_;
    CaptionRepository captions_;
    Database& db_;
    const ImportRequest& request_;
    ImportReport& report_;
};

std::string kindOf(const FolderListing& listing) {
    const auto isJsonl = [](const fs::path& file) { return file.extension() == ".jsonl"; };
    if (std::any_of(listing.metadata.begin(), listing.metadata.end(), isJsonl)) return "imagefolder";
    const auto hasText = [&](const fs::path& image) {
        return listing.texts.contains((image.parent_path() / image.stem()).string());
    };
    return std::any_of(listing.images.begin(), listing.images.end(), hasText) ? "sidecar" : "folder";
}

ImportRows readRows(const std::string& kind, const FolderListing& listing, const std::string& source,
                    const ImportProgress& progress) {
    if (kind == "sidecar") return readSidecar(listing, source, progress);
    if (kind == "imagefolder") return readImageFolder(listing, source, progress);
    if (kind == "folder") return readFolder(listing);
    throw Error(ErrorCode::InvalidOption,
                "The import kind cannot be '" + kind + "'; allowed: auto, folder, sidecar, imagefolder.");
}

}  // namespace

ImportJob::ImportJob(std::shared_ptr<Project> project, ImportRequest request)
    : project_(std::move(project)), request_(std::move(request)) {}

void ImportJob::run(JobContext& context) {
    project_->requireWritable();
    request_.path = fs::absolute(request_.path).lexically_normal();
    if (!request_.path.has_filename()) request_.path = request_.path.parent_path();
    // A metadata file stands for its folder.
    const auto root = fs::is_regular_file(request_.path) ? request_.path.parent_path() : request_.path;
    const auto scanning = [&](std::int64_t seen) {
        context.report({"scanning", seen, 0});
        context.pausePoint();
    };
    context.report({"scanning", 0, 0});
    const auto listing = listFolder(root, scanning);
    report_.kind = request_.kind == "auto" ? kindOf(listing) : request_.kind;
    auto rows = readRows(report_.kind, listing, request_.source.empty() ? "alttext" : request_.source, scanning);
    for (auto& problem : rows.problems) report_.skipped.push_back({std::move(problem.file), std::move(problem.reason)});
    for (auto& note : rows.notes) context.say(std::move(note));
    if (rows.rows.empty() && report_.skipped.empty())
        report_.skipped.push_back(
            {root.string(), "There is no picture in this folder (png, jpg, jpeg, webp, bmp, tif, tiff, gif)."});

    Importer importer(*project_, request_, report_);
    const std::span<const ImportRow> all(rows.rows);
    for (std::size_t done = 0; done < all.size(); done += kBatch) {
        context.report({"importing", static_cast<std::int64_t>(done), static_cast<std::int64_t>(all.size())});
        context.pausePoint();
        importer.take(all.subspan(done, std::min(kBatch, all.size() - done)), context.control());
    }
    context.pausePoint();
    context.report({"importing", static_cast<std::int64_t>(all.size()), static_cast<std::int64_t>(all.size())});
}

}  // namespace recap
