// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace recap {

struct PretrainRequest {
    std::filesystem::path out;  // folder that becomes resources/demo
    std::vector<std::string> parts =
        {};              // of judge, clip, vae, captioner, base; empty: all, those that exist already are kept
    double scale = 1.0;  // share of the full number of steps; below 1 only for tests
    std::int64_t seed = 20231025;
    std::int64_t threads = 1;
};

// Makes the small weights that are shipped with the program: the demo's judge, a CLIP, an autoencoder, a captioner and
// a Stable Diffusion model trained on web-like alt texts. Parts are written when finished and skipped when there, so an
// interrupted run continues with the next part (the base model: with its last checkpoint). card.json says what was
// measured.
class PretrainJob final : public Job {
public:
    explicit PretrainJob(PretrainRequest request);
    ~PretrainJob() override;
    void run(JobContext& context) override;

private:
    PretrainRequest request_;
};

}  // namespace recap
