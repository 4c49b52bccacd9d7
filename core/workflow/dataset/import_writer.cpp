// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/dataset/import_writer_internal.h"

#include "base/hash.h"
#include "data/import/column_roles.h"
#include "image/decode.h"
#include "image/picture_file.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <utility>

namespace fs = std::filesystem;

namespace recap {

namespace {

constexpr std::uintmax_t kMaxFileBytes = 1u << 30;
constexpr const char* kAuthor = "import";

}  // namespace

// What is known about one file before it meets the database.
struct ImportWriter::Candidate {
    const ImportRow* row = nullptr;
    std::int64_t bytes = 0;
    std::int64_t modified_ms = 0;
    bool joined = false;  // no file, but names of an image that the project may have
    ImageId known;        // unchanged since an earlier import
    std::string sha256;   // empty when known or unreadable
    ImageInfo info;
    Message problem;  // why it was not taken
};

void ImportWriter::readCandidate(Candidate& candidate) {
    try {
        const auto path = candidate.row->image;
        const std::string bytes = readPicture(path, kMaxFileBytes);
        candidate.info = probeImageBytes(bytes, path.filename().string());
        candidate.sha256 = sha256(bytes);
    } catch (const Error& e) {
        candidate.problem = e.message();
    } catch (const std::exception& e) {
        candidate.problem = verbatim(e.what());
    }
}

// Hashes and probes on several threads; the database is touched by none of them.
void ImportWriter::readCandidates(std::span<Candidate> candidates, const RunControl& control) {
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        for (std::size_t i; (i = next.fetch_add(1)) < candidates.size() && !control.cancelRequested();)
            if (!candidates[i].joined && !candidates[i].known && candidates[i].problem.empty())
                readCandidate(candidates[i]);
    };
    std::vector<std::jthread> helpers;
    for (unsigned i = 1; i < std::clamp(std::thread::hardware_concurrency(), 1u, 8u); ++i) helpers.emplace_back(work);
    work();
}

ImportWriter::ImportWriter(Project& project, const ImportRequest& request, ImportReport& report)
    : images_(project.images()),
      captions_(project.captions()),
      db_(project.database()),
      request_(request),
      report_(report),
      finder_(project.database()) {}

void ImportWriter::take(std::span<const ImportRow> rows, const RunControl& control) {
    std::vector<Candidate> candidates;
    for (const auto& row : rows) candidates.push_back(inspected(row));
    readCandidates(candidates, control);
    if (control.cancelRequested()) return;
    Transaction transaction(db_);
    for (const auto& candidate : candidates) takeOne(candidate);
    transaction.commit();
}

ImportWriter::Candidate ImportWriter::inspected(const ImportRow& row) const {
    Candidate candidate;
    candidate.row = &row;
    if (!row.names.empty()) {
        candidate.joined = true;
        return candidate;
    }
    const auto info = statPicture(row.image);
    if (!info) {
        std::error_code error;
        const bool locked = !fs::exists(row.image, error) && error == std::errc::permission_denied;
        candidate.problem =
            locked ? message("The file cannot be read; check its permissions.") : message("The file is missing.");
        return candidate;
    }
    candidate.bytes = info->bytes;
    candidate.modified_ms = info->modified_ms;
    if (const auto id = images_.findUnchangedFile(row.image.string(), candidate.bytes, candidate.modified_ms))
        candidate.known = *id;
    return candidate;
}

void ImportWriter::takeOne(const Candidate& candidate) {
    const auto& row = *candidate.row;
    if (candidate.joined) return takeJoined(row);
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
    // Data sets give the sum of a picture as it was downloaded, which is worth keeping where the file is another one.
    auto attributes = row.attributes;
    if (attributes.contains("sha256") && attributes["sha256"] == images_.get(image)->sha256) attributes.erase("sha256");
    if (!attributes.empty()) addAttributes(image, attributes);
    for (const auto& caption : row.captions) takeCaption(image, fresh, caption, row.where);
}

// What another data set says of the image stays.
void ImportWriter::addAttributes(ImageId image, const Json& attributes) {
    const Json before = images_.attributes(image);
    Json after = before;
    after.update(attributes);
    if (after != before) images_.setAttributes(image, after);
}

void ImportWriter::takeJoined(const ImportRow& row) {
    const auto found = finder_.find(row.names);
    if (found.image && !joinedImages_.insert(found.image).second) {
        ++joined_.listed;
        report_.skipped.push_back(
            {row.where, message("An earlier row already describes %1.", images_.get(found.image)->path)});
        return;
    }
    if (!found.image) {
        ++(!row.missing.empty() ? joined_.listed : found.several ? joined_.several : joined_.unknown);
        if (!row.missing.empty()) report_.skipped.push_back({row.where, row.missing});
        return;
    }
    ++joined_.joined[found.by];
    ++report_.known;
    // The image keeps the names that it is found by.
    Json attributes = row.attributes;
    const Json known = images_.attributes(found.image);
    for (const auto& [name, value] : known.items())
        if (namesPictures({name})) attributes[name] = value;
    addAttributes(found.image, attributes);
    for (const auto& caption : row.captions) takeCaption(found.image, false, caption, row.where);
}

JoinedRows ImportWriter::joined() {
    joinedImages_.clear();
    return std::exchange(joined_, {});
}

// The image of a file. None: it is a second file with the content of an image that has its own.
ImageId ImportWriter::imageOf(const Candidate& candidate, bool& fresh) {
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
        {path, message("It is the same picture as %1; its captions were not imported.", existing->path)});
    ++report_.known;
    return {};
}

void ImportWriter::takeCaption(ImageId image, bool fresh, const ImportCaption& caption, const std::string& where) {
    NewCaption version{.image = image,
                       .source = caption.source,
                       .text = caption.text,
                       .author = kAuthor,
                       .provenance = {{"file", where}}};
    if (!caption.rejected.empty()) {
        version.status = CaptionStatus::Rejected;
        version.provenance["rejected"] = caption.rejected;
    }
    if (!fresh) {
        const auto current = captions_.current(image, caption.source);
        if (current && current->text == caption.text) return;
        const auto history = captions_.history(image, caption.source);
        if (std::any_of(history.begin(), history.end(), [&](const auto& old) { return old.text == caption.text; }))
            return;
        if (current && current->author != kAuthor) {
            captions_.addVersion(version, false);
            ++report_.captions;
            report_.skipped.push_back({where,
                                       message("The text has changed, but the caption was edited here: the new text "
                                               "was kept as an older version of '%1'.",
                                               caption.source),
                                       true});
            return;
        }
        report_.replaced += current ? 1 : 0;
    }
    captions_.addVersion(version);
    ++report_.captions;
}

}  // namespace recap
