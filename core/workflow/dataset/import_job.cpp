// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/dataset/import_job.h"

#include "data/import/coco.h"
#include "data/import/file_account.h"
#include "data/import/folder.h"
#include "data/import/imagefolder.h"
#include "data/import/import_kind.h"
#include "data/import/sidecar.h"
#include "data/import/table_rows.h"
#include "data/import/webdataset.h"
#include "image/decode.h"
#include "image/picture_file.h"
#include "workflow/dataset/import_writer_internal.h"

#include "base/error.h"
#include "base/unicode.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <span>
#include <utility>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr std::size_t kBatch = 500;  // rows a transaction: what a crash or a cancel can lose

bool readsFolder(ImportKind kind) {
    return kind == ImportKind::Folder || kind == ImportKind::Sidecar || kind == ImportKind::ImageFolder;
}

// What the reader of a shard does not look at.
FileReason shardReason(std::string_view path) {
    auto reason = reasonByName(path);
    const auto extension = toLower(fs::path(path).extension().string());
    if (extension == ".txt" || extension == ".caption" || extension == ".json")
        return {message("It does not belong to an imported picture, or another text of its sample was read.")};
    return reason.passed_over || !unreadPictureKind(path).empty()
               ? reason
               : FileReason{message("It is part of a sample that is neither a picture nor a caption.")};
}

// One import: the readers' rows go to the database, what they say to the report.
class Import {
public:
    Import(Project& project, const ImportRequest& request, ImportReport& report, JobContext& context)
        : request_(request), report_(report), context_(context), writer_(project, request, report) {}

