// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job.h"
#include "remote/retry.h"
#include "workflow/captioning/server_caption_options.h"
#include "workflow/captioning/server_captions.h"
#include "workflow/project/project.h"

#include <memory>
#include <string>

namespace recap {

struct ServerCaptionRequest {
    ServerCaptionOptions options;
    std::string name = {};  // of the run; empty: the source and who writes it
    RetryTimes retry = {};  // how long a server that refuses is left alone
};

// Has servers write a caption for every image that has none by the same model and instruction yet; with a second
// instruction afterwards another one from it. Captions are stored as soon as they arrive, so an interrupted run loses
// only what the servers were working on, and continues. Fails when a server's answers are no captions
// (remote/server_pool.h), or when no answer was one.
class ServerCaptionJob final : public Job {
public:
    ServerCaptionJob(std::shared_ptr<Project> project, ServerCaptionRequest request);
    ~ServerCaptionJob() override;
    void run(JobContext& context) override;
    RunId runId() const { return run_; }
    const ServerCaptionTally& tally() const { return tally_; }

private:
    std::shared_ptr<Project> project_;
    ServerCaptionRequest request_;
    RunId run_;
    ServerCaptionTally tally_;
};

}  // namespace recap
