// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "jobs/job.h"
#include "text/clip_tokenizer.h"
#include "workflow/captioning/caption_sink_internal.h"
#include "workflow/captioning/recaption_folder.h"
#include "workflow/captioning/recaption_ledger.h"
#include "workflow/captioning/recaption_parts.h"
#include "workflow/captioning/recaption_report.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace recap {

// The result files of one shard while a process writes them. Holds the shard's lock. What is handed over is kept in
// memory until its part is written; a part is renamed when it is whole, and the ledger follows, so a process that is
// killed loses the part that was not complete, and one that is killed between the two finds the part again.
class ShardResults final : public CaptionSink {
public:
    // Throws Error(InvalidOption) for another specification than the folder's, Error(ReadOnly) when another process
    // works on the shard, as openParquet without Parquet, Error(BadFormat) for a damaged ledger or part.
    ShardResults(Project& project, JobContext& context, const RecaptionSpecification& specification,
                 const RecaptionShard& shard);
    ShardResults(const ShardResults&) = delete;
    ShardResults& operator=(const ShardResults&) = delete;

    // Of these images, in ascending order, those of the shard that have no result yet.
    std::vector<ImageId> open(const std::vector<ImageId>& images);
    bool has(ImageId image) const { return image.value % shard_.count == shard_.index; }

    void caption(const ImageRecord& image, std::string text, Json provenance, std::string flags) override;
    void without(const ImageRecord& image, std::string flags, Message reason) override;
    void failed(const ImageRecord& image, std::string flag, Message reason) override;
    void store() override;
    void pausePoint() override { context_.pausePoint(); }
    void progress(std::int64_t done, std::int64_t total) override { context_.report({"recaption", done, total}); }

    // Writes what there is; at the end, also of a run that was stopped.
    void close();
    const RecaptionReport& report() const { return report_; }

private:
    // Closes itself also when the constructor throws after locking.
    struct LockFile {
        int descriptor = -1;
        ~LockFile();
    };

    void lock();
    void countParts();
    std::filesystem::path part(std::int64_t number) const;

    Project& project_;
    JobContext& context_;
    const RecaptionShard shard_;
    const std::string source_, author_;
    const ClipTokenizer tokenizer_;
    const SystemClock clock_;
    LockFile lockFile_;
    RecaptionLedger ledger_;
    std::vector<ResultRow> rows_;  // of the part that is not written yet
    bool ledgerChanged_ = false;   // since it was written
    Stopwatch sincePart_;
    RecaptionReport report_;
};

// Why a shard's process has nothing to do although the filter selects images.
Message noneOfShard(const RecaptionShard& shard, const RecaptionReport& report);

}  // namespace recap
