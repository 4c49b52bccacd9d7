// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/captioning/caption_clip_internal.h"
#include "workflow/captioning/caption_curve_data_internal.h"
#include "workflow/captioning/caption_curve_job.h"
#include "workflow/captioning/caption_trainer_internal.h"
#include "workflow/runs/run_recorder.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace recap {

// One captioner of a curve.
struct CurveCaptioner {
    std::int64_t captions = 0, seed = 0;
    std::string key;
};
// The base first (0 captions, the first seed), then by number of captions and seed.
std::vector<CurveCaptioner> curveCaptioners(const CaptionCurveOptions& options, const std::string& baseHash,
                                            const CurveData& data, const std::string& known);

// What was measured of a captioner, by its key, in the folder of any curve of the project.
std::optional<CurveValues> recognisedPoint(Project& project, const std::string& key);

// Makes and measures the captioners of one run. Lives on the worker thread.
//   points/<key>.json          numbers of a captioner that is done
//   points/<key>/checkpoint-*  of the one that is being trained; removed when it is done
class CaptionCurveRun {
public:
    CaptionCurveRun(Project& project, RunId run, const CaptionCurveRequest& request, JobContext& context,
                    RunRecorder& recorder);
    const std::string& digest() const { return data_.captions.digest; }
    std::int64_t images() const { return data_.captions.images; }
    // Fills `curve` as the captioners get done; the number of those that were not recognised.
    std::int64_t run(CaptionCurve& curve);

private:
    CurveValues make(const CurveCaptioner& captioner);
    void train(CaptionTrainer& trainer, const CaptionTrainOptions& options, const std::filesystem::path& folder);
    // True: a checkpoint was asked for. Throws Cancelled after a command to stop and save.
    bool takeCommands(bool& stop);
    CurveValues measure(CaptionTrainer& trainer);
    void measureKnown(CaptionTrainer& trainer, CurveValues& values);
    void add(CaptionCurve& curve, const CurveCaptioner& captioner, CurveValues values);

    Project& project_;
    RunId run_;
    const CaptionCurveRequest& request_;
    JobContext& context_;
    RunRecorder& recorder_;
    std::filesystem::path base_, folder_;
    CurveData data_;
    std::optional<CaptionClip> clip_;           // where the options name one
    std::int64_t stepsBefore_ = 0, steps_ = 0;  // of the captioners that are done, of all
};

}  // namespace recap
