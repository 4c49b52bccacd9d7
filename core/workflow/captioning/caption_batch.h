// SPDX-License-Identifier: GPL-3.0-or-later
//
// Recaptioning without a live server: requests as files of the OpenAI batch format, one JSON object a line, and their
// answers back. The id of a request is "KEY:SOURCE:SPEC": the image's key, the caption source, and the eight digits of
// what the captions depend on.
#pragma once

#include "jobs/job.h"
#include "workflow/captioning/server_caption_options.h"
#include "workflow/captioning/server_captions.h"
#include "workflow/project/project.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace recap {

struct CaptionBatchExportRequest {
    ServerCaptionOptions options;  // server, max_in_flight and timeout play no part
    std::filesystem::path out;
    // Of one file; services refuse larger ones. A further file gets a number.
    std::int64_t most_bytes = 100'000'000;
    std::int64_t most_requests = 50'000;
};

// A request for every image that ServerCaptionJob would ask about. One file is written to `out`, several beside it with
// numbers: out-00000.jsonl. Existing files are not replaced.
class CaptionBatchExportJob final : public Job {
public:
    CaptionBatchExportJob(std::shared_ptr<Project> project, CaptionBatchExportRequest request);
    void run(JobContext& context) override;
    std::int64_t requests() const { return requests_; }
    const std::vector<std::filesystem::path>& files() const { return files_; }
    const std::vector<SkippedFile>& skipped() const { return tally_.skipped; }

private:
    std::shared_ptr<Project> project_;
    CaptionBatchExportRequest request_;
    std::int64_t requests_ = 0;
    std::vector<std::filesystem::path> files_;
    ServerCaptionTally tally_;
};

// Stores the captions of answer files, all of which must be there before the first one is read. A caption that is there
// already is counted as known, so a file can be imported again; what is no caption is listed with its row.
class CaptionBatchImportJob final : public Job {
public:
    CaptionBatchImportJob(std::shared_ptr<Project> project, std::vector<std::filesystem::path> files);
    void run(JobContext& context) override;
    const ServerCaptionTally& tally() const { return tally_; }
    // Files of which nothing could be stored and nothing had been, each with the first reason.
    const std::vector<std::pair<std::string, Message>>& unusable() const { return unusable_; }

private:
    void take(const std::string& line, const std::string& where);
    const Json& exportOf(const std::string& spec);

    std::shared_ptr<Project> project_;
    std::vector<std::filesystem::path> files_;
    std::map<std::string, Json> exports_;  // what was remembered of them, by their digits
    std::vector<std::pair<std::string, Message>> unusable_;
    ServerCaptionTally tally_;
};

}  // namespace recap
