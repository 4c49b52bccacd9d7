// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/scene.h"
#include "jobs/job.h"
#include "workflow/pretrain/pretrain_job.h"

#include <torch/types.h>
#include <string>
#include <vector>

namespace recap {

// Which scenes a part is trained on. The judge and the autoencoder know no words and have to see every picture rightly,
// so they are shown all; what reads or writes texts is shown no held-out combination (demo/held_out.h).
enum class PretrainScenes { All, Training };

// Scenes drawn once and used by all parts of the pre-training of their kind.
struct PretrainData {
    std::vector<demo::Scene> scenes;
    std::vector<std::string> altTexts;
    torch::Tensor images;       // [N, 3, 32, 32] uint8
    std::int64_t held_out = 0;  // the last ones are never trained on
    std::int64_t training() const { return images.size(0) - held_out; }
    torch::Tensor floats(const torch::Tensor& index) const {
        return images.index_select(0, index).to(torch::kFloat32) / 255.0;
    }
};
PretrainData drawPretrainData(PretrainScenes kind, std::int64_t count, std::int64_t heldOut, std::uint64_t seed,
                              JobContext& context);

// Steps of a part at the scale of the request, of `full` at scale 1.
std::int64_t scaledSteps(const PretrainRequest& request, std::int64_t full);

}  // namespace recap
