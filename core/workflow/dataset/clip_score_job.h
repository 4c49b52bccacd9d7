// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job.h"
#include "workflow/project/project.h"
#include "workflow/project/skipped_file.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace recap {

struct ClipScoreRequest {
    std::filesystem::path clip;  // folder of a CLIPModel: config.json, weights, vocabulary
    std::string filter = {};     // query of the images; empty: all
    std::int64_t batch_size = 32;
    std::int64_t threads = 0;  // 0: all
    std::string device = "cpu";
};

// The CLIP that was trained on the demo's drawn scenes; it knows nothing else. May not be there. Throws
// Error(FileNotFound) for an installation without resources.
std::filesystem::path demoClip();
// The project's setting that names the CLIP it is scored by when nobody names one.
inline constexpr const char* kDefaultClip = "clip.default";
// The folder of a CLIP for the project: `named`, else what the project names; "demo" is the demo's. Throws
// Error(InvalidOption) where nothing is named.
std::filesystem::path clipFor(Project& project, const std::string& named);

struct ClipScoreReport {
    std::string model_hash;
    std::int64_t written = 0;          // scores that were missing
    std::int64_t pictures = 0;         // of which no embedding was at hand
    std::vector<SkippedFile> skipped;  // pictures that could not be read, or hold something else than at the import
};

// CLIPScore of every current caption of the filter's images that has none by this CLIP yet; a second run, or one after
// a stop or a crash, computes only what is missing. Embeddings of the pictures are kept in the project's cache by
// content. Makes the CLIP the one that queries and statistics use (see ClipScoreRepository). Throws Error(FileNotFound)
// or Error(BadFormat) for a folder that holds no CLIP.
class ClipScoreJob final : public Job {
public:
    ClipScoreJob(std::shared_ptr<Project> project, ClipScoreRequest request);
    void run(JobContext& context) override;
    const ClipScoreReport& report() const { return report_; }

private:
    std::shared_ptr<Project> project_;
    ClipScoreRequest request_;
    ClipScoreReport report_;
};

// Pictures of the project that the current CLIP takes for almost the same (cosine of at least kSimilarCosine), from the
// embeddings that scoring has kept; empty when there are none. `pause` is called now and then and may throw to stop.
inline constexpr double kSimilarCosine = 0.97;
std::vector<std::vector<ImageId>> findSimilarPictures(Project& project, const std::function<void(double)>& pause = {});

}  // namespace recap