    void run() {
        context_.report({"scanning", 0, 0});
        std::error_code error;
        const bool folder = fs::is_directory(request_.path, error);
        if (!folder && !fs::exists(request_.path, error) && findShards(request_.path).empty())
            throw Error(ErrorCode::FileNotFound, message("There is no folder or file %1.", request_.path));
        ImportKind kind = importKind(request_.kind);
        if (kind == ImportKind::Auto && !folder) kind = kindOfFile(request_.path);
        folder ? takeFolder(kind) : takeNamed(kind);
        listRest([this](std::string_view path) { return folderReason(path); });
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

    // Every file of the folder counts as seen.
    void takeFolder(ImportKind kind) {
        const auto& root = request_.path;
        listing_ = listFolder(root, scanning());
        if (kind == ImportKind::Auto) kind = kindOfFolder(root, listing_);
        see();
        setKind(kind);
        if (readsFolder(kind)) {
            takeListing(kind);
            if (listing_.images.empty() && report_.images + report_.known + report_.notTaken() == 0)
                report_.skipped.push_back(
                    {root.string(), message("There is no picture in this folder (png, jpg, webp, bmp, tif, gif, ppm, "
                                            "jp2), no tar shard and no Parquet table.")});
        } else if (kind == ImportKind::Webdataset) {
            takeShards();
        } else if (kind == ImportKind::Parquet) {
            takeTables();
        } else {
            takeFile(kind, kind == ImportKind::Coco ? cocoFile() : root / kCaptionTable);
        }
    }

    void takeTables() {
        const auto tables = parquetFiles(listing_);
        if (tables.empty())
            throw Error(ErrorCode::FileNotFound, message("There is no Parquet table in %1.", request_.path));
        for (const auto& table : tables) guarded(table, [&] { takeFile(ImportKind::Parquet, table); });
    }

    // Of a named file's folder only what belongs to the file counts.
    void takeNamed(ImportKind kind) {
        setKind(kind);
        if (kind == ImportKind::Webdataset) return takeShards();
        if (!readsFolder(kind)) return takeFile(kind, request_.path);
        if (kind == ImportKind::ImageFolder) {
            listing_ = onlyMetadata(listFolder(request_.path.parent_path(), scanning()), request_.path);
        } else {
            if (!hasImageExtension(request_.path))
                throw Error(ErrorCode::InvalidOption,
                            message("The kind '%1' reads a folder or one picture, and %2 is neither.",
                                    enumName(kImportKindNames, kind), request_.path));
            listing_ = listPicture(request_.path);
            if (listing_.texts.empty()) setKind(ImportKind::Folder);
        }
        see();
        takeListing(kind_);
    }

    void see() {
        for (const auto* list : {&listing_.images, &listing_.texts, &listing_.others})
            for (const auto& path : *list) account_.see(path);
        for (const auto& path : listing_.metadata) account_.see(path.native());
        for (const auto& folder : listing_.closed)
            report_.skipped.push_back(
                {folder, message("The folder was not searched: it is hidden or a trainer's cache."), false, 0, true});
    }

    void takeListing(ImportKind kind) {
        const auto name = source("alttext");
        const auto total = std::ssize(listing_.images);
        std::int64_t done = 0;
        const auto sink = blocks(done, total);
        auto rows = kind == ImportKind::Sidecar       ? readSidecar(listing_, name, {}, sink)
                    : kind == ImportKind::ImageFolder ? readImageFolder(listing_, request_.source, {}, sink)
                                                      : readFolder(listing_, sink);
        takeBlock(std::move(rows), done, total);
    }

    void takeShards() {
        const auto shards = findShards(request_.path);
        if (shards.empty())
            throw Error(ErrorCode::FileNotFound, message("There is no tar shard at %1.", request_.path));
        for (auto& note : shardNotes(shards)) say(std::move(note));
        std::int64_t read = 0;
        for (std::size_t i = 0; i < shards.size(); ++i) {
            std::optional<ImportRows> rows;
            guarded(shards[i], [&] { rows = readShard(shards[i], request_.source, scanning()); });
            if (!rows) continue;
            ++read;
            takeShard(shards[i], std::move(*rows), static_cast<std::int64_t>(i), std::ssize(shards));
        }
        say(read == 1 ? message("1 shard was read.") : message("%1 shards were read.", read));
    }

    // The folder's account waits while that of a shard is kept.
    void takeShard(const fs::path& shard, ImportRows rows, std::int64_t part, std::int64_t parts) {
        const auto members = std::move(rows.seen), used = std::move(rows.used);
        auto folder = std::exchange(account_, {});
        for (const auto& member : members) account_.see(member);
        const auto size = std::ssize(rows.rows);
        takeBlock(std::move(rows), size * part, size * parts);
        listRest(shardReason);
        account_ = std::move(folder);
        account_.take(shard.native());
        for (const auto& file : used) account_.take(file);
    }

    // One damaged file does not stop the others.
    template <class Work>
    void guarded(const fs::path& file, Work work) {
        try {
            work();
        } catch (const Error& e) {
            if (e.code() != ErrorCode::BadFormat && e.code() != ErrorCode::FileNotFound) throw;
            report_.skipped.push_back({file.string(), e.message(), false, account_.list(file.native()) ? 1 : 0});
        }
    }

    void takeFile(ImportKind kind, const fs::path& file) {
        std::int64_t done = 0;
        const auto sink = blocks(done);
        ImportRows rest;
        if (kind == ImportKind::Coco)
            rest = readCoco(file, source("human"), request_.images, scanning(), sink);
        else
            rest = readTable(file, parseTableColumns(request_.columns), request_.source, request_.images, {}, sink);
        const auto size = std::ssize(rest.rows);
        const auto before = report_.images + report_.known;
        takeBlock(std::move(rest), done, done + size);
        done += size;
        tellJoined(file, report_.images + report_.known > before);
    }

    // What became of the rows that name no file here.
    void tellJoined(const fs::path& file, bool any) {
        const auto rows = writer_.joined();
        if (!any && rows.unknown > 0 && rows.several + rows.listed == 0)
            throw Error(ErrorCode::BadFormat,
                        message("%1 names no files, and none of its %2 rows fits an image of the project by sha256, "
                                "uid, key or url. Download its pictures with img2dataset, import the shards it creates "
                                "and then this file.",
                                file, rows.unknown));
        for (const auto& [kind, count] : rows.joined)
            say(message("Rows of %1 that were joined to images of the project by their %2: %3.", file,
                        enumName(kPictureNameKindNames, kind), count));
        if (rows.unknown > 0)
            report_.skipped.push_back(
                {file.string(),
                 message("Rows that fit no image of the project by sha256, uid, key or url: %1.", rows.unknown)});
        if (rows.several > 0)
            report_.skipped.push_back(
                {file.string(), message("Rows that fit several images of the project each, so that their captions "
                                        "were not imported: %1.",
                                        rows.several)});
    }

    void setKind(ImportKind kind) {
        kind_ = kind;
        report_.kind = enumName(kImportKindNames, kind);
    }

    // A folder stands for the one captions file in it or in its annotations/.
    fs::path cocoFile() const {
        const auto found = cocoFiles(request_.path);
        if (found.size() == 1) return found.front();
        if (found.empty())
            throw Error(ErrorCode::FileNotFound,
                        message("No file in %1 or its folder annotations is called captions*.json; name the file to "
                                "read.",
                                request_.path));
        std::vector<Message> names;
        for (const auto& file : found) names.push_back(verbatim(file.filename().string()));
        throw Error(ErrorCode::FileNotFound, message("Several files in %1 hold captions: %2. Name the one to read.",
                                                     request_.path, listOf(names)));
    }

    void say(Message note) {
        report_.notes.push_back(note);
        context_.say(std::move(note));
    }

    void list(const ImportProblem& problem) {
        const bool file = !problem.taken && account_.listSeen(problem.file);
        report_.skipped.push_back({problem.file, problem.reason, problem.taken, file ? 1 : 0});
    }

    void takeBlock(ImportRows rows, std::int64_t before, std::int64_t total) {
        for (const auto& problem : rows.problems)
            if (problem.picture.empty()) list(problem);
        for (auto& note : rows.notes) say(std::move(note));
        const std::span<const ImportRow> all(rows.rows);
        for (std::size_t done = 0; done < all.size(); done += kBatch) {
            context_.report({"importing", before + static_cast<std::int64_t>(done), total});
            context_.pausePoint();
            takeRows(all.subspan(done, std::min(kBatch, all.size() - done)));
        }
        context_.pausePoint();
        for (const auto& problem : rows.problems)
            if (!problem.picture.empty() && !writer_.refused(problem.picture)) list(problem);
        for (const auto& file : rows.used) account_.take(file);
        context_.report({"importing", before + std::ssize(all), total});
    }

    void takeRows(std::span<const ImportRow> rows) {
        const auto said = report_.skipped.size();
        writer_.take(rows, context_.control());
        if (context_.control().cancelRequested()) return;
        for (auto i = said; i < report_.skipped.size(); ++i) {
            auto& entry = report_.skipped[i];
            // A row may name a picture that is not there, which is no file that was seen.
            const bool file = !entry.taken && (account_.listSeen(entry.file) ||
                                               (pictureExists(entry.file) && account_.list(entry.file)));
            entry.files = file ? 1 : 0;
        }
        for (const auto& row : rows) {
            if (!row.names.empty() || writer_.refused(row.image.string())) continue;
            account_.take(row.image.native());
            for (const auto& part : row.parts) account_.take(part);
        }
    }

    // What the reader of this kind of folder does not look at.
    FileReason folderReason(std::string_view path) const {
        const auto holds = [&](const auto& list) { return std::binary_search(list.begin(), list.end(), path); };
        if (holds(listing_.texts)) {
            if (kind_ == ImportKind::Sidecar) return {message("Its picture was not imported.")};
            if (importKind(request_.kind) == ImportKind::Auto && kind_ == ImportKind::Folder)
                return {message("There is no picture of this name.")};
            return {message("The kind '%1' does not read texts beside pictures.", report_.kind)};
        }
        if (hasImageExtension(path) && !fs::path(path).filename().string().starts_with("."))
            return {message("No row of the captions' file names it.")};
        return reasonByName(path);
    }

    void listRest(const std::function<FileReason(std::string_view path)>& reason) {
        for (auto& rest : account_.rest(reason))
            report_.skipped.push_back(
                {std::move(rest.file), std::move(rest.reason), false, rest.files, rest.passed_over});
        report_.files += account_.counts();
        account_ = {};
    }

    const ImportRequest& request_;
    ImportKind kind_ = ImportKind::Auto;  // what the path was taken for
    ImportReport& report_;
    JobContext& context_;
    ImportWriter writer_;
    FolderListing listing_;  // the texts that `account_` knows of a folder
    FileAccount account_;
};

}  // namespace

std::int64_t ImportReport::notTaken() const {
    return std::count_if(skipped.begin(), skipped.end(),
                         [](const auto& entry) { return !entry.taken && !entry.passed_over; });
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
