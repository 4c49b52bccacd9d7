// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job.h"
#include "remote/retry.h"
#include "workflow/captioning/recaption_folder.h"
#include "workflow/captioning/recaption_report.h"
#include "workflow/captioning/server_caption_options.h"
#include "workflow/captioning/server_captions.h"
#include "workflow/project/project.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace recap {

class CaptionSink;

struct ServerCaptionRequest {
    ServerCaptionOptions options;
    std::string name = {};  // of the run; empty: the source and who writes it
    RetryTimes retry = {};  // how long a server that refuses is left alone
    // One of several processes; as CaptionRunRequest::shard.
    std::optional<RecaptionShard> shard = {};
};

// Has servers write a caption for every image that has none by the same model and instruction yet; with a second
// instruction afterwards another one from it. Captions are stored as soon as they arrive, so an interrupted run loses
// only what the servers were working on, and continues. Fails when a server's answers are no captions
// (remote/server_pool.h), or when no answer was one. When there is nothing to do it says why and makes no run.
class ServerCaptionJob final : public Job {
public:
    ServerCaptionJob(std::shared_ptr<Project> project, ServerCaptionRequest request);
    ~ServerCaptionJob() override;
    void run(JobContext& context) override;
    RunId runId() const { return run_; }  // none: there was nothing to do, or a shard was captioned
    const ServerCaptionTally& tally() const { return tally_; }
    const RecaptionReport& report() const { return report_; }  // of a shard

private:
    struct Stage;
    struct Work;
    void addStages(Work& work) const;
    Json configOf(const Work& work) const;
    void runInProject(JobContext& context, const Work& work);
    void runShard(JobContext& context, const Work& work, const Stage& stage);
    void ask(JobContext& context, const Work& work, const Stage& stage, const std::vector<ImageRecord>& images,
             CaptionSink& sink, std::int64_t seed);

    std::shared_ptr<Project> project_;
    ServerCaptionRequest request_;
    RunId run_;
    ServerCaptionTally tally_;
    RecaptionReport report_;
};

}  // namespace recap
