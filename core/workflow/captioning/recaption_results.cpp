// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/recaption_results_internal.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/paths.h"
#include "data/parquet.h"
#include "workflow/captioning/written_faults.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <algorithm>
#include <system_error>
#include <utility>

namespace fs = std::filesystem;

namespace recap {

ShardResults::ShardResults(Project& project, JobContext& context, const RecaptionSpecification& specification,
                           const RecaptionShard& shard)
    : project_(project),
      context_(context),
      shard_(shard),
      source_(specification.text("source")),
      author_(specification.text("author")),
      tokenizer_(ClipTokenizer::fromFolder(resourceDirectory() / "vocab/clip")) {
    report_.folder = fs::absolute(shard.folder.empty() ? resultFolder(project, specification) : shard.folder);
    requireParquet(report_.folder);
    requireSpecification(report_.folder, specification);
    lock();
    const auto file = ledgerFile(report_.folder, shard_.index, shard_.count);
    std::error_code error;
    if (fs::exists(file, error)) ledger_ = readLedger(file);
    ledger_.shard = shard_.index;
    ledger_.shards = shard_.count;
    countParts();
}

ShardResults::LockFile::~LockFile() {
    if (descriptor >= 0) ::close(descriptor);
}

// The operating system lets go of it however the process ends.
void ShardResults::lock() {
    const auto file = lockFile(report_.folder, shard_.index, shard_.count);
    lockFile_.descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (lockFile_.descriptor < 0)
        throw Error(ErrorCode::FileNotWritable, message("The file %1 cannot be written.", file));
    if (::flock(lockFile_.descriptor, LOCK_EX | LOCK_NB) != 0)
        throw Error(ErrorCode::ReadOnly, message("Another process is already working on shard %1/%2 in %3.",
                                                 shard_.index, shard_.count, report_.folder));
    // What a killed process left of a part or ledger that was not whole.
    const auto own = file.stem().string();
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(report_.folder, error))
        if (const auto name = entry.path().filename().string(); name.starts_with(own) && name.find(".tmp") != name.npos)
            fs::remove(entry.path(), error);
}

fs::path ShardResults::part(std::int64_t number) const {
    return partFile(report_.folder, shard_.index, shard_.count, number);
}

// Parts that were renamed before the ledger could follow.
void ShardResults::countParts() {
    std::error_code error;
    auto images = project_.images();
    for (; fs::exists(part(ledger_.parts), error); ++ledger_.parts) {
        PartReader reader(part(ledger_.parts));
        for (ResultRow row; reader.next(row);) {
            const auto image = images.get(ImageId{row.image});
            if (!image || image->key != row.key || !has(image->id))
                throw Error(ErrorCode::BadFormat,
                            message("%1: the image %2 is not one of this shard. Name another folder with --out.",
                                    reader.where(), row.key));
            ledger_.finish(row.image);
        }
        ledgerChanged_ = true;
    }
}

std::vector<ImageId> ShardResults::open(const std::vector<ImageId>& images) {
    std::vector<ImageId> todo;
    for (const auto image : images)
        if (has(image) && !ledger_.isFinished(image.value)) todo.push_back(image);
    // Failures that are not tried again, because the image needs no caption any more, are none.
    std::erase_if(ledger_.failed, [&](const auto& entry) {
        return !std::binary_search(todo.begin(), todo.end(), ImageId{entry.first});
    });
    ledger_.images = ledger_.finished.size() + std::ssize(todo);
    ledgerChanged_ = true;
    sincePart_ = Stopwatch();
    close();
    return todo;
}

void ShardResults::caption(const ImageRecord& image, std::string text, Json provenance, std::string flags) {
    const auto tokens = static_cast<std::int64_t>(tokenizer_.count(text).tokens);
    countFaults(text, report_.faults);
    rows_.push_back({image.id.value, image.key, source_, std::move(text), author_, std::move(provenance), tokens,
                     std::move(flags), clock_.nowMs()});
    ++report_.written;
}

void ShardResults::without(const ImageRecord& image, std::string flags, Message reason) {
    ++report_.flagged[flags];
    report_.skipped.push_back({image.path, std::move(reason)});
    rows_.push_back({.image = image.id.value,
                     .key = image.key,
                     .source = source_,
                     .author = author_,
                     .flags = std::move(flags),
                     .time_ms = clock_.nowMs()});
}

void ShardResults::failed(const ImageRecord& image, std::string flag, Message reason) {
    if (!flag.empty()) ++report_.flagged[flag];
    report_.skipped.push_back({image.path, reason});
    ledger_.failed[image.id.value] = {image.key, std::move(flag), std::move(reason)};
    ledgerChanged_ = true;
}

void ShardResults::store() {
    const bool full = std::ssize(rows_) >= shard_.part_captions;
    if (full || sincePart_.seconds() >= shard_.part_seconds) close();
}

void ShardResults::close() {
    sincePart_ = Stopwatch();
    if (!rows_.empty()) {
        writePart(part(ledger_.parts), rows_);
        for (const auto& row : std::exchange(rows_, {})) ledger_.finish(row.image);
        ++ledger_.parts;
        ledgerChanged_ = true;
    }
    if (ledgerChanged_) writeLedger(ledgerFile(report_.folder, shard_.index, shard_.count), ledger_);
    ledgerChanged_ = false;
    report_.images = ledger_.images;
    report_.finished = ledger_.finished.size();
}

Message noneOfShard(const RecaptionShard& shard, const RecaptionReport& report) {
    if (report.images > 0)
        return message("Nothing to do: every image of shard %1/%2 has a result in %3.", shard.index, shard.count,
                       report.folder);
    return message("Nothing to do: no image that is left to caption belongs to shard %1/%2.", shard.index, shard.count);
}

}  // namespace recap
