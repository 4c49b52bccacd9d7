// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "caption/caption_train_options.h"
#include "jobs/job.h"
#include "workflow/import_job.h"
#include "workflow/project.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace recap {

struct CaptionTrainRequest {
    CaptionTrainOptions options;
    std::string name;
};

// Fine-tunes a captioner on the human captions of a project. Emits RunEvent and ScalarEvent (loss, validation_loss,
// lr).
class CaptionTrainJob final : public Job {
public:
    CaptionTrainJob(std::shared_ptr<Project> project, CaptionTrainRequest request);
    ~CaptionTrainJob() override;
    void run(JobContext& context) override;
    RunId runId() const { return run_; }
    std::string checkpoint() const { return checkpoint_; }  // BLIP folder
    const std::map<std::string, double>& metrics() const { return metrics_; }

private:
    std::shared_ptr<Project> project_;
    CaptionTrainRequest request_;
    RunId run_;
    std::string checkpoint_;
    std::map<std::string, double> metrics_;
};

struct CaptionRunRequest {
    std::string captioner;        // BLIP folder, or the name of a captioner run of the project
    std::string style = "short";  // short or long; the new versions go to source recap_<style>
    std::string filter = {};
    std::int64_t batch_size = 32;
    // Only images with position % shard_count == shard_index, e.g. a part of the work for one night. One process writes
    // to a project at a time.
    std::int64_t shard_index = 0;
    std::int64_t shard_count = 1;
    std::int64_t threads = 0;
};

// Writes a caption for every image that has none from this captioner and style yet, so an interrupted run continues.
class CaptionRunJob final : public Job {
public:
    CaptionRunJob(std::shared_ptr<Project> project, CaptionRunRequest request);
    ~CaptionRunJob() override;
    void run(JobContext& context) override;
    RunId runId() const { return run_; }
    std::int64_t written() const { return written_; }
    const std::vector<SkippedFile>& skipped() const { return skipped_; }

private:
    std::shared_ptr<Project> project_;
    CaptionRunRequest request_;
    RunId run_;
    std::int64_t written_ = 0;
    std::vector<SkippedFile> skipped_;
};

}  // namespace recap
