// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/clip_scorer.h"
#include "workflow/captioning/caption_measures.h"
#include "workflow/project/project.h"

#include <torch/types.h>

#include <filesystem>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace recap {

// The folder that an option 'clip' names: itself, or the demo's for "demo". Throws Error(NotFound) when it holds no
// model.
std::filesystem::path requireClip(Project& project, const std::string& clip);

// CLIPScores of captions that a captioner wrote, by one CLIP model. Each picture is embedded once. Not thread-safe.
class CaptionClip {
public:
    // `clip` is not empty. Throws as requireClip and ClipScorer::load.
    CaptionClip(Project& project, const std::string& clip, const torch::Device& device);

    // The cosine of each caption and its picture, -1 to 1; NaN where the picture cannot be read. `between` is called
    // before each batch and may throw.
    std::vector<double> scores(std::span<const WrittenCaption> captions, const std::function<void()>& between);
    // sha256 over everything that decides a score.
    const std::string& hash() const { return scorer_.hash(); }

private:
    void embed(std::span<const WrittenCaption> captions);

    ClipScorer scorer_;
    std::map<std::string, torch::Tensor> pictures_;  // by path, [d]; undefined: cannot be read
};

}  // namespace recap
