// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/caption_merge_job.h"

#include "base/error.h"
#include "data/image_query.h"
#include "workflow/captioning/finished_images.h"
#include "workflow/captioning/recaption_folder.h"
#include "workflow/captioning/recaption_ledger.h"
#include "workflow/captioning/recaption_parts.h"
#include "workflow/runs/run_recorder.h"

#include <algorithm>
#include <optional>
#include <system_error>
#include <utility>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr std::int64_t kRowsPerTransaction = 500;
constexpr const char* kResults = "results";  // in the provenance of run and caption: the id of the specification

bool comesFrom(const Json& provenance, const std::string& id) {
    return provenance.is_object() && provenance.value(kResults, Json()) == Json(id);
}

// One folder on its way into the project.
class Merge {
public:
    Merge(Project& project, RecaptionSpecification specification, MergedResults& result)
        : project_(project),
          specification_(std::move(specification)),
          id_(specification_.id()),
          source_(specification_.text("source")),
          author_(specification_.text("author")),
          result_(result),
          tally_(result.tally) {
        readLedgers();
    }

    std::int64_t finished() const { return finished_; }  // results in whole parts, as the ledgers say

    RunRecord takeRun(JobContext& context) {
        for (auto& run : project_.runs().list(specification_.kind))
            if (comesFrom(run.provenance, id_)) return run;
        return createRun(project_, context, source_ + " by " + author_, specification_.kind, specification_.options,
                         specification_.seed, finished_, {}, provenance());
    }

    void run(RunRecorder& recorder) {
        std::int64_t rows = 0;
        for (const auto& file : partFiles(result_.folder)) {
            try {
                PartReader reader(file);
                while (takeSome(reader, recorder.run(), rows)) {
                    recorder.progress("merging", rows, std::max(rows, finished_));
                    recorder.pausePoint();
                }
            } catch (const Error& e) {
                if (e.code() != ErrorCode::BadFormat) throw;
                tally_.skip(file.string(), e.message());
            }
        }
        countMissing();
        project_.runs().setProvenance(recorder.run(), provenance());
        recorder.progress("merging", rows, rows);
    }

private:
    // Some rows in one transaction; false at the end of the part.
    bool takeSome(PartReader& reader, RunId run, std::int64_t& rows) {
        Transaction transaction(project_.database());
        bool more = true;
        for (std::int64_t i = 0; i < kRowsPerTransaction && more; ++i) {
            ResultRow row;
            try {
                more = reader.next(row);
                if (more) take(row, run, reader.where());
            } catch (const Error& e) {
                if (e.code() != ErrorCode::BadFormat) throw;
                tally_.skip(reader.where(), e.message());
            }
            if (more) ++rows;
        }
        transaction.commit();
        return more;
    }

    void take(const ResultRow& row, RunId run, const std::string& where) {
        if (row.source != source_ || row.author != author_)
            return tally_.skip(where, message("The row is not a result of this specification."));
        auto images = project_.images();
        const auto image = images.findByKey(row.key);
        if (!image || image->key != row.key)
            return tally_.skip(where, message("This project has no image with the key '%1'.", row.key));
        settled_.add(image->id.value);
        if (row.text.empty()) {
            ++tally_.flagged[row.flags];
            return tally_.skip(image->path, message("The captioner wrote nothing that can be used (%1).", row.flags));
        }
        const auto history = project_.captions().history(image->id, source_);
        if (std::any_of(history.begin(), history.end(), [&](const CaptionRecord& caption) {
                return caption.author == author_ && comesFrom(caption.provenance, id_);
            })) {
            ++tally_.known;
            return;
        }
        auto facts = row.provenance;
        facts["run"] = run.value;
        facts[kResults] = id_;
        facts["written_ms"] = row.time_ms;
        addServerCaption(project_, *image, source_, author_, row.text, facts, tally_);
    }

    void readLedgers() {
        result_.shards = specification_.shards();
        std::error_code error;
        for (std::int64_t shard = 0; shard < result_.shards; ++shard) {
            const auto file = ledgerFile(result_.folder, shard, result_.shards);
            if (!fs::exists(file, error)) continue;
            try {
                const auto ledger = readLedger(file);
                finished_ += ledger.finished.size();
                if (ledger.complete()) ++result_.complete_shards;
                for (const auto& [number, exception] : ledger.failed) takeFailure(exception);
            } catch (const Error& e) {
                if (e.code() != ErrorCode::BadFormat) throw;
                tally_.skip(file.string(), e.message());
            }
        }
    }

    void takeFailure(const RecaptionLedger::Exception& exception) {
        const auto image = project_.images().findByKey(exception.key);
        if (!image || image->key != exception.key) return;
        if (!exception.flag.empty()) ++tally_.flagged[exception.flag];
        settled_.add(image->id.value);
        tally_.skip(image->path, exception.reason);
    }

    void countMissing() {
        const auto done = finishedImages(project_, source_, author_);
        for (const auto image : project_.images().ids(parseImageQuery(specification_.text("filter"))))
            if (!done.contains(image.value) && !settled_.contains(image.value)) ++result_.missing;
    }

    // So that the run can be repeated, and recognised at the next merge.
    Json provenance() const {
        return {{kResults, id_},
                {"specification", specification_.facts},
                {"folder", project_.relative(result_.folder)},
                {"captions", tally_.written + tally_.known},
                {"missing", result_.missing},
                {"shards", {{"all", result_.shards}, {"complete", result_.complete_shards}}},
                {"skipped", tally_.skipped.size()},
                {"flagged", tally_.flagged}};
    }

    Project& project_;
    const RecaptionSpecification specification_;
    const std::string id_, source_, author_;
    MergedResults& result_;
    ServerCaptionTally& tally_;  // of the result
    std::int64_t finished_ = 0;
    NumberSet settled_;  // images that have a result, or a reason why not
};

}  // namespace

CaptionMergeJob::CaptionMergeJob(std::shared_ptr<Project> project, std::vector<fs::path> folders)
    : project_(std::move(project)), folders_(std::move(folders)) {}

void CaptionMergeJob::run(JobContext& context) {
    project_->requireWritable();
    for (const auto& folder : folders_) {
        auto& result = results_.emplace_back();
        result.folder = fs::absolute(folder);
        auto specification = readSpecification(result.folder);
        if (partFiles(result.folder).empty()) {
            const auto nothing = message("%1 contains no part that is finished yet.", result.folder);
            if (folders_.size() == 1) throw Error(ErrorCode::NotFound, nothing);
            context.say(nothing, MessageEvent::Level::Warning);
            continue;
        }
        Merge merge(*project_, std::move(specification), result);
        const auto run = merge.takeRun(context);
        result.run = run.id;
        recordRun(*project_, run, context, [&](RunRecorder& recorder) { merge.run(recorder); });
    }
}

}  // namespace recap
