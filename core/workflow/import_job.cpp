// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/import_job.h"

#include "data/import/coco.h"
#include "data/import/folder.h"
#include "data/import/imagefolder.h"
#include "data/import/sidecar.h"
#include "data/import/table_rows.h"
#include "data/import/webdataset.h"
#include "image/decode.h"
#include "image/picture_file.h"

#include "base/error.h"
#include "base/hash.h"

#include <algorithm>
#include <atomic>
#include <optional>
#include <set>
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
        const std::string bytes = readPicture(path, kMaxFileBytes);
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
    bool refused(const std::string& picture) const { return refused_.contains(picture); }

private:
    Candidate inspected(const ImportRow& row) const {
        Candidate candidate;
        candidate.row = &row;
        const auto info = statPicture(row.image);
        if (!info) {
            candidate.problem = "The file cannot be read.";
            return candidate;
        }
        candidate.bytes = info->bytes;
        candidate.modified_ms = info->modified_ms;
        if (const auto id = images_.findUnchangedFile(row.image.string(), candidate.bytes, candidate.modified_ms))
            candidate.known = *id;
        return candidate;
    }

    void takeOne(const Candidate& candidate) {
        const auto& row = *candidate.row;
        if (!candidate.problem.empty()) {
            refused_.insert(row.image.string());
            report_.skipped.push_back({row.image.string(), candidate.problem});
            return;
        }
        bool fresh = false;
        const auto image = imageOf(candidate, fresh);
        if (!image) {
            refused_.insert(row.image.string());
            return;
        }
        ++(fresh ? report_.images : report_.known);
        if (!row.attributes.empty() && (fresh || images_.attributes(image) != row.attributes))
            images_.setAttributes(image, row.attributes);
        for (const auto& caption : row.captions) takeCaption(image, fresh, caption, row.where);
    }

    // The image of a file. None: it is a second file with the content of an image that has its own.
    ImageId imageOf(const Candidate& candidate, bool& fresh) {
        const std::string path = candidate.row->image.string();
        if (!candidate.known) {
            const auto before = images_.findByPath(path);
            report_.changed += before && before->path == path && before->sha256 != candidate.sha256 ? 1 : 0;
        }
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
        if (own && !existing->missing) return existing->id;
        if (own || !pictureExists(existing->path)) {  // back again, moved or renamed
            report_.moved += own ? 0 : 1;
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
                         caption.source + "'.",
                     true});
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
    std::set<std::string> refused_;  // pictures that were not taken
};

std::string lowerExtension(const fs::path& path) {
    std::string extension = path.extension().string();
    for (char& c : extension) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return extension;
}

std::string kindOfFile(const fs::path& file) {
    const auto extension = lowerExtension(file);
    if (file.stem() == "metadata" && (extension == ".jsonl" || extension == ".csv" || extension == ".parquet"))
        return "imagefolder";
    if (extension == ".jsonl") return "imagefolder";
    if (extension == ".json") return "coco";
    if (extension == ".csv" || extension == ".tsv") return "csv";
    if (extension == ".parquet") return findShards(file).empty() ? "parquet" : "webdataset";
    if (extension == ".tar" || file.filename().string().find('{') != std::string::npos) return "webdataset";
    return "folder";
}

constexpr const char* kCaptionTable = "captions.csv";  // as this program exports it

std::vector<fs::path> cocoFiles(const fs::path& folder) {
    std::vector<fs::path> found;
    std::error_code error;
    for (const auto& place : {folder, folder / "annotations"})
        for (auto it = fs::directory_iterator(place, error); !error && it != fs::directory_iterator();
             it.increment(error))
            if (it->path().extension() == ".json" && it->path().filename().string().starts_with("captions"))
                found.push_back(it->path());
    std::sort(found.begin(), found.end());
    return found;
}

std::string kindOfFolder(const fs::path& folder, const FolderListing& listing) {
    if (!listing.metadata.empty()) return "imagefolder";
    const auto hasText = [&](const std::string& image) { return !textsOf(listing, image).empty(); };
    if (std::any_of(listing.images.begin(), listing.images.end(), hasText)) return "sidecar";
    if (!cocoFiles(folder).empty()) return "coco";
    if (fs::exists(folder / kCaptionTable)) return "csv";
    return listing.images.empty() && !findShards(folder).empty() ? "webdataset" : "folder";
}

bool readsFolder(const std::string& kind) {
    return kind == "folder" || kind == "sidecar" || kind == "imagefolder";
}

// One import: the readers' rows go to the database, what they say to the report.
class Import {
public:
    Import(Project& project, const ImportRequest& request, ImportReport& report, JobContext& context)
        : request_(request), report_(report), context_(context), importer_(project, request, report) {}

    void run() {
        context_.report({"scanning", 0, 0});
        std::error_code error;
        const bool folder = fs::is_directory(request_.path, error);
        if (!folder && !fs::exists(request_.path, error) && findShards(request_.path).empty())
            throw Error(ErrorCode::FileNotFound, "There is no folder or file " + request_.path.string() + ".");
        std::string kind = request_.kind;
        if (kind == "auto" && !folder) kind = kindOfFile(request_.path);
        if (kind == "auto" || readsFolder(kind))
            takeFolder(kind, folder);
        else if (kind == "webdataset")
            takeShards();
        else
            takeFile(kind);
        context_.pausePoint();
    }

private:
    ImportProgress scanning() {
        return [this](std::int64_t seen) {
            context_.report({"scanning", seen, 0});
            context_.pausePoint();
        };
    }
    // Rows go to the database as they are read.
    ImportSink blocks(std::int64_t& done, std::int64_t total = 0) {
        return [this, &done, total](ImportRows&& block) {
            const auto size = std::ssize(block.rows);
            const auto expected = total > 0 ? total : block.expected;
            takeBlock(std::move(block), done, std::max(expected, done + size));
            done += size;
        };
    }
    std::string source(const char* usual) const { return request_.source.empty() ? usual : request_.source; }

    // A metadata file stands for its folder.
    void takeFolder(std::string kind, bool folder) {
        const auto root = folder ? request_.path : request_.path.parent_path();
        const auto listing = listFolder(root, scanning());
        if (kind == "auto") kind = kindOfFolder(root, listing);
        if (kind == "webdataset") return takeShards();
        if (kind == "coco" || kind == "csv") return takeFile(kind);
        report_.kind = kind;
        const auto name = source("alttext");
        const auto total = std::ssize(listing.images);
        std::int64_t done = 0;
        const auto sink = blocks(done, total);
        auto rows = kind == "sidecar"       ? readSidecar(listing, name, {}, sink)
                    : kind == "imagefolder" ? readImageFolder(listing, request_.source, {}, sink)
                                            : readFolder(listing, sink);
        if (listing.images.empty() && rows.rows.empty() && rows.problems.empty())
            report_.skipped.push_back(
                {root.string(),
                 "There is no picture in this folder (png, jpg, jpeg, webp, bmp, tif, tiff, gif), "
                 "and no tar shard."});
        takeBlock(std::move(rows), done, total);
    }

    void takeShards() {
        report_.kind = "webdataset";
        const auto shards = findShards(request_.path);
        if (shards.empty())
            throw Error(ErrorCode::FileNotFound, "There is no tar shard at " + request_.path.string() + ".");
        for (auto& note : shardNotes(shards)) say(std::move(note));
        for (std::size_t i = 0; i < shards.size(); ++i) {
            try {
                take(readShard(shards[i], source("alttext"), scanning()), i, shards.size());
            } catch (const Error& e) {
                if (e.code() != ErrorCode::BadFormat && e.code() != ErrorCode::FileNotFound) throw;
                report_.skipped.push_back({shards[i].string(), e.what()});
            }
        }
        say(std::to_string(shards.size()) + (shards.size() == 1 ? " shard was read." : " shards were read."));
    }

    void takeFile(const std::string& kind) {
        report_.kind = kind;
        std::int64_t done = 0;
        const auto sink = blocks(done);
        ImportRows rest;
        if (kind == "coco")
            rest = readCoco(cocoFile(), source("human"), request_.images, scanning(), sink);
        else if (kind == "csv" || kind == "parquet")
            rest = readTable(tableFile(), parseTableColumns(request_.columns), source("alttext"), request_.images, {},
                             sink);
        else
            throwUnknownKind(kind);
        const auto size = std::ssize(rest.rows);
        takeBlock(std::move(rest), done, done + size);
    }

    [[noreturn]] static void throwUnknownKind(const std::string& kind) {
        throw Error(ErrorCode::InvalidOption, "The import kind cannot be '" + kind +
                                                  "'; allowed: auto, folder, sidecar, imagefolder, coco, webdataset, "
                                                  "parquet, csv.");
    }

    fs::path tableFile() const {
        std::error_code error;
        return fs::is_directory(request_.path, error) ? request_.path / kCaptionTable : request_.path;
    }

    // A folder stands for the one captions file in it or in its annotations/.
    fs::path cocoFile() const {
        std::error_code error;
        if (!fs::is_directory(request_.path, error)) return request_.path;
        const auto found = cocoFiles(request_.path);
        if (found.size() == 1) return found.front();
        throw Error(ErrorCode::FileNotFound, "There is not exactly one captions*.json in " + request_.path.string() +
                                                 "; name the file that is to be read.");
    }

    void say(std::string note) {
        report_.notes.push_back(note);
        context_.say(std::move(note));
    }

    // part/parts: which share of the whole these rows are, for the progress.
    void take(ImportRows rows, std::size_t part, std::size_t parts) {
        const auto size = std::ssize(rows.rows);
        takeBlock(std::move(rows), size * static_cast<std::int64_t>(part), size * static_cast<std::int64_t>(parts));
    }

    void takeBlock(ImportRows rows, std::int64_t before, std::int64_t total) {
        for (const auto& problem : rows.problems)
            if (problem.picture.empty()) report_.skipped.push_back({problem.file, problem.reason, problem.taken});
        for (auto& note : rows.notes) say(std::move(note));
        const std::span<const ImportRow> all(rows.rows);
        for (std::size_t done = 0; done < all.size(); done += kBatch) {
            context_.report({"importing", before + static_cast<std::int64_t>(done), total});
            context_.pausePoint();
            importer_.take(all.subspan(done, std::min(kBatch, all.size() - done)), context_.control());
        }
        context_.pausePoint();
        for (const auto& problem : rows.problems)
            if (!problem.picture.empty() && !importer_.refused(problem.picture))
                report_.skipped.push_back({problem.file, problem.reason, problem.taken});
        context_.report({"importing", before + std::ssize(all), total});
    }

    const ImportRequest& request_;
    ImportReport& report_;
    JobContext& context_;
    Importer importer_;
};

}  // namespace

std::int64_t ImportReport::notTaken() const {
    return std::count_if(skipped.begin(), skipped.end(), [](const auto& entry) { return !entry.taken; });
}

ImportJob::ImportJob(std::shared_ptr<Project> project, ImportRequest request)
    : project_(std::move(project)), request_(std::move(request)) {}

void ImportJob::run(JobContext& context) {
    project_->requireWritable();
    request_.path = fs::absolute(request_.path).lexically_normal();
    if (!request_.path.has_filename()) request_.path = request_.path.parent_path();
    if (!request_.images.empty()) request_.images = fs::absolute(request_.images).lexically_normal();
    Import(*project_, request_, report_, context).run();
}

}  // namespace recap
